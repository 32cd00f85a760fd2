import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { Editor, edited } from "../support/editor.ts";
import { projectRoot } from "../support/library.ts";

describe("merging what two documents say, over stdio", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(path.join(tmpdir(), "codicil-merge-"));
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, "policies", name)).href;
  const textOf = (name: string): string => readFileSync(path.join(folder, "policies", name), "utf8");
  const editor = new Editor();
  before(async () => {
    cpSync(path.join(projectRoot, "examples/tallymere"), folder, { recursive: true });
    await editor.start(folder, { workspace: { workspaceEdit: { documentChanges: true } } });
    await editor.open(uriOf("isms-manual.md"), textOf("isms-manual.md"));
    await editor.until(uriOf("isms-manual.md"), (all) =>
      all.some((one) => one.code === "integration/parallel-clauses"),
    );
  });
  after(async () => {
    await editor.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("changes both in one action: the text moves, and a link is left", async () => {
    const own = uriOf("isms-manual.md");
    const other = uriOf("aims-manual.md");
    const { edit } = await editor.action(own, editor.rangeOf(own, "# ISMS scope and manual"), /^Draft the text/);
    const versions = (edit?.documentChanges ?? []).map((one) => ("textDocument" in one ? one.textDocument : undefined));
    assert.deepEqual(
      versions.map((one) => [one?.uri, one?.version === null]),
      [
        [own, false],
        [other, true],
      ],
    );
    const merged = edited(textOf("isms-manual.md"), own, edit);
    const left = edited(textOf("aims-manual.md"), other, edit);
    const moved = "for Slotwise we are the AI provider and developer, for the letter assistant an AI user.";
    assert.ok(textOf("aims-manual.md").includes(moved) && !left.includes(moved) && merged.includes(moved));
    assert.match(
      left,
      /## Context of the organization\n\nSee \[ISMS scope and manual, Context of the organization\]\(isms-manual\.md#context-of-the-organization\)\.\n\n## Interested parties/,
    );
  });
});
