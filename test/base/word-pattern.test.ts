import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { anyOf, anyWord, literal } from "../../server/src/base/word-pattern.ts";

describe("patterns of words", () => {
  it("match phrases as whole words, whatever the case and the white space", () => {
    const pattern = anyWord(["sign off", "approve"]);
    for (const text of ["We approve it.", "a sign\noff", "SIGN OFF"]) assert.ok(pattern.test(text), text);
    for (const text of ["disapproved", "assign office", "signoff"]) assert.ok(!pattern.test(text), text);
  });

  it("take the longest phrase", () => {
    assert.equal(new RegExp(anyOf(["last review", "last reviewed"])).exec("last reviewed by")?.[0], "last reviewed");
  });

  it("match nothing without phrases", () => {
    assert.ok(!anyWord([]).test(""));
    assert.ok(!anyWord([]).test("words"));
  });

  it("take signs as they are", () => {
    const source = literal("a.b (c) [d]? $1 x/y");
    assert.ok(new RegExp(`^${source}$`, "u").test("a.b (c) [d]? $1 x/y"));
    assert.ok(!new RegExp(`^${source}$`, "u").test("aXb (c) [d]? $1 x/y"));
  });
});
