import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LineIndex } from "../../server/src/base/text.ts";
import type { Exception } from "../../server/src/engine/exceptions.ts";
import { exceptionLenses } from "../../server/src/features/exception-lenses.ts";

const exception: Exception = {
  kind: "waiver",
  uri: "file:///w/codicil.yaml",
  span: { start: 11, end: 15 },
  rules: ["metadata"],
  reason: "agreed",
  owner: undefined,
  expires: undefined,
  daysLeft: undefined,
  state: "active",
  findings: 1,
};
const text = "waivers:\n- rule: metadata\n";
const titlesOf = (...changes: Partial<Exception>[]): (string | undefined)[] =>
  exceptionLenses(
    changes.map((change) => ({ ...exception, ...change })),
    { uri: exception.uri, version: 1, text, lines: new LineIndex(text) },
  ).map(({ command }) => command?.title);

describe("lenses of exceptions", () => {
  it("count down to the last day and tell what comes after", () => {
    assert.deepEqual(
      titlesOf(
        { daysLeft: 12, expires: "2026-12-06", owner: "CISO" },
        { daysLeft: 1, expires: "2026-11-25", findings: 3 },
        { daysLeft: 0, expires: "2026-11-24" },
        { daysLeft: -1, expires: "2026-11-23", state: "expired" },
        { findings: 0, state: "unused" },
      ),
      [
        "Takes in 1 finding, ends in 12 days (CISO)",
        "Takes in 3 findings, ends in 1 day",
        "Takes in 1 finding, ends today",
        "Ended on 2026-11-23: it no longer counts",
        "Takes nothing in, without an end",
      ],
    );
  });

  it("stand where the exception is written", () => {
    const [lens] = exceptionLenses([exception], { uri: exception.uri, version: 1, text, lines: new LineIndex(text) });
    assert.deepEqual(lens?.range, { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } });
  });
});
