import type { Word, WordReader } from "../base/words.ts";
import { remember } from "../base/values.ts";
import { detached } from "../base/text.ts";
import { overlaps, type Span } from "../base/span.ts";
import type { PolicyDocument, Section, Statement } from "../document/model.ts";
import type { SectionContent } from "../document/section-content.ts";
import type { Knowledge, Owner } from "./knowledge.ts";
import type { Lent, PatternHit } from "./matcher.ts";
import type { Strength, Wording } from "./model.ts";
import { type EvidenceWeight, evidenceWeight } from "./section-weight.ts";
import type { ScannedText, Stretch } from "./sequences.ts";
import { createWordingReader, strengthOf, type WordingReader } from "./wording.ts";

/** A pattern found in a statement. Spans are relative to the section's start. */
export interface Finding {
  readonly owner: Owner;
  readonly pattern: string;
  readonly statement: Span;
  readonly words: readonly Span[];
  readonly quote: string;
  readonly strength: Strength;
  readonly wording: Wording;
}

/** What the signals found in one section. */
export interface SectionFindings {
  readonly findings: readonly Finding[];
  readonly speaksOfAi: boolean;
}

/** Reads the sections of documents and keeps what it found by section text, so that an edit redoes only what it touched. */
export interface Analyzer {
  readonly knowledge: Knowledge;
  /** What was found in each section of a document, by the section's index. */
  document(doc: PolicyDocument): readonly SectionFindings[];
}

/** So many readings of one text are kept. */
const readingsKept = 16;

export function createAnalyzer(knowledge: Knowledge): Analyzer {
  // With the analyzer, not with the text: a text outlives the knowledge it was read with.
  const kept = new WeakMap<SectionContent, Reading[]>();
  const wordingOf = createWordingReader(knowledge.library.language);
  const scanText = remember((text) => knowledge.matcher.scan(knowledge.reader.read(text)));
  const tools: Tools = { knowledge, wordingOf, scanText };
  return {
    knowledge,
    document(doc) {
      const chains = headingChains(doc);
      const places = doc.sections.map((section, i): Place => {
        const headings = chains[i] ?? [];
        const weight = evidenceWeight(knowledge.library, section);
        const readings = kept.get(section.content) ?? [];
        if (readings.length === 0) kept.set(section.content, readings);
        return { section, headings, weight, readings };
      });
      const known = places.map(findReading);
      const due = places.filter((_, i) => known[i] === undefined);
      const read = analyze(doc, due, tools);
      for (const [place, findings] of read) keepReading(place, findings);
      return places.map((place, i) => known[i] ?? read.get(place) ?? nothing);
    },
  };
}

/** A section below its headings. */
interface Place {
  readonly section: Section;
  readonly headings: readonly string[];
  readonly weight: EvidenceWeight;
  /** What is known of its text: the same text may stand below several headings, and count more or less. */
  readonly readings: Reading[];
}

/** What was found in a text of this weight below these headings. */
interface Reading extends Pick<Place, "headings" | "weight"> {
  readonly findings: SectionFindings;
}

function findReading({ headings, weight, readings }: Place): SectionFindings | undefined {
  return readings.find((one) => one.weight === weight && isSameList(one.headings, headings))?.findings;
}

