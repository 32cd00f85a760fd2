import type { Word } from "../base/words.ts";
import { gap, type Pattern, type Phrase } from "./pattern.ts";

/**
 * All patterns of all catalogs as one machine: a trie over stems. A text is walked once, word by word; what the walk
 * costs depends on the text and on what it holds, not on how many patterns there are. Patterns of several terms are only
 * looked at when their rarest term was seen.
 */
export interface Matcher {
  readonly patternCount: number;
  /** Terms seen in a run of words. */
  scan(words: readonly Word[]): TermHits;
  /** Patterns that the statement's own words and the words lent to it satisfy, each with the words that decided. */
  match(own: TermHits, lent: readonly TermHits[]): PatternHit[];
}

/** Terms by number, each with the first stretch of words that showed it. */
export type TermHits = ReadonlyMap<number, Stretch>;

/** Indices of words, half-open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface PatternHit {
  /** Index of the pattern as given to `createMatcher`. */
  readonly pattern: number;
  /** Words of the statement itself that satisfied terms, in the order of the terms. */
  readonly stretches: readonly Stretch[];
  /** True where the statement itself has every term and nothing is lent. */
  readonly whole: boolean;
}

/** At most so many words between the two sides of `..`. */
const longestGap = 4;

interface Node {
  readonly next: Map<string, Node>;
  /** Segments that end here. */
  readonly segments: number[];
}

interface CompiledPattern {
  readonly wanted: readonly number[];
  readonly unwanted: readonly number[];
}

/** Where the segment is the whole phrase the hit is one of the terms; else it is the last segment of gapped phrases. */
interface Segment {
  readonly terms: number[];
  readonly gapped: { readonly term: number; readonly before: readonly number[] }[];
}

export function createMatcher(patterns: readonly Pattern[]): Matcher {
  const root: Node = { next: new Map(), segments: [] };
  const segments: Segment[] = [];
  const segmentIds = new Map<string, number>();
  const termIds = new Map<string, number>();
  const termWeights: number[] = [];

  const segmentOf = (stems: readonly string[]): number => {
    const key = stems.join(" ");
    const known = segmentIds.get(key);
    if (known !== undefined) return known;
    const id = segments.push({ terms: [], gapped: [] }) - 1;
    segmentIds.set(key, id);
    let node = root;
    for (const stem of stems) {
      const next = node.next.get(stem) ?? { next: new Map<string, Node>(), segments: [] };
      node.next.set(stem, next);
      node = next;
    }
    node.segments.push(id);
    return id;
  };
  const termOf = (phrases: readonly Phrase[]): number => {
    const split = phrases.map(splitAtGaps);
    const key = split
      .map((parts) => parts.map((part) => part.join(" ")).join(" .. "))
      .sort()
      .join("|");
    const known = termIds.get(key);
    if (known !== undefined) return known;
    const term = termIds.size;
    termIds.set(key, term);
    termWeights.push(split.reduce((sum, parts) => sum + 1 / parts.flat().length, 0));
    for (const parts of split) {
      const ids = parts.map(segmentOf);
      const last = segments[ids.at(-1) ?? 0] as Segment;
      if (ids.length === 1) last.terms.push(term);
      else last.gapped.push({ term, before: ids.slice(0, -1) });
    }
    return term;
  };

  const compiled = patterns.map(
    (pattern): CompiledPattern => ({
      wanted: pattern.terms.filter((term) => !term.negated).map((term) => termOf(term.phrases)),
      unwanted: pattern.terms.filter((term) => term.negated).map((term) => termOf(term.phrases)),
    }),
  );
  const users = new Array<number>(termIds.size).fill(0);
  for (const { wanted } of compiled) for (const term of wanted) users[term] = (users[term] ?? 0) + 1;
  const watchers: number[][] = Array.from({ length: termIds.size }, () => []);
  compiled.forEach(({ wanted }, i) => {
    // Few users and long phrases mean that a term is rare.
    const rarest = wanted.reduce((best, term) => (rank(term) < rank(best) ? term : best));
    watchers[rarest]?.push(i);
  });
  function rank(term: number): number {
    return (users[term] ?? 0) * (termWeights[term] ?? 1);
  }

  return {
    patternCount: patterns.length,
    scan: (words) => scan(words, root, segments),
    match: (own, lent) => match(own, lent, compiled, watchers),
  };
}

function scan(words: readonly Word[], root: Node, segments: readonly Segment[]): TermHits {
  const hits = new Map<number, Stretch>();
  const places = new Map<number, Stretch[]>();
  const gapped: { segment: number; at: Stretch }[] = [];
  for (let i = 0; i < words.length; i++) {
    walk(i, i, root, false);
  }
  function walk(from: number, at: number, node: Node, started: boolean): void {
    const word = words[at];
    if (!word || (started && word.breaks)) return;
    step(node.next.get(word.stem));
    if (word.digits !== undefined) step(node.next.get(word.digits));
    function step(next: Node | undefined): void {
      if (!next) return;
      for (const id of next.segments) found(id, { from, to: at + 1 });
      if (next.next.size > 0) walk(from, at + 1, next, true);
    }
  }
  function found(id: number, at: Stretch): void {
    const segment = segments[id] as Segment;
    for (const term of segment.terms) if (!hits.has(term)) hits.set(term, at);
    const list = places.get(id);
    if (list) list.push(at);
    else places.set(id, [at]);
    if (segment.gapped.length > 0) gapped.push({ segment: id, at });
  }
  for (const { segment, at } of gapped) {
    for (const { term, before } of (segments[segment] as Segment).gapped) {
      if (hits.has(term)) continue;
      const from = reachBack(before, at.from, places);
      if (from !== undefined) hits.set(term, { from, to: at.to });
    }
  }
  return hits;
}

/** Start of a chain of segments that ends at most a gap before `end`. */
function reachBack(
  before: readonly number[],
  end: number,
  places: ReadonlyMap<number, readonly Stretch[]>,
): number | undefined {
  const last = before.at(-1);
  if (last === undefined) return end;
  for (const place of places.get(last) ?? []) {
    if (place.to > end || end - place.to > longestGap) continue;
    const from = reachBack(before.slice(0, -1), place.from, places);
    if (from !== undefined) return from;
  }
  return undefined;
}

function match(
  own: TermHits,
  lent: readonly TermHits[],
  compiled: readonly CompiledPattern[],
  watchers: readonly (readonly number[])[],
): PatternHit[] {
  const result: PatternHit[] = [];
  if (own.size === 0) return result;
  const has = (term: number): boolean => own.has(term) || lent.some((hits) => hits.has(term));
  const consider = (term: number): void => {
    for (const index of watchers[term] ?? []) {
      const { wanted, unwanted } = compiled[index] as CompiledPattern;
      if (!wanted.every(has) || unwanted.some(has)) continue;
      const stretches = wanted.map((id) => own.get(id)).filter((stretch) => stretch !== undefined);
      if (stretches.length > 0) result.push({ pattern: index, stretches, whole: stretches.length === wanted.length });
    }
  };
  for (const term of own.keys()) consider(term);
  const seen = new Set<number>();
  for (const hits of lent) {
    for (const term of hits.keys()) {
      if (own.has(term) || seen.has(term)) continue;
      seen.add(term);
      consider(term);
    }
  }
  return result;
}

function splitAtGaps(phrase: Phrase): string[][] {
  const parts: string[][] = [[]];
  for (const item of phrase) {
    if (item === gap) parts.push([]);
    else parts.at(-1)?.push(item);
  }
  return parts.filter((part) => part.length > 0);
}
