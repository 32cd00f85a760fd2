import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { readCommit } from "../../server/src/host/git-commit.ts";

const hash = "0123456789abcdef0123456789abcdef01234567";

describe("the commit of a folder", () => {
  let root = "";
  const put = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  };
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "codicil-git-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  it("is that of the branch, from a folder below", async () => {
    await put("repo/.git/HEAD", "ref: refs/heads/main\n");
    await put("repo/.git/refs/heads/main", `${hash}\n`);
    await put("repo/policies/a.md", "");
    assert.equal(await readCommit(path.join(root, "repo/policies")), hash);
  });

  it("is found among packed references, and where the head is detached", async () => {
    await put("packed/.git/HEAD", "ref: refs/heads/a/b\n");
    await put("packed/.git/packed-refs", `# pack-refs with: peeled\n${hash} refs/heads/a/b\n`);
    assert.equal(await readCommit(path.join(root, "packed")), hash);
    await put("detached/.git/HEAD", `${hash}\n`);
    assert.equal(await readCommit(path.join(root, "detached")), hash);
  });

  it("is found in a linked worktree", async () => {
    await put("main/.git/worktrees/w/HEAD", "ref: refs/heads/w\n");
    await put("main/.git/worktrees/w/commondir", "../..\n");
    await put("main/.git/refs/heads/w", `${hash}\n`);
    await put("w/.git", `gitdir: ${path.join(root, "main/.git/worktrees/w")}\n`);
    assert.equal(await readCommit(path.join(root, "w")), hash);
  });

  it("is not there before the first commit, outside a repository, or where git's files are broken", async () => {
    await put("new/.git/HEAD", "ref: refs/heads/main\n");
    assert.equal(await readCommit(path.join(root, "new")), undefined);
    await put("broken/.git/HEAD", "ref: refs/heads/main\n");
    await put("broken/.git/refs/heads/main", "nonsense\n");
    assert.equal(await readCommit(path.join(root, "broken")), undefined);
  });
});
