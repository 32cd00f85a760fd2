import type { Span } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import type { StandardId } from "../catalog/model.ts";

/** A place where a text names a standard. */
export interface StandardMention extends Span {
  /** Editions that the words may mean: all of a family where none is written. */
  readonly standards: readonly StandardId[];
}

/** A number that is written as a control or a clause, not yet resolved. */
export interface WrittenReference {
  readonly span: Span;
  readonly number: string;
  readonly kind: "control" | "clause";
  /** Standards named beside it. */
  readonly named: readonly StandardId[];
  /** References of one list or range share a number: neighbours help each other. */
  readonly chain: number;
  readonly implied: boolean;
  /** Written in a form that can mean nothing else (`Annex A 5.10`), not only `A.5.10`. */
  readonly certain: boolean;
}

/** Standards' families (`27001`) with their editions, current first. */
export type Families = ReadonlyMap<string, readonly { readonly id: StandardId; readonly edition: string }[]>;

export function familiesOf(library: Library): Families {
  const families = new Map<string, { id: StandardId; edition: string }[]>();
  for (const standard of library.standards) {
    const family = /\d{4,6}/.exec(standard.name)?.[0];
    if (family === undefined) continue;
    const list = families.get(family) ?? [];
    list.push({ id: standard.id, edition: standard.edition });
    families.set(family, list);
  }
  return families;
}

/** Finds `ISO/IEC 27001:2022`, `ISO 27001`, `iso27001_2022`, `27001` and the like. */
export function findStandards(text: string, families: Families): StandardMention[] {
  const pattern = /(?<![\p{L}\p{N}.])(?:iso(?:\s?\/\s?iec)?[\s_-]?)?(\d{5})(?:\s?[:_-]\s?(\d{4}))?(?!\d)/giu;
  const mentions: StandardMention[] = [];
  for (const match of text.matchAll(pattern)) {
    const editions = families.get(match[1] ?? "");
    if (!editions) continue;
    const year = match[2];
    const exact = editions.filter((edition) => edition.edition === year);
    const standards = (exact.length > 0 ? exact : editions).map((edition) => edition.id);
    mentions.push({ start: match.index, end: match.index + match[0].length, standards });
  }
  return mentions;
}

