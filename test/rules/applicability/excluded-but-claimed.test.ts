import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/applicability/excluded-but-claimed.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

const cabling = (number: string): string =>
  `//- /policies/physical.md\n# Physical security policy\n\n## Policy\n\nCables must be protected against damage (ISO/IEC 27001:2022 ${number}).\n`;
const statement = (answer: string): string =>
  `//- /policies/soa.md\n# Statement of Applicability\n\n| Control | Applicable | Justification |\n|---|---|---|\n| ISO/IEC 27001:2022 A.7.12 | ${answer} | None of our own. |\n`;

describe("applicability/excluded-but-claimed", () => {
  it("finds a claim of what the statement leaves out, at the claim", () =>
    expectFindings(rule, `${cabling("<|A.7.12|>")}${statement("No")}`, ["statement"]));

  it("reads a statement in YAML, and a claim in YAML metadata", () =>
    expectFindings(
      rule,
      "//- /policies/physical.yaml\ntitle: Physical security policy\ncontrols: [iso27001:2022/<|A.7.12|>]\npolicy:\n  - Cables must be protected against damage.\n//- /policies/soa.yaml\ntitle: Statement of Applicability\nstandard: ISO/IEC 27001:2022\ncontrols:\n  A.7.12: {applicable: no, justification: None of our own.}\n",
      ["statement"],
    ));

  it("finds a claim of what the configuration leaves out", () =>
    expectFindings(rule, cabling("<|A.7.12|>"), ["decision"], {
      exclusions: new Map([["iso27001:2022/A.7.12", "No cabling."]]),
    }));

  it("is silent where the statement takes the control in, or does not say", () => {
    expectSilence(rule, `${cabling("A.7.12")}${statement("Yes")}`);
    expectSilence(rule, `${cabling("A.7.12")}${statement("perhaps")}`);
  });

  it("is silent about other controls, and without a statement", () => {
    expectSilence(rule, `${cabling("A.7.11")}${statement("No")}`);
    expectSilence(rule, cabling("A.7.12"));
  });
});
