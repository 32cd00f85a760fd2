import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import ignore, { type Ignore } from "ignore";

/** Asked with a path relative to the root. */
export type IsIgnored = (file: string, isFolder: boolean) => Promise<boolean>;

/** The text of a file; undefined where there is none. */
export type ReadText = (file: string) => Promise<string | undefined>;

const readDisk: ReadText = (file) => readFile(file, "utf8").catch(() => undefined);

const names = [".gitignore", ".codicilignore"];

/**
 * Tells which files below a folder the ignore files leave out: those in the folder, in folders below it, and in those above
 * it up to the root of the repository. A deeper file has the last word, as in git.
 * @param read  reads an ignore file; from the disk where absent
 */
export async function createIgnoreFiles(root: string, read: ReadText = readDisk): Promise<IsIgnored> {
  // What a package brings along is there to be read, although the repository around it ignores packages.
  const top = root.split(path.sep).includes("node_modules") ? root : await repositoryOf(root);
  const known = new Map<string, Promise<Ignore | undefined>>();
  const rulesOf = (folder: string): Promise<Ignore | undefined> => {
    const rules = known.get(folder) ?? readRules(folder, read);
    known.set(folder, rules);
    return rules;
  };
  return async (file, isFolder) => {
    const full = path.join(root, file);
    let isIgnored = false;
    for (const folder of foldersBetween(top, path.dirname(full))) {
      const rules = await rulesOf(folder);
      if (!rules) continue;
      const relative = path.relative(folder, full).split(path.sep).join("/");
      const result = rules.test(isFolder ? `${relative}/` : relative);
      if (result.ignored) isIgnored = true;
      else if (result.unignored) isIgnored = false;
    }
    return isIgnored;
  };
}

/** The folder that holds `.git`, at or above a folder; the folder itself where there is none. */
export async function repositoryOf(folder: string): Promise<string> {
  for (let at = folder; ; at = path.dirname(at)) {
    if (await stat(path.join(at, ".git")).catch(() => undefined)) return at;
    if (at === path.dirname(at)) return folder;
  }
}

/** From the upper folder to the lower one, both included. */
function foldersBetween(upper: string, lower: string): string[] {
  const parts = path
    .relative(upper, lower)
    .split(path.sep)
    .filter((part) => part !== "");
  return [upper, ...parts.map((_, i) => path.join(upper, ...parts.slice(0, i + 1)))];
}

async function readRules(folder: string, read: ReadText): Promise<Ignore | undefined> {
  const texts = await Promise.all(names.map(async (name) => (await read(path.join(folder, name))) ?? ""));
  return texts.every((text) => text.trim() === "") ? undefined : ignore().add(texts.join("\n"));
}
