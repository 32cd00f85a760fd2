import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readDate } from "../../server/src/document/dates.ts";
import { createFieldFinder, isUnfilled, readMetadata } from "../../server/src/document/metadata.ts";
import type { Metadata } from "../../server/src/document/model.ts";
import { createSectionKindMatcher } from "../../server/src/document/section-kinds.ts";
import { splitSentences } from "../../server/src/document/sentences.ts";
import { loadLibrary } from "../support/library.ts";
import { abbreviations, markdownOf, yamlOf } from "./outlines.ts";

const library = loadLibrary();
const find = createFieldFinder(library);
const metadataOf = (text: string, yaml = false): Metadata =>
  readMetadata(yaml ? yamlOf(text) : markdownOf(text), find, library.language.placeholders);
const textsOf = (metadata: Metadata): Record<string, string> =>
  Object.fromEntries([...metadata.fields].map(([id, value]) => [id, value.text]));

describe("a header line of several fields", () => {
  it("is read where its first part has no colon, and where dots part the fields", () => {
    const bars = "# T\n\nVersion 1.1 | Owner: Legal counsel | Next review: 2027-02-18\n\nText.\n";
    const dots = "# T\n\nLast review: 2026-03-01 · Maintained by: Platform team · Next review: 2027-03-01\n\nText.\n";
    assert.deepEqual(textsOf(metadataOf(bars)), {
      version: "1.1",
      owner: "Legal counsel",
      "next-review": "2027-02-18",
    });
    assert.deepEqual(textsOf(metadataOf(dots)), {
      "last-review": "2026-03-01",
      owner: "Platform team",
      "next-review": "2027-03-01",
    });
  });

  it("is no field where a sentence only holds a colon", () =>
    assert.deepEqual(textsOf(metadataOf("# T\n\nWe keep one rule here, owner: nobody is above it.\n")), {}));
});

describe("a line of document control without colons", () => {
  for (const [line, expected] of [
    [
      "Version 1.2 – approved by the CISO on 3 March 2025",
      { version: "1.2", "approved-by": "CISO", "approved-on": "3 March 2025" },
    ],
    [
      "v2.0, approved by the board, 2024-05-01",
      { version: "2.0", "approved-by": "board", "approved-on": "2024-05-01" },
    ],
    ["Owner — Head of IT", { owner: "Head of IT" }],
    ["Owner – Head of IT\r\nVersion – 2.1", { owner: "Head of IT", version: "2.1" }],
    ["- Owner — Head of IT\n- Version - 1.0", { owner: "Head of IT", version: "1.0" }],
    [
      "Last reviewed: 2025-01-31; next review: 2026-01-31",
      { "last-review": "2025-01-31", "next-review": "2026-01-31" },
    ],
    [
      "Last reviewed 31 January 2025; next review January 2026",
      { "last-review": "31 January 2025", "next-review": "January 2026" },
    ],
    ["Owned by the CISO.", { owner: "CISO" }],
    ["Owner: SRE lead. Reviewed yearly.", { owner: "SRE lead", "review-interval": "yearly" }],
    ["Effective 1 July 2025 · Version 3", { "effective-date": "1 July 2025", version: "3" }],
  ] as const)
    it(`gives its fields: ${JSON.stringify(line)}`, () => {
      const text = `# T\n\n${line}\n\nText.\n`;
      const metadata = metadataOf(text);
      assert.deepEqual(textsOf(metadata), expected);
      for (const { valueSpan, text: words } of metadata.fields.values())
        assert.equal(text.slice(valueSpan.start, valueSpan.end), words);
    });

  for (const sentence of [
    "Approved by the manager, access is given for a year.",
    "Approved by default.",
    "Version 2 of the protocol is obsolete.",
    "Owner — approves access to the asset",
    "Owner - the person who answers for it",
    "Owner – Responsible for the asset",
    "Reviewed by two people, code is merged.",
    "Effective 1 July 2025, all users must use MFA.",
  ])
    it(`is no sentence of prose: ${sentence}`, () =>
      assert.deepEqual(textsOf(metadataOf(`# T\n\n${sentence}\n\nText.\n`)), {}));
});

