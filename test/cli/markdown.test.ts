import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { escapeMarkdown } from "../../server/src/cli/format/markdown.ts";

describe("text of documents in Markdown", () => {
  it("stays text: no markup, no HTML, no line of its own", () => {
    assert.equal(
      escapeMarkdown("a | b\n> *c* <img src=x> [d](e) `f` ~~g~~ # &amp;"),
      "a \\| b \\> \\*c\\* \\<img src=x\\> \\[d\\](e) \\`f\\` \\~\\~g\\~\\~ \\# \\&amp;",
    );
  });

  it("links nowhere and calls nobody", () => {
    assert.equal(
      escapeMarkdown("https://example.com www.example.com @team"),
      "https\u200b://example.com www\u200b.example.com @\u200bteam",
    );
  });
});
