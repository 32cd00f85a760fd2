import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/structure/empty-section.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

describe("structure/empty-section", () => {
  it("finds a heading with nothing below it", () =>
    expectFindings(
      rule,
      `
# Backup policy

## Purpose

Data must not be lost.

## <|Exceptions|>

## Review

Every year.
`,
      ["known"],
    ));

  it("finds a heading of no known kind, without a text to offer", () =>
    expectFindings(rule, "# Backup policy\n\n## <|Tapes in the cellar|>\n\n## Review\n\nEvery year.\n", ["empty"]));

  it("takes comments and placeholders for nothing", () =>
    expectFindings(
      rule,
      "# Backup policy\n\n## <|Scope|>\n\n<!-- what is in scope? -->\n\nTODO: ask legal\n\n## <|Exceptions|>\n\n[INSERT EXCEPTIONS]\n\n## Review\n\nEvery year.\n",
      ["known", "known"],
    ));

  it("names the empty sub-sections, not the section they make empty", () =>
    expectFindings(
      rule,
      "# Backup policy\n\n## Scope\n\n### <|Systems|>\n\n### <|People|>\n\n## Review\n\nEvery year.\n",
      ["empty", "empty"],
    ));

  it("finds an empty sub-section of a section that is not empty", () =>
    expectFindings(
      rule,
      "# Backup policy\n\n## Scope\n\nAll systems.\n\n### <|People|>\n\n## Review\n\nEvery year.\n",
      ["empty"],
    ));

  it("finds an empty key in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: Backup policy\npurpose: Data must not be lost.\n<|exceptions|>:\nreview: Every year.\n",
      ["known"],
    ));

  it("is silent where a sub-section, a picture, code or a table is there", () =>
    expectSilence(
      rule,
      `
# Backup policy

## Scope

### Systems

All production systems.

## Process

![The process](process.png)

## Tools

\`\`\`sh
restic backup /srv
\`\`\`

## Revision history

| Version | Date |
|---|---|
`,
    ));

  it("is silent on the title", () => expectSilence(rule, "# Backup policy\n"));

  it("is silent where numbers show sub-sections that the levels do not", () =>
    expectSilence(
      rule,
      "# Backup policy\n\n## 13.1 Standards\n\n## 13.1.1 Of our own\n\nWe have some.\n\n## 13.2 Review\n\nEvery year.\n",
    ));
});
