import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits, lineEndOf, type TextEdit } from "../../server/src/base/text.ts";
import {
  insertSection,
  insertStatement,
  insertStatements,
  replaceSpan,
  setField,
} from "../../server/src/document/edit.ts";
import type { PolicyDocument } from "../../server/src/document/model.ts";
import { createParser } from "../../server/src/document/parse.ts";
import { loadLibrary } from "../support/library.ts";
import { markdownShapes, type Shape, yamlShapes } from "./shapes.ts";

const library = loadLibrary();
const parser = createParser(library);
const order = library.data.sectionKinds.map((kind) => kind.id);
const parse = (text: string, uri = "/policies/policy.md"): PolicyDocument => parser.parse({ uri, version: 1, text });
const field = (id: string) => library.metadataField(id) ?? assert.fail(`no field ${id}`);
const section = (doc: PolicyDocument, heading: string) =>
  doc.sections.find((one) => one.heading?.text.toLowerCase() === heading) ?? assert.fail(`no section ${heading}`);
const statementsOf = (doc: PolicyDocument, heading: string): string[] =>
  section(doc, heading).statements.map((i) => words(doc, i));
const words = (doc: PolicyDocument, i: number): string => {
  const span = doc.statements[i]?.span ?? { start: 0, end: 0 };
  return doc.text.slice(span.start, span.end).replace(/\s+/g, " ");
};

/** Applies edits and checks what every edit has to keep: no text lost, line ends, a text that can be read. */
function apply(shape: Shape, doc: PolicyDocument, edits: readonly TextEdit[]): PolicyDocument {
  const text = applyEdits(shape.text, edits);
  const after = parse(text, shape.uri);
  assert.deepEqual(after.problems, doc.problems, text);
  if (lineEndOf(shape.text) === "\r\n") assert.doesNotMatch(text, /(?<!\r)\n/, "line ends");
  else assert.doesNotMatch(text, /\r/, "line ends");
  const kept = [...shape.text].filter((c) => !/\s/.test(c));
  let at = 0;
  for (const c of text) if (c === kept[at]) at++;
  if (edits.every((edit) => edit.span.start === edit.span.end))
    assert.equal(at, kept.length, `text was lost:\n${text}`);
  for (const old of doc.statements) {
    const written = words(doc, old.index).replace(/[.]$/, "");
    // A field's line or row is a statement too.
    if (/owner|version/i.test(written)) continue;
    assert.ok(
      after.statements.some((one) => words(after, one.index).includes(written)),
      `“${written}” is no statement any more:\n${text}`,
    );
  }
  return after;
}

const headings = (doc: PolicyDocument): string[] =>
  doc.sections.flatMap((one) => (one.heading && !one.isTitle ? [one.heading.text.toLowerCase()] : []));
const hasNoPlaceForSections = new Set<string>([]);

