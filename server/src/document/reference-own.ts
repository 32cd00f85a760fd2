import type { Span } from "../base/span.ts";
import { literal } from "../base/word-pattern.ts";
import type { Library } from "../catalog/library.ts";
import type { Requirement, Standard } from "../catalog/model.ts";

/** A place where a text names a requirement of one of the workspace's own catalogs. */
export interface OwnReference {
  readonly span: Span;
  readonly requirement: Requirement;
  /** The catalog is named beside the number. */
  readonly isNamed: boolean;
  /** Spelt out of a range. */
  readonly implied: boolean;
}

/** Finds references to own catalogs; `skip` tells offsets that are code or link targets. */
export type OwnReferenceScanner = (text: string, skip: (offset: number) => boolean) => OwnReference[];

/**
 * Makes a scanner for the numbers of a workspace's own catalogs, as printed or as OSCAL ids, however they are padded and
 * spaced: `AC-2`, `ac-2(1)`, `AC-02 (01)`, `GV.OC-01`. A number without letters counts behind the catalog's name only.
 */
export function createOwnReferenceScanner(library: Library): OwnReferenceScanner | undefined {
  const standards = library.standards.filter((standard) => standard.own);
  if (standards.length === 0) return undefined;
  const holders = new Map<string, Requirement[]>();
  for (const { requirements } of standards) {
    for (const requirement of requirements) {
      for (const key of new Set([requirement.number, requirement.oscalId ?? ""].map(normal)))
        if (key !== "") holders.set(key, [...(holders.get(key) ?? []), requirement]);
    }
  }
  const names = namePattern(standards);
  return (text, skip) => {
    const mentions = [...text.matchAll(names)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      standard: standardOf(standards, match[0]),
    }));
    /** The holder that the words before name, else the one of the first catalog. */
    const pick = (key: string, start: number): { requirement: Requirement; isNamed: boolean } | undefined => {
      const found = holders.get(key);
      const first = found?.[0];
      if (!found || !first) return undefined;
      const before = mentions.findLast((mention) => mention.end <= start && start - mention.end <= 80);
      const isNear = before && !/\n|[.;!?]\s/.test(text.slice(before.end, start));
      const named = isNear ? found.find((one) => one.standard === before.standard?.id) : undefined;
      return { requirement: named ?? first, isNamed: named !== undefined };
    };
    const result: OwnReference[] = [];
    for (const match of text.matchAll(lettered)) {
      if (skip(match.index)) continue;
      for (const { length, key, offset } of readings(match[1] ?? "", match[2] ?? "")) {
        const start = match.index + offset;
        const found = pick(key, match.index);
        if (found) result.push({ span: { start, end: start + length }, ...found, implied: false });
      }
    }
    for (const { end, standard } of mentions) {
      const match = numberBehind.exec(text.slice(end, end + 60));
      const number = match?.[2];
      if (!match || number === undefined || skip(end) || !standard) continue;
      const requirement = holders.get(normal(number))?.find((one) => one.standard === standard.id);
      const start = end + (match[1]?.length ?? 0);
      if (requirement && !result.some((one) => one.span.start === start))
        result.push({ span: { start, end: start + number.length }, requirement, isNamed: true, implied: false });
    }
    const sorted = result.sort((a, b) => a.span.start - b.span.start);
    return [...sorted, ...rangesIn(text, sorted, library)].sort((a, b) => a.span.start - b.span.start);
  };
}

/** Letters and digits joined by dots and hyphens, with enhancements in parentheses. */
const lettered =
  /(?<![\p{L}\p{N}_./#@-])(\p{L}[\p{L}\p{N}]{0,11}(?:[.-][\p{L}\p{N}]{1,8}){1,4})((?:\s?\(\d{1,3}\))*)(?![\p{L}\p{N}_]|-\p{L})/gu;

/** A number behind a catalog's name: `PCI DSS 8.3.1`, `Acme baseline, requirement 4`. */
const numberBehind =
  /^(,?\s{1,2}(?:(?:controls?|requirements?|sections?|safeguards?|clauses?|no\.)\s)?)(\p{L}?[\p{L}\p{N}]{0,6}(?:[.-][\p{L}\p{N}]{1,6}){0,4})(?![\p{L}\p{N}_%]|[.-][\p{L}\p{N}])/iu;

/** `AC-2(1)(3)` names two enhancements; `AC-2 (see below)` names the control. */
function readings(base: string, parentheses: string): { key: string; offset: number; length: number }[] {
  const whole = { key: normal(base), offset: 0, length: base.length };
  const inner = [...parentheses.matchAll(/\((\d+)\)/g)];
  if (inner.length === 0) return [whole];
  return inner.map((match, i) => ({
    key: normal(`${base}(${match[1] ?? ""})`),
    offset: i === 0 ? 0 : base.length + match.index,
    length: i === 0 ? base.length + match.index + match[0].length : match[0].length,
  }));
}

/** Upper case, without blanks and leading zeros: one form for `AC-02 (01)`, `ac-2(1)` and `AC-2 (1)`. */
export const normal = (number: string): string =>
  number
    .toUpperCase()
    .replace(/\s+/g, "")
    .replace(/(?<![\p{L}\p{N}])0+(?=\d)/gu, "");

/** What lies between the two ends of a range (`AC-2 to AC-6`), as far as the catalog holds it. */
function rangesIn(text: string, found: readonly OwnReference[], library: Library): OwnReference[] {
  return found.flatMap((from, i): OwnReference[] => {
    const to = found[i + 1];
    if (!to || to.requirement.standard !== from.requirement.standard) return [];
    if (!/^\s?(?:-|–|—|‑|to|through|until|\.\.\.?)\s?$/i.test(text.slice(from.span.end, to.span.start))) return [];
    const a = /^(.*?)(\d+)$/.exec(from.requirement.number);
    const b = /^(.*?)(\d+)$/.exec(to.requirement.number);
    if (!a || !b || a[1] !== b[1]) return [];
    const between = (library.standard(from.requirement.standard)?.requirements ?? []).filter((one) => {
      const parts = /^(.*?)(\d+)$/.exec(one.number);
      return parts?.[1] === a[1] && Number(parts?.[2]) > Number(a[2]) && Number(parts?.[2]) < Number(b[2]);
    });
    const span = { start: from.span.start, end: to.span.end };
    return between.map((requirement) => ({ span, requirement, isNamed: from.isNamed, implied: true }));
  });
}

function namePattern(standards: readonly Standard[]): RegExp {
  const names = [...new Set(standards.flatMap((standard) => standard.aliases))]
    .filter((name) => name.length >= 3)
    .sort((a, b) => b.length - a.length)
    .map((name) => literal(name).replace(/\s+/g, "\\s+"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join("|")})(?![\\p{L}\\p{N}])`, "giu");
}

function standardOf(standards: readonly Standard[], written: string): Standard | undefined {
  const name = written.toLowerCase().replace(/\s+/g, " ");
  return standards.find((standard) => standard.aliases.includes(name));
}
