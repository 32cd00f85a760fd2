import type { Span } from "../base/span.ts";
import { readDate } from "./dates.ts";
import type { PartField } from "./markdown-fields.ts";

/** Longer paragraphs are prose. */
const longest = 300;

const date = String.raw`\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}(?:st|nd|rd|th)?\.?\s\p{L}{3,9}\.?,?\s\d{4}|\p{L}{3,9}\.?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?\d{4}`;
const nameEnd = String.raw`(?=\s+on\s+\d|\s+on\s+\p{L}+\s\d|,|;|\.(?:\s|$)|\s+[–—|·•-]\s|\s+\(|\n|$)`;

const version = /(version|ver\.?|v|revision|rev\.?)[ .:]{0,2}(\d+(?:\.\d+){0,3})(?![\d.]*\p{L})/diuy;
const byRole = new RegExp(
  String.raw`((?:approved|authori[sz]ed|signed off|ratified|endorsed|owned|maintained|reviewed|written|prepared) by)\s(?:the\s|our\s)?([^\n;|·•,.–—]{2,60}?)${nameEnd}(?:,?\s(?:on\s)?(${date}))?`,
  "diuy",
);
const dated = new RegExp(
  String.raw`(last review(?:ed)?|last updated|last approved|reviewed|updated|revised|next review|due for review|effective|in force|valid from|approved|issued|published)(?:\sdate)?\s?:?\s(?:(?:on|by|from|in|since|is|due)\s)*(${date})`,
  "diuy",
);
const dashed = /(\p{L}[\p{L} ]{1,40}?)\s+[–—-]{1,2}\s+([^\n;|·•–—]{2,60}?)(?=\s*(?:[;|·•\n]|$))/duy;
const cycle =
  /(reviewed)\s((?:at\sleast\s)?(?:annually|yearly|quarterly|monthly|once\sa\syear|every\s(?:year|quarter|(?:\d+|two|three|six|twelve|twenty-four)\s(?:months|years))))(?=[\s.,;]|$)/diuy;
/** "Owner: CISO" within such a line is read as a field of its own. */
const colon = /\p{L}[\p{L} ]{1,40}:\s*[^\n;|·•]{1,80}?(?=\s*(?:[;|·•\n]|\.\s+\p{Lu}|$))/duy;
const separator = /[ \t]*(?:[,;|·•–—]|-{1,2}(?=\s)|\.(?=\s|$)|\r?\n)?\s*(?:and\s)?/duy;
const saysMore =
  /\b(?:is|are|was|must|shall|will|should|may|can|has|have|who|that|which|means?|responsible|accountable|approves?|ensures?)\b/i;

/**
 * Fields of a line of document control without colons: "Version 1.2 – approved by the CISO on 3 March 2025", "Owner — Head of
 * IT", "Last reviewed 2025-01-31; next review 2026-01-31". The whole paragraph has to be made of such parts: a sentence that
 * only begins like one gives nothing.
 */
export function controlLineFields(text: string, { start, end }: Span): PartField[] {
  const line = text.slice(start, end);
  if (line.length > longest) return [];
  const fields: PartField[] = [];
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
    if ((match = next(version))) add(match, 1, 2, "version");
    else if ((match = next(byRole))) {
      add(match, 1, 2);
      const day = match[3];
      if (day !== undefined && readDate(day) !== undefined) add(match, 3, 3, datedBy(match[1] ?? ""));
    } else if ((match = next(cycle))) add(match, 1, 2, "review interval");
    else if ((match = next(dated)) && readDate(match[2] ?? "") !== undefined) add(match, 1, 2, datedAs(match[1] ?? ""));
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

/** A role, a date or a number, no clause: "Head of IT", "2025-01-31", not "approves access". */
const isValue = (words: string): boolean => /^[\p{Lu}\d]/u.test(words) && !saysMore.test(words);

/** The field that a day behind "approved by …" or "reviewed by …" gives. */
const datedBy = (key: string): string | undefined => {
  if (/^review/i.test(key)) return "last review";
  return /^(?:approved|authori|signed|ratified|endorsed)/i.test(key) ? "approved on" : "date of writing";
};

/** "Approved 2025-01-31" says when, "in force from" since when. */
function datedAs(key: string): string | undefined {
  if (/^approved$/i.test(key)) return "approved on";
  return /^in force$/i.test(key) ? "in force from" : undefined;
}
