import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits } from "../../server/src/base/text.ts";
import { preferredFix, safeFixes } from "../../server/src/engine/fix.ts";
import type { Finding } from "../../server/src/engine/model.ts";
import { createFindingWriter } from "../../server/src/engine/report-json.ts";
import type { Fix } from "../../server/src/rules/rule.ts";

const replace = (start: number, end: number, newText: string, extra: Partial<Fix> = {}): Fix => ({
  title: newText,
  safe: true,
  edits: [{ span: { start, end }, newText }],
  ...extra,
});
const finding = (...fixes: Fix[]): Finding => ({
  uri: "file:///a.md",
  rule: "a/b",
  severity: "warning",
  message: "m",
  span: { start: 3, end: 5 },
  fixes,
  related: [],
});

describe("fixes", () => {
  it("are applied together where they do not touch", () => {
    const { edits, mended } = safeFixes([
      finding(replace(0, 1, "A")),
      finding(replace(0, 2, "X")),
      finding(replace(4, 5, "E")),
    ]);
    assert.equal(applyEdits("abcde", edits), "AbcdE");
    assert.equal(mended.length, 2);
  });

  it("that insert at one place wait for each other", () => {
    assert.equal(safeFixes([finding(replace(2, 2, "x")), finding(replace(2, 2, "y"))]).mended.length, 1);
  });

  it("that write the same number wait for each other", () => {
    const numbered = (at: number, takes: string): Fix =>
      replace(at, at, `${takes}. X`, { edits: [{ span: { start: at, end: at }, newText: `${takes}. X`, takes }] });
    assert.equal(safeFixes([finding(numbered(1, "11")), finding(numbered(3, "11"))]).mended.length, 1);
    assert.equal(safeFixes([finding(numbered(1, "11")), finding(numbered(3, "4"))]).mended.length, 2);
  });

  it("are applied in bulk only where they are safe", () => {
    assert.deepEqual(
      safeFixes([finding(replace(0, 1, "A", { safe: false })), finding(replace(0, 1, "A"), replace(0, 1, "B"))]).edits,
      [],
    );
  });

  it("have a preferred one, or the only one", () => {
    assert.equal(preferredFix(finding(replace(0, 1, "A"), replace(0, 1, "B", { preferred: true })))?.title, "B");
    assert.equal(preferredFix(finding(replace(0, 1, "A"), replace(0, 1, "B"))), undefined);
  });
});

describe("finding as JSON", () => {
  it("counts lines and columns from one, in UTF-16 units", () => {
    const write = createFindingWriter({ pathOf: (uri) => uri.slice(8), textOf: () => "😀\nab cd" });
    const { document, start, end } = write(finding());
    assert.deepEqual(
      [document, start, end],
      ["a.md", { line: 2, column: 1, offset: 3 }, { line: 2, column: 3, offset: 5 }],
    );
  });
});
