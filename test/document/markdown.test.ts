import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createMarkdownCache, readMarkdown } from "../../server/src/document/markdown.ts";
import { assertInvariants } from "./invariants.ts";
import { headingsOf, markdownOf, markdownOptions, statementsOf, wordsOf } from "./outlines.ts";
import { markdownShapes } from "./shapes.ts";

describe("Markdown headings", () => {
  const cases: readonly [string, string][] = [
    ["## Scope", "## Scope"],
    ["## Scope ##", "## Scope"],
    ["## Scope:", "## Scope"],
    ["## **Scope**", "## Scope"],
    ["## *Scope* of it", "## Scope of it"],
    ["## 5.2 Scope", "## (5.2) Scope"],
    ["## 5. Scope", "## (5) Scope"],
    ["## 5) Scope", "## (5) Scope"],
    ["## **5.2 Scope**", "## (5.2) Scope"],
    ["## Section 5: Scope", "## (5) Scope"],
    ["## §5 Scope", "## (5) Scope"],
    ["## IV. Scope", "## (IV) Scope"],
    ["## A. Scope", "## (A) Scope"],
    ["## A.5.1 Policies", "## A.5.1 Policies"],
    ["## A policy for all", "## A policy for all"],
    ["## I am a user", "## I am a user"],
    ["## 2026 goals", "## 2026 goals"],
    ["## 🎯 Scope", "## Scope"],
    ["## 1️⃣ Scope", "## Scope"],
    ["## &nbsp;&nbsp; Scope", "## Scope"],
    ["## Scope & purpose", "## Scope & purpose"],
    ["## Scope of `code`", "## Scope of"],
    ["## [Scope](scope.md)", "## Scope"],
    ["Scope\n-----", "## Scope"],
    ["Scope\nof it\n=====", "# Scope of it"],
  ];
  for (const [source, expected] of cases) {
    it(`reads ${JSON.stringify(source)}`, () =>
      assert.equal(headingsOf(markdownOf(`## Purpose\n\nWhy.\n\n${source}\n\nText.\n`))[1], expected));
  }

  it("take the first for the title where it stands above the others", () => {
    assert.deepEqual(headingsOf(markdownOf("# Backup policy\n\n## Scope\n")), ["#! Backup policy", "## Scope"]);
    assert.deepEqual(headingsOf(markdownOf("# Backup policy\n\n# Scope\n")), ["#! Backup policy", "# Scope"]);
    assert.deepEqual(headingsOf(markdownOf("# Purpose\n\n# Scope\n")), ["# Purpose", "# Scope"]);
    assert.deepEqual(headingsOf(markdownOf("## Purpose\n\n## Scope\n")), ["## Purpose", "## Scope"]);
    assert.deepEqual(headingsOf(markdownOf("## Backup policy\n\n### Scope\n")), ["##! Backup policy", "### Scope"]);
    assert.equal(markdownOf("# 🔐 **Backup** policy\n").title?.text, "Backup policy");
  });

  it("leave the title to a line in bold above them", () => {
    const titleOf = (text: string): string | undefined => markdownOf(text).title?.text;
    const rest = "\n\n# Purpose\n\nWhy.\n\n# Passwords\n\nLong ones.\n";
    for (const opening of [
      "**Access policy**",
      "__Access policy__",
      "<!-- x -->\n\n**Access policy**  ",
      "**Access policy**\\",
    ])
      assert.equal(titleOf(`${opening}${rest}`), "Access policy", opening);
    assert.equal(titleOf(`**SOP: Restore**${rest.replaceAll("\n", "\r\n")}`), "SOP: Restore");
    assert.equal(
      titleOf("**Access policy**\n**Owner:** CISO\n\n## Passwords\n\nLong.\n\n## Phones\n\nLocked.\n"),
      "Access policy",
    );
    assert.equal(
      titleOf("---\nowner: CISO\n---\n\n**Access policy**\n\n# Passwords\n\nLong.\n\n# Phones\n"),
      "Access policy",
    );
    assert.equal(titleOf("**Access policy**\n\n**Purpose**\n\nWhy.\n\n**Phones**\n\nLocked.\n"), "Access policy");
    // A field, emphasis within a sentence and a mark above a real title are none.
    assert.equal(titleOf(`**Owner: CISO**${rest}`), undefined);
    assert.equal(titleOf(`**Access** is given by the owner.${rest}`), undefined);
    assert.equal(titleOf("**Confidential**\n\n# Access policy\n\n## Scope\n\nAll.\n"), "Access policy");
    assert.equal(titleOf("**Passwords**\n\nLong ones.\n\n**Phones**\n\nLocked.\n"), undefined);
  });

  it("may be bold lines where there are no others", () => {
    assert.deepEqual(headingsOf(markdownOf("# Backup\n\n**Who does it**\n\nWe.\n\n**How it is done**\n\nSo.\n")), [
      "#! Backup",
      "## Who does it",
      "## How it is done",
    ]);
    assert.deepEqual(
      headingsOf(markdownOf("# Backup\n\n1. **Who does it**\n\n   We.\n\n2. **How it is done**\n\n   So.\n")),
      ["#! Backup", "## Who does it", "## How it is done"],
    );
    assert.deepEqual(headingsOf(markdownOf("# A\n\n## B\n\n**note this**\n\n**and that**\n")), ["#! A", "## B"]);
  });

  it("nest by their levels, skipped ones too", () => {
    const { sections } = markdownOf("# A\n\n### B\n\n## C\n\n### D\n");
    assert.deepEqual(
      sections.map(({ parent }) => parent),
      [undefined, undefined, 1, 1, 3],
    );
    assert.deepEqual(sections[1]?.children, [2, 3]);
  });

  it("are none in code and comments", () => {
    assert.deepEqual(headingsOf(markdownOf("## A\n\n```\n# x\n```\n\n<!--\n# y\n-->\n\n    # z\n\n## B\n")), [
      "## A",
      "## B",
    ]);
  });
});

