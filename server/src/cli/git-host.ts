import path from "node:path";
import { createGlobMatcher, defaultExclude, pathBelow } from "../engine/globs.ts";
import { createIgnoreFiles } from "../host/ignore-files.ts";
import { configName, decode, fileOf, type NodeHost, uriOf } from "../host/node.ts";
import type { Base, Repository } from "./git.ts";

/**
 * The files of a repository as they were at a commit, at the places where they are today. What lies outside the repository,
 * and packages in `node_modules`, are those of the disk.
 */
export async function createGitHost(repository: Repository, base: Base, disk: NodeHost): Promise<NodeHost> {
  const root = uriOf(repository.root);
  const files = await repository.filesAt(base, isNeeded);
  const folders = new Set(["", ...[...files.keys()].flatMap(foldersAbove)]);
  /** Path below the root; undefined where the disk is asked. */
  const inside = (uri: string): string | undefined => {
    const below = uri === root ? "" : pathBelow(root, uri);
    return below === undefined || /(?:^|\/)node_modules\//.test(below) ? undefined : below;
  };
  const textAt = (file: string): string | undefined => {
    const content = files.get(file);
    return content && decode(content);
  };

  /** Catalogs may be JSON, which is looked for only when one is asked for. */
  const jsonAt = async (file: string): Promise<string | undefined> => {
    if (!file.endsWith(".json")) return undefined;
    const content = (await repository.filesAt(base, (one) => one === file)).get(file);
    return content && decode(content);
  };

  return {
    async read(uri) {
      const file = inside(uri);
      if (file === undefined) return disk.read(uri);
      const text = textAt(file) ?? (await jsonAt(file));
      return text === undefined ? { error: "it does not exist" } : { uri, version: 0, text };
    },
    async exists(uri) {
      const file = inside(uri);
      return file === undefined ? disk.exists(uri) : files.has(file) || folders.has(file);
    },
    async configAbove(folder) {
      const below = inside(folder);
      if (below === undefined) return disk.configAbove(folder);
      for (let at = below; ; at = path.posix.dirname(at)) {
        const file = at === "" || at === "." ? configName : `${at}/${configName}`;
        if (files.has(file)) return uriOf(path.join(repository.root, file));
        if (file === configName) return disk.configAbove(uriOf(path.dirname(repository.root)));
      }
    },
    async list(folder, include, exclude) {
      const start = inside(folder);
      if (start === undefined) return disk.list(folder, include, exclude);
      const isIncluded = createGlobMatcher(include);
      const isExcluded = createGlobMatcher([...defaultExclude, ...exclude]);
      const isIgnored = await createIgnoreFiles(fileOf(folder), async (file) =>
        textAt(path.relative(repository.root, file).split(path.sep).join("/")),
      );
      const prefix = start === "" ? "" : `${start}/`;
      const found: string[] = [];
      for (const file of [...files.keys()].filter((one) => one.startsWith(prefix)).sort()) {
        const below = file.slice(prefix.length);
        if (!documentName.test(below) || !isIncluded(below)) continue;
        const steps = [...foldersAbove(below), below];
        let isOut = below.split("/").some((part) => part.startsWith("."));
        for (const step of steps) isOut ||= isExcluded(step) || (await isIgnored(step, step !== below));
        if (!isOut) found.push(uriOf(path.join(repository.root, file)));
      }
      return found;
    },
    // What was not there yet holds nothing: a folder without files.
    async kindOf(uri) {
      const file = inside(uri);
      if (file === undefined) return disk.kindOf(uri);
      return files.has(file) ? "file" : "folder";
    },
    write: async () => "it is of the past",
    save: async () => "it is of the past",
    locate: (written, cwd) => disk.locate(written, cwd),
    forget: () => {},
    repositoryAbove: (folder) => disk.repositoryAbove(folder),
  };
}

const documentName = /\.(?:md|markdown|ya?ml)$/i;

const isNeeded = (file: string): boolean => documentName.test(file) || /(?:^|\/)\.(?:git|codicil)ignore$/.test(file);

/** The folders that a file lies in, from the outermost. */
const foldersAbove = (file: string): string[] =>
  file
    .split("/")
    .slice(0, -1)
    .map((_, i, names) => names.slice(0, i + 1).join("/"));
