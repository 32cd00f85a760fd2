import { lineEndOf, oneLine, type TextEdit } from "../base/text.ts";
import type { SectionPlace } from "./edit.ts";
import { asBlock, contentEndBefore, lineEndAt, lineStartAt, linesOf, nextLineAt } from "./edit-lines.ts";
import { openBlockMark } from "./markdown-chunks.ts";
import type { Heading, PolicyDocument, Section } from "./model.ts";

/** A new section among its siblings. */
export function insertMarkdownSection(
  doc: PolicyDocument,
  heading: string,
  body: string,
  wanted: SectionPlace,
): TextEdit[] {
  const { text } = doc;
  const place = inSequence(text, wanted);
  const eol = lineEndOf(text);
  const at = positionOf(text, place);
  const { line: title, number } = headingLine(doc, oneLine(heading), place, at);
  const rule = at < text.length ? ruleAbove(text, at) : undefined;
  const lines = [...title.split("\n"), "", ...linesOf(body), ...(rule === undefined ? [] : ["", rule])];
  const newText = closing(text, at, eol) + asBlock(text, at, lines.join(eol), eol);
  return [{ span: { start: at, end: at }, newText, ...(number !== undefined && { takes: number }) }];
}

/** New statements behind a section's own words. */
export function insertMarkdownStatements(
  doc: PolicyDocument,
  section: Section,
  statements: readonly string[],
): TextEdit[] {
  const { text } = doc;
  const eol = lineEndOf(text);
  const from = section.heading ? section.heading.line.end : 0;
  const bodyEnd =
    section.body.end < text.length ? Math.max(from, lineStartAt(text, section.body.end)) : section.body.end;
  const end = Math.max(from, withoutFooter(text, bodyEnd, from));
  const blocks = statements.map(linesOf);
  const marker = blocks.some((lines) => lines.includes("")) ? undefined : listMarker(doc, section, from, end);
  const gap = marker !== undefined && !isLoose(text, from, end, marker) ? eol : eol + eol;
  const written = blocks.map((lines, i) =>
    marker === undefined ? lines.join(eol) : counted(marker, i) + oneLine(lines.join(" ")),
  );
  if (end === 0) return [{ span: { start: 0, end: 0 }, newText: written.join(gap) + eol + eol }];
  // Right above the next heading, a blank line has to follow.
  const tail = /^[ \t]*\r?\n[ \t]*[^\s]/.test(text.slice(end, end + 200)) ? eol : "";
  return [{ span: { start: end, end }, newText: closing(text, end, eol) + gap + written.join(gap) + tail }];
}

const counted = (marker: string, by: number): string => marker.replace(/\d+/, (digits) => String(Number(digits) + by));

/** The line that closes a code fence which runs to the end of the text. */
function closing(text: string, at: number, eol: string): string {
  const mark = text.slice(at).trim() === "" ? openBlockMark(text) : undefined;
  return mark === undefined ? "" : text.slice(0, at).endsWith("\n") ? mark + eol + eol : eol + mark + eol + eol;
}

function positionOf(text: string, { after, before }: SectionPlace): number {
  if (before?.heading) return lineStartAt(text, before.heading.line.start);
  const end = after ? after.outer.end : text.length;
  if (end < text.length) return lineStartAt(text, end);
  const start = after ? after.outer.start : 0;
  const content = withoutFooter(text, text.length, start);
  const next = nextLineAt(text, content);
  return text.slice(next).trim() === "" ? text.length : next;
}

const ruleLine = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;

/** The thematic break that stands alone right above a line. */
function ruleAbove(text: string, at: number): string | undefined {
  const end = contentEndBefore(text, at);
  const line = text.slice(lineStartAt(text, end), end);
  return ruleLine.test(line) && isBlankLineAbove(text, lineStartAt(text, end)) ? line.trim() : undefined;
}

const isBlankLineAbove = (text: string, lineStart: number): boolean =>
  /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(Math.max(0, lineStart - 200), lineStart));

/**
 * End of the content, without thematic breaks at the end and a short footer below one (`*Owner: … | Version: …*`), or lines
 * of document control (`**Approved by:** …`), which badges can make long.
 */
function withoutFooter(text: string, end: number, from: number): number {
  let content = contentEndBefore(text, end, from);
  let at = content;
  for (let lines = 0; lines < 16 && at > from && content - at < 3000; lines++) {
    const start = Math.max(from, lineStartAt(text, at));
    if (start > from && ruleLine.test(text.slice(start, lineEndAt(text, start))) && isBlankLineAbove(text, start)) {
      const footer = text.slice(lineEndAt(text, start), content).trim();
      if (footer !== "" && !isFooter(footer)) break;
      content = contentEndBefore(text, start, from);
      at = content;
    } else at = contentEndBefore(text, start, from);
  }
  return content;
}

