import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/integration/one-sided-data-governance.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const protection = "Access to data is restricted to authorized roles, and data is encrypted at rest.";
const use = "The provenance of each dataset is verified, and it is checked for bias before a model is trained.";
const policy = (
  rules: readonly string[],
  heading = "Rules for data",
  scope = "All data, the data behind AI systems included.",
): string => `# Data governance policy\n\n## Scope\n\n${scope}\n\n## ${heading}\n\n${rules.join("\n\n")}\n`;

describe("integration/one-sided-data-governance", () => {
  it("finds protection without proper use", () =>
    expectFindings(rule, policy([protection], "<|Rules for data|>"), ["use"]));

  it("finds proper use without protection", () =>
    expectFindings(rule, policy([use], "<|Rules for data|>"), ["protection"]));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      `//- /policies/data-governance-policy.yaml\ntitle: Data governance policy\nscope: All data, the data behind AI systems included.\n<|rules|>:\n  - ${protection}\n`,
      ["use"],
    ));

  it("is silent where both stand, in whatever section", () => {
    expectSilence(rule, policy([protection, use]));
    expectSilence(
      rule,
      `${policy([protection])}\n## Data for models\n\nData quality is checked against set criteria.\n`,
    );
  });

  it("is silent where AI is not meant, in other documents, and where nothing is ruled", () => {
    expectSilence(rule, policy([protection], "Rules for data", "All data of the company."));
    expectSilence(rule, `# Access control policy\n\n## Scope\n\nAI systems.\n\n## Rules\n\n${protection}\n`);
    expectSilence(rule, policy(["Each department names a data steward."]));
    expectSilence(rule, policy([protection]), { aiInScope: false });
  });

  it("is not content with the purpose of the document", () =>
    expectFindings(
      rule,
      `# Data governance policy\n\n## Purpose\n\nThe purpose of this policy is data quality for AI.\n\n## <|Rules|>\n\n${protection}\n`,
      ["use"],
    ));

  it("adds what is missing to the section", () =>
    assert.match(
      fixed(rule, policy([protection])),
      /at rest\.\n\nThe \[data owner\] must state in the dataset inventory the purpose/,
    ));
});
