import path from "node:path";
import { defaultInclude, isGlob } from "../engine/globs.ts";
import type { NodeHost } from "../host/node.ts";
import { UsageError } from "./context.ts";

/** What a path on the command line stands for. */
export interface Target {
  /** The file or the folder; of a pattern the folder that it starts from. */
  readonly uri: string;
  readonly kind: "file" | "folder" | "pattern";
  /** Uris of the documents that a folder or a pattern takes in; the file itself. */
  readonly documents: readonly string[];
}

/**
 * Finds what a path means: a file, a folder, or the documents that a glob matches where the shell left it as it is. What is
 * there under exactly that name wins. As in a folder, ignored and hidden files are not among a glob's documents.
 * @throws UsageError where the path leads nowhere
 */
export async function findTarget(written: string, host: NodeHost, cwd: string): Promise<Target> {
  const uri = await host.locate(written, cwd);
  const kind = await host.kindOf(uri);
  const pattern = (await host.exists(uri)) ? undefined : await splitPattern(written, host, cwd);
  if (pattern) {
    const { folder, rest } = pattern;
    const documents = await host.list(folder, [rest], []);
    if (documents.length > 0 || kind === "folder") return { uri: folder, kind: "pattern", documents };
    throw new UsageError(`No Markdown or YAML file matches “${written}”.`);
  }
  if (typeof kind !== "string") throw new UsageError(`“${written}” cannot be read: ${kind.error}.`);
  if (kind === "folder") return { uri, kind, documents: await host.list(uri, defaultInclude, []) };
  if (!/\.(?:md|markdown|ya?ml)$/i.test(uri)) throw new UsageError(`“${written}” is neither Markdown nor YAML.`);
  return { uri, kind, documents: [uri] };
}

/** The folders that a path starts with and that are there, and the glob that is left; undefined where it holds none. */
async function splitPattern(
  written: string,
  host: NodeHost,
  cwd: string,
): Promise<{ folder: string; rest: string } | undefined> {
  const { root } = path.parse(written);
  const names = written.slice(root.length).split(/\/|\\(?![[\]{}()!])/);
  let folder = root === "" ? "." : root;
  while (names.length > 1) {
    const next = path.join(folder, names[0] ?? "");
    if (!(await host.exists(await host.locate(next, cwd)))) break;
    folder = next;
    names.shift();
  }
  const rest = names.join("/");
  return isGlob(rest) ? { folder: await host.locate(folder, cwd), rest } : undefined;
}