const isFooter = (text: string): boolean =>
  text.length < 500
    ? /^[*_>][^\n]|^\p{L}[\p{L} ]{1,40}:/u.test(text)
    : text.startsWith("**") && text.split("\n").every((line) => /^\s*(?:\*\*[^*\n]+:\*\*|<|$)/.test(line));

/** A heading in the style of its neighbours, LF between the lines of a setext heading. */
function headingLine(
  doc: PolicyDocument,
  words: string,
  { siblings, after, before }: SectionPlace,
  at: number,
): { readonly line: string; readonly number: string | undefined } {
  const level = siblings[0]?.level ?? Math.min(6, (doc.sections.find((section) => section.isTitle)?.level ?? 1) + 1);
  const numbers = siblings.map((section) => numberOf(doc.text, section));
  const isNumbered = numbers.filter((number) => number !== undefined).length * 2 > siblings.length;
  const alike = siblings.filter((_, i) => (numbers[i] !== undefined) === isNumbered);
  const model =
    [after, before].find((section) => section && alike.includes(section)) ??
    alike.findLast((section) => section.span.start < at) ??
    alike.at(-1);
  const number = isNumbered ? nextNumber(siblings, numbers, at) : undefined;
  const style = model?.heading && styleOf(doc.text, model.heading, numberOf(doc.text, model));
  const plain = `${"#".repeat(level)} ${number === undefined ? "" : `${number}. `}${words}`;
  if (!style) return { line: plain, number };
  const { front, back } = style;
  const below = back.replace(/(?<=\n[ \t]*)([=-])\1*/, (line) =>
    line.charAt(0).repeat(Math.max(line.length, words.length + 4)),
  );
  return { line: `${front(number)}${words}${below}`, number };
}

