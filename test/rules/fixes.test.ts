import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "mocha";
import { rules } from "../../server/src/rules/registry.ts";
import type { Rule } from "../../server/src/rules/rule.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";
import { expectFixesHold, type Files, runAll, runRule, type Said } from "../support/rules.ts";

const ruleOf = (id: string): Rule => rules.find((rule) => rule.id === id) ?? assert.fail(id);

/** A document of a type that says next to nothing. */
function bare(typeId: string, ending: "md" | "yaml"): { files: Files; types: Record<string, string> } {
  const title = loadLibrary().documentType(typeId)?.title ?? typeId;
  const text =
    ending === "yaml"
      ? `title: ${title}\nrules:\n  - Offices are painted.\n`
      : `# ${title}\n\n## Policy statement\n\nOffices are painted.\n`;
  const uri = `/policies/${typeId}.${ending}`;
  return { files: new Map([[uri, text]]), types: { [uri]: typeId } };
}

describe("fixes", () => {
  for (const type of loadLibrary().data.documentTypes) {
    it(`mend what a bare document of type ${type.id} lacks, and add no finding`, function () {
      this.timeout(300_000);
      for (const ending of ["md", "yaml"] as const) {
        const { files, types } = bare(type.id, ending);
        for (const id of [
          "structure/missing-section",
          "coverage/expected-control-missing",
          "metadata/missing-owner",
          "metadata/missing-version",
          "metadata/missing-approval",
          "metadata/missing-review-date",
        ]) {
          const rule = ruleOf(id);
          expectFixesHold(rule, files, runRule(rule, files, { types }), { types });
        }
      }
    });
  }

  it("insert a clause for each consideration that speaks to it", function () {
    this.timeout(300_000);
    const library = loadLibrary();
    const rule = ruleOf("ai/consideration-missing");
    const seen = new Set<string>();
    for (const type of library.data.documentTypes) {
      const wanted = type.considerations.map((id) => library.consideration(id)).filter((one) => one !== undefined);
      const controls = [...new Set(wanted.map((one) => one.from))]
        .map((id) => library.requirement(id))
        .filter((one) => one !== undefined);
      const sections = controls.map(
        (control) => `## ${control.title}\n\n${control.points.map((point) => point.clause).join("\n\n")}\n`,
      );
      const uri = `/policies/${type.id}.md`;
      const files = new Map([[uri, `# ${type.title}\n\n${sections.join("\n")}`]]);
      const types = { [uri]: type.id };
      const said = runRule(rule, files, { types });
      for (const one of said) seen.add(one.consideration ?? "");
      expectFixesHold(rule, files, said, { types });
    }
    const listed = new Set(library.data.documentTypes.flatMap((type) => type.considerations));
    assert.ok(seen.size > listed.size / 2, `${seen.size} of ${listed.size}`);
  });
});

describe("examples", function () {
  this.timeout(120_000);
  const folder = path.join(projectRoot, "examples");
  const names = [...readFileSync(path.join(folder, "README.md"), "utf8").matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm)].map(
    (match) => match[1] ?? "",
  );
  const files = new Map(names.map((name) => [`/examples/${name}`, readFileSync(path.join(folder, name), "utf8")]));
  const types = { "/examples/procedures/triage-data-sop.yaml": "data-acquisition-labelling-sop" };
  const excluded = ["A.7.6", "A.7.11", "A.7.12"].map(
    (number) => [`iso27001:2022/${number}`, "see codicil.yaml"] as const,
  );
  const setting = { types, exclusions: new Map(excluded) };
  let all: Said[] = [];
  before(() => {
    all = runAll(files, setting);
  });
  const of = (id: string): Said[] => all.filter((one) => one.rule === id);
  const said = (id: string): string[] =>
    of(id).map(
      ({ uri, span }) => `${uri.slice("/examples/".length)}: ${files.get(uri)?.slice(span.start, span.end) ?? ""}`,
    );

  it("have the gaps that their README names, and no other of these kinds", () => {
    assert.deepEqual(said("references/outdated-control"), ["policies/access-control-policy.md: A.9.2.3"]);
    assert.deepEqual(said("references/ambiguous-control"), ["policies/change-management-policy.md: A.5.2"]);
    assert.deepEqual(said("references/unknown-control"), ["policies/change-management-policy.md: A.8.35"]);
    assert.deepEqual(said("references/mistitled-control"), []);
    assert.deepEqual(said("structure/missing-section"), ["policies/backup-policy.md: Backup policy"]);
    assert.deepEqual(said("structure/empty-section"), ["procedures/triage-data-sop.yaml: acceptance_criteria"]);
    assert.deepEqual(said("structure/unfilled-placeholder"), [
      "procedures/triage-data-sop.yaml: TODO: agree with the Data Protection Officer",
    ]);
    assert.deepEqual(said("metadata/missing-owner"), ["policies/data-retention-policy.yaml: Data retention policy"]);
    assert.deepEqual(said("metadata/missing-approval"), ["policies/data-retention-policy.yaml: Data retention policy"]);
    assert.deepEqual(said("metadata/missing-version"), []);
    assert.deepEqual(said("metadata/missing-review-date"), []);
    assert.deepEqual(said("metadata/overdue-review"), ["procedures/incident-reporting-procedure.md: 2024-07-22"]);
  });

  it("lack the AI considerations that their README names", () => {
    const missing = of("ai/consideration-missing").map((one) => `${path.basename(one.uri)} ${one.consideration ?? ""}`);
    assert.deepEqual(
      missing
        .filter((one) => one.startsWith("acceptable-use"))
        .map((one) => one.split(" ")[1])
        .sort(),
      ["a5-10-ai-annex", "a5-10-disciplinary-route", "a5-10-outside-intended-use", "a5-10-responsible-use-objectives"],
    );
    assert.equal(missing.filter((one) => one.startsWith("supplier")).length, 3);
    assert.equal(missing.filter((one) => one.startsWith("logging")).length, 1);
    assert.equal(missing.length, 8, missing.join("\n"));
  });

  it("are mended by every fix, and none adds a finding", () => {
    for (const rule of rules) expectFixesHold(rule, files, of(rule.id), setting);
  });
});
