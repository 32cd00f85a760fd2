import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/ai/incident-not-prepared.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const tools = "Staff may use only approved AI tools.";
const secret = "Staff must never enter confidential data into public AI tools.";
const policy = (title: string, rules: readonly string[]): string => `# ${title}\n\n## Rules\n\n${rules.join("\n\n")}\n`;
const marked = (title: string, rules: readonly string[], twice = false): string =>
  policy(twice ? `<|${title}|>` : title, rules).replace("## Rules", "## <|Rules|>");

describe("ai/incident-not-prepared", () => {
  it("finds rules of use that say nothing of confidential data in public AI tools", () =>
    expectFindings(rule, marked("Acceptable use policy", [tools]), ["missing"]));

  it("finds awareness that says nothing of deepfakes, and of confidential data", () =>
    expectFindings(rule, marked("Security awareness policy", ["Staff are trained on AI tools every year."], true), [
      "missing",
      "missing",
    ]));

  it("speaks of each scenario once, at the document it belongs into most", () =>
    expectFindings(
      rule,
      `//- /policies/awareness.md\n${marked("Security awareness policy", ["Staff are trained on AI tools every year."])}//- /policies/incidents.md\n${policy("Incident management policy", ["AI incidents are classified."])}//- /policies/use.md\n${marked("Acceptable use policy", [tools])}`,
      ["missing", "missing"],
    ));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      `//- /policies/acceptable-use-policy.yaml\ntitle: Acceptable use policy\n<|rules|>:\n  - ${tools}\n`,
      ["missing"],
    ));

  it("is silent where any document speaks to it", () => {
    expectSilence(rule, policy("Acceptable use policy", [tools, secret]));
    expectSilence(
      rule,
      `//- /policies/use.md\n${policy("Acceptable use policy", [tools])}//- /policies/cloud.md\n${policy("Cloud security policy", [secret])}`,
    );
  });

  it("asks rules that do not speak of AI yet, too: what is added to them later brings no new finding", () =>
    expectFindings(
      rule,
      marked("Acceptable use policy", ["Devices must be locked."], true).replace("<|Rules|>", "Rules"),
      ["missing"],
    ));

  it("is silent where AI is out of scope, and in other documents", () => {
    expectSilence(rule, policy("Acceptable use policy", [tools]), { aiInScope: false });
    expectSilence(rule, policy("Backup policy", [tools]));
  });

  it("is silent in the settings of a tool that bear the name of a policy", () => {
    const settings = Array.from({ length: 12 }, (_, i) => `  pattern_${i}: { action: block, level: high }\n`).join("");
    const uri = "/policies/acceptable-use-policy.yaml";
    const types = { [uri]: "acceptable-use-policy" };
    expectSilence(rule, `//- ${uri}\ntitle: Acceptable use policy\ndata_rules:\n${settings}`, { types });
    expectFindings(
      rule,
      `//- ${uri}\ntitle: Acceptable use policy\nrules:\n${Array.from({ length: 12 }, (_, i) => `  rule_${i}: Staff must lock device ${i} when they leave it.\n`).join("")}`.replace(
        "\nrules:",
        "\n<|rules|>:",
      ),
      ["missing"],
      { types },
    );
  });

  it("adds the clause", () =>
    assert.match(fixed(rule, policy("Acceptable use policy", [tools])), /must never enter confidential information/));
});
