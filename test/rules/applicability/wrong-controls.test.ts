import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/applicability/wrong-controls.ts";
import { loadLibrary } from "../../support/library.ts";
import { expectFindings, expectSilence, runRule } from "../../support/rules.ts";

const numbersOf = (standard: string): string[] =>
  (loadLibrary().standard(standard)?.requirements ?? [])
    .filter((one) => one.kind === "control")
    .map((one) => one.number);
const table = (cells: readonly string[], standard = "ISO/IEC 27001:2022", control = "Control"): string =>
  `# Statement of Applicability\n\n| ${control} | Standard | Applicable | Justification |\n|---|---|---|---|\n${cells.map((cell) => `| ${cell} | ${standard} | Yes | Risk |\n`).join("")}`;

describe("applicability/wrong-controls", () => {
  it("counts 93 and 38 controls", () => {
    assert.equal(numbersOf("iso27001:2022").length, 93);
    assert.equal(numbersOf("iso42001:2023").length, 38);
  });

  it("is silent about statements that list every control once", () => {
    expectSilence(rule, table(numbersOf("iso27001:2022")));
    expectSilence(rule, table(numbersOf("iso42001:2023"), "ISO/IEC 42001:2023"));
  });

  it("names what a statement misses, at the head of its controls", () => {
    const left = numbersOf("iso27001:2022").filter((number) => !["A.5.7", "A.8.34"].includes(number));
    expectFindings(rule, table(left, undefined, "<|Control|>"), ["count"]);
    const said = runRule(rule, new Map([["/policies/soa.md", table(left)]]));
    assert.match(
      said[0]?.text ?? "",
      /lists 91 of the 93 controls of ISO\/IEC 27001:2022; A\.5\.7, A\.8\.34 are missing/,
    );
  });

  it("finds a control that is listed twice", () =>
    expectFindings(rule, table([...numbersOf("iso27001:2022"), "<|A.5.7|>"]), ["twice"]));

  it("finds numbers of the edition before where the row names the standard", () =>
    expectFindings(rule, table([...numbersOf("iso27001:2022"), "<|A.6.1.2|>"]), ["outdated"]));

  it("counts a statement in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/soa.yaml\ntitle: <|Statement of Applicability|>\niso_42001:\n  A.2.2: {applicable: yes, justification: Customers ask for it}\n",
      ["count"],
    ));

  it("takes a long table of decisions in any document for a statement, a short one not", () => {
    const other = (cells: readonly string[]): string =>
      table(cells).replace(
        "# Statement of Applicability",
        "# Information security policy\n\n## Rules\n\nEveryone must follow this.",
      );
    const all = numbersOf("iso27001:2022");
    expectSilence(rule, other(all.slice(0, 19)));
    assert.equal(runRule(rule, new Map([["/policies/a.md", other(all.slice(0, 20))]])).length, 1);
  });

  it("leaves standards out that are not in scope", () =>
    expectSilence(rule, table(["A.5.7"]), { standards: ["iso42001:2023"] }));
});
