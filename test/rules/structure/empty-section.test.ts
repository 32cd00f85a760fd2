import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits } from "../../../server/src/base/text.ts";
import { rule } from "../../../server/src/rules/structure/empty-section.ts";
import { expectFindings, expectFixesHold, expectSilence, type Files, runRule, type Said } from "../../support/rules.ts";

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

  const yaml = (roles: string, end = "\n"): Files =>
    new Map([
      [
        "/policies/backup-policy.yaml",
        `title: Backup policy\npurpose: Data must not be lost.\n${roles}\nreview: Every year.\n`.replaceAll("\n", end),
      ],
    ]);
  const text =
    '\n  - The [document owner] keeps this document current and answers for its implementation.\n  - "[Managers]';
  for (const [name, written, kept] of [
    ["in a flow list", "roles: [TODO]", ""],
    ["in a flow list before a comment", "roles: [ TODO ] # ask HR", " # ask HR"],
    ["in a list", "roles:\n  - TODO", ""],
    ["on the key's line", "roles: TODO", ""],
    ["in a block scalar", "roles: |\n  TODO: ask HR 🔐", ""],
  ] as const)
    it(`writes the catalog's text in the place of a placeholder ${name} in YAML`, () => {
      for (const end of ["\n", "\r\n"]) {
        const files = yaml(written, end);
        const said = runRule(rule, files);
        assert.deepEqual(
          said.map(({ message }) => message),
          ["known"],
        );
        expectFixesHold(rule, files, said, {});
        const mended = fixedText(files, said);
        assert.ok(mended.includes(`\nroles:${kept}${text}`.replaceAll("\n", end).slice(end.length - 1)), mended);
        assert.ok(mended.endsWith(`${end}review: Every year.${end}`), mended);
      }
    });

  it("writes it behind the bullet of a Markdown list", () => {
    const files = new Map([
      ["/policies/backup-policy.md", "# Backup policy\n\n## Roles\n\n- TODO\n\n## Review\n\nEvery year.\n"],
    ]);
    const said = runRule(rule, files);
    expectFixesHold(rule, files, said, {});
    assert.match(
      fixedText(files, said),
      /## Roles\n\n- The \[document owner\] [^\n]*\n- \[Managers\][^]*\.\n\n## Review\n/,
    );
  });

  it("offers no text where none can be written", () => {
    for (const roles of ["roles: [TODO, TBD]", "roles:\n  # who?\n  - TODO # ask HR"])
      assert.deepEqual(
        runRule(rule, yaml(roles)).map(({ message, fixes }) => [message, fixes.length]),
        [["known", 0]],
        roles,
      );
  });

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

/** The only file after the first fix of the first finding. */
function fixedText(files: Files, [said]: readonly Said[]): string {
  const [fix] = said?.fixes ?? [];
  assert.ok(said && fix);
  return applyEdits(files.get(said.uri) ?? "", fix.edits);
}
