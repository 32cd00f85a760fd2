import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { readYaml } from "../../server/src/document/yaml.ts";
import { createParser } from "../../server/src/document/parse.ts";
import { loadLibrary } from "../support/library.ts";
import { assertInvariants } from "./invariants.ts";
import { abbreviations, headingsOf, statementsOf, wordsOf, yamlOf } from "./outlines.ts";
import { yamlShapes } from "./shapes.ts";

describe("YAML sections", () => {
  it("are keys with mappings, lists and text; short values are fields", () => {
    const outline = yamlOf(
      "title: T\nowner: CISO\nscope: |\n  All systems. All people.\npolicy_rules:\n  - One rule.\nroles:\n  CISO: Owns it.\n  more:\n    - a b\n",
    );
    assert.deepEqual(headingsOf(outline), ["# scope", "# policy rules", "# roles", "## more"]);
    assert.deepEqual(statementsOf(outline), ["All systems.", "All people.", "One rule.", "Owns it.", "a b"]);
    assert.deepEqual(
      outline.statements.map(({ kind }) => kind),
      ["sentence", "sentence", "item", "scalar", "item"],
    );
    assert.deepEqual(
      outline.statements[3]?.keys.map(({ start, end }) => outline.text.slice(start, end)),
      ["CISO"],
    );
    assert.deepEqual(
      outline.fields.map(({ path, text }) => [path.join("."), text]),
      [
        ["title", "T"],
        ["owner", "CISO"],
      ],
    );
    assert.equal(
      outline.text.slice(outline.sections[2]?.heading?.span.start, outline.sections[2]?.heading?.span.end),
      "policy_rules",
    );
  });

  it("are items with a title, in containers of any level", () => {
    const outline = yamlOf(
      "policy:\n  title: T\n  sections:\n    - id: 5.2\n      title: Scope\n      text: All of it.\n    - title: Rules\n      statements:\n        - One.\n        - Two.\n      owner: CISO\n",
    );
    assert.deepEqual(headingsOf(outline), ["# (5.2) Scope", "# Rules"]);
    assert.deepEqual(statementsOf(outline), ["All of it.", "One.", "Two.", "CISO"]);
    assert.deepEqual(
      outline.fields.map(({ path }) => path.join(".")),
      ["policy.title"],
    );
  });

  it("keep a section's words in front of its sub-sections", () => {
    const outline = yamlOf("a:\n  b: One thing.\n  c:\n    - Two\n  d: Three things.\n");
    assert.deepEqual(headingsOf(outline), ["# a", "## c", "## d"]);
    assertInvariants(outline);
  });

  it("split camel case and underscores", () =>
    assert.deepEqual(headingsOf(yamlOf("policyStatement: [a]\nrelated-documents: [b]\n")), [
      "# policy Statement",
      "# related documents",
    ]));

  it("leave known fields to the metadata when told them", () => {
    const text =
      "title: A title of more than eight words, as some documents have\niso_27001: [A.5.1, A.8.2]\nexceptions:\nreview: Once a year.\n";
    const outline = readYaml({ uri: "/p.yaml", version: 1, text }, abbreviations, {
      isField: (key) => key === "title" || key === "iso_27001",
    });
    assert.deepEqual(headingsOf(outline), ["# exceptions", "# review"]);
    assert.equal(outline.sections[1]?.isEmpty, true);
  });
});

describe("keys of a YAML policy", () => {
  const parser = createParser(loadLibrary());
  const parse = (text: string) => parser.parse({ uri: "/p/backup-policy.yaml", version: 1, text });

  it("head a section where they name one, however short their value", () => {
    const doc = parse("title: T\npurpose: TODO\nroles: CISO\nticket: ABC-1\npolicy: Backups\nscope: TODO\n");
    assert.deepEqual(
      doc.sections.flatMap(({ heading }) => heading?.text ?? []),
      ["purpose", "roles"],
    );
    assert.equal(doc.metadata.fields.get("applies-to")?.text, "");
  });

  it("hold references in sentences, and lists of them", () => {
    const doc = parse(
      "controls: [A.8.13]\nmapping: A.5.33\npurpose: This policy follows A.8.14.\nrules:\n  - All data is encrypted (A.8.24).\n",
    );
    assert.deepEqual(
      doc.references.map(({ number, where }) => `${number} ${where}`),
      ["A.8.13 metadata", "A.5.33 metadata", "A.8.14 prose", "A.8.24 prose"],
    );
  });
});

