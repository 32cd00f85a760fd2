import { Utils, URI } from "vscode-uri";
import type { TextFile } from "../base/text.ts";
import type { ConfigProblem, Host } from "./model.ts";
import { folderOf } from "./globs.ts";

/** What loading a workspace's own catalogs and rule files needs of the world. */
export type OwnFileSource = Pick<Host, "read" | "list" | "cache">;

/** A store by content. What it gives back may be stale or damaged: whoever reads checks it. */
export interface TextCache {
  /** What was kept for exactly this input. */
  get(kind: string, input: string): Promise<string | undefined>;
  put(kind: string, input: string, result: string): Promise<void>;
}

/** Uri of a path that is written relative to a file. */
export const uriBeside = (file: string, path: string): string =>
  Utils.resolvePath(URI.parse(folderOf(file)), path.replaceAll("\\", "/")).toString();

/** Last part of a uri's path, decoded. */
export const fileNameOf = (uri: string): string => Utils.basename(URI.parse(uri));

/** A problem at a one-based line and column of a text. */
export function problemAt(file: TextFile, place: { line: number; column: number }, message: string): ConfigProblem {
  const lines = file.text.split("\n").slice(0, place.line);
  const before = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const start = Math.min(before + place.column - 1, file.text.length);
  const rest = /^[^\r\n]*/.exec(file.text.slice(start))?.[0] ?? "";
  const token = /^"(?:[^"\\]|\\.)*"|^'[^']*'/.exec(rest)?.[0] ?? rest.split(/:(?=\s|$)|,(?=\s)|\s#|[\]}]/)[0] ?? "";
  const length = Math.max(token.trimEnd().length, Math.min(1, rest.length));
  return { uri: file.uri, span: { start, end: start + length }, message };
}
