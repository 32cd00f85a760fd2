import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createReader } from "../../server/src/base/words.ts";
import { loadLibrary } from "../support/library.ts";

const reader = createReader(loadLibrary().language);
const stems = (text: string): string[] => reader.read(text).map((word) => word.stem);
const same = (...texts: readonly string[]): void => {
  const [first, ...rest] = texts.map((text) => stems(text).join(" "));
  for (const other of rest) assert.equal(other, first);
};

describe("words", () => {
  it("brings inflections together", () => {
    same("encrypts", "encrypted", "encryption", "Encrypting");
    same("policy", "policies");
    same("test restores", "tested restore", "testing restoration");
  });
  it("reads British and American spelling alike", () => {
    same("authorisation of organisations", "authorization of organizations");
    same("labelling programme", "labeling program");
    same("behaviour", "behavior");
  });
  it("leaves words alone that only look like a variant", () => {
    assert.notDeepEqual(stems("four"), stems("for"));
    same("revise", "revised");
    same("supervise", "supervised");
  });
  it("joins what is written together, apart or with a hyphen", () => {
    same("off-site", "off site", "offsite");
    same("backed up", "backup", "back-ups");
    same("Log on", "logon");
  });
  it("spells abbreviations out, with the span of the abbreviation", () => {
    same("MFA", "multi-factor authentication", "multifactor authentication");
    const words = reader.read("Use MFA now");
    assert.deepEqual(
      words.filter((word) => word.start === 4).map((word) => word.end),
      [7, 7],
    );
  });
  it("skips function words and keeps what turns the sense round", () => {
    assert.deepEqual(stems("the users of the system must not be named"), stems("users system not named"));
  });
  it("tells words apart whose stems meet by accident", () => {
    for (const [a, b] of [
      ["manager", "management"],
      ["secure", "security"],
      ["provider", "provides"],
      ["information", "inform"],
      ["response", "responsibility"],
      ["authority", "authorised"],
      ["general", "generative"],
      ["university", "universal"],
    ] as const)
      assert.notDeepEqual(stems(a), stems(b), `${a} / ${b}`);
  });
  it("folds accents, curly quotes and possessives", () => {
    same("organization’s résumé", "organization resume");
  });
  it("passes over entities and lone ampersands", () => {
    assert.deepEqual(stems("roles&nbsp;&amp; duties"), stems("roles duties"));
  });
  it("counts in UTF-16 units behind emoji and combining characters", () => {
    const text = "🔐 a\u0301rea keys";
    const words = reader.read(text);
    assert.equal(text.slice(words.at(-1)?.start, words.at(-1)?.end), "keys");
  });
  it("marks the stops that no phrase may cross", () => {
    assert.deepEqual(
      reader.read("restore. Test (quarterly), logs").map((word) => word.breaks),
      [false, true, true, true],
    );
  });
  it("reads on over a decimal point", () => {
    assert.deepEqual(
      reader.read("version 1.2 or 802.1X. 9 others").map(({ breaks }) => breaks),
      [false, false, false, false, false, true],
    );
  });

  it("reads any number as one, in digits or in words, and keeps its digits", () => {
    for (const [text, digits] of [
      ["24 hours", "24"],
      ["two people", "2"],
      ["Twelve months", "12"],
    ] as const) {
      const [number] = reader.read(text);
      assert.equal(number?.stem, "#", text);
      assert.equal(number?.digits, digits, text);
    }
  });
});
