import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { escapeMarkdown, markdownCell, markdownText } from "../../server/src/base/markdown.ts";
import { oneLine } from "../../server/src/base/text.ts";

describe("texts of documents in Markdown", () => {
  const text = " a\\b | *c* [d](e)\r\n<img> & `f` ~g~ #h_i {🔐} ";

  it("stay text, their lines kept", () => {
    assert.equal(
      escapeMarkdown(text),
      " a\\\\b \\| \\*c\\* \\[d\\](e)\r\n\\<img\\> \\& \\`f\\` \\~g\\~ \\#h\\_i \\{🔐\\} ",
    );
  });

  it("stay text on one line, with entities for HTML", () => {
    assert.equal(markdownText(text), "a\\\\b \\| \\*c\\* \\[d\\](e) &lt;img> &amp; \\`f\\` \\~g\\~ \\#h\\_i {🔐}");
  });

  it("stay in their cell and are no HTML, their emphasis kept", () => {
    assert.equal(markdownCell(text), " a\\\\b \\| *c* [d](e) &lt;img> & `f` ~g~ #h_i {🔐} ");
  });

  it("come on one line", () => {
    assert.equal(oneLine("\r\n a\t b\u00a0c \n\n 🔐 "), "a b c 🔐");
  });
});
