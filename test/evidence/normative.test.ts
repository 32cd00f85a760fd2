import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createNormativeFinder } from "../../server/src/evidence/normative.ts";
import { loadLibrary } from "../support/library.ts";

const find = createNormativeFinder(loadLibrary().language);

/** Words with their wording, as they are found in a text. */
const found = (text: string): string[] =>
  find(text, { start: 0, end: text.length }).map(
    ({ span, wording }) => `${text.slice(span.start, span.end).replace(/\s+/g, " ")}: ${wording}`,
  );

describe("normative words", () => {
  it("bind firmly, less firmly, or not at all", () =>
    assert.deepEqual(found("🔐 Staff MUST lock screens, should report loss, and may work from home."), [
      "MUST: duty",
      "should: recommendation",
      "may: permission",
    ]));

  it("forbid together with a negation, over the end of a line too", () =>
    assert.deepEqual(
      found("Keys must\r\n  not be shared; sharing is prohibited; it shall never happen. Logs may not be changed."),
      ["must not: prohibition", "is prohibited: prohibition", "shall never: prohibition", "may not: prohibition"],
    ));

  it("may be phrases, the longest of which counts", () =>
    assert.deepEqual(found("Users are encouraged to report; the owner is responsible for backups."), [
      "are encouraged to: recommendation",
      "is responsible for: duty",
    ]));

  it("are whole words, and no months", () =>
    assert.deepEqual(found("A must-have since 1 May 2026; it can't wait, mustard, Maysville. May 2027 is next."), []));

  it("are found within a stretch only", () => {
    const text = "must A must B";
    assert.deepEqual(find(text, { start: 5, end: 13 }), [{ span: { start: 7, end: 11 }, wording: "duty" }]);
  });
});
