import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/integration/impact-assessment-missing.ts";
import { loadLibrary } from "../../support/library.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const clause = (number: string): string =>
  (loadLibrary().requirement(`iso42001:2023/${number}`)?.points ?? []).map((point) => point.clause).join("\n\n");
const system = ["5.1", "5.2", "5.3", "6.2"].map(clause).join("\n\n");
const aiPolicy = (rules: string, title = "AI policy"): string => `# ${title}\n\n## Rules\n\n${rules}\n`;
const folded = "The AI impact assessment is covered by the information security risk assessment form.";
const questions =
  "The AI system impact assessment asks which individuals, groups and parts of society are affected, with which harm, and by which foreseeable misuse.";
const methodology = (rules: string): string =>
  `# Risk assessment methodology\n\n## Scope\n\nInformation security risks and AI risks.\n\n## Procedure\n\n${rules}\n`;

describe("integration/impact-assessment-missing", () => {
  it("finds an AI management system without one, at the AI policy", () =>
    expectFindings(rule, aiPolicy(system, "<|AI policy|>"), ["process"]));

  it("finds one that is folded into the security risk assessment, at the statement", () =>
    expectFindings(rule, methodology(`<|${folded}|>`), ["folded"]));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      `//- /policies/risk-assessment-methodology.yaml\ntitle: Risk assessment methodology\nscope: Information security and AI risks.\nprocedure:\n  - <|${folded}|>\n`,
      ["folded"],
    ));

  it("finds a procedure whose assessments are never carried out", () =>
    expectFindings(
      rule,
      `# AI impact assessment procedure\n\n## <|Procedure|>\n\nThe AI Lead must define a process for AI system impact assessment that covers consequences for individuals, groups and society.\n`,
      ["results"],
    ));

  it("finds a procedure that says neither how nor when", () =>
    expectFindings(
      rule,
      "# AI impact assessment procedure\n\n## <|Procedure|>\n\nThe AI Lead keeps this procedure current.\n",
      ["results"],
    ));

  it("is silent where process and results are described", () =>
    expectSilence(rule, aiPolicy(`${system}\n\n${clause("6.1.4")}\n\n${clause("8.4")}`)));

  it("is silent where a part of the risk assessment asks its own questions, or feeds it", () => {
    expectSilence(rule, methodology(`${folded}\n\n${questions}`));
    expectSilence(
      rule,
      methodology("The results of the AI impact assessment inform the information security risk assessment."),
    );
    expectSilence(rule, methodology("The business impact assessment is part of the risk assessment of AI systems."));
  });

  it("finds an AI policy without one before it says much, so that no other fix brings the finding", () =>
    expectFindings(rule, aiPolicy("Staff use approved AI tools only.", "<|AI policy|>"), ["process"]));

  it("is silent where no document sets up an AI management system", () => {
    expectSilence(rule, aiPolicy(system, "Encryption of AI data policy"));
    expectSilence(rule, aiPolicy(system, "Acceptable use policy"));
    expectSilence(rule, aiPolicy(system), { aiInScope: false });
  });

  it("adds process and results to the AI policy", () =>
    assert.match(
      fixed(rule, aiPolicy(system)),
      /## AI system impact assessment\n\n- The \[AI governance lead\] must define a process/,
    ));
});
