import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { TextDocumentEdit } from "vscode-languageserver-types";
import { LineIndex, type TextEdit } from "../../server/src/base/text.ts";
import { workspaceEdit } from "../../server/src/features/code-actions/workspace-edit.ts";

/** What is written, as snippets where it is one. */
function written(text: string, edits: readonly TextEdit[]): string[] {
  const source = { uri: "file:///a.md", version: 3, text, lines: new LineIndex(text) };
  const edit = workspaceEdit(source, edits, { versioned: true, snippets: true });
  const [change] = (edit.documentChanges ?? []) as TextDocumentEdit[];
  assert.deepEqual(change?.textDocument, { uri: "file:///a.md", version: 3 });
  return (change?.edits ?? []).map((one) => {
    const { range } = one;
    const place = `${range.start.line}:${range.start.character}`;
    return "snippet" in one
      ? `${place} snippet ${one.snippet.value}`
      : `${place} ${"newText" in one ? one.newText : ""}`;
  });
}
const insert = (at: number, newText: string): TextEdit => ({ span: { start: at, end: at }, newText });

describe("edits for an editor that takes snippets", () => {
  it("have a tab stop for each value that the author decides, signs of snippets escaped", () => {
    assert.deepEqual(written("a\n", [insert(2, "The [CISO] pays $5 in {braces} [every day].\n")]), [
      "1:0 snippet The ${1:CISO} pays \\$5 in {braces\\} ${2:every day}.\n",
    ]);
  });

  it("count the tab stops through all edits in the order of the text", () => {
    assert.deepEqual(written("a\nb\n", [insert(4, "[two]\n"), insert(2, "[one]\n")]), [
      "1:0 snippet ${1:one}\n",
      "2:0 snippet ${2:two}\n",
    ]);
  });

  it("leave links, check boxes and references alone", () => {
    assert.deepEqual(written("a\n", [insert(2, "- [ ] [link](a.md) [ref][b] [b]: a.md\n")]), [
      "1:0 - [ ] [link](a.md) [ref][b] [b]: a.md\n",
    ]);
  });

  it("start at the left edge, since editors indent the later lines like the first", () => {
    assert.deepEqual(written("a:\r\n  - b\r\nc: d\r\n", [insert(9, "\r\n  - The [CISO] decides.")]), [
      "2:0 snippet   - The ${1:CISO} decides.\r\n",
    ]);
    assert.deepEqual(written("a:\n  - b", [insert(8, "\n  - The [CISO] decides.")]), ["1:5 \n  - The [CISO] decides."]);
  });

  it("are plain for an editor that takes none", () => {
    const source = { uri: "file:///a.md", version: null, text: "a\n", lines: new LineIndex("a\n") };
    assert.deepEqual(workspaceEdit(source, [insert(2, "[b]\n")], { versioned: false, snippets: true }), {
      changes: {
        "file:///a.md": [
          { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, newText: "[b]\n" },
        ],
      },
    });
  });
});
