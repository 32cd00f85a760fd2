import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "mocha";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";
import { expectFixesHold, type Files, runAll, type Said } from "../support/rules.ts";

/** The second example, read by eye: what each of its documents is told about the two management systems, and nothing else. */
describe("the example that brings two management systems together", function () {
  this.timeout(120_000);
  const folder = path.join(projectRoot, "examples/tallymere");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\/.*\.(?:md|yaml)$/.test(name))
    .sort();
  const files: Files = new Map(names.map((name) => [`/${name}`, readFileSync(path.join(folder, name), "utf8")]));
  const isWatched = ({ rule }: Said): boolean => /^(?:ai|integration)\//.test(rule);
  let said: Said[] = [];
  before(() => {
    said = runAll(files).filter(isWatched);
  });

  it("has these findings", () =>
    assert.deepEqual(
      said.map(({ rule, uri, span, message, consideration }) => {
        const line = (files.get(uri) ?? "").slice(0, span.start).split("\n").length;
        return `${path.basename(uri)}:${line} ${rule} ${consideration ?? message}`;
      }),
      [
        // Nobody is prepared for deepfakes; confidential data in public AI tools stands in the annex on acceptable use.
        "awareness-and-training-policy.md:30 ai/incident-not-prepared incident-deepfake",
        "data-governance-policy.md:34 integration/one-sided-data-governance use",
        "isms-manual.md:14 integration/parallel-clauses parallel",
        "corrective-action-procedure.md:28 integration/one-sided-clauses extend",
        "corrective-action-procedure.md:28 integration/parallel-clauses parallel",
        "document-control-procedure.md:38 integration/one-sided-records ai",
        "management-review-procedure.yaml:1 integration/one-sided-clauses extend",
        "risk-assessment-methodology.md:32 integration/blurred-risk-criteria people",
        "risk-assessment-methodology.md:48 integration/impact-assessment-missing folded",
        "risk-assessment-methodology.md:55 ai/risk-not-considered risk-opacity",
        // A YAML sequence without two of the four risks, with an entry that names half of what poisoning compromises.
        "risk-register.yaml:19 ai/risk-not-considered risk-inference",
        "risk-register.yaml:19 ai/risk-not-considered risk-opacity",
        "risk-register.yaml:46 ai/risk-not-considered risk-data-poisoning",
        // A Markdown table without two of the four risks.
        "slotwise-threat-model.md:26 ai/risk-not-considered risk-input-manipulation",
        "slotwise-threat-model.md:26 ai/risk-not-considered risk-opacity",
        "statement-of-applicability.md:22 integration/mixed-applicability mixed",
      ],
    ));

  it("shows each distinction blurred, and each AI risk left out", () => {
    for (const rule of [
      "blurred-risk-criteria",
      "mixed-applicability",
      "one-sided-records",
      "one-sided-data-governance",
      "impact-assessment-missing",
    ])
      assert.ok(
        said.some((one) => one.rule === `integration/${rule}`),
        rule,
      );
    for (const { id } of loadLibrary().risks) assert.ok(said.some((one) => one.consideration === id));
  });

  for (const rule of rules.filter(({ id }) => /^(?:ai|integration)\//.test(id)))
    it(`is mended by the fixes of ${rule.id}, and none adds a finding`, () =>
      expectFixesHold(
        rule,
        files,
        said.filter((one) => one.rule === rule.id),
        {},
      ));
});
