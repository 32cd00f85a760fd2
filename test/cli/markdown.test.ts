import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { inertMarkdown } from "../../server/src/cli/format/markdown.ts";

describe("text of documents in Markdown", () => {
  it("stays text: no markup, no HTML, no line of its own", () => {
    assert.equal(
      inertMarkdown("a | b\n> *c* <img src=x> [d](e) `f` ~~g~~ # &amp;"),
      "a \\| b \\> \\*c\\* \\<img src=x\\> \\[d\\](e) \\`f\\` \\~\\~g\\~\\~ \\# \\&amp;",
    );
  });

  it("links nowhere and calls nobody", () => {
    assert.equal(
      inertMarkdown("https://example.com www.example.com @team"),
      "https\u200b://example.com www\u200b.example.com @\u200bteam",
    );
  });
});
