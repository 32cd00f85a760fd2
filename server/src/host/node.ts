import { mkdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { URI } from "vscode-uri";
import type { TextFile } from "../base/text.ts";
import { createGlobMatcher, defaultExclude } from "../engine/globs.ts";
import type { Host } from "../engine/model.ts";
import { repositoryOf } from "./ignore-files.ts";
import { findDocuments } from "./find-documents.ts";
import { readCommit } from "./git-commit.ts";
import { createTextCache } from "./text-cache.ts";

export const configName = "codicil.yaml";

/** The host with what only the command line needs. */
export interface NodeHost extends Host {
  /** What lies at a path; a message where there is nothing to read. */
  kindOf(uri: string): Promise<"file" | "folder" | { readonly error: string }>;
  /**
   * Uri of what a reader wrote, as the shell that it was written in understands it. Links among its folders are followed, so
   * that one document has one uri; a link to a file stays a document of its own. Windows separators are taken everywhere.
   */
  locate(written: string, cwd: string): Promise<string>;
  /** Uri of the root of the repository that a folder lies in; the folder itself where there is none. */
  repositoryAbove(folder: string): Promise<string>;
  /** Looks for configurations anew. */
  forget(): void;
  /** Uri of the nearest `codicil.yaml` in a folder or above it. */
  configAbove(folder: string): Promise<string | undefined>;
  /**
   * Writes a text, unless the file no longer holds `before`. A byte order mark is kept.
   * @returns  undefined where written, else a message
   */
  write(uri: string, before: string, after: string): Promise<string | undefined>;
  /**
   * Writes a new file, and the folders it lies in. One that is there is only replaced where `replace` is set.
   * @returns  undefined where written, else a message
   */
  save(uri: string, content: string | Uint8Array, replace: boolean): Promise<string | undefined>;
}

/** Uri of a path, spelt as VS Code spells it. */
export const uriOf = (file: string): string => URI.file(file).toString();

/** Path of a file uri, in the form of this machine. */
export const fileOf = (uri: string): string => URI.parse(uri).fsPath;

/** Reads files from the disk. */
export function createNodeHost(): NodeHost {
  const configs = new Map<string, Promise<string | undefined>>();
  const exists = async (uri: string): Promise<boolean> =>
    (await stat(fileOf(uri)).catch(() => undefined)) !== undefined;

  const nearestConfig = async (folder: string): Promise<string | undefined> => {
    const file = path.join(folder, configName);
    if ((await stat(file).catch(() => undefined))?.isFile()) return uriOf(file);
    const parent = path.dirname(folder);
    return parent === folder ? undefined : configOf(parent);
  };
  const configOf = (folder: string): Promise<string | undefined> => {
    const known = configs.get(folder) ?? nearestConfig(folder);
    configs.set(folder, known);
    return known;
  };

  return {
    exists,
    commit: (folder) => readCommit(fileOf(folder)),
    forget: () => configs.clear(),
    cache: createTextCache(),
    configAbove: (folder) => configOf(fileOf(folder)),

    async read(uri): Promise<TextFile | { error: string }> {
      try {
        return { uri, version: 0, text: decode(await readFile(fileOf(uri))) };
      } catch (error) {
        return { error: reasonOf(error) };
      }
    },

    async list(root, include, exclude) {
      const isIncluded = createGlobMatcher(include);
      const isExcluded = createGlobMatcher([...defaultExclude, ...exclude]);
      const files = await findDocuments(fileOf(root), isExcluded);
      return files.filter(isIncluded).map((file) => uriOf(path.join(fileOf(root), file)));
    },

    repositoryAbove: async (folder) => uriOf(await repositoryOf(fileOf(folder))),

    async locate(written, cwd) {
      const given = path.resolve(cwd, written);
      const isThere = (await stat(given).catch(() => undefined)) !== undefined;
      const file = isThere || !written.includes("\\") ? given : path.resolve(cwd, written.replaceAll("\\", "/"));
      const isFolder = (await stat(file).catch(() => undefined))?.isDirectory() ?? false;
      const folder = isFolder ? file : path.dirname(file);
      const real = await realpath(folder).catch(() => folder);
      return uriOf(isFolder ? real : path.join(real, path.basename(file)));
    },

    async kindOf(uri) {
      try {
        const found = await stat(fileOf(uri));
        if (found.isDirectory()) return "folder";
        return found.isFile() ? "file" : { error: "it is neither a file nor a folder" };
      } catch (error) {
        return { error: reasonOf(error) };
      }
    },

    async write(uri, before, after) {
      try {
        const file = await realpath(fileOf(uri));
        const bytes = await readFile(file);
        const mark = bytes.subarray(0, 3).equals(utf8Mark) ? utf8Mark : Buffer.alloc(0);
        if (decode(bytes) !== before) return "it was changed meanwhile";
        if (!Buffer.concat([mark, Buffer.from(before)]).equals(bytes)) return "it is not in UTF-8";
        await writeFile(file, Buffer.concat([mark, Buffer.from(after)]));
        return undefined;
      } catch (error) {
        return reasonOf(error);
      }
    },

    async save(uri, content, replace) {
      try {
        const file = fileOf(uri);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, content, { flag: replace ? "w" : "wx" });
        return undefined;
      } catch (error) {
        return reasonOf(error);
      }
    },
  };
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Text of a file: UTF-8, or UTF-16 where a byte order mark says so; the mark is dropped, broken bytes become U+FFFD. */
export function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EEXIST: "it is there already",
  ENOTDIR: "it does not exist",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links lead in a circle",
  EROFS: "the disk cannot be written to",
  ENAMETOOLONG: "its name is too long",
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ""] ?? message;
}