const digits = String.raw`\d{1,2}(?:\.\d{1,2}){0,3}`;
/** `A.5.15`, `A5.15`, `A 5.15`, `A-6-2-8`, `Annex A 5.10`, `Annex A.5.10`, `Annex A Control(s) 5.10`; in no e-mail address. */
const controlStart = new RegExp(
  String.raw`((?<![\p{L}\p{N}_./#@-])annex\s+a(?:\s+controls?(?:\(s\))?)?[\s:.–-]{0,3}|(?<=27001|42001|2013|2022|2023)[-:/.]?a[.\s-]?|(?<![\p{L}\p{N}_./#@-])a[.\s-]?)(${digits}|\d{1,2}(?:-\d{1,2}){1,3})(?![\p{L}\p{N}_@]|\.\d)`,
  "giu",
);
/** `clause 9.2`, `Clauses 4.1 and 4.2`, `Clause 6.1.3 d)`. */
const clauseStart = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(clauses?|cl\.)\s+(${digits})(?![\p{L}\p{N}_%]|\.\d)`,
  "giu",
);
/** What goes on with a list or a range; the number may have lost its `A.`. A dash that opens a line is a bullet. */
const controlNext = new RegExp(
  String.raw`([^\S\r\n]?(?:,|;|\/|·|\||&|\+|and|or)\s?(?:and\s)?|[^\S\r\n]?(?:-|–|—|‑|to|through|until|\.\.\.?)\s?)(annex\s+a[\s.]*|a[.\s-]?)?(${digits})(?![\p{L}\p{N}_%]|\.\d)`,
  "iuy",
);
const clauseNext = new RegExp(
  String.raw`([^\S\r\n]?(?:,|;|\/|&|and|or)\s?(?:and\s)?|[^\S\r\n]?(?:-|–|—|to|through)\s?)(?:clauses?\s+)?(${digits})(?![\p{L}\p{N}_%]|\.\d)`,
  "iuy",
);

/** Finds written references; `skip` tells offsets that are code or link targets. */
export function scanReferences(
  text: string,
  mentions: readonly StandardMention[],
  library: Library,
  skip: (offset: number) => boolean,
): WrittenReference[] {
  const result: WrittenReference[] = [];
  const scan: Scan = { text, mentions, library, result, chain: 0 };
  for (const match of text.matchAll(controlStart)) {
    if (skip(match.index) || isTaken(result, match.index)) continue;
    readControls(scan, match);
  }
  for (const match of text.matchAll(clauseStart)) {
    if (skip(match.index)) continue;
    readClauses(scan, match.index, match[2] ?? "", match[0].length);
  }
  for (const mention of mentions) {
    if (!skip(mention.start)) readAfterStandard(scan, mention);
  }
  return result.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

interface Scan {
  readonly text: string;
  readonly mentions: readonly StandardMention[];
  readonly library: Library;
  readonly result: WrittenReference[];
  chain: number;
}

const isTaken = (found: readonly WrittenReference[], at: number): boolean => {
  const last = found.at(-1);
  return last !== undefined && at < last.span.end;
};

function readControls(scan: Scan, match: RegExpExecArray | RegExpMatchArray): void {
  const { text, library, result } = scan;
  const lead = match[1] ?? "";
  const written = match[2] ?? "";
  const index = match.index ?? 0;
  const number = `A.${written.replaceAll("-", ".")}`;
  const certain = /annex/i.test(lead);
  const parts = number.split(".").length;
  // "A 12" and "A.5" name nothing by themselves; "A 5.15" must be a number that some edition holds.
  if (parts < 3 || (written.includes("-") && library.byNumber(number).length === 0)) return;
  if (/\s/.test(lead) && !certain && library.byNumber(number).length === 0) return;
  // "a 2.5" in running text: a small "a" with a blank is an article.
  if (/^a\s$/.test(lead)) return;
  const chain = scan.chain++;
  const start = certain && /annex/i.test(lead) ? index : index + (/^[-:/.]/.test(lead) ? 1 : 0);
  const end = index + match[0].length;
  const named = namedNear(scan, index, end);
  result.push({ span: { start, end }, number, kind: "control", named, chain, implied: false, certain });
  let previous = { number, start, end };
  let dashes = 0;
  for (;;) {
    controlNext.lastIndex = previous.end;
    const next = controlNext.exec(text);
    if (!next) break;
    const nextNumber = completed(next[3] ?? "", previous.number, next[2] !== undefined, library);
    if (nextNumber === undefined) break;
    const at = previous.end + next[0].length - (next[3] ?? "").length - (next[2] ?? "").length;
    const span = { start: at, end: previous.end + next[0].length };
    const isRange = /^\s?(?:-|–|—|‑|to|through|until|\.\.)/i.test(next[1] ?? "");
    if (isRange) dashes++;
    // A hyphen may be list and range at once: "A.8.2-3-5" is a list of three.
    controlNext.lastIndex = span.end;
    const more = isRange && (next[1] ?? "").startsWith("-") && /^-\d/.test(text.slice(span.end, span.end + 2));
    if (isRange && dashes === 1 && !more) {
      for (const inner of between(previous.number, nextNumber, library)) {
        result.push({
          span: { start: previous.start, end: span.end },
          number: inner,
          kind: "control",
          named,
          chain,
          implied: true,
          certain,
        });
      }
    }
    result.push({ span, number: nextNumber, kind: "control", named, chain, implied: false, certain });
    previous = { number: nextNumber, start: span.start, end: span.end };
  }
}

/** `13` after `A.5.12` is `A.5.13`; `8.13` is `A.8.13`. A bare number has to exist somewhere. */
function completed(written: string, before: string, hasLetter: boolean, library: Library): string | undefined {
  const parts = written.split(".");
  if (hasLetter) return parts.length >= 2 ? `A.${written}` : undefined;
  const full = parts.length >= 2 ? `A.${written}` : [...before.split(".").slice(0, -1), written].join(".");
  return library.byNumber(full).length > 0 ? full : undefined;
}

/** Numbers strictly between two of the same group, as far as some edition holds them. */
function between(from: string, to: string, library: Library): string[] {
  const a = from.split(".");
  const b = to.split(".");
  if (a.length !== b.length || a.slice(0, -1).join(".") !== b.slice(0, -1).join(".")) return [];
  const numbers: string[] = [];
  for (let i = Number(a.at(-1)) + 1; i < Number(b.at(-1)) && numbers.length < 40; i++) {
    const number = [...a.slice(0, -1), i].join(".");
    if (library.byNumber(number).length > 0) numbers.push(number);
  }
  return numbers;
}

function readClauses(scan: Scan, index: number, first: string, length: number, named?: readonly StandardId[]): void {
  const { text, library, result } = scan;
  const end = index + length;
  // "clause 5.2 of this policy" is the document's own.
  if (
    /^[^.\n]{0,12}\bof (?:this|the) (?:policy|document|agreement|contract|procedure|standard operating|annex)/i.test(
      text.slice(end, end + 50),
    )
  )
    return;
  if (library.byNumber(first).length === 0) return;
  const chain = scan.chain++;
  const standards = named ?? namedNear(scan, index, end);
  const push = (number: string, span: Span): void => {
    if (result.some((other) => other.span.start < span.end && span.start < other.span.end)) return;
    result.push({ span, number, kind: "clause", named: standards, chain, implied: false, certain: true });
  };
  push(first, { start: end - first.length, end });
  let at = end;
  for (;;) {
    clauseNext.lastIndex = at;
    const next = clauseNext.exec(text);
    const number = next?.[2];
    if (!next || number === undefined || !number.includes(".") || library.byNumber(number).length === 0) break;
    at += next[0].length;
    push(number, { start: at - number.length, end: at });
  }
}

/** `ISO 27001 9.2`, `ISO/IEC 42001:2023, 6.1.4`, `ISO 27001 §9.2`: a clause number right behind the standard. */
function readAfterStandard(scan: Scan, mention: StandardMention): void {
  const rest = scan.text.slice(mention.end, mention.end + 40);
  const match =
    /^(?:,?\s(?:§\s?|section\s)?|,\s?|\s?[–—/]\s?)(\d{1,2}(?:\.\d{1,2}){1,2})(?![\p{L}\p{N}_%]|\.\d|-\d)/iu.exec(rest);
  const number = match?.[1];
  if (!match || number === undefined) return;
  readClauses(scan, mention.end, number, match[0].length, mention.standards);
}

/** The standard named before a reference in the same line (no sentence end between), or right behind it. */
function namedNear({ text, mentions }: Scan, start: number, end: number): readonly StandardId[] {
  const before = mentions.findLast((mention) => mention.end <= start + 1 && start - mention.end <= 80);
  if (before && !/\n|[.;!?]\s|\|/.test(text.slice(before.end, start))) return before.standards;
  const after = mentions.find((mention) => mention.start >= end && mention.start - end <= 24);
  // "A.8.9, ISO/IEC 42001:2023 A.5.2": the standard goes with what follows it.
  if (
    after &&
    !/^[\s:/.–-]{0,3}(?:annex\s+)?a?[.\s-]?\d/i.test(text.slice(after.end, after.end + 14)) &&
    /^[\s(,]*(?:of|in|from)?[\s(]*(?:annex\s+a\s+(?:of|to|in)\s+)?$/i.test(text.slice(end, after.start))
  )
    return after.standards;
  return [];
}
