import type { PolicyDocument } from "../document/model.ts";
import type { RuleSettings } from "./rule.ts";

/** True for a document whose title, or file name, calls it an annex, an appendix or the like. */
export function isAnnex({ library }: Pick<RuleSettings, "library">, doc: PolicyDocument): boolean {
  const words = `${doc.title?.text ?? ""} ${doc.uri.slice(doc.uri.lastIndexOf("/") + 1)}`
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return library.integration?.annexWords.some((word) => words.includes(word)) ?? false;
}

/** Uris of the documents that a document links to, in order; addresses with a scheme and anchors within it are none. */
export function linkedFrom({ uri, links }: PolicyDocument): string[] {
  const found = new Set<string>();
  for (const { target } of links) {
    const path = target.replace(/[?#].*$/s, "");
    if (path === "" || /^[a-z][a-z0-9+.-]*:/i.test(path)) continue;
    found.add(resolvePath(uri, path));
  }
  return [...found];
}

/** The uri that a relative path leads to from a document. */
function resolvePath(from: string, path: string): string {
  const [, root = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)?(.*)$/is.exec(from) ?? [];
  const parts = path.startsWith("/") ? [] : rest.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return `${root}${rest.startsWith("/") && parts[0] !== "" ? "/" : ""}${parts.join("/")}`;
}
