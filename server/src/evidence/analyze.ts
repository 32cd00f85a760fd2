import type { Word } from "../base/words.ts";
import type { Span } from "../base/span.ts";
import type { PolicyDocument, Section, SectionContent, Statement } from "../document/model.ts";
import type { Knowledge, Owner } from "./knowledge.ts";
import type { Stretch, TermHits } from "./matcher.ts";
import type { Strength, Wording } from "./model.ts";
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
}

export function createAnalyzer(knowledge: Knowledge): Analyzer {
  const kept = new WeakMap<SectionContent, { context: string; result: SectionFindings }>();
  const headings = new Map<string, TermHits>();
  const wording = createWordingReader(knowledge.library.language);
  const scanHeading = (text: string): TermHits => {
    const known = headings.get(text);
    if (known) return known;
    const hits = knowledge.matcher.scan(knowledge.reader.read(text));
    if (headings.size > 20_000) headings.clear();
    headings.set(text, hits);
    return hits;
  };
  return {
    knowledge,
    section(doc, section) {
      const chain = headingChain(doc, section);
      const weight = weightOf(knowledge, section);
      const context = `${weight}\u0000${chain.join("\u0000")}`;
      const known = kept.get(section.content);
      if (known?.context === context) return known.result;
      const result = analyze(doc, section, weight, chain.map(scanHeading), knowledge, wording, scanHeading);
      kept.set(section.content, { context, result });
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

type Weight = "full" | "mention" | "none";

/** The least that the kinds of a section allow; a heading that joins two kinds ("Purpose and review") allows the more. */
function weightOf({ library }: Knowledge, section: Section): Weight {
  const kinds = section.kinds.length > 0 ? section.kinds : section.inherited;
  const weights = kinds.map((kind) => library.sectionKind(kind)?.evidence ?? "full");
  if (weights.length === 0 || weights.includes("full")) return "full";
  return weights.includes("mention") ? "mention" : "none";
}

function analyze(
  doc: PolicyDocument,
  section: Section,
  weight: Weight,
  chain: readonly TermHits[],
  knowledge: Knowledge,
  wordingOf: WordingReader,
  scanText: (text: string) => TermHits,
): SectionFindings {
  const findings: Finding[] = [];
  let speaksOfAi = false;
  const at = section.span.start;
  const scans = new Map<number, { words: Word[]; hits: TermHits }>();
  const scan = (statement: Statement): { words: Word[]; hits: TermHits } => {
    const known = scans.get(statement.index);
    if (known) return known;
    const words = statement.runs.flatMap((run, i) =>
      asContinuation(knowledge.reader.read(doc.text, run), doc.text, statement.runs[i - 1], run),
    );
    const result = { words, hits: knowledge.matcher.scan(words) };
    scans.set(statement.index, result);
    return result;
  };
  for (const index of section.statements) {
    const statement = doc.statements[index];
    if (!statement) continue;
    const { words, hits } = scan(statement);
    if (words.length === 0) continue;
    const lent = [
      ...chain,
      ...leadHits(doc, statement, scan),
      ...headerHits(doc, statement, scanText),
      ...keyHits(doc, statement, scanText),
    ];
    const matches = knowledge.matcher.match(hits, lent);
    if (matches.length === 0) continue;
    const owners = matches.map((match) => knowledge.owners[match.pattern]?.owner);
    const is = (name: string): boolean =>
      owners.some(
        (owner, i) => owner?.kind === "class" && owner.name === name && (matches[i]?.stretches.length ?? 0) > 0,
      );
    if (is("ai")) speaksOfAi = true;
    if (!owners.some((owner) => owner?.kind === "section" || weight !== "none")) continue;
    const quote = doc.text.slice(statement.span.start, statement.span.end).replace(/\s+/g, " ");
    const { wording: written, unfilled, excludes } = wordingOf(quote);
    if (unfilled) continue;
    const counts = (owner: Owner): boolean => owner.kind === "section" || (weight !== "none" && !excludes);
    const wording = written === "description" && isTopic(statement, words, quote) ? "topic" : written;
    const strength = strengthOf({
      mentionOnly: weight === "mention" || quote.endsWith("?"),
      wording,
      concrete: is("role") || is("cadence"),
    });
    matches.forEach((match, i) => {
      const owner = owners[i];
      const pattern = knowledge.owners[match.pattern]?.pattern;
      if (!owner || pattern === undefined || owner.kind === "class" || !counts(owner)) return;
      // What a section is for has to be said in full: a title lends "policy" to every statement.
      if (owner.kind === "section" && !match.whole) return;
      findings.push({
        owner,
        pattern,
        statement: relative(statement.span, at),
        words: match.stretches.map((stretch) => relative(spanOf(words, stretch), at)),
        quote,
        strength,
        wording,
      });
    });
  }
  return { findings, speaksOfAi };
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

function leadHits(
  doc: PolicyDocument,
  statement: Statement,
  scan: (statement: Statement) => { hits: TermHits },
): TermHits[] {
  const hits: TermHits[] = [];
  for (let lead = statement.lead, depth = 0; lead !== undefined && depth < 5; depth++) {
    const intro: Statement | undefined = doc.statements[lead];
    if (!intro || intro.section !== statement.section) break;
    hits.push(scan(intro).hits);
    lead = intro.lead;
  }
  return hits;
}

function headerHits(doc: PolicyDocument, { cell }: Statement, scanText: (text: string) => TermHits): TermHits[] {
  const header = cell && doc.tables[cell.table]?.header;
  return header ? [scanText(header.map((one) => one.text).join(" | "))] : [];
}

function keyHits(doc: PolicyDocument, { keys }: Statement, scanText: (text: string) => TermHits): TermHits[] {
  return keys.map((key) => scanText(doc.text.slice(key.start, key.end).replace(/[_-]/g, " ")));
}

const relative = (span: Span, at: number): Span => ({ start: span.start - at, end: span.end - at });

function spanOf(words: readonly Word[], { from, to }: Stretch): Span {
  return { start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 };
}