describe("Markdown statements", () => {
  it("are sentences, items and rows", () => {
    const outline = markdownOf(
      "We do it. You do it, too.\n\n- One item. It goes on.\n- Two\n\n| Who | What |\n|---|---|\n| CISO | all |\n",
    );
    assert.deepEqual(statementsOf(outline), [
      "We do it.",
      "You do it, too.",
      "One item.",
      "It goes on.",
      "Two",
      "| CISO | all |",
    ]);
    assert.deepEqual(
      outline.statements.map(({ kind }) => kind),
      ["sentence", "sentence", "item", "item", "item", "row"],
    );
    assert.deepEqual(outline.statements[5]?.cell, { table: 0, row: 0 });
    assert.deepEqual(
      outline.tables[0]?.header.map(({ text }) => text),
      ["Who", "What"],
    );
  });

  it("know what introduces their list", () => {
    const outline = markdownOf(
      "The following are logged:\n\n- sign-ins\n- Changes:\n  - of rights\n\nText.\n\n- loose\n",
    );
    assert.deepEqual(
      outline.statements.map(({ lead }) => lead),
      [undefined, 0, 0, 2, undefined, undefined],
    );
  });

  it("have no lead in another section", () =>
    assertInvariants(
      markdownOf(
        "**Some words here**\n\nIntro:\n\n1. one\n2. **Other words here**\n3. three\n   > # quoted\n   > text\n\n   - four\n",
      ),
    ));

  it("leave code, link targets, comments and struck words out of their words", () => {
    assert.deepEqual(
      wordsOf(
        markdownOf("Use `rm -rf` and [this page](https://example.org/secret) <!-- hidden --> ~~never~~ always.\n"),
      ),
      ["Use and this page always."],
    );
    for (const code of [
      "```\nThe backup must be tested.\n```\n",
      "~~~sh\nThe backup must be tested.\n~~~",
      "    int main() { return 0; }\n",
      "<!-- The backup must be tested. -->\n",
      "`The backup must be tested.`\n",
    ]) {
      assert.deepEqual(statementsOf(markdownOf(code)), [], code);
    }
  });

  it("tell quotes", () =>
    assert.deepEqual(
      markdownOf("> Said so.\n\nNot said.\n").statements.map(({ quoted }) => quoted),
      [true, false],
    ));

  it("have exact spans behind emoji, surrogates, entities and CRLF", () => {
    const text = "# 🔐 T\r\n\r\n👩‍💻 writes code &amp; text. 𝒳 tests it.\r\nOn the next line.\r\n";
    const outline = markdownOf(text);
    assert.deepEqual(
      outline.statements.map(({ span }) => text.slice(span.start, span.end)),
      ["👩‍💻 writes code &amp; text.", "𝒳 tests it.", "On the next line."],
    );
    assertInvariants(outline);
  });

  it("end at hard line breaks", () =>
    assert.deepEqual(statementsOf(markdownOf("First line  \nsecond line\\\nthird line\n")), [
      "First line",
      "second line",
      "third line",
    ]));

  it("come with their links", () => {
    const text = "See [the policy](../a%20b.md#x) and <https://example.org>.\n";
    const [link, auto] = markdownOf(text).links;
    assert.equal(link?.text, "the policy");
    assert.equal(text.slice(link?.targetSpan.start, link?.targetSpan.end), "../a%20b.md#x");
    assert.equal(auto?.target, "https://example.org");
  });

  it("stay the same objects' text after an edit elsewhere", () => {
    const cache = createMarkdownCache();
    const read = (text: string) => readMarkdown({ uri: "/p.md", version: 1, text }, markdownOptions, cache);
    const one = read("# A\n\n## B\n\nOne.\n\n## C\n\nTwo.\n");
    const two = read("# A\n\n## B\n\nOne, changed.\n\n## C\n\nTwo.\n");
    assert.equal(two.sections[3]?.content, one.sections[3]?.content);
    assert.notEqual(two.sections[2]?.content, one.sections[2]?.content);
  });
});

describe("Markdown comments in containers", () => {
  it("have their delimiters", () => {
    const text = "-\n  <p>\n  <!-- a\n  b -->\n\n> <!-- c -->\n";
    assert.deepEqual(
      markdownOf(text).comments.map(({ start, end }) => text.slice(start, end)),
      ["<!-- a\n  b -->", "<!-- c -->"],
    );
  });
});

describe("every shape", () => {
  for (const { name, text } of markdownShapes)
    it(`gives an outline that holds together: ${name}`, () => assertInvariants(markdownOf(text)));
});
