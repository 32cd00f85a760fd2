import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/coverage/evidenced-not-declared.ts";
import { expectFindings, expectSilence, fixed, readMarked, runRule } from "../../support/rules.ts";

const clocks = "All system clocks must be synchronised with two time servers every hour.";
const policy = (front: string): string => `---\n${front}\n---\n\n# Logging policy\n\n## Rules\n\n${clocks}\n`;

describe("coverage/evidenced-not-declared", () => {
  it("hints at the words that cover a control which the list lacks", () => {
    const said = runRule(rule, readMarked(policy("iso27001: [A.8.15]")).files);
    assert.deepEqual(
      said.map((one) => one.requirement),
      ["iso27001:2022/A.8.17"],
    );
    assert.match(policy("iso27001: [A.8.15]").slice(said[0]?.span.start, said[0]?.span.end), /clocks/);
    expectFindings(
      rule,
      policy("iso27001: [A.8.15]").replace(/system clocks must be synchronised/, (words) => `<|${words}|>`),
      ["undeclared"],
    );
  });

  it("adds it to flow lists, block lists and scalars", () => {
    assert.match(fixed(rule, policy("iso27001: [A.8.15]")), /iso27001: \[A\.8\.15, A\.8\.17\]/);
    assert.match(
      fixed(rule, policy("iso27001:\n  - A.8.15\nowner: CISO")),
      /iso27001:\n {2}- A\.8\.15\n {2}- A\.8\.17\nowner: CISO/,
    );
    assert.match(
      fixed(rule, policy('iso27001:\n  - "A.8.15" # logging\nowner: CISO')),
      /"A\.8\.15" # logging\n {2}- "A\.8\.17"\nowner/,
    );
    assert.match(fixed(rule, policy("iso27001: A.8.15")), /iso27001: A\.8\.15, A\.8\.17/);
  });

  it("does so in YAML", () => {
    const text = `//- /policies/logging.yaml\ntitle: Logging policy\niso_27001: [A.8.15]\nrules:\n  - ${clocks}\n`;
    const said = runRule(rule, readMarked(text).files);
    assert.deepEqual(
      said.map((one) => one.requirement),
      ["iso27001:2022/A.8.17"],
    );
    assert.match(fixed(rule, text), /iso_27001: \[A\.8\.15, A\.8\.17\]/);
  });

  it("is silent without a list, and where the control is listed or named", () => {
    expectSilence(rule, `# Logging policy\n\n## Rules\n\n${clocks}\n`);
    expectSilence(rule, policy("iso27001: [A.8.15, A.8.17]"));
    expectSilence(rule, policy("iso27001: [A.8.15]").replace("every hour.", "every hour (A.8.17)."));
  });

  it("is off by default", () => assert.equal(rule.severity, "off"));
});