function keepReading({ headings, weight, readings }: Place, findings: SectionFindings): void {
  if (readings.length >= readingsKept) readings.shift();
  readings.push({ headings: headings.map(detached), weight, findings });
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

const nothing: SectionFindings = { findings: [], speaksOfAi: false };

/** For each section the texts of the headings above it, its own included; the title first. */
function headingChains(doc: PolicyDocument): readonly (readonly string[])[] {
  const title = doc.title?.text;
  const chains: (readonly string[])[] = [];
  for (const { heading, parent } of doc.sections) {
    const own = heading ? [heading.text] : [];
    if (parent !== undefined) chains.push([...(chains[parent] ?? []), ...own]);
    else chains.push(title === undefined || own[0] === title ? own : [title, ...own]);
  }
  return chains;
}

interface Tools {
  readonly knowledge: Knowledge;
  readonly wordingOf: WordingReader;
  /** Scans a heading, key or table header; kept by text. */
  readonly scanText: (text: string) => ScannedText;
}

/**
 * Reads sections. Each step takes all of them before the next one begins: the tables that it looks things up in stay in the
 * processor's cache.
 */
function analyze(doc: PolicyDocument, places: readonly Place[], tools: Tools): ReadonlyMap<Place, SectionFindings> {
  const { knowledge, scanText } = tools;
  const scanned = places.map(
    (place): ScannedPlace => ({
      place,
      scans: scanStatements(doc, place.section, knowledge),
      chain: place.headings.map(scanText),
    }),
  );
  const matched = scanned.map((one): MatchedPlace => ({ ...one, hits: matchStatements(doc, one, tools) }));
  return new Map(matched.map((one) => [one.place, findingsIn(doc, one, tools)]));
}

interface ScannedPlace {
  readonly place: Place;
  /** By index of the statement. */
  readonly scans: ReadonlyMap<number, Scan>;
  readonly chain: readonly ScannedText[];
}

interface MatchedPlace extends ScannedPlace {
  readonly hits: ReadonlyMap<Scan, readonly PatternHit[]>;
}

function matchStatements(
  doc: PolicyDocument,
  { chain, scans }: ScannedPlace,
  tools: Tools,
): ReadonlyMap<Scan, readonly PatternHit[]> {
  const lentTo = lender(doc, chain, scans, tools);
  const hits = new Map<Scan, readonly PatternHit[]>();
  for (const scan of scans.values()) {
    const found = tools.knowledge.matcher.match(scan.scanned, lentTo(scan.statement));
    if (found.length > 0) hits.set(scan, found);
  }
  return hits;
}

function findingsIn(
  doc: PolicyDocument,
  { place: { section, weight }, hits }: MatchedPlace,
  { knowledge, wordingOf }: Tools,
): SectionFindings {
  const findings: Finding[] = [];
  let speaksOfAi = false;
  const at = section.span.start;
  for (const [{ statement, words }, matched] of hits) {
    const { real, classes } = sortHits(matched, knowledge, weight);
    speaksOfAi ||= classes.has("ai");
    if (real.length === 0) continue;
    const quote = detached(onOneLine(doc.text.slice(statement.span.start, statement.span.end)));
    const { wording: written, unfilled, excludes } = wordingOf(quote);
    if (unfilled) continue;
    const wording = written === "description" && isTopic(statement, words, quote) ? "topic" : written;
    const mentionOnly = weight === "mention" || quote.endsWith("?");
    const strength = strengthOf({ mentionOnly, wording, concrete: classes.has("role") || classes.has("cadence") });
    const leftOut = excludes ? excludedParts(statement.span, doc.text, wordingOf) : [];
    const whole = relative(statement.span, at);
    for (const { owner, pattern, stretches } of real) {
      const found = stretches.map((stretch) => spanOf(words, stretch));
      if (owner.kind !== "section" && found.some((one) => leftOut.some((part) => overlaps(one, part)))) continue;
      findings.push({
        owner,
        pattern,
        statement: whole,
        words: found.map((span) => relative(span, at)),
        quote,
        strength,
        wording,
      });
    }
  }
  return { findings, speaksOfAi };
}

interface OwnedHit {
  readonly owner: Owner;
  readonly pattern: string;
  readonly stretches: readonly Stretch[];
}

const noClasses: ReadonlySet<string> = new Set();

/** Parts what speaks for something in a section of such weight from the classes of the statement's words. */
function sortHits(
  hits: readonly PatternHit[],
  { owners }: Knowledge,
  weight: EvidenceWeight,
): { readonly real: readonly OwnedHit[]; readonly classes: ReadonlySet<string> } {
  const real: OwnedHit[] = [];
  let classes: Set<string> | undefined;
  for (const { index, stretches, whole } of hits) {
    const owned = owners[index];
    if (!owned) continue;
    const { owner, pattern } = owned;
    if (owner.kind === "class") (classes ??= new Set()).add(owner.name);
    else if (owner.kind === "section" ? whole : weight !== "none") real.push({ owner, pattern, stretches });
  }
  return { real, classes: classes ?? noClasses };
}

interface Scan {
  readonly statement: Statement;
  readonly words: readonly Word[];
  readonly scanned: ScannedText;
}

/** The statements of a section's body, by index. */
function scanStatements(doc: PolicyDocument, section: Section, { matcher, reader }: Knowledge): Map<number, Scan> {
  const scans = new Map<number, Scan>();
  for (const index of section.statements) {
    const statement = doc.statements[index];
    if (!statement) continue;
    const words = wordsOf(statement, doc.text, reader);
    scans.set(index, { statement, words, scanned: matcher.scan(words) });
  }
  return scans;
}

function wordsOf({ runs }: Statement, text: string, reader: WordReader): readonly Word[] {
  const [first, ...others] = runs;
  if (!first) return [];
  const words = reader.read(text, first);
  for (const [i, run] of others.entries())
    for (const word of asContinuation(reader.read(text, run), text, runs[i], run)) words.push(word);
  return words;
}

/** What is lent to a statement; the items of a list and the rows of a table share it. */
function lender(
  doc: PolicyDocument,
  chain: readonly ScannedText[],
  scans: ReadonlyMap<number, Scan>,
  tools: Tools,
): (statement: Statement) => Lent {
  /** What most statements are lent. */
  let headings: Lent | undefined;
  const kept = new Map<string, Lent>();
  const headers = new Map<number, ScannedText>();
  const headerOf = (table: number): ScannedText => {
    const known = headers.get(table);
    if (known) return known;
    const header = tools.scanText(doc.tables[table]?.header.map((cell) => cell.text).join(" | ") ?? "");
    headers.set(table, header);
    return header;
  };
  return (statement) => {
    const { lead, cell } = statement;
    if (lead === undefined && cell === undefined && statement.keys.length === 0)
      return (headings ??= tools.knowledge.matcher.lend(chain));
    const keys = statement.keys.map((key) => doc.text.slice(key.start, key.end).replace(/[_-]/g, " "));
    const id = [lead, cell?.table, ...keys].join("|");
    const known = kept.get(id);
    if (known) return known;
    const lent = tools.knowledge.matcher.lend([
      ...chain,
      ...leadTexts(statement, scans),
      ...keys.map(tools.scanText),
      ...(cell ? [headerOf(cell.table)] : []),
    ]);
    kept.set(id, lent);
    return lent;
  };
}

/** Parts of a statement that say what is left out: "…; there is no separate register" leaves the part before it alone. */
function excludedParts(statement: Span, text: string, wordingOf: WordingReader): Span[] {
  const parts: Span[] = [];
  for (let start = statement.start; start < statement.end; ) {
    const semicolon = text.indexOf(";", start);
    const end = semicolon < 0 || semicolon >= statement.end ? statement.end : semicolon + 1;
    if (wordingOf(onOneLine(text.slice(start, end))).excludes) parts.push({ start, end });
    start = end;
  }
  return parts.length > 0 ? parts : [statement];
}

/** A list item or cell of a few words without a verb names a topic; it does nothing about it. */
function isTopic(statement: Statement, words: readonly Word[], quote: string): boolean {
  return (
    statement.kind !== "sentence" &&
    statement.lead === undefined &&
    statement.cell === undefined &&
    statement.keys.length === 0 &&
    words.length <= 3 &&
    !/[.!]$/.test(quote)
  );
}

/** Words of a run that follows another closely (emphasis within a phrase) go on with the phrase. */
function asContinuation(words: readonly Word[], text: string, before: Span | undefined, run: Span): readonly Word[] {
  const first = words[0];
  if (!before || !first) return words;
  const breaks = /[.,;:!?()[\]{}|\n]/.test(text.slice(before.end - 1, first.start)) || run.start - before.end > 40;
  return breaks && !first.breaks ? [{ ...first, breaks: true }, ...words.slice(1)] : words;
}

/** What introduces the list that a statement stands in, and the lists around it. */
function leadTexts({ lead }: Statement, scans: ReadonlyMap<number, Scan>): ScannedText[] {
  const texts: ScannedText[] = [];
  for (let depth = 0; lead !== undefined && depth < 5; depth++) {
    const intro = scans.get(lead);
    if (!intro) break;
    texts.push(intro.scanned);
    ({ lead } = intro.statement);
  }
  return texts;
}

/** White space of any kind and length becomes a blank; single blanks, which are most of it, stay as they are. */
const onOneLine = (text: string): string => text.replace(/\s{2,}|[^\S ]/g, " ");

const relative = (span: Span, at: number): Span => ({ start: span.start - at, end: span.end - at });

function spanOf(words: readonly Word[], { from, to }: Stretch): Span {
  return { start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 };
}