describe("front matter", () => {
  it("gives fields with exact spans, quotes left out", () => {
    const text =
      "---\r\nowner: \"CISO\"\r\nversion: 1.10\r\nnext_review: 2027-01-31 # soon\r\niso_27001: ['5.10', A.5.1]\r\n---\r\n# T\r\n";
    const metadata = metadataOf(text);
    assert.deepEqual(textsOf(metadata), {
      owner: "CISO",
      version: "1.10",
      "next-review": "2027-01-31",
      references: "5.10, A.5.1",
    });
    for (const value of metadata.fields.values())
      if (value.field !== "references")
        assert.equal(text.slice(value.valueSpan.start, value.valueSpan.end), value.text);
    assert.deepEqual(
      markdownOf(text)
        .fields.at(-1)
        ?.items.map(({ span }) => text.slice(span.start, span.end)),
      ["5.10", "A.5.1"],
    );
    assert.equal(metadata.where, "front-matter");
    assert.equal(text.slice(metadata.block?.start, metadata.block?.end).startsWith("owner"), true);
  });

  it("spells nested keys out", () => {
    assert.deepEqual(
      markdownOf("---\ncompliance:\n  iso_27001: [A.5.1]\n  soc: {cc: [1]}\n---\n").fields.map(({ path }) => path),
      [
        ["compliance", "iso_27001"],
        ["compliance", "soc", "cc"],
      ],
    );
  });

  it("may be broken, unclosed, empty", () => {
    const broken = markdownOf("---\nowner: [a\nversion: 1\n---\n\n# T\n");
    assert.deepEqual(
      broken.problems.map(({ id }) => id),
      ["front-matter"],
    );
    assert.equal(broken.title?.text, "T");
    const unclosed = markdownOf("---\nowner: a\n\n# T\n\nText.\n");
    assert.deepEqual([unclosed.problems.length, unclosed.title?.text], [0, "T"]);
    assert.deepEqual(metadataOf("---\n---\n# T\n").where, "front-matter");
    assert.deepEqual(textsOf(metadataOf("---\nowner:\nversion: ~\nstatus: ''\n---\n")), {
      owner: "",
      version: "",
      status: "",
    });
  });

  it("lists keys that no field knows", () => {
    assert.deepEqual(
      metadataOf("---\nowner: x\nfavourite_colour: blue\n---\n").unknown.map(({ key }) => key),
      ["favourite_colour"],
    );
  });
});

describe("metadata in the body", () => {
  const expected = { owner: "CISO", version: "1.2", "next-review": "2027-01-15" };
  const variants: Readonly<Record<string, string>> = {
    table: "| Field | Value |\n|---|---|\n| **Owner** | CISO |\n| Version | 1.2 |\n| Next review | 2027-01-15 |\n",
    "table without header": "| Owner | CISO |\n|---|---|\n| Version | 1.2 |\n| Next review | 2027-01-15 |\n",
    "table in pairs": "| Owner | CISO | Version | 1.2 |\n|---|---|---|---|\n| Next review | 2027-01-15 | | |\n",
    "bold lines": "**Owner:** CISO  \n**Version:** 1.2  \n**Next Review:** 2027-01-15\n",
    "bold lines, colon outside": "**Owner**: CISO\n**Version**: 1.2\n**Next Review**: 2027-01-15\n",
    list: "- **Owner:** CISO\n- **Version:** 1.2\n- **Next Review:** 2027-01-15\n",
    quote: "> **Owner:** CISO\n> **Version:** 1.2\n> **Next Review:** 2027-01-15\n",
    bars: "**Owner:** CISO | **Version:** 1.2 | **Next Review:** 2027-01-15\n",
    "italic footer": "Text.\n\n*Owner: CISO | Version: 1.2 | Next Review: 2027-01-15*\n",
    "plain lines": "Owner: CISO\nVersion: 1.2\nNext review: 2027-01-15\n",
  };
  for (const [name, body] of Object.entries(variants)) {
    it(`is read from ${name}`, () =>
      assert.deepEqual(textsOf(metadataOf(`# Policy\n\n${body}\n## Purpose\n\nWhy.\n`)), expected));
  }

  it("is the row with the highest version", () => {
    const metadata = metadataOf(
      "# P\n\n| Version | Date | Approved by |\n|---|---|---|\n| 1.9 | 2025-01-01 | CEO |\n| 1.10 | 2026-01-01 | CISO |\n",
    );
    assert.equal(metadata.fields.get("version")?.text, "1.10");
    assert.equal(metadata.fields.get("approved-by")?.text, "CISO");
  });

  it("is not the head of a list of controls", () => {
    const list = "# T\n\n| Control | Owner |\n|---|---|\n| A.8.14 | IT team |\n";
    assert.deepEqual(textsOf(metadataOf(list)), {});
    const control = "# T\n\n| Owner | CISO |\n|---|---|\n| Version | 2 |\n| Location | Basel |\n";
    assert.deepEqual(textsOf(metadataOf(control)), { owner: "CISO", version: "2" });
  });

  it("is not what stands far down in the text", () => {
    const filler = Array.from({ length: 40 }, (_, i) => `## Part ${i}\n\n${"Words go on and on. ".repeat(10)}\n`).join(
      "\n",
    );
    assert.equal(
      metadataOf(`# P\n\n${filler.replace("## Part 20\n", "## Part 20\n\n**Owner:** nobody\n")}`).fields.size,
      0,
    );
  });

  it("is a block of several far down in the text all the same", () => {
    const far = "Words that fill the text.\n\n".repeat(100);
    const block = (...lines: readonly string[]): string =>
      `# T\n\n${far}## A\n\n${far}## B\n\n${far}## C\n\nText.\n\n${lines.join("\n")}\n\n## D\n\n${far}`;
    const lines = ["**Owner:** CISO", "**Version:** 2.1", "**Next review:** 2027-01-31"];
    for (const text of [block(...lines), block(...lines).replaceAll("\n", "\r\n")])
      assert.deepEqual(textsOf(metadataOf(text)), { owner: "CISO", version: "2.1", "next-review": "2027-01-31" });
    assert.deepEqual(textsOf(metadataOf(block(...lines.slice(1)))), {});
    assert.deepEqual(textsOf(metadataOf(block(lines[0] ?? "", "", lines[1] ?? "", "", lines[2] ?? ""))), {});
  });

  it("prefers a filled value, and keeps a blank one", () => {
    assert.equal(metadataOf("---\nowner: TBD\n---\n# P\n\n**Owner:** CISO\n").fields.get("owner")?.text, "CISO");
    assert.equal(metadataOf("# P\n\n**Owner:** [Owner name]\n").fields.get("owner")?.text, "");
    for (const value of ["", " - ", "TBD", "[Owner]", "<date>", "{{ owner }}", "YYYY-MM-DD", "TODO: name"])
      assert.equal(isUnfilled(value, library.language.placeholders), true, value);
    for (const value of ["CISO", "1.0", "Todor Ivanov", "Nadia [CISO]"])
      assert.equal(isUnfilled(value, library.language.placeholders), false, value);
  });

  it("is read from YAML keys", () => {
    assert.deepEqual(
      textsOf(metadataOf("title: T\nowner: CISO\nnextReview: 2027-01-15\npolicy_rules:\n  owner: Runs it.\n", true)),
      { title: "T", owner: "CISO", "next-review": "2027-01-15" },
    );
    assert.equal(metadataOf("policy:\n  title: T\n", true).fields.get("title")?.text, "T");
  });
});

