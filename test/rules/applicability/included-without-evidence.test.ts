import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/applicability/included-without-evidence.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

const statement = (cell: string, answer = "Yes"): string =>
  `//- /policies/soa.md\n# Statement of Applicability\n\n| Control | Applicable | Justification |\n|---|---|---|\n| ${cell} | ${answer} | Loss of data is a high risk. |\n`;
const backup =
  "//- /policies/a.md\n# Backup policy\n\n## Policy\n\nAll business data must be backed up every night.\nThe head of IT tests the restore of a sample of backups every quarter.\n";
const desks = (more = ""): string =>
  `//- /policies/a.md\n# Clear desk policy\n\n## Policy\n\nConfidential papers must be locked away in the evening.${more}\n`;

describe("applicability/included-without-evidence", () => {
  it("finds a control that applies and that nothing speaks to, at its row", () =>
    expectFindings(rule, `${desks()}${statement("<|ISO/IEC 27001:2022 A.8.13|>")}`, ["missing"]));

  it("tells a control that is only named apart", () =>
    expectFindings(rule, `${desks(" See ISO/IEC 27001:2022 A.8.13.")}${statement("<|ISO/IEC 27001:2022 A.8.13|>")}`, [
      "claimed",
    ]));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      `${desks()}//- /policies/soa.yaml\ntitle: Statement of Applicability\nstandard: ISO/IEC 27001:2022\ncontrols:\n  - control: <|A.8.13|>\n    applicable: yes\n    justification: Loss of data is a high risk.\n`,
      ["missing"],
    ));

  it("does not take the statement's own words for evidence", () =>
    expectFindings(
      rule,
      `${desks()}${statement("<|ISO/IEC 27001:2022 A.8.13|>").replace("Loss of data is a high risk.", "All data must be backed up every night, and restores are tested every quarter.")}`,
      ["missing"],
    ));

  it("is silent where a document speaks to it, or it does not apply", () => {
    expectSilence(rule, `${backup}${statement("ISO/IEC 27001:2022 A.8.13")}`);
    expectSilence(rule, `${desks()}${statement("ISO/IEC 27001:2022 A.8.13", "No")}`);
  });

  it("is silent about a statement that stands alone, what is excluded, and standards out of scope", () => {
    expectSilence(rule, statement("ISO/IEC 27001:2022 A.8.13"));
    const text = `${desks()}${statement("ISO/IEC 27001:2022 A.8.13")}`;
    expectSilence(rule, text, { exclusions: new Map([["iso27001:2022/A.8.13", "no data"]]) });
    expectSilence(rule, text, { standards: ["iso42001:2023"] });
  });
});
