import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { CheckReport } from "../../server/src/cli/check-report.ts";
import { checkSarif } from "../../server/src/cli/format/sarif.ts";
import type { Finding } from "../../server/src/engine/model.ts";
import { commonEquipment } from "../../server/src/engine/equipment.ts";
import { loadLibrary } from "../support/library.ts";
import { sarifFaults } from "../support/sarif-limits.ts";

/** A report of a document with so many lines, a finding on each; every tenth is an error. */
function reportOf(lines: number): CheckReport {
  const findings = Array.from(
    { length: lines },
    (_, i): Finding => ({
      uri: "file:///w/a.md",
      rule: "structure/unfilled-placeholder",
      severity: i % 10 === 9 ? "error" : "hint",
      message: "x",
      span: { start: i * 2, end: i * 2 + 1 },
      fixes: [],
      related: Array.from({ length: i === 0 ? 300 : 0 }, (_none, j) => ({
        uri: j === 0 ? "file:///elsewhere/b.md" : "file:///w/a.md",
        span: { start: 0, end: 1 },
        message: "there",
      })),
    }),
  );
  return {
    projects: [],
    findings,
    counts: { error: 0, warning: 0, info: 0, hint: 0 },
    documents: [],
    otherFiles: 0,
    problems: [],
    unreadable: [{ uri: "file:///w/c.md", reason: "permission is denied" }],
    fixed: [],
    baseline: { hidden: 0, mended: 0 },
    sources: { pathOf: (uri) => uri, textOf: (uri) => (uri.endsWith("a.md") ? "x\n".repeat(lines) : "") },
    root: "file:///w",
    equipmentOf: () => commonEquipment(loadLibrary().data, []),
    version: "0.1.0",
    quiet: false,
    onlyChanged: false,
  };
}

interface Run {
  readonly results: readonly { level: string; relatedLocations?: readonly unknown[] }[];
  readonly invocations: readonly {
    executionSuccessful: boolean;
    toolExecutionNotifications: readonly { message: { text: string } }[];
  }[];
}
const runOf = (text: string): Run => {
  const [run] = (JSON.parse(text) as { runs: Run[] }).runs;
  assert.ok(run);
  return run;
};

describe("SARIF of many findings", () => {
  it("holds as many results as GitHub takes, the errors first, and says what is left out", () => {
    const { results, invocations } = runOf(checkSarif(reportOf(25_010)));
    assert.equal(results.length, 25_000);
    assert.equal(results.filter(({ level }) => level === "error").length, 2501);
    assert.deepEqual(
      invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text),
      ["This file cannot be read: permission is denied.", "10 findings are left out: a file holds at most 25000."],
    );
    assert.equal(invocations[0]?.executionSuccessful, false);
  });

  it("holds at most a hundred related places, none of them outside the repository", () => {
    const text = checkSarif(reportOf(3));
    assert.equal(runOf(text).results[0]?.relatedLocations?.length, 100);
    assert.deepEqual(sarifFaults(text), []);
    assert.ok(!text.includes("elsewhere"));
  });
});
