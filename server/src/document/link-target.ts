import { remember } from "../base/values.ts";
import type { LinkTarget, PolicyDocument } from "./model.ts";

/**
 * Reads the target of a link as written: `../sop/backup%20sop.md#restore`. Addresses with a scheme, site-absolute paths
 * (`/docs/…`, whose root nobody tells), and templates (`{{ site.url }}`) lead nowhere that can be known.
 * @param from  uri of the document; only files have relatives
 */
export function readLinkTarget(from: string, target: string): LinkTarget | undefined {
  if (!from.includes("/") || from.startsWith("untitled:") || isForeign(target)) return undefined;
  const [address, anchor] = split(target, "#");
  const [path] = split(address, "?");
  const decodedAnchor = anchor === undefined ? undefined : decode(anchor);
  if (path === "") return { uri: from, anchor: decodedAnchor };
  const decoded = decode(path.replaceAll("\\", "/"));
  const uri = resolve(from, decoded.split("/").map(encode));
  return uri === undefined ? undefined : { uri, anchor: decodedAnchor };
}

/** Tells where a target as written leads from one document. */
export type LinkFinder = (target: string) => LinkTarget | undefined;

/** Reads targets, and keeps those of the document it read last: an edit leaves most of them as they were. */
export function createLinkReader(): (from: string) => LinkFinder {
  let last: { readonly from: string; readonly read: LinkFinder } | undefined;
  return (from) => {
    if (last?.from !== from) last = { from, read: remember((target) => readLinkTarget(from, target)) };
    return last.read;
  };
}

/** Uris of the other files that a document links to, each once, in order. */
export function linkedFilesOf({ uri: from, links }: PolicyDocument): readonly string[] {
  const uris = new Set<string>();
  for (const { leadsTo } of links) if (leadsTo && leadsTo.uri !== from) uris.add(leadsTo.uri);
  return [...uris];
}

/** The path to write in a document so that it leads to another one: `../sop/backup%20sop.md`. */
export function relativePath(from: string, to: string): string {
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => ".."), ...there.slice(shared)].join("/");
}

const isForeign = (target: string): boolean =>
  target === "" ||
  /^[a-z][a-z0-9+.-]*:/i.test(target) ||
  /^[/\\<]/.test(target) ||
  /[{}<>|]|\$\(|%7B|\[\[/i.test(target);

function split(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** As vscode-uri spells a part of a path, so that uris can be compared. */
const encode = (part: string): string =>
  encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Follows a path from a document's folder; undefined where it climbs above the root. */
function resolve(from: string, parts: readonly string[]): string | undefined {
  const root = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(from)?.[0] ?? "";
  const folders = from.slice(root.length).split("/").slice(0, -1);
  for (const part of parts) {
    if (part === "..") {
      if (folders.length <= 1) return undefined;
      folders.pop();
    } else if (part !== "." && part !== "") folders.push(part);
  }
  return root + folders.join("/");
}
