import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { cutChunks, openBlockMark } from "../../server/src/document/markdown-chunks.ts";
import { differences } from "./chunk-equivalence.ts";
import { assertInvariants } from "./invariants.ts";
import { markdownOf } from "./outlines.ts";

const lines = fc.constantFrom(
  "# Title",
  "## Purpose",
  "### 1.1 Scope ###",
  "#no heading",
  "    # code",
  " # indented",
  "Some text here.",
  "More text. And more.",
  "",
  "",
  "",
  "- item",
  "- [ ] task",
  "  more of the item",
  "1. first",
  "   below it",
  "  - inner",
  "- ```",
  "  ```",
  "```",
  "```sh",
  "````",
  "~~~",
  "    ```",
  "> quoted",
  "> # quoted heading",
  "> ```",
  "<!-- comment -->",
  "<!-- open",
  "-->",
  "<div>",
  "</div>",
  "<b>bold</b>",
  "<pre>",
  "</pre>",
  "<br>",
  "<custom-tag>",
  "| a | b |",
  "|---|---|",
  "| c | d |",
  "===",
  "---",
  "***",
  "**Owner:** CISO",
  "**Purpose**",
  "  <!-- in",
  "* * *",
  "  <p>",
  "10) ten",
  "- # heading in item",
  "-",
  "+ plus",
  "\tTab",
);

describe("chunks", () => {
  it("together are the text", () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"), (parts, eol) => {
        const text = parts.join(eol);
        assert.equal(
          cutChunks(text)
            .map(({ start, end }) => text.slice(start, end))
            .join(""),
          text,
        );
      }),
    );
  });

  it("are read as the whole would be read", () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 24 }), fc.constantFrom("\n", "\r\n"), (parts, eol) => {
        const text = parts.join(eol);
        assert.deepEqual(differences(text), [], text);
      }),
      { numRuns: 3000, seed: 20261124 },
    );
  }).timeout(300_000);

  it("give outlines that hold together", () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 24 }), (parts) => assertInvariants(markdownOf(parts.join("\n")))),
      { numRuns: 500, seed: 20261124 },
    );
  }).timeout(300_000);

  it("are not cut in code, comments and HTML blocks", () => {
    for (const text of [
      "```\n# a\n```\n",
      "<!--\n# a\n-->\n",
      "<pre>\n\n# a\n</pre>\n",
      "<div>\n# a\n</div>\n",
      "~~~\n```\n# a\n~~~\n",
    ])
      assert.equal(cutChunks(text).length, 1, text);
    assert.equal(cutChunks("- ```\n  x\n  ```\n\n# a\n\n```\n# b\n```\n").length, 2);
  });

  it("tell what is open at the end", () => {
    assert.equal(openBlockMark("# a\n\n````sh\n```\nx\n"), "````");
    assert.equal(openBlockMark("<!-- a\n"), "-->");
    assert.equal(openBlockMark("```\nx\n```\n"), undefined);
  });
});
