import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { Workspace } from "../../server/src/engine/workspace.ts";
import { projectRoot } from "../support/library.ts";
import { createTestWorkspace } from "../support/workspace.ts";

const config = `ai:
  used: true
waivers:
  - rule: metadata/missing-approval
    path: policies/ai-policy.md
    reason: The board meets in spring.
`;
const folder = path.join(projectRoot, "examples/policies");
const texts: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder)
    .sort()
    .slice(0, 6)
    .map((name) => [`policies/${name}`, readFileSync(path.join(folder, name), "utf8")]),
);
const names = Object.keys(texts);
const uriOf = (name: string): string => `file:///w/${name}`;

/** What an author does to a document: each keeps it a text of its own. */
const edits: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `${text}\n## Notes\n\nSee ISO 27001:2022 A.5.99, A.6.1 and [the plan](../plans/plan.md).\n`,
  (text) => text.replace(/^(# .+)$/m, "$1\n\nMoved down by a line."),
  (text) => text.slice(0, text.length >> 1),
  (text) => text.replace(/\bAI\b/g, "computing"),
  (text) => `${text}\nSee [its scope](ai-policy.md#scope), [its reach](AI-policy.md#reach), [here](#reach).\n`,
  (text) => text.replace(/^## Scope$/m, "## Reach"),
  () => "# Shopping list\n\nMilk.\n",
];

const step = fc.record({
  name: fc.constantFrom(...names),
  edit: fc.option(fc.nat({ max: edits.length - 1 }), { freq: 5 }),
  isLookedAt: fc.boolean(),
});

const looked = (workspace: Workspace): void =>
  void workspace.learnFiles(new Map(workspace.filesToLookUp().map((uri) => [uri, false])));
const findingsOf = (workspace: Workspace): object =>
  workspace.findings().map(({ fixes, ...rest }) => ({
    ...rest,
    fixes: fixes.map(({ title, edits: made, elsewhere = [] }) => ({ title, made, elsewhere })),
  }));

describe("a workspace that is edited", function () {
  this.timeout(300_000);

  it("has the findings of one that is read anew, whatever came before", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const files = new Map(Object.entries(texts));
        const workspace = createTestWorkspace({ "codicil.yaml": config, ...texts });
        looked(workspace);
        for (const [i, { name, edit, isLookedAt }] of steps.entries()) {
          if (edit === null) {
            files.delete(name);
            workspace.remove(uriOf(name));
          } else {
            const text = edits[edit]?.(texts[name] ?? "") ?? "";
            files.set(name, text);
            workspace.set({ uri: uriOf(name), version: i + 2, text });
          }
          looked(workspace);
          if (isLookedAt) workspace.findings(uriOf(name));
        }
        const fresh = createTestWorkspace({ "codicil.yaml": config, ...Object.fromEntries(files) });
        looked(fresh);
        assert.deepEqual(findingsOf(workspace), findingsOf(fresh));
        assert.deepEqual(workspace.exceptions(), fresh.exceptions());
        found += workspace.findings().length;
      }),
      { numRuns: 25 },
    );
    assert.ok(found > 0);
  });

  it("follows links into a text that becomes a policy", () => {
    const linking = "# Backup policy\n\nBackups must be tested, see [its scope](other.md#scope).\n";
    const workspace = createTestWorkspace({
      "policies/backup-policy.md": linking,
      "policies/other.md": "# List\n\nMilk.\n",
    });
    const broken = (): number =>
      workspace.findings(uriOf("policies/backup-policy.md")).filter(({ rule }) => rule === "references/broken-link")
        .length;
    assert.equal(broken(), 0);
    const text =
      "# Access control policy\n\n## Reach\n\nAccess must be approved. It must be reviewed. It shall be revoked.\n";
    workspace.set({ uri: uriOf("policies/other.md"), version: 2, text });
    assert.equal(broken(), 1);
  });

  it("hands out the same list for a document that an edit of another did not touch", () => {
    const workspace = createTestWorkspace({ "codicil.yaml": config, ...texts });
    const before = new Map(names.map((name) => [name, workspace.findings(uriOf(name))]));
    const [edited = "", ...others] = names;
    workspace.set({ uri: uriOf(edited), version: 2, text: edits[1]?.(texts[edited] ?? "") ?? "" });
    assert.notEqual(workspace.findings(uriOf(edited)), before.get(edited));
    assert.ok(others.some((name) => (before.get(name)?.length ?? 0) > 0));
    for (const name of others) assert.equal(workspace.findings(uriOf(name)), before.get(name), name);
  });
});
