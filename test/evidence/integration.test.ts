import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "mocha";
import { coverWorkspace } from "../../server/src/evidence/coverage.ts";
import { analyzeIntegration, type PairAnalysis } from "../../server/src/evidence/integration.ts";
import { manual, pairText } from "../support/clauses.ts";
import { decide } from "../support/evidence.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

const standards = ["iso27001:2022", "iso42001:2023"];

function analyze(files: ReadonlyMap<string, string>): PairAnalysis[] {
  const documents = [...files].map(([uri, text]) => decide(text, uri));
  const policies = documents.filter(({ doc }) => doc.classification.isPolicy).map(({ coverage }) => coverage);
  return analyzeIntegration(coverWorkspace(policies, loadLibrary(), standards, new Map()), loadLibrary());
}

const rowOf = ({ pair, state, lacks, documents }: PairAnalysis): string =>
  [
    pair.target.split("/")[1],
    state,
    ...(lacks ? [`lacks ${lacks}`] : []),
    ...documents.map((uri) => path.basename(uri)),
  ].join(" ");

const stateOf = (files: ReadonlyMap<string, string>, id: string): string => {
  const found = analyze(files).find(({ pair }) => pair.id === id);
  assert.ok(found, id);
  return rowOf(found);
};

const isms = manual("ISMS manual", "iso27001:2022", ["4.1"]);
const aims = manual("AIMS manual", "iso42001:2023", ["4.1"]);