describe("YAML statements", () => {
  it("have exact spans in every kind of scalar", () => {
    const text =
      "a: |\r\n  Block one. It goes\r\n  on 🔐 here.\r\n\r\n  - an item\r\nb: >-\r\n  Folded\r\n  text.\r\nc:\r\n  - 'single ''quoted'' text'\r\n  - \"double \\\"quoted\\\"\\n second line\"\r\n  - plain\r\n    on two lines\r\n";
    const outline = yamlOf(text);
    assert.deepEqual(
      outline.statements.map(({ span }) => text.slice(span.start, span.end)),
      [
        "Block one.",
        "It goes\r\n  on 🔐 here.",
        "an item",
        "Folded\r\n  text.",
        "single ''quoted'' text",
        'double \\"quoted\\"',
        "second line",
        "plain\r\n    on two lines",
      ],
    );
    assert.equal(wordsOf(outline)[5], "double quoted");
    assertInvariants(outline);
  });

  it("join rows that are mappings", () => {
    const outline = yamlOf(
      "rows:\n  - {data: Logs, kept_for: 13 months, then: deleted, told in writing}\n  - role: CISO\n    does: Owns it. Reviews it.\n",
    );
    assert.deepEqual(
      outline.statements.map(({ runs }) => runs.map(({ start, end }) => outline.text.slice(start, end))),
      [["Logs", "13 months", "deleted", "told in writing"], ["CISO"], ["Owns it."], ["Reviews it."]],
    );
  });

  it("introduce the list in a block", () => {
    assert.deepEqual(
      yamlOf("a: |\n  We log:\n  - sign-ins\n  - changes\n\n  Text.\n").statements.map(({ lead }) => lead),
      [undefined, 0, 0, undefined],
    );
  });

  it("name files they link to", () =>
    assert.deepEqual(
      yamlOf("related:\n  - a-policy.md\n  - see [b](../b.md)\n").links.map(({ target }) => target),
      ["a-policy.md", "../b.md"],
    ));
});

