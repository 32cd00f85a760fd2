import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/ai/consideration-missing.ts";
import { expectFindings, expectSilence, fixed, readMarked, runRule } from "../../support/rules.ts";

const change =
  "Every change to a production system must be requested in a ticket, tested, and approved by the change board before it is deployed; a rollback plan is part of the ticket.";
const ready =
  "AI models are changed with evidence of readiness: bias test results and performance benchmarks are attached before the deployment of a model is approved.";
const below =
  "Updates of the cloud infrastructure, libraries and drivers below an AI system are recorded as changes, and their effect on its performance and security is assessed.";
const society = "A major change of an AI system needs a review of its societal and ethical impact.";
const rollback = "The operator must be able to roll back an AI model to its previous stable version within one hour.";
const policy = (rules: readonly string[], heading = "Changes to systems"): string =>
  `# Change management policy\n\n## Purpose\n\nChanges are safe.\n\n## ${heading}\n\n${rules.join("\n")}\n\n## Review\n\nEvery year.\n`;

describe("ai/consideration-missing", () => {
  it("finds what the section does not say about AI, at its heading", () =>
    expectFindings(rule, policy([change, ready, below, society], "<|Changes to systems|>"), ["section"]));

  it("finds each consideration of the type", () => {
    const said = runRule(rule, readMarked(policy([change])).files);
    assert.deepEqual(said.map((one) => one.consideration).sort(), [
      "a8-32-infrastructure-changes",
      "a8-32-model-rollback",
      "a8-32-readiness-evidence",
      "a8-32-societal-ethical-review",
    ]);
    expectFindings(rule, policy([change], "<|Changes to systems|>"), ["section", "section", "section", "section"]);
  });

  it("stands at the title where there is no section", () =>
    expectFindings(rule, `# <|Change management policy|>\n\n${[change, ready, below, society].join("\n")}\n`, [
      "document",
    ]));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      `//- /policies/change-management-policy.yaml\ntitle: Change management policy\n<|changes|>:\n${[change, ready, below, society].map((text) => `  - "${text}"`).join("\n")}\n`,
      ["section"],
    ));

  it("is silent where all is said", () => expectSilence(rule, policy([change, ready, below, society, rollback])));

  it("is silent where the document does not address the control", () =>
    expectSilence(rule, policy(["Offices are painted every five years."])));

  it("is silent where AI is out of scope, or the control is excluded", () => {
    expectSilence(rule, policy([change]), { aiInScope: false });
    expectSilence(rule, policy([change]), { exclusions: new Map([["iso27001:2022/A.8.32", "no changes"]]) });
  });

  it("is silent where another document of the same type says it, not where any other does", () => {
    const said = (title: string): (string | undefined)[] =>
      runRule(
        rule,
        new Map([
          ["/policies/a.md", policy([change, ready, below, society])],
          ["/policies/b.md", `# ${title}\n\n## Rules\n\n${rollback}\n`],
        ]),
      )
        .filter((one) => one.uri === "/policies/a.md")
        .map((one) => one.consideration);
    assert.deepEqual(said("Release management policy"), []);
    assert.deepEqual(said("Clear desk policy"), ["a8-32-model-rollback"]);
  });

  it("takes a linked annex for a part of the document, and an annex that nobody links to for none", () => {
    const files = (link: string, title: string): (string | undefined)[] =>
      runRule(
        rule,
        new Map([
          ["/policies/change.md", `${policy([change, ready, below, society])}\n${link}\n`],
          ["/policies/more/ai.md", `# ${title}\n\n## Purpose\n\nModels.\n\n## Rules\n\n${rollback}\n`],
        ]),
      )
        .filter((one) => one.uri === "/policies/change.md")
        .map((one) => one.consideration);
    assert.deepEqual(files("See the [annex](./more/ai.md#rules).", "Annex on models"), []);
    assert.deepEqual(files("See the annex.", "Annex on models"), ["a8-32-model-rollback"]);
    assert.deepEqual(files("See the [rules](./more/ai.md).", "House rules on models"), ["a8-32-model-rollback"]);
  });

  it("carries what it supports", () => {
    const [said] = runRule(rule, readMarked(policy([change, ready, below, society])).files);
    assert.equal(said?.consideration, "a8-32-model-rollback");
    assert.match(said?.requirement ?? "", /^iso42001:2023\//);
    assert.match(
      said?.text ?? "",
      /^A\.8\.32 Change management: with AI in scope this section should also say: .*[^.]\.$/,
    );
  });

  it("inserts the clause at the end of the section", () => {
    const text = fixed(rule, policy([change, ready, below, society]));
    assert.match(text, /ethical impact\.\n\n[^#]+\n\n## Review/);
  });
});
