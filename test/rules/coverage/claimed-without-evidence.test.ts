import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/coverage/claimed-without-evidence.ts";
import { expectFindings, expectSilence, fixed, readMarked, runRule } from "../../support/rules.ts";

describe("coverage/claimed-without-evidence", () => {
  it("finds a reference that no sentence bears out, in prose and in metadata", () =>
    expectFindings(
      rule,
      `
---
iso27001: [<|A.8.17|>, A.8.24]
---

# Cryptography policy

## Rules

Data must be encrypted with AES-256 and encryption keys are kept in a key vault (A.8.24). Offices are painted (<|A.7.7|>).
`,
      ["claimed", "claimed"],
    ));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/crypto.yaml\ntitle: Cryptography policy\niso_27001: [<|A.8.17|>]\nrules:\n  - Offices are painted every five years.\n",
      ["claimed"],
    ));

  it("names a control once, at its first reference", () =>
    expectFindings(
      rule,
      "# Cryptography policy\n\nSee ISO/IEC 27001:2022.\n\n## Rules\n\nClocks are nice (<|A.8.17|>). They tick (A.8.17).\n",
      ["claimed"],
    ));

  it("is silent in a register, where what stands counts for nothing", () =>
    expectSilence(
      rule,
      "# Risk register\n\n## Treatment\n\nBackups of all data are taken every night (ISO/IEC 27001:2022, A.8.13). See A.7.7.\n",
    ));

  it("is silent where a sentence speaks to the control", () =>
    expectSilence(
      rule,
      "# Logging policy\n\n## Rules\n\nAll system clocks must be synchronised with two time servers every hour (ISO/IEC 27001:2022 A.8.17).\n",
    ));

  it("is silent on references to other documents, in lists of references and in comments", () =>
    expectSilence(
      rule,
      "# Logging policy\n\nThis policy follows ISO/IEC 27001:2022.\n\n## Rules\n\nSee POL-14 for A.8.17. <!-- A.8.16 -->\n\n## Related documents\n\n- A.8.15\n",
    ));

  it("is silent in mapping tables and in documents that are mappings", () => {
    const numbers = Array.from({ length: 12 }, (_, i) => `A.5.${i + 1}`);
    const table = `| Control | Place |\n|---|---|\n${numbers.map((number) => `| ${number} | here |`).join("\n")}`;
    expectSilence(rule, `# Logging policy\n\nThis policy follows ISO/IEC 27001:2022.\n\n## Rules\n\n${table}\n`);
    const many = Array.from({ length: 28 }, (_, i) => `- ISO/IEC 27001:2022 A.8.${i + 1} is met.`).join("\n");
    expectSilence(rule, `# Logging policy\n\n## Rules\n\n${many}\n`);
    const files = readMarked(`# Logging policy\n\n## Rules\n\n${many}\n`).files;
    assert.ok(runRule(rule, files, { options: { mapping: 40 } }).length > 10);
  });

  it("is silent on records and on exclusions", () => {
    const text = "# Logging policy\n\n## Rules\n\nOffices are painted (ISO/IEC 27001:2022 A.8.17).\n";
    expectSilence(rule, text, { types: { "/policies/policy.md": "asset-inventory" } });
    expectSilence(rule, text, { exclusions: new Map([["iso27001:2022/A.8.17", "no clocks"]]) });
  });

  it("counts a number that was replaced for its successor", () =>
    expectFindings(rule, "# Logging policy\n\n## Rules\n\nOffices are painted (ISO/IEC 27001:2013 <|A.12.4.4|>).\n", [
      "claimed",
    ]));

  it("adds nothing to a scope, where it would not count", () => {
    const text =
      "# Network policy\n\n## Scope\n\nThis policy implements these controls of ISO/IEC 27001:2022:\n\n- A.8.17 Clock synchronization\n- the rules for networks\n\n## Rules\n\nNetworks are kept apart.\n";
    const after = fixed(rule, text);
    assert.match(
      after,
      /- the rules for networks\n\n## Rules\n\nNetworks are kept apart\.\n\n## Clock synchronization\n/,
    );
    assert.deepEqual(runRule(rule, new Map([["file:///w/network-policy.md", after]])), []);
  });
});
