import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/references/ambiguous-control.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const both = (text: string): string =>
  `# Security and AI policy\n\nThis policy follows ISO/IEC 27001:2022 and ISO/IEC 42001:2023.\n\n## Rules\n\n${text}\n`;

describe("references/ambiguous-control", () => {
  it("finds a number of both standards in a document that serves both", () =>
    expectFindings(rule, both("Duties are assigned to roles (<|A.5.2|>)."), ["ambiguous"]));

  it("finds it in lists, where the fix leaves the other members as they are", () =>
    expectFindings(rule, both("Covers <|A.5.2|>, A.6.2.8 and A.8.13."), ["ambiguous"]));

  it("finds it in metadata of both standards", () =>
    expectFindings(
      rule,
      `
---
controls: [A.8.9, <|A.5.2|>, A.6.2.5]
---

# Change management policy

Changes follow ISO/IEC 27001:2022 and ISO/IEC 42001:2023.
`,
      ["ambiguous"],
    ));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/ai-policy.yaml\ntitle: Security and AI policy\npurpose: This policy follows ISO/IEC 27001:2022 and ISO/IEC 42001:2023.\nrules:\n  - Duties are assigned to roles (<|A.5.2|>).\n",
      ["ambiguous"],
    ));

  it("offers a fix for each reading", () => {
    const text = both("Duties are assigned to roles (A.5.2).");
    assert.match(fixed(rule, text), /\(ISO\/IEC 27001:2022 A\.5\.2\)/);
    assert.match(fixed(rule, text, { fix: 1 }), /\(ISO\/IEC 42001:2023 A\.5\.2\)/);
  });

  it("writes the id in metadata", () => {
    const text =
      "---\ncontrols: [A.8.9, A.5.2, A.6.2.5]\n---\n\n# Change management policy\n\nChanges follow ISO/IEC 27001:2022 and ISO/IEC 42001:2023.\n";
    assert.match(fixed(rule, text), /iso27001:2022\/A\.5\.2/);
  });

  it("is silent where the text, the heading or the document says which", () => {
    expectSilence(rule, both("Duties are assigned to roles (ISO/IEC 27001:2022 A.5.2)."));
    expectSilence(rule, both("### ISO/IEC 42001 controls\n\nDuties are assigned to roles (A.5.2)."));
    expectSilence(
      rule,
      "# Security policy\n\nThis policy follows ISO/IEC 27001:2022.\n\nDuties are assigned to roles (A.5.2).\n",
    );
  });

  it("is silent where only one of the readings is in scope", () =>
    expectSilence(rule, both("Duties are assigned to roles (A.5.2)."), {
      standards: ["iso27001:2022"],
      aiInScope: false,
    }));
});
