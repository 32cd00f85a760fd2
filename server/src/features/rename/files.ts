import type { TextEdit } from "../../base/text.ts";
import type { PolicyDocument } from "../../document/model.ts";
import { isPlain } from "../../document/yaml-write.ts";
import { decode, movedPath, pathOf, relativePath, resolvePath, splitTarget } from "./paths.ts";
import { type TargetPlace, targetsOf } from "./targets.ts";

/** A file or folder that is about to have another uri. */
export interface FileMove {
  readonly oldUri: string;
  readonly newUri: string;
}

/**
 * Edits of one document that keep its links whole when files or folders move: links to them, and its own relative links
 * where it moves itself. Spans are those of the document as it is now.
 * @param root  uri of the folder that paths with a leading slash start from
 */
export function linkEdits(doc: PolicyDocument, moves: readonly FileMove[], root: string | undefined): TextEdit[] {
  const paths = moves.map(({ oldUri, newUri }) => ({ from: pathOf(oldUri), to: pathOf(newUri) }));
  const rootPath = root === undefined ? undefined : pathOf(root);
  const before = pathOf(doc.uri);
  const after = movedPath(before, paths);
  return targetsOf(doc).flatMap((place) => {
    const parts = splitTarget(place.target);
    if (!parts) return [];
    const old = resolvePath(before, parts.path, rootPath);
    if (old === undefined) return [];
    const target = movedPath(old, paths);
    // Paths from the root hold wherever the document stands.
    const isRooted = parts.path.startsWith("/");
    if (target === old && (before === after || isRooted)) return [];
    if (target === old && place.form.startsWith("yaml") && !parts.path.includes("/")) return [];
    const path = isRooted ? rooted(target, rootPath) : relative(after, target, parts.path);
    if (path === undefined || path === decode(parts.path)) return [];
    return [{ span: place.span, newText: written(path, parts.path, place) + parts.rest }];
  });
}

const rooted = (target: string, root: string | undefined): string | undefined =>
  root !== undefined && target.startsWith(`${root}/`) ? target.slice(root.length) : undefined;

/** Keeps a leading `./` and a slash at the end. */
function relative(from: string, to: string, old: string): string {
  const path = relativePath(from, to);
  return (old.startsWith("./") && !path.startsWith("..") ? "./" : "") + path + (old.endsWith("/") ? "/" : "");
}

/** A decoded path in the way the old one was written: with percent signs, in angle brackets, in quotes. */
function written(path: string, old: string, { form }: TargetPlace): string {
  const isEncoded = decode(old) !== old;
  switch (form) {
    case "angled":
      return isEncoded ? encode(path) : path.replace(/[<>"%]/g, encodeURIComponent);
    case "bare":
      return isEncoded || /[\s()<>[\]\\%]|\p{C}/u.test(path) ? encode(path) : path;
    case "yaml-single":
      return path.replaceAll("'", "''");
    case "yaml-double":
      return JSON.stringify(path).slice(1, -1);
    default:
      return isPlain(path.replace(/^[./]+/, "")) && !/^[-?:&*!|>@`%#]/.test(path) ? path : JSON.stringify(path);
  }
}

const encode = (path: string): string =>
  path
    .split("/")
    .map((part) =>
      encodeURIComponent(part).replace(/[()']/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join("/");
