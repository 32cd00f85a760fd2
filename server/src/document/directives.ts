import { oneLine } from "../base/text.ts";
import { type Span, trimSpan, union } from "../base/span.ts";
import { isIsoDate } from "./dates.ts";
import { keyOf } from "./metadata.ts";
import type { Directive } from "./model.ts";
import type { Outline, RawField } from "./outline.ts";

/**
 * Directives of a document, in document order: comments such as `codicil-ignore rule: reason`, `codicil-ignore-next`,
 * `codicil-ignore-file`, and the field `codicil-ignore`. `until 2027-01-31` before the colon names the last day it holds. A
 * missing reason is an empty string.
 */
export function readDirectives(outline: Outline): Directive[] {
  const comments = outline.comments.flatMap((comment) => commentDirective(outline, comment) ?? []);
  const fields = outline.fields.flatMap((field) => fieldDirectives(outline.text, field));
  return [...comments, ...fields].sort((a, b) => a.span.start - b.span.start);
}

function commentDirective(outline: Outline, span: Span): Directive | undefined {
  const { text } = outline;
  const inner = innerOf(text, span);
  const match = /^codicil-(ignore(?:-next|-file)?)(?=\s)/.exec(text.slice(inner.start, inner.end));
  if (!match) return undefined;
  const parsed = parseRules(text, { start: inner.start + match[0].length, end: inner.end });
  if (!parsed) return undefined;
  const kind = match[1] as Directive["kind"];
  return { kind, ...parsed, span, target: targetOf(outline, kind, span) };
}

/** The comment without its delimiters and the white space within them. */
function innerOf(text: string, span: Span): Span {
  if (text.startsWith("#", span.start)) return trimSpan(text, { start: span.start + 1, end: span.end });
  const end = text.endsWith("-->", span.end) && span.end - span.start >= 7 ? span.end - 3 : span.end;
  return trimSpan(text, { start: Math.min(span.start + 4, end), end });
}

const ruleId = /^(?:\*|[a-z][a-z0-9-]*(?:\/(?:\*|[a-z0-9][a-z0-9-]*))?)$/;

type Rules = Pick<Directive, "rules" | "ruleSpans" | "reason" | "until">;

/** `rule-a, rule-b until 2027-01-31: reason`; undefined where something else than rule ids stands before the colon. */
function parseRules(text: string, stretch: Span): Rules | undefined {
  const source = text.slice(stretch.start, stretch.end);
  const colon = source.indexOf(":");
  const until =
    untilOf(text, { start: stretch.start, end: stretch.start + (colon < 0 ? source.length : colon) }) ??
    mistakenUntil(source, stretch.start);
  const listEnd = until ? until.from - stretch.start : colon < 0 ? source.length : colon;
  const rules: string[] = [];
  const ruleSpans: Span[] = [];
  let at = 0;
  for (const piece of source.slice(0, listEnd).split(",")) {
    const span = trimSpan(text, { start: stretch.start + at, end: stretch.start + at + piece.length });
    const id = text.slice(span.start, span.end);
    if (!ruleId.test(id)) return undefined;
    rules.push(id);
    ruleSpans.push(span);
    at += piece.length + 1;
  }
  return { rules, ruleSpans, reason: colon < 0 ? "" : oneLine(source.slice(colon + 1)), until: until?.until };
}

/** `until 2027-01-31` at the end of a list of rules; `from` is where the list ends. */
function untilOf(text: string, list: Span): { until: NonNullable<Directive["until"]>; from: number } | undefined {
  const match = /\suntil(?:\s+(.*))?$/s.exec(text.slice(list.start, trimSpan(text, list).end));
  if (!match) return undefined;
  const from = list.start + match.index;
  const written = trimSpan(text, { start: from + "_until".length, end: list.end });
  const isEmpty = written.start >= written.end;
  const date = isIsoDate(match[1]?.trim() ?? "") ? match[1]?.trim() : undefined;
  return { until: { date, span: isEmpty ? trimSpan(text, { start: from, end: list.end }) : written }, from };
}

