import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/references/unknown-control.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

describe("references/unknown-control", () => {
  it("finds a number that no edition holds, in prose, lists, tables and metadata", () =>
    expectFindings(
      rule,
      `
---
controls: [A.8.15, <|A.8.51|>]
---

# Logging policy (ISO/IEC 27001:2022)

Systems log sign-ins (<|A.8.35|>).

- <|A.5.99|>

| Control | Where |
|---|---|
| <|A.6.9|> | here |
`,
      ["several", "several", "several", "several"],
    ));

  it("names the standard that the text names", () =>
    expectFindings(rule, "# Logging policy\n\nSystems log sign-ins (ISO/IEC 27001:2022 <|A.8.51|>).\n", ["one"]));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/logging-policy.yaml\ntitle: Logging policy\niso_27001: [A.8.15, <|A.8.51|>]\npolicy: Systems log sign-ins.\n",
      ["several"],
    ));

  it("is silent on numbers of either standard, of the 2013 edition, and on code", () =>
    expectSilence(
      rule,
      "# Logging policy\n\nSee ISO 27001:2022 A.8.15, ISO 42001 A.6.2.8; `A.8.51` is a ticket.\n\nA.12.4.1 is a number of the former edition.\n",
    ));

  it("is silent on what only looks like a number", () =>
    expectSilence(rule, "# Logging policy\n\nWeigh a 2.55 kg box, and see version A.8 of the form.\n"));

  it("is silent on criteria of SOC 2", () =>
    expectSilence(
      rule,
      "# Logging policy\n\nThis serves ISO/IEC 27001:2022.\n\nAvailability is watched (A1.2, CC7.2).\n",
    ));
});
