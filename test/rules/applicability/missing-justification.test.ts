import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/applicability/missing-justification.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

const table = (...rows: string[]): string =>
  `# Statement of Applicability\n\n| Control | Applicable | Justification |\n|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join("")}`;

describe("applicability/missing-justification", () => {
  it("finds rows without a reason, both ways", () =>
    expectFindings(
      rule,
      table("<|A.7.12|> | No | ", "<|A.8.13|> | Yes | -", "A.8.14 | Yes | A customer asks for it 💾"),
      ["excluded", "included"],
    ));

  it("takes a placeholder for no reason", () =>
    expectFindings(rule, table("<|A.7.12|> | No | TODO", "A.8.14 | Yes | A customer asks for it."), ["excluded"]));

  it("says once that no row has a reason", () => {
    expectFindings(
      rule,
      "# Statement of Applicability\n\n| <|Control|> | Applicable |\n|---|---|\n| A.7.12 | No |\n| A.8.13 | Yes |\n",
      ["column"],
    );
    expectFindings(rule, table("A.7.12 | No | ", "A.8.13 | Yes | ").replace("Control", "<|Control|>"), ["column"]);
  });

  it("reads YAML with controls as keys, as fields and as bare answers", () =>
    expectFindings(
      rule,
      "//- /policies/soa.yaml\ntitle: Statement of Applicability\niso_27001:\n  A.7.11: {applicable: no, justification: The landlord provides them.}\n  <|A.7.12|>: no\nmore:\n  - {control: <|A.8.13|>, applicable: yes, reason: ''}\n",
      ["excluded", "included"],
    ));

  it("is silent about a row that does not decide, and about other tables and documents", () => {
    expectSilence(rule, table("A.7.12 |  | ", "A.8.13 | Yes | Loss of data is a high risk."));
    expectSilence(
      rule,
      "# Backup policy\n\n## Policy\n\nBackups must be tested.\n\n| Control | Applicable |\n|---|---|\n| A.8.13 | Yes |\n",
    );
    expectSilence(rule, "# Statement of Applicability\n\n| Version | Date |\n|---|---|\n| 1.0 | 2026-01-01 |\n");
  });
});