describe("the analysis of two management systems", function () {
  this.timeout(300_000);
  before(() => void decide("# Warm up policy\n"));

  it("calls one document that serves both integrated", () =>
    assert.equal(
      stateOf(
        new Map([
          [
            "/policies/a.md",
            `# Integrated management system policy\n\n## Purpose\n\nOne system.\n\n## Part\n\n${pairText("pair-4-1")}\n`,
          ],
        ]),
        "pair-4-1",
      ),
      "4.1 integrated a.md",
    ));

  it("calls two documents, one for each side, parallel, whatever their order", () => {
    const files = [
      ["/policies/isms.md", isms],
      ["/policies/aims.md", aims],
    ] as const;
    assert.equal(stateOf(new Map(files), "pair-4-1"), "4.1 parallel isms.md aims.md");
    assert.equal(stateOf(new Map([files[1], files[0]]), "pair-4-1"), "4.1 parallel isms.md aims.md");
  });

  it("takes no title that names both systems for a text that serves both", () => {
    const pairs = loadLibrary().integration?.pairs.filter((pair) => pair.share === "merge") ?? [];
    const wrong = pairs.flatMap(({ id, source, target }) =>
      [source ?? "", target].flatMap((requirement) => {
        const [standard = "", number = ""] = requirement.split("/");
        const text = manual("ISMS and AIMS manual", standard, [number]);
        const row = stateOf(new Map([["/policies/a.md", text]]), id);
        return row.includes("one-sided") ? [] : [`${requirement}: ${row}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it("takes a text that names neither for what its title says", () =>
    assert.equal(
      stateOf(
        new Map([
          ["/policies/a.md", "# ISMS and AIMS manual\n\n## Audit\n\nInternal audits must be conducted every year.\n"],
        ]),
        "pair-9-2-1",
      ),
      "9.2.1 integrated a.md",
    ));

  it("says which side is lacking, and what", () => {
    assert.equal(stateOf(new Map([["/policies/isms.md", isms]]), "pair-4-1"), "4.1 one-sided lacks target isms.md");
    assert.equal(stateOf(new Map([["/policies/aims.md", aims]]), "pair-4-1"), "4.1 one-sided lacks source aims.md");
    const pair = analyze(new Map([["/policies/isms.md", isms]])).find((one) => one.pair.id === "pair-4-1");
    assert.deepEqual(
      pair?.target.missing.map((one) => one.point.id),
      ["issues", "roles"],
    );
  });

  it("calls what nobody serves absent", () =>
    assert.equal(stateOf(new Map([["/policies/isms.md", isms]]), "pair-9-2-1"), "9.2.1 absent"));

  it("prefers a document that covers a side to one that touches both", () => {
    const partial = `# Integrated management system policy\n\n## Purpose\n\nOne system.\n\n## Part\n\n${loadLibrary().requirement("iso27001:2022/9.2.2")?.points[1]?.clause ?? ""}\n\n${loadLibrary().requirement("iso42001:2023/9.2.2")?.points[1]?.clause ?? ""}\n`;
    const files = new Map([
      ["/policies/both.md", partial],
      ["/policies/isms.md", manual("ISMS audit manual", "iso27001:2022", ["9.2.2"])],
      ["/policies/aims.md", manual("AIMS audit manual", "iso42001:2023", ["9.2.2"])],
    ]);
    assert.equal(stateOf(files, "pair-9-2-2"), "9.2.2 parallel isms.md aims.md");
  });

  it("knows what only one standard has, and does not take a fold for it", () => {
    const own = manual("AI impact assessment procedure", "iso42001:2023", ["6.1.4"]);
    assert.equal(stateOf(new Map([["/policies/impact.md", own]]), "pair-6-1-4"), "6.1.4 single impact.md");
    const folded =
      "# Risk assessment methodology\n\n## Steps\n\nThe AI impact assessment is covered by the information security risk assessment form.\n";
    assert.equal(stateOf(new Map([["/policies/risk.md", folded]]), "pair-6-1-4"), "6.1.4 absent");
  });

  it("says nothing where one standard is out of scope", () => {
    for (const standard of standards) {
      const workspace = coverWorkspace([decide(isms).coverage], loadLibrary(), [standard], new Map());
      assert.deepEqual(analyzeIntegration(workspace, loadLibrary()), [], standard);
    }
  });

  it("is right in every row of the second example", () => {
    const folder = path.join(projectRoot, "examples/tallymere");
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      /[/\\].*\.(?:md|yaml)$/.test(name),
    );
    const files = new Map(
      names.sort().map((name) => [`/tallymere/${name}`, readFileSync(path.join(folder, name), "utf8")]),
    );
    assert.deepEqual(analyze(files).map(rowOf), [
      "4.1 parallel isms-manual.md aims-manual.md",
      "4.2 parallel isms-manual.md aims-manual.md",
      "4.3 parallel isms-manual.md aims-manual.md",
      "4.4 parallel isms-manual.md aims-manual.md",
      "5.1 integrated information-security-and-ai-governance-policy.md",
      "5.2 integrated information-security-and-ai-governance-policy.md",
      "5.3 integrated information-security-and-ai-governance-policy.md",
      // The methodology has risk acceptance criteria for AI (a part of 6.1.1 of ISO/IEC 42001 only) and names no opportunities.
      "6.1.1 one-sided lacks source risk-assessment-methodology.md",
      "6.1.2 integrated risk-assessment-methodology.md",
      "6.1.3 integrated risk-assessment-methodology.md",
      // The methodology folds the impact assessment into the security risk assessment form: that is none.
      "6.1.4 absent",
      "6.2 integrated information-security-and-ai-governance-policy.md",
      "6.3 absent",
      "7.1 integrated information-security-and-ai-governance-policy.md",
      "7.2 integrated awareness-and-training-policy.md",
      "7.3 integrated awareness-and-training-policy.md",
      "7.4 integrated information-security-and-ai-governance-policy.md",
      "7.5.1 integrated document-control-procedure.md",
      "7.5.2 integrated document-control-procedure.md",
      "7.5.3 integrated document-control-procedure.md",
      "8.1 absent",
      "8.2 integrated risk-assessment-methodology.md",
      "8.3 one-sided lacks target risk-register.yaml",
      "8.4 absent",
      "9.1 absent",
      "9.2.1 integrated internal-audit-procedure.md",
      "9.2.2 integrated internal-audit-procedure.md",
      "9.3.1 one-sided lacks target management-review-procedure.yaml",
      "9.3.2 one-sided lacks target management-review-procedure.yaml",
      "9.3.3 one-sided lacks target management-review-procedure.yaml",
      "10.1 one-sided lacks target corrective-action-procedure.md",
      "10.2 parallel corrective-action-procedure.md ai-corrective-action-procedure.md",
    ]);
  });
});
