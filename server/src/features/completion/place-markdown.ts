import { type Cursor, linesAbove, reach } from "./cursor.ts";
import type { Place } from "./place.ts";
import { controlBlockPlace, fieldValuePlace, keysAround } from "./place-fields.ts";
import { guessPlaces, isNumberBegun, namedStandards, numberPlace } from "./place-reference.ts";
import type { CompletionRequest } from "./request.ts";
import { sectionAt } from "../../document/lookup.ts";
import { isOfKind } from "./sections.ts";

/** What can be written at the cursor in a Markdown text. */
export function markdownPlaces(request: CompletionRequest, cursor: Cursor): readonly Place[] {
  const { doc, editor } = request;
  const { before, offset } = cursor;
  // A text that is no policy, a note or a blog's page, is not disturbed.
  if (!doc.classification.isPolicy && editor.typed !== undefined) return [];
  if (isInFrontMatter(cursor)) return frontMatterPlaces(request, cursor);
  if (isInFence(cursor)) return [];
  if (!doc.classification.isPolicy) return [numberPlace(request, cursor)].filter((place) => place !== undefined);
  const heading = /^ {0,3}#{1,6}[ \t]+(?:\d+(?:\.\d+)*[.)]?[ \t]+)?([^#]*)$/.exec(before);
  if (heading) {
    const typed = heading[1] ?? "";
    return [{ kind: "heading", span: { start: offset - typed.length, end: offset } }];
  }
  const link = linkPlace(cursor);
  if (link) return [link];
  const field = controlBlockPlace(request, cursor);
  if (field) return [field];
  const number = numberPlace(request, cursor);
  if (number && isNumberBegun(number, cursor)) return [number];
  const cell = cellPlace(request, cursor);
  if (cell) return [cell];
  const start = statementPlaces(request, cursor);
  if (start.length > 0) return [...start, ...guessPlaces(request, cursor)];
  return number ? [number] : guessPlaces(request, cursor);
}

function frontMatterPlaces(request: CompletionRequest, cursor: Cursor): readonly Place[] {
  const { before, after, offset } = cursor;
  const key = /^[\p{L}][\p{L}\p{N} _-]*$|^$/u.exec(before);
  if (key) {
    if (after.trim() !== "") return [];
    const neighbours = keysAround(cursor, "", (line) => /^---\s*$/.test(line));
    return [{ kind: "key", span: { start: offset - before.length, end: offset }, layout: "front-matter", neighbours }];
  }
  const value = fieldValuePlace(request, cursor);
  return value ? [value] : [];
}

/** The target of a link, the heading in it, or the words of a link to be. */
function linkPlace({ before, after, offset }: Cursor): Place | undefined {
  const [, words = "", target] = /\[([^\][]*)(?:\]\(|\]:\s+)<?([^\s()<>]*)$/.exec(before) ?? [];
  if (target !== undefined) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
    const rest = /^[^\s()<>#]*/.exec(after)?.[0].length ?? 0;
    const hash = target.indexOf("#");
    if (hash < 0)
      return { kind: "path", span: { start: offset - target.length, end: offset + rest }, isYaml: false, words };
    const span = { start: offset - (target.length - hash), end: offset + rest };
    return { kind: "anchor", span, path: target.slice(0, hash) };
  }
  const begun = /(?:^|[^\]\\!])\[(?!\s?[xX ]?\]|\^)([^\][]{0,80})$/.exec(before)?.[1];
  if (begun === undefined || after.startsWith("](")) return undefined;
  const closes = after.startsWith("]");
  return { kind: "link", span: { start: offset - begun.length - 1, end: offset + (closes ? 1 : 0) }, closes };
}

/** A table's cell in a column that names controls. */
function cellPlace(request: CompletionRequest, cursor: Cursor): Place | undefined {
  const { before, offset } = cursor;
  if (!/^\s*\|/.test(before)) return undefined;
  const column = before.split("|").length - 1;
  const typed = (before.split("|").at(-1) ?? "").split(/[,;]/).at(-1)?.trimStart() ?? "";
  if (typed.length > 60) return undefined;
  const header = headerOf(cursor)?.split("|")[column]?.trim() ?? "";
  const named = namedStandards(header, request);
  const words = header.replace(/[^\p{L}\p{N} :/.-]+/gu, " ").trim();
  if (
    !named &&
    request.tools.fieldOf(words)?.type !== "references" &&
    !/\b(?:controls?|clauses?|annex a|requirements?)\b/i.test(words)
  )
    return undefined;
  const span = { start: offset - typed.length, end: offset };
  return { kind: "reference", span, of: "any", within: "list", annex: "", named, isGuess: false };
}

/** The first row of the table that the cursor's line is a row of. */
function headerOf(cursor: Cursor): string | undefined {
  let header: string | undefined;
  for (const { line } of linesAbove(cursor)) {
    if (!/^\s*\|/.test(line)) break;
    header = line;
  }
  return header;
}

/** The start of a paragraph or list item: a clause, a whole section, a document of a list of documents. */
function statementPlaces({ doc }: CompletionRequest, cursor: Cursor): Place[] {
  const { before, after, offset } = cursor;
  const start = /^((?:\s|>)*)((?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?)?(?:(\p{L}[^|<>[\]().;:]{0,60})|)$/u.exec(before);
  if (!start || after.trim() !== "") return [];
  const typed = start[3] ?? "";
  const isItem = start[2] !== undefined;
  // A single letter, or none behind a bullet's blanks, tells nothing but that a statement begins.
  const span = { start: offset - typed.length, end: offset };
  const section = sectionAt(doc, offset);
  const related: Place[] =
    isItem && isOfKind(section, "related-documents")
      ? [
          { kind: "link", span, closes: false },
          { kind: "reference", span, of: "any", within: "list", annex: "", named: undefined, isGuess: false },
        ]
      : [];
  if (related.length > 0) return related;
  const above = linesAbove(cursor).next().value?.line ?? "";
  const opensSection = !isItem && start[1] === "" && above.trim() === "";
  // The second line of a paragraph is no start.
  if (!isItem && !opensSection && typed === "") return [];
  return [{ kind: "statement", span, form: isItem ? "item" : "paragraph", section, opensSection }];
}

/** True on the lines between the fences at the head of a text, whether or not what they hold can be read. */
function isInFrontMatter({ text, lineStart }: Cursor): boolean {
  const open = /^---[ \t]*\r?\n/.exec(text.slice(0, 200));
  if (!open || lineStart < open[0].length || lineStart > reach) return false;
  const close = /\n---[ \t]*(?:\r?\n|$)/.exec(text.slice(open[0].length - 1, reach));
  return close ? lineStart < open[0].length + close.index : false;
}

/** True in a block of code. */
function isInFence(cursor: Cursor): boolean {
  if (/^\s{0,3}(?:```|~~~)/.test(cursor.before)) return true;
  let fences = 0;
  for (const { line } of linesAbove(cursor)) if (/^\s{0,3}(?:```|~~~)/.test(line)) fences++;
  return fences % 2 === 1;
}
