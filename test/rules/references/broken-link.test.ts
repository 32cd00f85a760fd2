import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/references/broken-link.ts";
import { expectFindings, expectSilence, fixed, readMarked, runRule } from "../../support/rules.ts";

const other =
  "//- /policies/sop/restore%20sop.md\n# Restore procedure\n\n## 3.2 Who tests, and how often?\n\nThe IT team must test restores.\n";

describe("references/broken-link", () => {
  it("finds files that are not there, in prose, lists, tables, pictures and definitions", () =>
    expectFindings(
      rule,
      `
# Backup policy

See the [restore procedure](<|sop/restore.md|>) 🔐 and [the plan](<|../plans/plan.md|>).

- ![Diagram](<|images/backup.png|>)

| Document | Where |
|---|---|
| Plan | [here](<|plan.pdf|>) |

It follows the [law][law].

[law]: <|laws/law.md|> "The law"
`,
      ["file", "file", "file", "file", "file"],
    ));

  it("finds headings that are not there, here and in other policies", () =>
    expectFindings(
      rule,
      `
${other}//- /policies/policy.md
# Backup policy

See [below](<|#reviews|>) and [there](<|sop/restore%20sop.md#who-tests|>).

## Review

The IT team must review this policy every year.
`,
      ["anchor", "otherAnchor"],
    ));

  it("finds names that differ by capital letters", () =>
    expectFindings(
      rule,
      `
${other}//- /policies/policy.md
# Backup policy

See the [procedure](<|sop/Restore%20SOP.md#32-who-tests-and-how-often|>).
`,
      ["case"],
    ));

  it("finds them in YAML", () =>
    expectFindings(
      rule,
      `
//- /policies/backup-policy.yaml
title: Backup policy
statements: |
  The IT team must back up all data, as the [procedure](<|restore.md|>) says.
related:
  - <|incident-response.md|>
`,
      ["file", "file"],
    ));

  it("takes the place of a file that has moved", () => {
    const text = `${other}//- /policies/policy.md\n# Backup policy\n\nSee [it](restore%20sop.md#32-who-tests-and-how-often).\n`;
    const { files } = readMarked(text);
    const [said] = runRule(rule, files);
    assert.equal(said?.fixes[0]?.title, "Link to sop/restore sop.md");
    assert.deepEqual(said.fixes[0].edits[0]?.newText, "sop/restore%20sop.md#32-who-tests-and-how-often");
    assert.equal(said.fixes[0].safe, false);
  });

  it("corrects capital letters", () =>
    assert.equal(
      fixed(rule, "//- /policies/Policy.md\n# Backup policy\n\n## Scope\n\nSee [us](policy.md#scope).\n"),
      "# Backup policy\n\n## Scope\n\nSee [us](Policy.md#scope).\n",
    ));

  it("knows anchors with numbers, repeated headings, markup, setext, emoji, and ids in the text", () =>
    expectSilence(
      rule,
      `
# Backup policy

[a](#52-scope--limits) [b](#scope) [c](#scope-1) [d](#the-backup-tool-v2) [e](#überprüfung) [f](#-keys) [g](#annex)
[h](#custom-id) [i](#roles-and-responsibilities) [j](#top) [k](#fn-1) [l](#) [m](#Scope)

## 5.2 Scope & limits

## Scope

## Scope

## The \`backup\` *tool* ([v2](https://example.org))

## Überprüfung

## 🔑 Keys

## Special {#custom-id}

Roles and responsibilities
--------------------------

<a id="annex"></a>The IT team must back up data.
`,
    ));

  it("leaves alone anchors of another document, which may be put on the same page, and pages that a template lays out", () =>
    expectSilence(
      rule,
      `
${other}//- /policies/policy.md
# Backup policy

See [how restores are tested](#3.2-who-tests-and-how-often).
//- /policies/laid-out-policy.md
---
layout: policy
---

# Cryptography policy

See [the risk](#ri-10).

The IT team must encrypt all data. The IT team must rotate all keys every year.
`,
    ));

  it("leaves alone what nobody can know", () =>
    expectSilence(
      rule,
      `
# Backup policy

[a](https://example.org/x.md) [b](mailto:ciso@example.org) [c](/docs/x.md) [d]({{ site.url }}/x.md) [e](tel:112)
[f](backup) [g](backup.html) [h](//example.org/x.md) [i](<https://example.org/a b.md>) [j](\${root}/x.md) [k](#/route)

The IT team must back up all data every day. The IT team must test restores every quarter. Backups must be encrypted.
The Head of IT must review the backup reports every month and must record the result.

![badge](https://example.org/x.svg) \`[code](x.md)\` <!-- [comment](x.md) -->
`,
    ));

  it("looks at files that are no documents, and resolves folders, queries and encodings", () =>
    expectSilence(
      rule,
      `
${other}//- /policies/policy.md
# Backup policy

[a](./sop/../sop/restore%20sop.md) [b](<sop/restore sop.md>) [c](../policies/policy.md?plain=1#backup-policy)
[d](files/Plan%202026.pdf#page=2) ![e](files/x.png)

The IT team must back up all data every day. The IT team must test restores every quarter. Backups must be encrypted.
The Head of IT must review the backup reports every month and must record the result.
`,
      { otherFiles: ["/policies/files/Plan%202026.pdf", "/policies/files/x.png"] },
    ));

  it("says nothing about files that nobody looked for", () => {
    const { files } = readMarked("# Backup policy\n\n[a](x.md)\n");
    assert.deepEqual(runRule(rule, files, { filesUnknown: true }), []);
  });
});
