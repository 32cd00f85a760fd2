import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/integration/blurred-risk-criteria.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const both = "The methodology holds for information security risks and for AI risks.";
const information = "Every risk is rated by the impact of a loss of confidentiality, integrity or availability.";
const people = "AI risks are rated by the severity of harm to individuals, groups and society.";
const methodology = (criteria: readonly string[], heading = "Criteria", scope = both): string =>
  `# Risk assessment methodology\n\n## Scope\n\n${scope}\n\n## ${heading}\n\n${criteria.join("\n\n")}\n`;

describe("integration/blurred-risk-criteria", () => {
  it("finds criteria of information only, at their heading", () =>
    expectFindings(rule, methodology([information], "<|Criteria|>"), ["people"]));

  it("finds criteria of people only", () =>
    expectFindings(rule, methodology([people], "<|Criteria|>"), ["information"]));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      `//- /policies/risk-assessment-methodology.yaml\ntitle: Risk assessment methodology\nscope: ${both}\n<|criteria|>:\n  - ${information}\n`,
      ["people"],
    ));

  it("is silent where criteria of both kinds stand, wherever they do", () => {
    expectSilence(rule, methodology([information, people]));
    expectSilence(rule, `${methodology([information])}\n## Impact scale for AI\n\n${people}\n`);
    expectSilence(
      rule,
      methodology([
        information,
        "A serious AI risk is one that leads to discriminatory treatment of a group, by the same scale.",
      ]),
    );
  });

  it("is silent where the methodology is for one standard, or sets no criteria", () => {
    expectSilence(
      rule,
      methodology([information], "Criteria", "The methodology holds for information security risks."),
    );
    expectSilence(rule, methodology(["The risk owner decides on treatment."]));
  });

  it("is silent in documents of other types, and without AI", () => {
    expectSilence(rule, `# Backup policy\n\n## Scope\n\n${both}\n\n## Criteria\n\n${information}\n`);
    expectSilence(rule, methodology([information]), { aiInScope: false });
    expectSilence(rule, methodology([information]), { standards: ["iso27001:2022"], aiInScope: false });
  });

  it("adds criteria of the other kind to the section", () =>
    assert.match(
      fixed(rule, methodology([information])),
      /availability\.\n\nRisks of AI systems must be assessed by criteria of their own/,
    ));
});
