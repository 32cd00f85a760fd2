import type { Span } from "../base/span.ts";
import { anyOf, anyWord } from "../base/word-pattern.ts";
import type { ControlLineWords } from "../catalog/model.ts";
import { readDate } from "./dates.ts";
import type { PartField } from "./markdown-fields.ts";

/** Longer paragraphs are prose. */
const longest = 300;

const date = String.raw`\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}(?:st|nd|rd|th)?\.?\s\p{L}{3,9}\.?,?\s\d{4}|\p{L}{3,9}\.?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?\d{4}`;
const nameEnd = String.raw`(?=\s+on\s+\d|\s+on\s+\p{L}+\s\d|,|;|\.(?:\s|$)|\s+[–—|·•-]\s|\s+\(|\n|$)`;

const dashed = /(\p{L}[\p{L} ]{1,40}?)\s+[–—-]{1,2}\s+([^\n;|·•–—]{2,60}?)(?=\s*(?:[;|·•\n]|$))/duy;
/** "Owner: CISO" within such a line is read as a field of its own. */
const colon = /\p{L}[\p{L} ]{1,40}:\s*[^\n;|·•]{1,80}?(?=\s*(?:[;|·•\n]|\.\s+\p{Lu}|$))/duy;
const separator = /[ \t]*(?:[,;|·•–—]|-{1,2}(?=\s)|\.(?=\s|$)|\r?\n)?\s*(?:and\s)?/duy;
/** Reads the fields of a stretch of a text, where it is a line of document control. */
export type ControlLineReader = (text: string, stretch: Span) => PartField[];

/**
 * Fields of a line of document control without colons: "Version 1.2 – approved by the CISO on 3 March 2025", "Owner — Head of
 * IT", "Last reviewed 2025-01-31; next review 2026-01-31". The whole paragraph has to be made of such parts: a sentence that
 * only begins like one gives nothing.
 */
export function createControlLineReader(words: ControlLineWords): ControlLineReader {
  const patterns = patternsOf(words);
  return (text, stretch) => readLine(text, stretch, patterns);
}

function readLine(text: string, { start, end }: Span, patterns: Patterns): PartField[] {
  const line = text.slice(start, end);
  if (line.length > longest) return [];
  const fields: PartField[] = [];
  /** A role, a date or a number, no clause: "Head of IT", "2025-01-31", not "approves access". */
  const isValue = (value: string): boolean => /^[\p{Lu}\d]/u.test(value) && !patterns.saysMore.test(value);
  const add = (match: RegExpExecArray, key: number, value: number, name?: string): void => {
    const [from, to] = [match.indices?.[key], match.indices?.[value]];
    if (!from || !to) return;
    fields.push({
      key: { start: start + from[0], end: start + from[1] },
      value: { start: start + to[0], end: start + to[1] },
      ...(name === undefined ? {} : { name }),
    });
  };
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(line) ?? undefined;
  };
  while (at < line.length) {
    let match: RegExpExecArray | undefined;
    if ((match = next(patterns.version))) add(match, 1, 2, "version");
    else if ((match = next(patterns.byRole))) {
      add(match, 1, 2);
      const day = match[3];
      if (day !== undefined && readDate(day) !== undefined) add(match, 3, 3, patterns.datedBy(match[1] ?? ""));
    } else if ((match = next(patterns.cycle))) add(match, 1, 2, "review interval");
    else if ((match = next(patterns.dated)) && readDate(match[2] ?? "") !== undefined)
      add(match, 1, 2, datedAs(match[1] ?? ""));
    else if ((match = next(dashed)) && isValue(match[2] ?? "")) add(match, 1, 2);
    else match = next(colon);
    if (!match) return [];
    at += match[0].length;
    const gap = next(separator)?.[0] ?? "";
    if (gap === "" && at < line.length) return [];
    at += gap.length;
  }
  // "Approved by default." is no line of document control.
  const [only] = fields;
  const isProse = only?.name === undefined && !isValue(text.slice(only?.value.start, only?.value.end));
  return fields.length === 1 && isProse ? [] : fields;
}

/** "Approved 2025-01-31" says when, "in force from" since when. */
function datedAs(key: string): string | undefined {
  if (/^approved$/i.test(key)) return "approved on";
  return /^in force$/i.test(key) ? "in force from" : undefined;
}

interface Patterns {
  readonly version: RegExp;
  readonly byRole: RegExp;
  readonly dated: RegExp;
  readonly cycle: RegExp;
  readonly saysMore: RegExp;
  /** The field that a day behind "approved by …" or "reviewed by …" gives. */
  readonly datedBy: (key: string) => string;
}

function patternsOf({
  version,
  approved,
  reviewed,
  done,
  dated,
  cycles,
  numbers,
  sentenceWords,
}: ControlLineWords): Patterns {
  const byWords = anyOf([...approved, ...reviewed, ...done]);
  const often = anyOf(cycles).replaceAll("#", String.raw`(?:\d+|${anyOf(numbers)})`);
  const isReviewed = anyWord(reviewed);
  const isApproved = anyWord(approved);
  return {
    version: new RegExp(String.raw`(${anyOf(version)})[ .:]{0,2}(\d+(?:\.\d+){0,3})(?![\d.]*\p{L})`, "diuy"),
    byRole: new RegExp(
      String.raw`((?:${byWords}) by)\s(?:the\s|our\s)?([^\n;|·•,.–—]{2,60}?)${nameEnd}(?:,?\s(?:on\s)?(${date}))?`,
      "diuy",
    ),
    dated: new RegExp(
      String.raw`(${anyOf(dated)})(?:\sdate)?\s?:?\s(?:(?:on|by|from|in|since|is|due)\s)*(${date})`,
      "diuy",
    ),
    cycle: new RegExp(String.raw`(${anyOf(reviewed)})\s((?:at\sleast\s)?(?:${often}))(?=[\s.,;]|$)`, "diuy"),
    saysMore: anyWord(sentenceWords),
    datedBy: (key) => {
      if (isReviewed.test(key)) return "last review";
      return isApproved.test(key) ? "approved on" : "date of writing";
    },
  };
}