describe("insertSection", () => {
  for (const shape of [...markdownShapes, ...yamlShapes]) {
    it(`adds a section with its words: ${shape.uri.endsWith("md") ? "Markdown" : "YAML"}, ${shape.name}`, () => {
      const doc = parse(shape.text, shape.uri);
      const edits = insertSection(
        doc,
        "Exceptions",
        "The CISO grants exceptions in writing.\nEach ends after a year.",
        order,
        "exceptions",
      );
      assert.ok(edits.length > 0 || hasNoPlaceForSections.has(shape.name));
      const after = apply(shape, doc, edits);
      const added = section(after, "exceptions");
      assert.deepEqual(added.kinds, ["exceptions"], after.text);
      assert.ok(
        added.statements
          .map((i) => words(after, i))
          .join(" ")
          .startsWith("The CISO grants exceptions in writing."),
        after.text,
      );
      const known = doc.sections.filter((one) => one.heading && !one.isTitle);
      assert.equal(after.sections.filter((one) => one.heading && !one.isTitle).length, known.length + 1, after.text);
      const sibling = known.find((one) => one.kinds.length > 0);
      if (sibling) assert.equal(added.level, sibling.level, after.text);
    });
  }

  it("stands behind the nearest kind before it", () => {
    const shape = markdownShapes.find(({ name }) => name === "plain") as Shape;
    const doc = parse(shape.text);
    const after = apply(
      shape,
      doc,
      insertSection(doc, "Roles", "- The CISO owns this policy.", order, "roles-responsibilities"),
    );
    assert.deepEqual(headings(after), ["purpose", "scope", "roles", "review"]);
  });

  it("stands before the first kind after it where none comes before", () => {
    const doc = parse("# Policy\n\n## Scope\n\nAll.\n\n## Review\n\nYearly.\n");
    const text = applyEdits(doc.text, insertSection(doc, "Purpose", "Why.", order, "purpose"));
    assert.equal(text, "# Policy\n\n## Purpose\n\nWhy.\n\n## Scope\n\nAll.\n\n## Review\n\nYearly.\n");
  });

  it("stands behind the sections on the document's topics where it comes after the rules", () => {
    const text =
      "# Backup policy\n\n## Purpose\n\nWhy.\n\n## Backups\n\nDaily.\n\n## Restores\n\nTested.\n\n## Review\n\nYearly.\n";
    const doc = parse(text);
    const added = (title: string, kind: string): string[] =>
      headings(parse(applyEdits(text, insertSection(doc, title, "Words.", order, kind))));
    assert.deepEqual(added("Exceptions", "exceptions"), ["purpose", "backups", "restores", "exceptions", "review"]);
    assert.deepEqual(added("Scope", "scope"), ["purpose", "scope", "backups", "restores", "review"]);
  });

  it("stands among the document's sections, not within one of its topics", () => {
    const text =
      "title: T\npurpose: This says why we do it.\nbackups:\n  rules: |\n    Daily.\n  exceptions: |\n    None.\n";
    const doc = parse(text, "/policies/policy.yaml");
    assert.match(
      applyEdits(text, insertSection(doc, "Scope", "All of us.", order, "scope")),
      /why we do it\.\nscope: \|\n {2}All of us\.\nbackups:/,
    );
  });

  it("is written behind the key that waits for it", () => {
    for (const [blank, written] of [
      ["scope: TODO # ask", "scope: | # ask\n  All of us."],
      ["scope: '[scope]'", "scope: |\n  All of us."],
      ["scope:", "scope: |\n  All of us."],
    ] as const) {
      const text = `title: T\n${blank}\npurpose: This says why we do it.\n`;
      const doc = parse(text, "/policies/policy.yaml");
      assert.equal(
        applyEdits(text, insertSection(doc, "Scope", "All of us.", order, "scope")),
        text.replace(blank, written),
      );
    }
  });

  it("takes the next number, at the end where a later sibling has it", () => {
    const doc = parse("# Policy\n\n## 1. Purpose\n\nWhy.\n\n## 2. Scope\n\nAll.\n\n## 3. Review\n\nYearly.\n");
    const end = applyEdits(doc.text, insertSection(doc, "Approval", "The board.", order, "approval"));
    assert.match(end, /\n\n## 4\. Approval\n\nThe board\.\n$/);
    const middle = applyEdits(doc.text, insertSection(doc, "Roles", "The CISO.", order, "roles-responsibilities"));
    assert.match(middle, /## 3\. Review\n\nYearly\.\n\n## 4\. Roles\n\nThe CISO\.\n$/);
  });

  it("copies the look of nested numbers, bold and setext headings", () => {
    const nested = parse("# 5 Backup\n\n## 5.1 Purpose\n\nWhy.\n\n## 5.2 Scope\n\nAll.\n");
    assert.match(
      applyEdits(nested.text, insertSection(nested, "Review", "Yearly.", order, "review")),
      /\n## 5\.3 Review\n/,
    );
    const bold = parse("# **Backup**\n\n## **1. Purpose**\n\nWhy.\n\n## **2. Scope**\n\nAll.\n");
    assert.match(
      applyEdits(bold.text, insertSection(bold, "Review", "Yearly.", order, "review")),
      /\n## \*\*3\. Review\*\*\n/,
    );
    const setext = parse("Backup\n======\n\nPurpose\n-------\n\nWhy.\n");
    assert.match(
      applyEdits(setext.text, insertSection(setext, "Review", "Yearly.", order, "review")),
      /\nReview\n-{6,}\n\nYearly\.\n$/,
    );
  });

  it("stays above a footer", () => {
    const shape = markdownShapes.find(({ name }) => name === "footer") as Shape;
    const doc = parse(shape.text);
    const after = apply(shape, doc, insertSection(doc, "Approval", "The board.", order, "approval"));
    assert.match(after.text, /The board\.\n\n---\n\n\*Document Owner/);
    assert.equal(after.metadata.fields.get("owner")?.text, "GRC lead");
  });

  it("writes lists as sequences and text as a block in YAML", () => {
    const doc = parse("title: Policy\n\nscope: |\n  All.\n", "/p.yaml");
    const list = applyEdits(
      doc.text,
      insertSection(
        doc,
        "Roles & responsibilities",
        "- CISO: owns it.\n- All staff, too.",
        order,
        "roles-responsibilities",
      ),
    );
    assert.equal(
      list,
      'title: Policy\n\nscope: |\n  All.\n\nroles_responsibilities:\n  - "CISO: owns it."\n  - All staff, too.\n',
    );
    const text = applyEdits(doc.text, insertSection(doc, "Purpose", "Why: so.\n\nAnd so.", order, "purpose"));
    assert.equal(text, "title: Policy\n\npurpose: |\n  Why: so.\n\n  And so.\n\nscope: |\n  All.\n");
  });

  it("does not touch YAML that cannot be read", () => {
    const doc = parse("a: [1\nb: 2\n", "/p.yaml");
    assert.deepEqual(insertSection(doc, "Purpose", "Why.", order, "purpose"), []);
  });
});

describe("insertStatement", () => {
  const sentence = "Copies are kept in two places, always.";
  for (const shape of [...markdownShapes, ...yamlShapes]) {
    for (const one of parse(shape.text, shape.uri).sections.filter((each) => each.heading)) {
      it(`adds a statement to “${one.heading?.text}”: ${shape.uri.endsWith("md") ? "Markdown" : "YAML"}, ${shape.name}`, () => {
        const doc = parse(shape.text, shape.uri);
        const after = apply(shape, doc, insertStatement(doc, one, sentence));
        const target = after.sections.find((each) => each.heading?.text === one.heading?.text);
        assert.ok(
          target?.statements.some((i) => words(after, i) === sentence),
          after.text,
        );
        assert.equal(after.statements.length, doc.statements.length + 1, after.text);
        assert.equal(
          after.sections.filter((each) => each.heading).length,
          doc.sections.filter((each) => each.heading).length,
          after.text,
        );
      });
    }
    it(`adds two statements at once: ${shape.uri.endsWith("md") ? "Markdown" : "YAML"}, ${shape.name}`, () => {
      const doc = parse(shape.text, shape.uri);
      const one = doc.sections.findLast((each) => each.heading);
      if (!one) return assert.equal(doc.sections.length, 1);
      const after = apply(shape, doc, insertStatements(doc, one, [sentence, "Both are tested every month."]));
      assert.equal(after.statements.length, doc.statements.length + 2, after.text);
    });
  }

  it("goes on with a list of sentences in its style", () => {
    const shape = markdownShapes.find(({ name }) => name === "lists") as Shape;
    const doc = parse(shape.text);
    const edit = (heading: string): string =>
      applyEdits(doc.text, insertStatement(doc, section(doc, heading), sentence));
    assert.match(edit("purpose"), /four hours\.\n- Copies are kept/);
    assert.match(edit("scope"), /people too\.\n3\. Copies are kept/);
    assert.match(edit("review"), /every year\.\n- \[ \] Copies are kept/);
    const loose = parse("## Purpose\n\n* Keep all of our data safe.\n\n* Restore it within four hours.\n");
    assert.match(
      applyEdits(loose.text, insertStatement(loose, section(loose, "purpose"), sentence)),
      /hours\.\n\n\* Copies/,
    );
  });

  it("starts a paragraph behind text, above a rule and the next heading", () => {
    const doc = parse("## Purpose\n\nWhy.\n\n---\n\n## Scope\nAll.\n## Review\n");
    assert.equal(
      applyEdits(doc.text, insertStatement(doc, section(doc, "purpose"), "So.")),
      "## Purpose\n\nWhy.\n\nSo.\n\n---\n\n## Scope\nAll.\n## Review\n",
    );
    assert.equal(
      applyEdits(doc.text, insertStatement(doc, section(doc, "scope"), "So.")),
      "## Purpose\n\nWhy.\n\n---\n\n## Scope\nAll.\n\nSo.\n\n## Review\n",
    );
  });

  it("keeps the form of YAML values", () => {
    const text =
      "a:\n  - One sentence of it all.\nb: |\n  Block one.\nc: [\"One sentence, quoted.\"]\nd: 'A text in quotes that isn''t short but ends'\ne: A plain text that goes on for more than eight words.\n";
    const doc = parse(text, "/p.yaml");
    const edited = ["a", "b", "c", "d", "e"].reduce((current, key) => {
      const now = parse(current, "/p.yaml");
      return applyEdits(current, insertStatement(now, section(now, key), 'It’s “new”: yes, "so".'));
    }, doc.text);
    const after = parse(edited, "/p.yaml");
    assert.deepEqual(after.problems, []);
    assert.match(edited, /\n {2}- "It’s “new”: yes, \\"so\\"\."\nb:/);
    assert.match(edited, /Block one\.\n {2}It’s “new”: yes, "so"\.\n/);
    for (const key of ["a", "b", "c", "d", "e"]) assert.equal(statementsOf(after, key).length, 2, edited);
  });
});

describe("setField", () => {
  for (const shape of [...markdownShapes, ...yamlShapes.filter(({ name }) => name !== "root list")]) {
    for (const [id, value] of [
      ["owner", "Head of IT: security"],
      ["version", "2.0"],
      ["next-review", "2027-01-31"],
      ["applies-to", "All employees, and contractors"],
    ] as const) {
      it(`sets ${id}: ${shape.uri.endsWith("md") ? "Markdown" : "YAML"}, ${shape.name}`, () => {
        const doc = parse(shape.text, shape.uri);
        if (id === "applies-to" && shape.uri.endsWith("yaml") && doc.metadata.fields.get(id)) return;
        const others = [...doc.metadata.fields.values()].filter((one) => one.field !== id && one.text !== "");
        const after = apply(shape, doc, setField(doc, field(id), value));
        const now = after.metadata.fields.get(id);
        assert.equal(now?.text, value, after.text);
        if (id === "next-review") assert.equal(now?.date, value);
        assert.equal(after.text.slice(now?.valueSpan.start, now?.valueSpan.end), value, after.text);
        for (const other of others) assert.equal(after.metadata.fields.get(other.field)?.text, other.text, after.text);
        assert.deepEqual(headings(after), headings(doc), after.text);
        const again = parse(applyEdits(after.text, setField(after, field(id), "1.5")), shape.uri);
        assert.equal(again.metadata.fields.get(id)?.text, "1.5", again.text);
      });
    }
  }

  it("spells new keys as their neighbours are spelt", () => {
    const added = (text: string): string => {
      const doc = parse(text);
      return applyEdits(text, setField(doc, field("next-review"), "2027-01-31")).replace(text.slice(0, -4), "");
    };
    assert.equal(added("---\nlast-review: 2026-01-01\n---\n"), "next-review: 2027-01-31\n---\n");
    assert.equal(added("---\nlastReview: 2026-01-01\n---\n"), "nextReview: 2027-01-31\n---\n");
    assert.equal(added("---\nLast Review: 2026-01-01\n---\n"), "Next Review: 2027-01-31\n---\n");
    assert.equal(added("---\nowner: x\n---\n"), "next_review: 2027-01-31\n---\n");
  });

  it("adds to tables and lines in their style", () => {
    const set = (text: string): string => {
      const doc = parse(text);
      return applyEdits(text, setField(doc, field("next-review"), "2027-01-31"));
    };
    assert.match(
      set("# P\n\n| **Owner** | CISO |\n|---|---|\n| **Version** | 1 |\n"),
      /\n\| \*\*Next review\*\* \| 2027-01-31 \|\n$/,
    );
    assert.match(
      set("# P\n\n**Owner:** CISO  \n**Version:** 1\n\nText.\n"),
      /1 {2}\n\*\*Next review:\*\* 2027-01-31\n\nText/,
    );
    assert.match(set("# P\n\n- **Owner**: CISO\n- **Version**: 1\n"), /\n- \*\*Next review\*\*: 2027-01-31\n$/);
    assert.match(set("# P\n\n**Version:** 1 | **Owner:** CISO\n"), /CISO \| \*\*Next review:\*\* 2027-01-31\n$/);
    assert.match(set("# P\n\nText.\n"), /^---\nnext_review: 2027-01-31\n---\n\n# P/);
  });

  it("leaves broken front matter alone", () => {
    const doc = parse("---\nowner: [a\n---\n\n# P\n");
    assert.deepEqual(setField(doc, field("version"), "1"), []);
  });
});

describe("replaceSpan", () => {
  it("is one edit", () => assert.equal(applyEdits("abc", replaceSpan({ start: 1, end: 2 }, "x")), "axc"));
});

describe("the ends of a text", () => {
  const badge = `[![A](https://example.com/${"a".repeat(300)}.svg)](./a.md)`;
  const control = `**Document control:**  \n**Approved by:** Ada 🔐  \n**Aligned:** ${badge}  \n**Next review:** ${badge}`;

  for (const eol of ["\n", "\r\n"])
    it(`document control stays last, however long (${JSON.stringify(eol)})`, () => {
      const text = `# Backup policy\n\n## Rules\n\nAll data must be backed up.\n\n---\n\n${control}\n`.replaceAll(
        "\n",
        eol,
      );
      const [edit] = insertSection(parse(text), "AI annex", "Models must be backed up.", order, "appendices");
      assert.ok(edit && edit.span.start <= text.indexOf("---"), "the section stands above the document control");
    });

  it("a long quote below a thematic break is content", () => {
    const text = `# Backup policy\n\n## Rules\n\nAll data must be backed up.\n\n---\n\n> ${"Copies must be tested. ".repeat(40)}\n`;
    const [edit] = insertSection(parse(text), "AI annex", "Models must be backed up.", order, "appendices");
    assert.equal(edit?.span.start, text.length);
  });

  for (const [uri, text, first] of [
    [
      "/p/policy.md",
      "<!-- codicil-ignore-next structure: agreed -->\r\n### Ownership\r\n\r\nThe owner must review it.",
      "### Ownership",
    ],
    ["/p/policy.yaml", "# codicil-ignore-next structure: agreed\n\nclasses:\n  - All data must be kept.\n", "classes:"],
    ["/p/policy.md", "<!-- never closed\n", "<!-- never closed"],
  ] as const)
    it(`without a title the first line that is no comment stands for it: ${first}`, () => {
      const { titleSpan } = parse(text, uri);
      assert.equal(text.slice(titleSpan.start, titleSpan.end), first);
    });
});
