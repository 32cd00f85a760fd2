/** A link's target in its parts: path as written, and what follows it (`?…`, `#…`). */
export interface LinkTarget {
  readonly path: string;
  readonly rest: string;
}

/** Parts of a relative target; undefined for addresses with a scheme, mere anchors and empty ones. */
export function splitTarget(target: string): LinkTarget | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^[#?]/i.test(target) || target === "") return undefined;
  const at = target.search(/[?#]/);
  return at < 0 ? { path: target, rest: "" } : { path: target.slice(0, at), rest: target.slice(at) };
}

/**
 * Uri path that a target means, decoded; undefined where it leads out of the file system.
 * @param from  decoded uri path of the document that holds the link
 * @param root  decoded uri path of the folder that a target with a leading slash starts from, without a slash at its end
 */
export function resolvePath(from: string, path: string, root: string | undefined): string | undefined {
  const decoded = decode(path);
  if (decoded.startsWith("/")) return root === undefined ? undefined : normalize(root + decoded);
  return normalize(`${from.slice(0, from.lastIndexOf("/"))}/${decoded}`);
}

/** The relative path from one document to another, both decoded. */
export function relativePath(from: string, to: string): string {
  const base = from.split("/").slice(0, -1);
  const parts = to.split("/");
  let same = 0;
  while (same < base.length && same < parts.length - 1 && base[same] === parts[same]) same++;
  return [...base.slice(same).map(() => ".."), ...parts.slice(same)].join("/");
}

/** A path after a move of a file, or of a folder above it. */
export function movedPath(path: string, moves: readonly { readonly from: string; readonly to: string }[]): string {
  const move = moves.find(({ from }) => path === from || path.startsWith(`${from}/`));
  return move ? move.to + path.slice(move.from.length) : path;
}

/** Decoded path of a uri, without a slash at its end. */
export const pathOf = (uri: string): string => decode(uri.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")).replace(/\/+$/, "");

/** Percent signs resolved; as it is where they are no valid encoding. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function normalize(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.length <= 1) return undefined;
      parts.pop();
    } else if (part !== "." && (part !== "" || parts.length === 0)) parts.push(part);
  }
  return parts.join("/");
}
