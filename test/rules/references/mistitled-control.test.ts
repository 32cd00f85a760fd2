import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/references/mistitled-control.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const policy = (text: string): string =>
  `# Backup policy\n\nThis policy follows ISO/IEC 27001:2022.\n\n## Related controls\n\n${text}\n`;

describe("references/mistitled-control", () => {
  for (const text of [
    "- <|A.8.15|> Information backup",
    "- <|A.8.15|> — Information backup",
    "- <|A.8.15|>: Information Backup",
    "- **<|A.8.15|>** Information backup, daily",
    "- <|A.8.15|> (Information backup)",
    "## <|A.8.15|> Information backup\n\nNightly.",
  ]) {
    it(`finds ${JSON.stringify(text)}`, () => expectFindings(rule, policy(text), ["mistitled"]));
  }

  it("looks at the cell beside it", () => {
    expectFindings(rule, policy("| Control | Title |\n|---|---|\n| <|A.8.15|> | Information backup |"), ["mistitled"]);
    expectFindings(rule, policy("| Title | Control |\n|---|---|\n| Information backup | <|A.8.15|> |"), ["mistitled"]);
  });

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: Backup policy\npurpose: This policy follows ISO/IEC 27001:2022.\nrelated_controls:\n  - <|A.8.15|> Information backup\n",
      ["mistitled"],
    ));

  it("replaces the number", () =>
    assert.equal(fixed(rule, policy("- A.8.15 Information backup")), policy("- A.8.13 Information backup")));

  it("is silent where number and title agree, and on words that are no title", () => {
    expectSilence(
      rule,
      policy(
        "- A.8.13 Information backup\n- A.8.15 Logging\n- A.8.15 Backup logs\n- A.8.15 information backup systems write logs",
      ),
    );
    expectSilence(rule, policy("| Control | Where |\n|---|---|\n| A.8.15 | Backup server |"));
  });

  it("is silent on a title that belongs to the other reference of a pair", () =>
    expectSilence(rule, policy("A.8.15 and A.8.13 Information backup")));

  it("is silent where the title names a range or a list by one of its members", () => {
    expectSilence(
      rule,
      policy("- A.5.15-18 Access control\n- A.8.20, A.8.22: Networks security\n- A.5.15/A.5.18 (Access control)"),
    );
    expectSilence(rule, policy("| Controls | Topic |\n|---|---|\n| A.5.15, A.5.18 | Access control |"));
  });
});