/** What stands before and behind the words of a heading, the number to be filled in. */
function styleOf(
  text: string,
  heading: Heading,
  number: string | undefined,
): { front: (number: string | undefined) => string; back: string } | undefined {
  const written = text.slice(lineStartAt(text, heading.line.start), heading.span.start);
  const front = written.replace(/(?:[\p{Extended_Pictographic}\u200d\ufe0f]|&[a-z]{2,6};)+[ \t]*/gu, "");
  const at = number === undefined ? -1 : front.lastIndexOf(number);
  if (number !== undefined && at < 0) return undefined;
  const bare = number === undefined ? front : front.slice(0, at) + front.slice(at + number.length);
  if (
    !/^ {0,3}(?:#{1,6}[ \t]+)?[*_]*(?:(?:section|part|article|chapter)[ \t]+|§[ \t]*)?[.):]?[ \t]*[–—:-]?[ \t]*[*_]*[ \t]*$/i.test(
      bare,
    )
  )
    return undefined;
  const tail = text.slice(heading.span.end, heading.line.end).replace(/\r/g, "");
  const back = /^[*_:. \t#]*(?:\n[ \t]*(?:=+|-+)[ \t]*)?$/.test(tail) ? tail.trimEnd() : "";
  const marks = (front + back).match(/\*\*/g)?.length ?? 0;
  if (marks % 2 === 1 || (!/#|\n/.test(front + back) && marks === 0)) return undefined;
  return {
    front: (next) =>
      number === undefined ? front : front.slice(0, at) + (next ?? number) + front.slice(at + number.length),
    back,
  };
}

/** A heading's number; where bold list items act as headings, that of the item. */
function numberOf(text: string, { heading }: Section): string | undefined {
  if (!heading || heading.number !== undefined) return heading?.number;
  return /^ {0,3}(\d{1,3})[.)][ \t]+$/.exec(text.slice(lineStartAt(text, heading.line.start), heading.line.start))?.[1];
}

/**
 * The place where a new heading's number follows the one above it: behind the sub-sections of the section above, and at the
 * end of the numbered ones where the next number is taken. Nobody's number changes, so that references to it hold.
 */
function inSequence(text: string, place: SectionPlace): SectionPlace {
  const { siblings } = place;
  const numbers = siblings.map((section) => numberOf(text, section));
  if (numbers.filter((number) => number !== undefined).length * 2 <= siblings.length) return place;
  const beside = place.after ?? place.before;
  const at = beside ? siblings.indexOf(beside) : -1;
  const number = at < 0 ? undefined : numbers[at];
  if (number === undefined) {
    // Behind a heading without a number, such as one that opens the document, the numbers would begin with the new one.
    const last = numbers.findLastIndex((one) => one !== undefined);
    return last > at ? { siblings, after: siblings[last], before: undefined } : place;
  }
  const behind = (from: number, prefix: string): SectionPlace => {
    const end = siblings.findIndex(
      (section, i) => i > from && (numbers[i]?.startsWith(prefix) !== true || section.parent !== beside?.parent),
    );
    return { siblings, after: siblings.at(end < 0 ? -1 : end - 1), before: undefined };
  };
  if (place.after && !numbers.includes(increment(number))) return behind(at, `${number}.`);
  return behind(at, number.includes(".") ? number.slice(0, number.lastIndexOf(".") + 1) : "");
}

/** One more than the number above; where a later sibling has that already, one more than the highest. */
function nextNumber(
  siblings: readonly Section[],
  numbers: readonly (string | undefined)[],
  at: number,
): string | undefined {
  const taken = numbers.filter((number) => number !== undefined);
  const before = numbers.filter((_, i) => (siblings[i]?.span.start ?? 0) < at).filter((number) => number !== undefined);
  // Where sub-sections stand at the same level, "16.2.1" is followed by "16.3".
  const depth = Math.min(...before.slice(-40).map((number) => number.split(".").length));
  const above = before.findLast((number) => number.split(".").length === depth);
  const base = above ?? taken[0];
  if (base === undefined) return undefined;
  let next = above === undefined ? base : increment(base);
  for (let tries = 0; taken.includes(next) && tries <= taken.length; tries++) next = increment(next);
  return next;
}

function increment(number: string): string {
  const parts = number.split(".");
  const last = parts.pop() ?? "";
  return [
    ...parts,
    /^\d+$/.test(last)
      ? String(Number(last) + 1)
      : /^[IVX]+$/.test(last)
        ? roman(romanValue(last) + 1)
        : String.fromCharCode(last.charCodeAt(0) + 1),
  ].join(".");
}

const romans = [
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
] as const;

function roman(value: number): string {
  let rest = value;
  let written = "";
  for (const [size, sign] of romans) for (; rest >= size; rest -= size) written += sign;
  return written;
}

function romanValue(written: string): number {
  const value = { I: 1, V: 5, X: 10 } as Record<string, number>;
  return [...written].reduce(
    (sum, sign, i) => sum + ((value[sign] ?? 0) < (value[written[i + 1] ?? ""] ?? 0) ? -1 : 1) * (value[sign] ?? 0),
    0,
  );
}

/** The mark of a new item, indentation included, where the words end with a list of sentences. */
function listMarker(doc: PolicyDocument, section: Section, from: number, end: number): string | undefined {
  const last = doc.statements[section.statements.at(-1) ?? -1];
  if (!last || last.kind !== "item" || last.quoted || end > last.span.end + 2) return undefined;
  const words = doc.text.slice(last.span.start, last.span.end);
  if (!/[.;!?][*_]*$/.test(words) && words.split(/\s+/).length < 4) return undefined;
  let found: string | undefined;
  for (let at = lineStartAt(doc.text, last.span.start); at >= from; at = lineStartAt(doc.text, at - 1)) {
    const line = doc.text.slice(at, lineEndAt(doc.text, at));
    const mark = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(\[[ xX]\][ \t]+)?/.exec(line);
    const depth = found === undefined ? Number.POSITIVE_INFINITY : (/^[ \t]*/.exec(found)?.[0].length ?? 0);
    if (mark && (mark[1] ?? "").length < depth) {
      const sign = (mark[2] ?? "").replace(/\d+/, (digits) => String(Number(digits) + 1));
      found = `${mark[1] ?? ""}${sign}${mark[3] ?? " "}${mark[4] ? "[ ] " : ""}`;
    }
    if (found !== undefined && (/^\S/.test(found) || !/^(?:[ \t]|$)|^(?:[-*+]|\d{1,9}[.)])[ \t]/.test(line))) break;
    if (at === 0) break;
  }
  return found;
}

/** True where blank lines part the items of the list. */
function isLoose(text: string, from: number, end: number, marker: string): boolean {
  const sign = /\d/.test(marker) ? "\\d{1,9}[.)]" : "[-*+]";
  const indent = /^[ \t]*/.exec(marker)?.[0].length ?? 0;
  const lines = text.slice(from, end).split(/\r?\n/);
  const item = new RegExp(`^[ \\t]{${indent}}${sign}[ \\t]`);
  const last = lines.findLastIndex((line) => item.test(line));
  return last > 1 && lines[last - 1]?.trim() === "" && lines.slice(0, last - 1).some((line) => item.test(line));
}
