import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ReferenceStyle } from "../../server/src/engine/model.ts";
import { codeActions } from "../../server/src/features/code-actions/actions.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { Bench, corpusFiles, exampleFiles, type Offer, workspaceOf } from "../support/sweep.ts";
import { exclusionFaults, quickFixes, refactorings, requestFor } from "../support/sweep-offers.ts";

const styles: readonly ReferenceStyle[] = ["number", "standard", "annex"];

/** Of the corpus, every so manieth document; `CODICIL_SWEEP=1` takes all of it, which needs about ten minutes. */
const step = Number(process.env["CODICIL_SWEEP"] ?? "12");

/** How many actions of each kind were tried. */
class Tally {
  readonly tried = new Map<string, number>();
  readonly faults: string[] = [];

  /** Tries everything that is offered in a document. */
  tryAll(bench: Bench, uri: string, style: ReferenceStyle): void {
    bench.restore();
    this.try(bench, [...quickFixes(bench.workspace, uri), ...refactorings(bench.workspace, uri, style)]);
  }

  try(bench: Bench, offers: readonly Offer[]): void {
    for (const offer of offers) {
      this.tried.set(offer.what, (this.tried.get(offer.what) ?? 0) + 1);
      for (const problem of bench.faultsOf(offer)) {
        const fault = `${offer.uri}: “${offer.title}” ${problem}`;
        this.faults.push(fault);
        if (step === 1) console.log(`      ${fault}`);
      }
    }
  }

  get count(): number {
    return [...this.tried.values()].reduce((sum, one) => sum + one, 0);
  }

  report(): string {
    return [...this.tried].map(([what, count]) => `${what} ${count}`).join(", ");
  }
}

describe("every action at every place", function () {
  this.timeout(step === 1 ? 0 : 900_000);

  it("mends what it says and nothing else, in the examples", () => {
    const { files, config } = exampleFiles();
    const bench = new Bench(workspaceOf(files, config));
    const tally = new Tally();
    for (const [i, uri] of [...files.keys()].entries()) tally.tryAll(bench, uri, styles[i % 3] ?? "number");
    assert.deepEqual(tally.faults, [], tally.report());
    for (const what of [
      "clause",
      "choose a clause",
      "annex",
      "move",
      "style",
      "suppress",
      "source.fixAll",
      "ai/consideration-missing",
    ])
      assert.ok((tally.tried.get(what) ?? 0) > 0, `no ${what} was tried: ${tally.report()}`);
    assert.ok(tally.count > 300, tally.report());
    console.log(`      ${tally.count} actions: ${tally.report()}`);
  });

  it("adds each exclusion to the examples' configuration, and to an empty one", () => {
    const { files, config } = exampleFiles();
    for (const text of [config.text, "", config.text.replaceAll("\n", "\r\n")]) {
      const { tried, faults } = exclusionFaults(workspaceOf(files, config), text);
      assert.deepEqual(faults, []);
      assert.ok(tried > 0);
    }
  });

  for (const variant of ["original", "stripped"] as const) {
    const corpus = corpusFiles(variant);
    if (!corpus) {
      it(`cannot be tried on the corpus (${variant}), which is absent here`, () => assert.equal(corpus, undefined));
      continue;
    }
    it(`mends what it says and nothing else, in the corpus (${variant})`, () => {
      const chosen = [...corpus].filter((_, i) => i % step === (variant === "original" ? 0 : Math.floor(step / 2)));
      const tally = new Tally();
      for (const [i, [uri, text]] of chosen.entries())
        tally.tryAll(new Bench(workspaceOf(new Map([[uri, text]]))), uri, styles[i % 3] ?? "number");
      assert.deepEqual(tally.faults, [], tally.report());
      console.log(`      ${chosen.length} of ${corpus.size} documents, ${tally.count} actions: ${tally.report()}`);
    });
  }

  it("has tried the fixes of every rule that has some", () => {
    const rare = rareRules();
    const workspace = workspaceOf(rare);
    const tally = new Tally();
    const rareFindings = workspace.findings();
    const bench = new Bench(workspace);
    for (const uri of rare.keys()) tally.tryAll(bench, uri, "standard");
    assert.deepEqual(tally.faults, [], tally.report());
    const { files, config } = exampleFiles();
    const examples = workspaceOf(files, config);
    const fixing = new Set(
      [...examples.findings(), ...rareFindings].filter((one) => one.fixes.length > 0).map((one) => one.rule),
    );
    // Only people can say what applies, which number was meant, or what stands in a gap.
    const unfixable = ["references/unknown-control", "structure/unfilled-placeholder"];
    assert.deepEqual(
      rules
        .filter((rule) => rule.severity !== "off" && !rule.id.startsWith("applicability/") && !fixing.has(rule.id))
        .map((rule) => rule.id),
      unfixable,
    );
  });

  it("offers nothing in a document that is no policy", () => {
    const { files, config } = exampleFiles();
    const workspace = workspaceOf(files, config);
    const uri = "file:///examples/README.md";
    const request = requestFor(workspace, uri, { start: 0, end: 1 });
    assert.deepEqual(codeActions(request), []);
  });
});

/** Small documents for rules that the examples do not break. */
function rareRules(): Map<string, string> {
  const policy = (...lines: readonly string[]): string => `${lines.join("\r\n")}\r\n`;
  return new Map([
    [
      "file:///w/backup-policy.md",
      policy(
        "---",
        "type: backup-policy",
        "owner:",
        "version: ~",
        "---",
        "",
        "# Backup policy 🔐",
        "",
        "## 1. Rules",
        "",
        "The rules follow A.8.14 Information backup. See ISO 27001:2013 A.12.3.1 and A.9.2.5, and [access](Access-Policy.yaml).",
        "",
        "## 2. Scope",
        "",
        "## 3. Review",
        "",
        "TODO",
      ),
    ],
    [
      "file:///w/access-policy.yaml",
      policy(
        "type: access-control-policy # kept",
        "title: Access control policy",
        "controls: [A.5.2, A.5.15, A.8.5]",
        "last_review: 2020-01-01",
        "review_cycle: yearly",
        "scope:",
        "rules:",
        "  - All users must sign in with multi-factor authentication.",
      ),
    ],
  ]);
}
