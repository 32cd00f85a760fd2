import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/references/outdated-control.ts";
import { expectFindings, expectSilence, fixed, runRule, readMarked } from "../../support/rules.ts";

const policy = (text: string): string =>
  `# Access control policy\n\nThis policy follows ISO/IEC 27001:2022.\n\n${text}\n`;

describe("references/outdated-control", () => {
  it("finds a number of the 2013 edition", () =>
    expectFindings(rule, policy("Administrator rights are reviewed (<|A.9.2.3|>)."), ["replaced"]));

  it("finds it in metadata, headings and tables", () =>
    expectFindings(
      rule,
      `
---
iso27001: [<|A.9.2.3|>, A.8.5]
---

# Access control policy

## Reviews (<|A.9.2.5|>)

| Control | Rule |
|---|---|
| <|A.9.4.3|> | Passwords are long |
`,
      ["replaced", "replaced", "replaced"],
    ));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/access-control-policy.yaml\ntitle: Access control policy\niso_27001: [<|A.9.2.3|>]\npolicy: Administrator rights are reviewed.\n",
      ["replaced"],
    ));

  it("is silent on numbers of the 2022 edition and of ISO/IEC 42001", () =>
    expectSilence(rule, policy("See A.8.2, A.5.18 and ISO/IEC 42001:2023 A.6.2.8.")));

  const cases: [string, string][] = [
    ["Rights (A.9.2.3).", "Rights (A.8.2)."],
    ["Rights (Annex A 9.2.3).", "Rights (Annex A 8.2)."],
    ["Rights (A9.2.3).", "Rights (A8.2)."],
    ["Rights (ISO 27001:2013 A.9.2.3).", "Rights (ISO 27001:2022 A.8.2)."],
    ["Rights (A.9.2.3 of ISO/IEC 27001:2013).", "Rights (A.8.2 of ISO/IEC 27001:2022)."],
    ["Rights (ISO 27001 A.9.2.3).", "Rights (ISO 27001 A.8.2)."],
    ["Rights (ISO 27001:2013 A.9.2.3, A.9.2.5).", "Rights (ISO 27001:2022 A.8.2, A.5.18)."],
  ];
  for (const [before, after] of cases) {
    it(`writes “${after}” for “${before}”`, () => assert.equal(fixed(rule, policy(before)), policy(after)));
  }

  it("names the standard where the new number stands in both", () => {
    const text =
      "# Access and AI policy\n\nThis policy follows ISO/IEC 27001:2022 and ISO/IEC 42001:2023.\n\nRights are reviewed (A.9.2.3).\n";
    assert.match(fixed(rule, text), /reviewed \(ISO\/IEC 27001:2022 A\.8\.2\)/);
    expectFindings(rule, text.replace("A.9.2.3", "<|A.9.2.3|>"), ["replaced"]);
  });

  it("is safe and preferred with one successor, a choice with several", () => {
    const fixesOf = (text: string): unknown =>
      runRule(rule, readMarked(policy(text)).files)[0]?.fixes.map(({ safe, preferred }) => [safe, preferred ?? false]);
    assert.deepEqual(fixesOf("Rights (A.9.2.3)."), [[true, true]]);
    const choice = fixesOf("Secure areas (A.12.6.1).") as unknown[];
    assert.ok(choice.length >= 1);
    const several = runRule(
      rule,
      readMarked(policy("Rules (A.6.2.1, A.12.4.1, A.14.1.1, A.18.2.3, A.8.3.1, A.9.4.2.)")).files,
    ).filter((said) => said.fixes.length > 1);
    for (const { fixes } of several) assert.ok(fixes.every((fix) => !fix.safe && fix.preferred !== true));
    assert.ok(several.length > 0, "some number has several successors");
  });

  it("offers no fix for an end of a range", () => {
    const said = runRule(rule, readMarked(policy("Rules (A.9.2.1–A.9.2.6).")).files);
    assert.equal(said.length, 2);
    assert.deepEqual(
      said.map((one) => one.fixes.length),
      [0, 0],
    );
  });
});
