import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/integration/one-sided-records.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const both = "All documents and records of the information security and AI management system.";
const operational = "- access logs of the platform\n- firewall settings\n- backup reports";
const responsible = "- the intended purpose and the design rationale of each AI system\n- records of human oversight";
const procedure = (records: string, heading = "Records", scope = both): string =>
  `# Document control procedure\n\n## Scope\n\n${scope}\n\n## ${heading}\n\n${records}\n`;

describe("integration/one-sided-records", () => {
  it("finds records of security only, at the heading", () =>
    expectFindings(rule, procedure(operational, "<|Records|>"), ["ai"]));

  it("finds records of AI only", () => expectFindings(rule, procedure(responsible, "<|Evidence|>"), ["operational"]));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      `//- /policies/document-control-procedure.yaml\ntitle: Document control procedure\nscope: ${both}\n<|records|>:\n  - Access logs are kept for one year.\n  - Backup reports are kept for one year.\n`,
      ["ai"],
    ));

  it("is silent where both are kept, or neither is named", () => {
    expectSilence(rule, procedure(`${operational}\n${responsible}`));
    expectSilence(rule, procedure("Records are kept for three years."));
  });

  it("is silent where logs are named outside of the records", () =>
    expectSilence(rule, procedure("Access logs go to the central platform.", "Procedure")));

  it("is silent in a document for one standard, and in one that holds one kind by nature", () => {
    expectSilence(
      rule,
      procedure(operational, "Records", "All documents of the information security management system."),
    );
    expectSilence(
      rule,
      `# Logging policy\n\n## Scope\n\nInformation security and AI systems.\n\n## Records\n\n${operational}\n`,
    );
    expectSilence(rule, procedure(operational), { aiInScope: false });
  });

  it("is silent where a clause on AI is all that there is of AI", () =>
    expectSilence(
      rule,
      `${procedure(operational, "Records", "All documents of the information security management system.")}\n## Planning\n\nThe [head of AI] must set measurable objectives for the AI management system and review them [every year].\n`,
    ));

  it("adds the records of the other kind", () =>
    assert.match(
      fixed(rule, procedure(operational)),
      /- backup reports\n\nFor every AI system the records must include/,
    ));
});
