import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/coverage/expected-control-missing.ts";
import { expectFindings, expectSilence, fixed, parse, runRule } from "../../support/rules.ts";

const untyped =
  "## Purpose\n\nThis policy keeps the offices pleasant.\n\n## Scope\n\nIt applies to all offices and to everybody who works there.\n\n## Rules\n\nWalls must be painted every five years. Plants must be watered twice a week. Lamps must be switched off in the evening.\n";
const desks = "Confidential papers must be cleared from every desk and locked away in the evening.";

describe("coverage/expected-control-missing", () => {
  it("finds what the type is expected to cover and no document says, at the title", () =>
    expectFindings(
      rule,
      "# <|Authentication and password policy|>\n\n## Policy\n\nOffices are painted every five years.\n",
      ["missing", "missing"],
    ));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/password-policy.yaml\ntitle: <|Authentication and password policy|>\nrules:\n  - Offices are painted every five years.\n",
      ["missing", "missing"],
    ));

  it("is silent where another document speaks to it", () => {
    const files = (text: string): Map<string, string> =>
      new Map([
        ["/policies/clear-desk.md", "# Clear desk policy\n\n## Policy\n\nOffices are painted every five years.\n"],
        ["/policies/other.md", `# Physical security policy\n\n## Rules\n\n${text}\n`],
      ]);
    const numbers = (text: string): (string | undefined)[] =>
      runRule(rule, files(text))
        .filter((said) => said.uri.endsWith("clear-desk.md"))
        .map((said) => said.requirement);
    assert.ok(numbers("Offices have windows.").includes("iso27001:2022/A.7.7"));
    assert.ok(!numbers(desks).includes("iso27001:2022/A.7.7"));
  });

  it("is silent where the document names the control: that is another rule's fault to find", () =>
    expectFindings(
      rule,
      "# <|Authentication and password policy|>\n\n## Policy\n\nOffices are painted every five years (ISO/IEC 27001:2022 A.8.5).\n",
      ["missing"],
    ));

  it("reports a control once, at the narrowest type", () => {
    const text = "\n\n## Policy\n\nOffices are painted every five years.\n";
    const said = runRule(
      rule,
      new Map([
        ["/policies/a.md", `# Access control policy${text}`],
        ["/policies/b.md", `# Password policy${text}`],
      ]),
    );
    const places = said.filter((one) => one.requirement === "iso27001:2022/A.8.5").map((one) => one.uri);
    assert.deepEqual(places, ["/policies/b.md"]);
  });

  it("leaves out what is excluded, out of scope or about AI that nobody uses", () => {
    const text = "# Authentication and password policy\n\n## Policy\n\nOffices are painted every five years.\n";
    const exclusions = new Map([
      ["iso27001:2022/A.8.5", "no systems"],
      ["iso27001:2022/A.5.17", "no systems"],
    ]);
    expectSilence(rule, text, { exclusions });
    expectSilence(rule, text, { standards: ["iso42001:2023"] });
    const ai = (aiInScope: boolean): number =>
      runRule(rule, new Map([["/policies/ai.md", "# AI policy\n\n## Policy\n\nOffices are painted.\n"]]), {
        aiInScope,
      }).filter((said) => said.requirement?.startsWith("iso42001") === true).length;
    assert.ok(ai(true) > 0);
    assert.equal(ai(false), 0);
  });

  it("asks for clauses where it is told to", () => {
    const files = new Map([
      ["/policies/audit.md", "# Internal audit procedure\n\n## Procedure\n\nOffices are painted.\n"],
    ]);
    const clauses = (setting: object): number =>
      runRule(rule, files, setting).filter((said) => /\/\d/.test(said.requirement ?? "")).length;
    assert.equal(clauses({}), 0);
    assert.ok(clauses({ options: { clauses: true } }) > 0);
  });

  it("is silent on a document without a type", () => {
    const text = `# House rules\n\n${untyped}`;
    assert.equal(parse(text).classification.type, undefined);
    expectSilence(rule, text);
  });

  it("inserts a section of the control's title", () => {
    const text = fixed(
      rule,
      "# Clear desk policy\n\n## Purpose\n\nPapers stay private.\n\n## Policy statement\n\nOffices are painted.\n\n## Review\n\nEvery year.\n",
      { finding: 1 },
    );
    assert.match(
      text,
      /## Policy statement\n\nOffices are painted\.\n\n## Clear desk and clear screen\n\n[^#]+\n\n## Review/,
    );
  });
});