/** Another word than `until` between the rules and a date, as in `expires: 2027-01-31`. */
function mistakenUntil(source: string, start: number): ReturnType<typeof untilOf> {
  const match = /^([^:\r\n]*?)\s+([A-Za-z]+)(?:\s*[:=]\s*|\s+)(\d{4}-\d{2}-\d{2})(?!\d)/.exec(source);
  const [all = "", rules = "", word = "", date = ""] = match ?? [];
  if (!match || !isIsoDate(date)) return undefined;
  const from = start + rules.length;
  const at = source.indexOf(word, rules.length);
  return {
    until: { date: undefined, span: { start: start + at, end: start + all.length }, mistaken: { word, date } },
    from,
  };
}

function fieldDirectives(text: string, field: RawField): Directive[] {
  if ((field.where !== "front-matter" && field.where !== "yaml") || keyOf(field.path[0] ?? "") !== "codicil ignore")
    return [];
  const make = (rules: Rules | undefined, span: Span): Directive[] =>
    rules ? [{ kind: "ignore-file", ...rules, span, target: { start: 0, end: text.length } }] : [];
  if (field.path.length === 2) {
    const known = parseRules(text, trimQuotes(text, field.keySpan));
    return make(known && { ...known, reason: oneLine(field.text) }, union(field.keySpan, field.valueSpan));
  }
  if (field.path.length > 2) return [];
  if (field.items.length > 0) return field.items.flatMap((item) => make(parseRules(text, item.span), item.span));
  return field.text === "" ? [] : make(parseRules(text, field.valueSpan), union(field.keySpan, field.valueSpan));
}

function trimQuotes(text: string, span: Span): Span {
  return /["']/.test(text[span.start] ?? "") ? { start: span.start + 1, end: span.end - 1 } : span;
}

function targetOf(outline: Outline, kind: Directive["kind"], comment: Span): Span {
  const { text } = outline;
  if (kind === "ignore-file") return { start: 0, end: text.length };
  const start = lineStart(text, comment.start);
  const end = lineEnd(text, comment.end);
  const alone = isBlankBetween(text, start, comment.start) && isBlankBetween(text, comment.end, end);
  if (kind === "ignore" && !alone) return trimSpan(text, { start, end });
  const block = outline.format === "yaml" ? nextEntry(text, end) : nextBlock(outline, end);
  if (kind === "ignore-next" || !alone) return block;
  const heading = headingAbove(outline, start);
  return heading ? union(heading, block) : block;
}

/** The next lines up to a blank one; comments that stand alone are passed over. */
function nextBlock(outline: Outline, from: number): Span {
  const { text } = outline;
  let start = -1;
  let end = from;
  let at = from + 1;
  while (at <= text.length) {
    const words = trimSpan(text, { start: at, end: lineEnd(text, at) });
    const isBlank = words.start === words.end;
    if (isBlank && start >= 0) break;
    const comment = start < 0 && !isBlank ? outline.comments.find((one) => one.start === words.start) : undefined;
    if (comment && isBlankBetween(text, comment.end, lineEnd(text, comment.end))) {
      at = lineEnd(text, comment.end) + 1;
      continue;
    }
    if (!isBlank) {
      if (start < 0) start = words.start;
      end = words.end;
    }
    at = lineEnd(text, at) + 1;
  }
  return start < 0 ? { start: text.length, end: text.length } : { start, end };
}

/** The next key or item of a YAML text with all that is indented below it. */
function nextEntry(text: string, from: number): Span {
  let start = -1;
  let end = from;
  let indent = 0;
  let isItem = false;
  for (let at = from + 1; at <= text.length; at = lineEnd(text, at) + 1) {
    const words = trimSpan(text, { start: at, end: lineEnd(text, at) });
    if (words.start === words.end) continue;
    const depth = words.start - at;
    const item = /^-(?:\s|$)/.test(text.slice(words.start, words.start + 2));
    if (start < 0) {
      if (text[words.start] === "#") continue;
      start = words.start;
      indent = depth;
      isItem = item;
    } else if (depth < indent || (depth === indent && (isItem || !item))) break;
    end = words.end;
  }
  return start < 0 ? { start: text.length, end: text.length } : { start, end };
}

/** The heading on the nearest line above that holds something. */
function headingAbove(outline: Outline, at: number): Span | undefined {
  const before = trimSpan(outline.text, { start: 0, end: at }).end;
  return outline.sections.find(
    (section) => section.heading && section.heading.line.start < before && section.heading.line.end >= before,
  )?.heading?.line;
}

const isBlankBetween = (text: string, start: number, end: number): boolean => text.slice(start, end).trim() === "";

const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1);

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline;
}
