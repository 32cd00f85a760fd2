import { sliceOf, type Span } from "../../base/span.ts";
import type { TextEdit } from "../../base/text.ts";
import type { PolicyDocument, Section } from "../../document/model.ts";
import { decode, pathOf, resolvePath, splitTarget } from "./paths.ts";
import { targetsOf } from "./targets.ts";

/** The anchors of a document's headings as GitHub and VS Code make them, in the order of the sections. */
export function anchorsOf(
  doc: PolicyDocument,
  renamed?: { readonly section: Section; readonly words: string },
): string[] {
  const counts = new Map<string, number>();
  return doc.sections.map((section) => {
    if (!section.heading) return "";
    const own = section.index === renamed?.section.index ? renamed.words : undefined;
    const slug = slugOf(headingWords(doc, section, own));
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** Lower case, punctuation dropped, blanks as hyphens. */
export const slugOf = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, "")
    .replace(/\s/g, "-");

/**
 * Edits of one document whose links point to anchors that change.
 * @param target   the document whose headings change
 * @param changed  new anchors by old ones
 */
export function anchorEdits(
  doc: PolicyDocument,
  target: PolicyDocument,
  changed: ReadonlyMap<string, string>,
  root: string | undefined,
): TextEdit[] {
  const path = pathOf(target.uri);
  const from = pathOf(doc.uri);
  return targetsOf(doc).flatMap(({ span, target: written }) => {
    const hash = written.indexOf("#");
    const parts = hash === 0 ? { path: "", rest: written } : splitTarget(written);
    if (hash < 0 || !parts) return [];
    const place =
      parts.path === "" ? from : resolvePath(from, parts.path, root === undefined ? undefined : pathOf(root));
    const old = decode(written.slice(hash + 1));
    const anchor = place === path ? changed.get(old.toLowerCase()) : undefined;
    if (anchor === undefined) return [];
    const start = span.start + sliceOf(doc.text, span).indexOf("#") + 1;
    const isEncoded = old !== written.slice(hash + 1);
    return [{ span: { start, end: span.end }, newText: isEncoded ? encodeURIComponent(anchor) : anchor }];
  });
}

/** The words of a heading's line without its marks; links keep their text. Another text for the words where one is given. */
function headingWords({ text }: PolicyDocument, { heading }: Section, words: string | undefined): string {
  if (!heading) return "";
  const line = sliceOf(text, heading.line);
  const own: Span = { start: heading.span.start - heading.line.start, end: heading.span.end - heading.line.start };
  const whole = words === undefined ? line : line.slice(0, own.start) + words + line.slice(own.end);
  return (whole.split(/\r?\n/)[0] ?? "")
    .replace(/^ {0,3}#{1,6}[ \t]+|[ \t]+#+[ \t]*$/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "");
}
