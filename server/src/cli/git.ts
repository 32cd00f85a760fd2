import { execFile } from "node:child_process";
import path from "node:path";
import { UsageError } from "./context.ts";
import { printable } from "./terminal.ts";

/** A repository as its own `git` tells of it. Nothing is written, and no shell is involved. */
export interface Repository {
  /** Path of the root folder. */
  readonly root: string;
  /**
   * The commit at which this branch left another one, or the one that a name stands for where it is older.
   * @param name  a branch, tag or commit; the main branch where absent
   * @throws UsageError where there is no such commit
   */
  baseOf(name: string | undefined): Promise<Base>;
  /** Whether a name stands for a commit. */
  has(name: string): Promise<boolean>;
  /** Paths of the files that differ from a commit, those not yet added included, those deleted left out. */
  changedSince(base: Base): Promise<readonly string[]>;
  /** Files of a commit whose path, relative to the root, is wanted. */
  filesAt(base: Base, isWanted: (path: string) => boolean): Promise<ReadonlyMap<string, Buffer>>;
}

export interface Base {
  /** As the author names it. */
  readonly name: string;
  readonly commit: string;
}

/** Where the main branch is looked for where no base is named. */
const mainBranches = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/** @throws UsageError where the folder lies in no repository, or there is no git */
export async function openRepository(folder: string): Promise<Repository> {
  const root = path.resolve((await runGit(folder, ["rev-parse", "--show-toplevel"])).toString().replace(/\r?\n$/, ""));
  const git = (args: readonly string[], input?: string): Promise<Buffer> => runGit(root, args, input);
  const commitOf = async (name: string): Promise<string | undefined> =>
    git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]).then(
      (text) => text.toString().trim(),
      () => undefined,
    );
  const names = (output: Buffer): string[] => output.toString().split("\0").filter(Boolean);

  return {
    root,
    has: async (name) => (await commitOf(name)) !== undefined,
    async baseOf(name) {
      // Before the first commit everything is new.
      if ((name === undefined || name === "HEAD") && (await commitOf("HEAD")) === undefined)
        return { name: "nothing", commit: (await git(["hash-object", "-t", "tree", "--stdin"], "")).toString().trim() };
      for (const candidate of name === undefined ? mainBranches : [name]) {
        const commit = await commitOf(candidate);
        if (commit === undefined) continue;
        const shared = await git(["merge-base", commit, "HEAD"]).catch(() => undefined);
        if (!shared)
          throw new UsageError(
            `“${printable(candidate)}” and this branch share no commit here. In CI, fetch the whole history (fetch-depth: 0).`,
          );
        return { name: candidate, commit: shared.toString().trim() };
      }
      throw new UsageError(
        name === undefined
          ? `No main branch was found (${mainBranches.join(", ")}): name the commit to compare with.`
          : `“${printable(name)}” is no branch, tag or commit of this repository.`,
      );
    },

    async changedSince({ commit }) {
      const differ = ["diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--diff-filter=d"];
      const [changed, added] = await Promise.all([
        git([...differ, "--ignore-submodules", commit, "--"]),
        git(["ls-files", "--others", "--exclude-standard", "-z", "--"]),
      ]);
      return [...new Set([...names(changed), ...names(added)])].sort().map((file) => path.join(root, file));
    },

    async filesAt({ commit }, isWanted) {
      const entries = names(await git(["ls-tree", "-r", "-z", "--full-tree", commit])).flatMap(readEntry);
      const wanted = entries.filter(({ file }) => isWanted(file));
      const blobs = readBlobs(await git(["cat-file", "--batch"], wanted.map(({ id }) => `${id}\n`).join("")));
      const byPath = new Map(entries.map((entry) => [entry.file, entry]));
      const files = new Map<string, Buffer>();
      for (const { file, id, isLink } of wanted) {
        const content = blobs.get(id);
        if (!content) continue;
        if (!isLink) files.set(file, content);
        else {
          const target = byPath.get(path.posix.join(path.posix.dirname(file), content.toString()));
          const linked = target && blobs.get(target.id);
          if (linked) files.set(file, linked);
        }
      }
      return files;
    },
  };
}

interface TreeEntry {
  readonly file: string;
  readonly id: string;
  readonly isLink: boolean;
}

/** `100644 blob <id>\t<path>` */
function readEntry(line: string): TreeEntry[] {
  const [, mode, id, file] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
  return id === undefined || file === undefined ? [] : [{ file, id, isLink: mode === "120000" }];
}

/** The output of `git cat-file --batch`: `<id> blob <size>`, a line end, the content, a line end. */
function readBlobs(output: Buffer): Map<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    const [id = "", kind, size] = output.subarray(at, end).toString().split(" ");
    const start = end + 1;
    if (kind !== "blob") {
      at = start;
      continue;
    }
    blobs.set(id, output.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return blobs;
}

/** Settings that keep git from running programs that a repository's configuration names. */
const quietly = ["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"];

function runGit(folder: string, args: readonly string[], input?: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      "git",
      [...quietly, ...args],
      {
        cwd: folder,
        encoding: "buffer",
        maxBuffer: Number.POSITIVE_INFINITY,
        windowsHide: true,
        env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
      },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        if (error.code === "ENOENT") return reject(new UsageError("git was not found: this needs it."));
        const said =
          stderr
            .toString()
            .split("\n")[0]
            ?.replace(/^fatal: /, "") ?? "";
        return reject(
          new UsageError(
            /not a git repository/.test(said)
              ? "This folder is in no git repository, so there is nothing to compare with."
              : `git ${args[0] ?? ""} failed: ${printable(said || error.message)}`,
          ),
        );
      },
    );
    if (input !== undefined) child.stdin?.end(input);
  });
}
