import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { contains, overlaps, trimSpan } from "../../server/src/base/span.ts";
import { applyEdits, LineIndex, lineEndOf } from "../../server/src/base/text.ts";

const texts = fc
  .array(fc.constantFrom("a", "é", "🔐", "\n", "\r\n", "\r", " ", "e\u0301"), { maxLength: 60 })
  .map((parts) => parts.join(""));

describe("positions", () => {
  it("come back from offsets unharmed, whatever the line ends", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const index = new LineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          if (text[offset - 1] === "\r" && text[offset] === "\n") continue;
          assert.equal(index.offsetAt(index.positionAt(offset)), offset);
        }
      }),
    );
  });
  it("count an emoji as two columns and CRLF as one line end", () => {
    const index = new LineIndex("a🔐b\r\nc");
    assert.deepEqual(index.positionAt(4), { line: 0, column: 4 });
    assert.deepEqual(index.positionAt(6), { line: 1, column: 0 });
    assert.equal(index.lineCount, 2);
  });
  it("are clamped to the text", () => {
    const index = new LineIndex("ab\ncd");
    assert.equal(index.offsetAt({ line: 9, column: 9 }), 5);
    assert.equal(index.offsetAt({ line: 0, column: 99 }), 3);
    assert.deepEqual(index.positionAt(-5), { line: 0, column: 0 });
  });
});

describe("edits", () => {
  it("apply in any order", () => {
    const edits = [
      { span: { start: 4, end: 5 }, newText: "E" },
      { span: { start: 0, end: 1 }, newText: "" },
      { span: { start: 2, end: 2 }, newText: "++" },
    ];
    assert.equal(applyEdits("abcdef", edits), "b++cdEf");
    assert.equal(applyEdits("abcdef", edits.toReversed()), "b++cdEf");
  });
  it("refuse to overlap", () => {
    const edits = [
      { span: { start: 0, end: 3 }, newText: "x" },
      { span: { start: 2, end: 4 }, newText: "y" },
    ];
    assert.throws(() => applyEdits("abcdef", edits), RangeError);
  });
  it("follow the text's line end", () => {
    assert.equal(lineEndOf("a\r\nb\n"), "\r\n");
    assert.equal(lineEndOf("a\nb\r\n"), "\n");
    assert.equal(lineEndOf(""), "\n");
  });
});

describe("spans", () => {
  it("are half-open", () => {
    assert.equal(overlaps({ start: 0, end: 2 }, { start: 2, end: 4 }), false);
    assert.equal(overlaps({ start: 2, end: 2 }, { start: 0, end: 2 }), true);
    assert.equal(contains({ start: 0, end: 2 }, { start: 1, end: 2 }), true);
  });
  it("lose white space at their ends, no-break spaces too", () => {
    assert.deepEqual(trimSpan(" \u00a0ab\r\n", { start: 0, end: 6 }), { start: 2, end: 4 });
  });
});
