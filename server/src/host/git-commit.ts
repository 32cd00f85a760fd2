import { readFile, stat } from "node:fs/promises";
import path from "node:path";

/**
 * The commit that is checked out in the repository above a folder, read from git's own files: git is not run, because a
 * repository can make it run programs. Knows branches, packed references, detached heads and linked worktrees.
 * @returns  40 or 64 hex digits; undefined outside a repository, or before the first commit
 */
export async function readCommit(folder: string): Promise<string | undefined> {
  const dot = await findAbove(folder, ".git");
  if (dot === undefined) return undefined;
  const git = await gitFolder(dot);
  const head = (await text(path.join(git, "HEAD")))?.trim() ?? "";
  const ref = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  if (ref === undefined) return hash(head);
  const common = path.resolve(git, (await text(path.join(git, "commondir")))?.trim() ?? ".");
  const loose = (await text(path.join(git, ref))) ?? (await text(path.join(common, ref)));
  if (loose !== undefined) return hash(loose);
  const packed = (await text(path.join(common, "packed-refs"))) ?? "";
  const line = packed.split("\n").find((one) => one.trimEnd().endsWith(` ${ref}`));
  return line === undefined ? undefined : hash(line.split(" ")[0] ?? "");
}

async function findAbove(folder: string, name: string): Promise<string | undefined> {
  const file = path.join(folder, name);
  if ((await stat(file).catch(() => undefined)) !== undefined) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : findAbove(parent, name);
}

/** A linked worktree has a file that says where its folder is. */
async function gitFolder(dot: string): Promise<string> {
  const target = /^gitdir: (.+)$/m.exec((await text(dot)) ?? "")?.[1];
  return target === undefined ? dot : path.resolve(path.dirname(dot), target.trim());
}

const text = (file: string): Promise<string | undefined> => readFile(file, "utf8").catch(() => undefined);

const hash = (written: string): string | undefined => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.exec(written.trim())?.[0];