describe("dates", () => {
  const dates: readonly [string, string | undefined][] = [
    ["2026-01-31", "2026-01-31"],
    ["2026/1/31", "2026-01-31"],
    ["31.01.2026", "2026-01-31"],
    ["31/01/2026", "2026-01-31"],
    ["01/31/2026", "2026-01-31"],
    ["03/04/2026", undefined],
    ["04/04/2026", "2026-04-04"],
    ["31 January 2026", "2026-01-31"],
    ["31st of January 2026", "2026-01-31"],
    ["January 31, 2026", "2026-01-31"],
    ["Jan. 31st 2026", "2026-01-31"],
    ["31-Jan-2026", "2026-01-31"],
    ["February 2024", "2024-02-29"],
    ["2026-02-30", undefined],
    ["2026-13-01", undefined],
    ["version 2.0.1", undefined],
    ["Marketing 2026", undefined],
    ["decided 12 2026", undefined],
    ["every 12 months", undefined],
    ["", undefined],
    ["2026-01-31T10:00:00Z", "2026-01-31"],
    ["Q1 2026", undefined],
    ["1 Sept 2026", "2026-09-01"],
  ];
  for (const [text, expected] of dates)
    it(`reads ${JSON.stringify(text)}`, () => assert.equal(readDate(text), expected));
});

describe("sentences", () => {
  const split = (text: string): string[] =>
    splitSentences(text, { start: 0, end: text.length }, abbreviations).map(({ start, end }) => text.slice(start, end));
  const cases: readonly [string, readonly string[]][] = [
    ["One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]],
    ["Use tools, e.g. Nessus, etc. and so on.", ["Use tools, e.g. Nessus, etc. and so on."]],
    ["See No. 5 of ISO 27001:2022. Then stop.", ["See No. 5 of ISO 27001:2022.", "Then stop."]],
    ["5. Scope is all", ["5. Scope is all"]],
    ["Version 1.2. Next one.", ["Version 1.2.", "Next one."]],
    ["He said “stop.” She did.", ["He said “stop.”", "She did."]],
    ["It is **done.** Next.", ["It is **done.**", "Next."]],
    ["Ask J. Doe about it. Yes.", ["Ask J. Doe about it.", "Yes."]],
    ["A file.txt is read. B is not.", ["A file.txt is read.", "B is not."]],
    ["Line one\nline two. Three", ["Line one\nline two.", "Three"]],
    ["Wait... for it.", ["Wait... for it."]],
    ["", []],
  ];
  for (const [text, expected] of cases)
    it(`splits ${JSON.stringify(text)}`, () => assert.deepEqual(split(text), expected));
});

describe("section kinds", () => {
  const kindsOf = createSectionKindMatcher(library.data.sectionKinds);
  const cases: readonly [string, readonly string[]][] = [
    ["Purpose", ["purpose"]],
    ["PURPOSE", ["purpose"]],
    ["Purpose & Scope", ["purpose", "scope"]],
    ["Purpose / Scope", ["purpose", "scope"]],
    ["Roles and Responsibilities", ["roles-responsibilities"]],
    ["Policy scope", ["scope"]],
    ["Revision history", ["revision-history"]],
    ["To whom does this policy apply?", ["scope"]],
    ["What’s this about?", ["purpose"]],
    ["Who does what", ["roles-responsibilities"]],
    ["Access review procedure", []],
    ["Backups", []],
    ["", []],
  ];
  for (const [heading, expected] of cases)
    it(`reads “${heading}”`, () => assert.deepEqual([...kindsOf(heading)].sort(), [...expected].sort()));
});
