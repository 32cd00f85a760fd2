import path from "node:path";
import { realpathSync } from "node:fs";
import { fileOf } from "../host/node.ts";

/** Path of a file below the root, with `/` between parts; undefined where it lies elsewhere. */
export function pathBelowRoot(uri: string, root: string): string | undefined {
  const [file, top] = [fileOf(uri), fileOf(root)];
  return relativePath(file, top) ?? relativePath(realPathOf(file), realPathOf(top));
}

/** Path of a file for programs that read a repository: relative to its root where it lies below. */
export function repositoryPath(uri: string, root: string): string {
  return pathBelowRoot(uri, root) ?? fileOf(uri).split(path.sep).join("/");
}

function relativePath(file: string, top: string): string | undefined {
  const relative = path.relative(top, file);
  if (relative === "" || relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
    return undefined;
  return relative.split(path.sep).join("/");
}

function realPathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
