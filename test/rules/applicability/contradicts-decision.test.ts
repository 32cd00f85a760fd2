import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/applicability/contradicts-decision.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

const exclusions = new Map([["iso27001:2022/A.7.12", "There is no cabling of our own."]]);
const table = (...rows: string[]): string =>
  `# Statement of Applicability\n\n| Control | Applicable | Justification |\n|---|---|---|\n${rows.map((row) => `| ${row} | Because. |\n`).join("")}`;

describe("applicability/contradicts-decision", () => {
  it("finds contradictions both ways", () =>
    expectFindings(
      rule,
      table("<|ISO/IEC 27001:2022 A.7.12|> | Yes", "<|ISO/IEC 27001:2022 A.8.13|> | n/a"),
      ["included", "excluded"],
      {
        exclusions,
      },
    ));

  it("finds them in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/soa.yaml\ntitle: Statement of Applicability\niso_27001:\n  <|A.7.12|>: {applicable: true, justification: Because}\n",
      ["included"],
      { exclusions },
    ));

  it("is silent where both agree, where a row does not say, and where nothing was decided", () => {
    expectSilence(rule, table("ISO/IEC 27001:2022 A.7.12 | No", "ISO/IEC 27001:2022 A.8.13 | Yes"), { exclusions });
    expectSilence(rule, table("ISO/IEC 27001:2022 A.7.12 | "), { exclusions });
    expectSilence(rule, table("ISO/IEC 27001:2022 A.7.12 | Yes"));
  });
});