describe("broken and hostile YAML", () => {
  it("gives one problem and what could be read", () => {
    const outline = yamlOf("title: T\nscope: |\n  All systems.\nbad: [1, 2\nmore: x\n");
    assert.deepEqual(
      outline.problems.map(({ id }) => id),
      ["yaml-syntax"],
    );
    assert.ok(statementsOf(outline).includes("All systems."));
    assert.doesNotMatch(outline.problems[0]?.message ?? "", /\n/);
  });

  it("is never expanded", () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[..."bcdefghi"].map((key, i) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${"abcdefghi"[i] ?? ""}`).join(", ")}]`).join("\n")}\n`;
    const outline = yamlOf(bomb);
    assert.deepEqual(
      outline.problems.map(({ id }) => id),
      ["alias-bomb"],
    );
    assert.equal(outline.statements.length, 9);
    assert.deepEqual(yamlOf("a: &a [One text.]\nb: *a\nc:\n  <<: *a\n").problems, []);
    assert.deepEqual(statementsOf(yamlOf("a: &a\n  - One text.\nb: *a\n")), ["One text."]);
  });

  it("may be nested beyond measure", () => {
    for (const text of [
      "[".repeat(50_000),
      "- ".repeat(20_000),
      "{a: ".repeat(5_000),
      Array.from({ length: 900 }, (_, i) => `${" ".repeat(i)}k:`).join("\n"),
    ]) {
      assert.deepEqual(
        yamlOf(text).problems.map(({ id }) => id),
        ["yaml-syntax"],
      );
    }
  });

  it("is read in linear time", () => {
    const one = (n: number): string =>
      Array.from(
        { length: n },
        (_, i) =>
          `s${i}:\n  rules:\n    - A text with quite a few words in it, number ${i}.\n    - {a: b c, d: e}\n  text: |\n    Block one.\n\n    - two\n`,
      ).join("");
    const time = (text: string): number => {
      const start = performance.now();
      yamlOf(text);
      return performance.now() - start;
    };
    time(one(500));
    const small = time(one(1_500));
    assert.ok(time(one(9_000)) < small * 30 + 500, "six times the text takes far more than six times as long");
  }).timeout(20_000);

  it("never throws, whatever the lines", () => {
    const lines = fc.constantFrom(
      "a:",
      "b: x",
      "  c: One thing. Another.",
      "- d",
      "  - e: f",
      "    g: |",
      "      text",
      "---",
      "...",
      "# c",
      "{a: b",
      "]",
      '"q',
      "'",
      "&x",
      "*x",
      "? k",
      ": v",
      "\t",
      "title: T",
      "- title: U",
      "  text: V",
      "",
      "%YAML",
      "!!tag x",
      "sections:",
      "  - name: N",
      "    body: [a, {b: c}]",
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 20 }), fc.constantFrom("\n", "\r\n"), (parts, eol) =>
        assertInvariants(yamlOf(parts.join(eol))),
      ),
      { numRuns: 3000, seed: 20261124 },
    );
  }).timeout(30_000);

  it("keeps several documents and all comments", () => {
    const outline = yamlOf(
      "# one\ntitle: T # two\n---\nscope:\n  - All. # three\n---\n- loose\n--- \nA text of its own here.\n",
    );
    assert.deepEqual(
      outline.comments.map(({ start, end }) => outline.text.slice(start, end)),
      ["# one", "# two", "# three"],
    );
    assert.deepEqual(statementsOf(outline), ["All.", "loose", "A text of its own here."]);
    assertInvariants(outline);
  });
});

describe("a YAML section whose title stands behind a list", () => {
  const policy = (first: string, second: string): string =>
    `title: Access control policy\nsections:\n${[first, second]
      .map(
        (title) => `- applies_to:\n  - all employees\n  statements:\n  - Access must be reviewed.\n  title: ${title}\n`,
      )
      .join("")}`;
  const parser = createParser(loadLibrary());
  let version = 0;
  const kindsOf = (first: string, second: string): string[][] =>
    parser
      .parse({ uri: "file:///policies/access.yaml", version: ++version, text: policy(first, second) })
      .sections.filter(({ heading }) => [first, second].includes(heading?.text ?? ""))
      .map(({ kinds }) => [...kinds]);

  it("has the kind of its own title, before and after an edit", () => {
    assert.deepEqual(kindsOf("Scope", "Roles and responsibilities"), [["scope"], ["roles-responsibilities"]]);
    assert.deepEqual(kindsOf("Purpose", "Roles and responsibilities"), [["purpose"], ["roles-responsibilities"]]);
  });

  it("lends the standard that its title names to its references", () => {
    const text = policy("Controls of ISO/IEC 27001:2022", "Other, ISO/IEC 42001").replaceAll(
      "Access must be reviewed.",
      "A.5.2 must be met.",
    );
    const { references } = parser.parse({ uri: "file:///policies/two.yaml", version: 1, text });
    assert.deepEqual(
      references.map(({ resolution }) => (resolution.is === "resolved" ? resolution.requirement : resolution.is)),
      ["iso27001:2022/A.5.2", "iso42001:2023/A.5.2"],
    );
  });
});

describe("every YAML shape", () => {
  for (const { name, text } of yamlShapes)
    it(`gives an outline that holds together: ${name}`, () => assertInvariants(yamlOf(text)));
});
