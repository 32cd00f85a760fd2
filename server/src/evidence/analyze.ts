import type { Word } from "../base/words.ts";
import { keepRecent, remember } from "../base/values.ts";
import { overlaps, type Span } from "../base/span.ts";
import type { PolicyDocument, Section, SectionContent, Statement } from "../document/model.ts";
import type { Knowledge, Owner } from "./knowledge.ts";
import type { Lent, PatternHit } from "./matcher.ts";
import type { Evidence, Strength, Wording } from "./model.ts";
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
  section(doc: PolicyDocument, section: Section): SectionFindings;
  /** Where the sections of these findings last stood. */
  readonly placings: WeakMap<SectionFindings, Placing>;
}

/** A section's place in a document, and those of its findings that somebody read there. */
export interface Placing {
  readonly uri: string;
  /** Index of the section, and where it starts. */
  readonly section: number;
  readonly at: number;
  readonly evidence: Map<Finding, Evidence>;
}

/** Below so many headings what was found in a text is kept. */
const headingsKept = 16;

export function createAnalyzer(knowledge: Knowledge): Analyzer {
  const kept = new WeakMap<SectionContent, Map<string, SectionFindings>>();
  const wordingOf = createWordingReader(knowledge.library.language);
  const scanText = remember((text) => knowledge.matcher.scan(knowledge.reader.read(text)));
  return {
    knowledge,
    placings: new WeakMap(),
    section(doc, section) {
      const chain = headingChain(doc, section);
      const weight = evidenceWeight(knowledge.library, section);
      // The same text may stand below several headings.
      const here = kept.get(section.content) ?? new Map<string, SectionFindings>();
      const key = [weight, ...chain].join("\n");
      const result =
        here.get(key) ?? analyze(doc, section, weight, chain.map(scanText), { knowledge, wordingOf, scanText });
      keepRecent(here, key, result, headingsKept);
      kept.set(section.content, here);
      return result;
    },
  };
}

/** Texts of the headings above a section, its own included; the title first. */
function headingChain(doc: PolicyDocument, section: Section): string[] {
  const chain: string[] = [];
  for (let at: Section | undefined = section; at; at = at.parent === undefined ? undefined : doc.sections[at.parent]) {
    if (at.heading) chain.unshift(at.heading.text);
  }
  const title = doc.title?.text;
  if (title !== undefined && chain[0] !== title) chain.unshift(title);
  return chain;
}

interface Tools {
  readonly knowledge: Knowledge;
  readonly wordingOf: WordingReader;
  /** Scans a heading, key or table header; kept by text. */
  readonly scanText: (text: string) => ScannedText;
}

function analyze(
  doc: PolicyDocument,
  section: Section,
  weight: EvidenceWeight,
  chain: readonly ScannedText[],
  tools: Tools,
): SectionFindings {
  const { knowledge, wordingOf } = tools;
  const findings: Finding[] = [];
  let speaksOfAi = false;
  const at = section.span.start;
  const scan = scanner(doc, knowledge);
  const lentTo = lender(doc, chain, scan, tools);
  for (const index of section.statements) {
    const statement = doc.statements[index];
    if (!statement) continue;
    const { words, scanned } = scan(statement);
    const { real, classes } = sortHits(knowledge.matcher.match(scanned, lentTo(statement)), knowledge, weight);
    speaksOfAi ||= classes.has("ai");
    if (real.length === 0) continue;
    const quote = onOneLine(doc.text.slice(statement.span.start, statement.span.end));
    const { wording: written, unfilled, excludes } = wordingOf(quote);
    if (unfilled) continue;
    const wording = written === "description" && isTopic(statement, words, quote) ? "topic" : written;
    const mentionOnly = weight === "mention" || quote.endsWith("?");
    const strength = strengthOf({ mentionOnly, wording, concrete: classes.has("role") || classes.has("cadence") });
    const leftOut = excludes ? excludedParts(statement.span, doc.text, wordingOf) : [];
    const place = relative(statement.span, at);
    for (const { owner, pattern, stretches } of real) {
      const found = stretches.map((stretch) => spanOf(words, stretch));
      if (owner.kind !== "section" && found.some((one) => leftOut.some((part) => overlaps(one, part)))) continue;
      findings.push({
        owner,
        pattern,
        statement: place,
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
  readonly words: readonly Word[];
  readonly scanned: ScannedText;
}

/** Reads and scans statements, each once: the one that introduces a list serves all its items. */
function scanner(doc: PolicyDocument, knowledge: Knowledge): (statement: Statement) => Scan {
  const scans = new Map<number, Scan>();
  return (statement) => {
    const known = scans.get(statement.index);
    if (known) return known;
    const words = statement.runs.flatMap((run, i) =>
      asContinuation(knowledge.reader.read(doc.text, run), doc.text, statement.runs[i - 1], run),
    );
    const result = { words, scanned: knowledge.matcher.scan(words) };
    scans.set(statement.index, result);
    return result;
  };
}

/** What is lent to a statement; the items of a list and the rows of a table share it. */
function lender(
  doc: PolicyDocument,
  chain: readonly ScannedText[],
  scan: (statement: Statement) => Scan,
  tools: Tools,
): (statement: Statement) => Lent {
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
    const keys = statement.keys.map((key) => doc.text.slice(key.start, key.end).replace(/[_-]/g, " "));
    const id = [lead, cell?.table, ...keys].join("|");
    const known = kept.get(id);
    if (known) return known;
    const lent = tools.knowledge.matcher.lend([
      ...chain,
      ...leadTexts(doc, statement, scan),
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
function asContinuation(words: Word[], text: string, before: Span | undefined, run: Span): Word[] {
  const first = words[0];
  if (!before || !first) return words;
  const breaks = /[.,;:!?()[\]{}|\n]/.test(text.slice(before.end, run.start)) || run.start - before.end > 40;
  return breaks && !first.breaks ? [{ ...first, breaks: true }, ...words.slice(1)] : words;
}

function leadTexts(doc: PolicyDocument, statement: Statement, scan: (statement: Statement) => Scan): ScannedText[] {
  const texts: ScannedText[] = [];
  for (let lead = statement.lead, depth = 0; lead !== undefined && depth < 5; depth++) {
    const intro: Statement | undefined = doc.statements[lead];
    if (!intro || intro.section !== statement.section) break;
    texts.push(scan(intro).scanned);
    lead = intro.lead;
  }
  return texts;
}

/** White space of any kind and length becomes a blank; single blanks, which are most of it, stay as they are. */
const onOneLine = (text: string): string => text.replace(/\s{2,}|[^\S ]/g, " ");

const relative = (span: Span, at: number): Span => ({ start: span.start - at, end: span.end - at });

function spanOf(words: readonly Word[], { from, to }: Stretch): Span {
  return { start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 };
}
