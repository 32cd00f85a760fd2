import type { Word } from "../base/words.ts";
import { gap, type Pattern, type Phrase } from "./pattern.ts";

/**
 * All patterns of all catalogs as one machine. A trie over stems finds phrases in one walk over a text's words; each phrase
 * counts towards the patterns that look for it, and a pattern whose count is full has matched. What that costs depends on
 * the text and on what it holds, not on how many patterns there are.
 */
export interface Matcher {
  readonly patternCount: number;
  /** Phrases seen in a run of words. */
  scan(words: readonly Word[]): PhraseHits;
  /** What headings, introductions and table headers lend; made once for all the statements they lend to. */
  lend(hits: readonly PhraseHits[]): Lent;
  /** Patterns that the statement's own words and the words lent to it satisfy, each with the words that decided. */
  match(own: PhraseHits, lent: Lent): PatternHit[];
}

/** Phrases by number, each with the stretches of words that showed it, in order. */
export type PhraseHits = ReadonlyMap<number, readonly Stretch[]>;

/** What is lent. */
export interface Lent {
  /** 1 for each term that is lent. */
  readonly terms: Uint8Array;
  /** How many of its terms each pattern has already. */
  readonly counts: Uint8Array;
}

/** Indices of words, half-open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface PatternHit {
  /** Index of the pattern as given to `createMatcher`. */
  readonly index: number;
  /** Words of the statement itself that satisfied terms, in the order of the terms. */
  readonly stretches: readonly Stretch[];
  /** True where the statement itself has every term and nothing is lent. */
  readonly whole: boolean;
}

/** At most so many words between the two sides of `..`. */
const longestGap = 4;

/** A place in the trie. */
interface Node {
  next: Map<string, Node> | undefined;
  /** The phrase that ends here. */
  phrase: number | undefined;
}

/** Sets of phrases that follow each other, each at most a gap behind the one before; one set where there is no gap. */
type Chain = readonly ReadonlySet<number>[];

/** A choice of phrases and of chains. */
interface CompiledTerm {
  readonly id: number;
  readonly chains: readonly Chain[];
  /** A phrase of the last set shows such a term only perhaps: order and gaps remain to be looked at. */
  readonly gapped: boolean;
  /** Patterns that want it. */
  readonly users: number[];
}

interface CompiledPattern {
  readonly wanted: readonly CompiledTerm[];
  readonly unwanted: readonly CompiledTerm[];
}

interface Machine {
  readonly root: Node;
  readonly patterns: readonly CompiledPattern[];
  readonly terms: readonly CompiledTerm[];
  /** By phrase: the terms whose last set holds it. */
  readonly ends: readonly CompiledTerm[][];
}

export function createMatcher(patterns: readonly Pattern[]): Matcher {
  const machine = compile(patterns);
  const scratch = createScratch(machine);
  return {
    patternCount: patterns.length,
    scan: (words) => scan(words, machine.root),
    lend: (hits) => lend(hits, machine),
    match: (own, lent) => match(own, lent, machine, scratch),
  };
}

function compile(sources: readonly Pattern[]): Machine {
  const root: Node = { next: undefined, phrase: undefined };
  const terms = new Map<string, CompiledTerm>();
  const ends: CompiledTerm[][] = [];
  const phraseOf = (stems: readonly string[]): number => {
    let node = root;
    for (const stem of stems) {
      node.next ??= new Map();
      const next = node.next.get(stem) ?? { next: undefined, phrase: undefined };
      node.next.set(stem, next);
      node = next;
    }
    node.phrase ??= ends.push([]) - 1;
    return node.phrase;
  };
  const termOf = (phrases: readonly Phrase[]): CompiledTerm => {
    const written = phrases.map((phrase) => splitAtGaps(phrase).map(phraseOf));
    const key = written
      .map((parts) => parts.join(">"))
      .sort()
      .join("|");
    const known = terms.get(key);
    if (known) return known;
    const chains = chainsOf(written);
    const term: CompiledTerm = { id: terms.size, chains, gapped: chains.some((chain) => chain.length > 1), users: [] };
    terms.set(key, term);
    for (const phrase of new Set(chains.flatMap((chain) => [...(chain.at(-1) ?? [])]))) ends[phrase]?.push(term);
    return term;
  };
  const patterns = sources.map((source, i): CompiledPattern => {
    // A term written twice counts once.
    const wanted = [...new Set(source.terms.filter((term) => !term.negated).map((term) => termOf(term.phrases)))];
    for (const term of wanted) term.users.push(i);
    return { wanted, unwanted: source.terms.filter((term) => term.negated).map((term) => termOf(term.phrases)) };
  });
  return { root, patterns, terms: [...terms.values()], ends };
}

/** Brings `(a|b) .. (c|d)`, which was multiplied out to four chains, back to one of two sets. */
function chainsOf(written: readonly (readonly number[])[]): Chain[] {
  const byLength = new Map<number, (readonly number[])[]>();
  for (const parts of written) push(byLength, parts.length, parts);
  return [...byLength].flatMap(([length, group]): Chain[] => {
    const sets = Array.from({ length }, (_, i) => new Set(group.map((parts) => parts[i] ?? 0)));
    const product = sets.reduce((all, set) => all * set.size, 1);
    return product === group.length ? [sets] : group.map((parts) => parts.map((phrase) => new Set([phrase])));
  });
}

function scan(words: readonly Word[], root: Node): PhraseHits {
  const hits = new Map<number, Stretch[]>();
  const walk = (start: Node, from: number, at: number): void => {
    let node: Node | undefined = start;
    for (let i = at; node?.next && i < words.length; i++) {
      const word = words[i] as Word;
      if (i > from && word.breaks) return;
      if (word.digits !== undefined) {
        // A number is read as any number and as itself.
        const exact = node.next.get(word.digits);
        if (exact?.phrase !== undefined) push(hits, exact.phrase, { from, to: i + 1 });
        if (exact) walk(exact, from, i + 1);
      }
      node = node.next.get(word.stem);
      if (node?.phrase !== undefined) push(hits, node.phrase, { from, to: i + 1 });
    }
  };
  for (let from = 0; from < words.length; from++) walk(root, from, from);
  return hits;
}

/** Calls back with every term that phrases may show (a gapped one perhaps); with some more than once. */
function eachTerm(hits: PhraseHits, { ends }: Machine, callback: (term: CompiledTerm) => void): void {
  for (const phrase of hits.keys()) for (const term of ends[phrase] ?? []) callback(term);
}

/** The first stretch of words that shows a term. */
function stretchOf(term: CompiledTerm, hits: PhraseHits): Stretch | undefined {
  for (const chain of term.chains) {
    const last = chain.at(-1);
    for (const [phrase, stretches] of hits) {
      if (!last?.has(phrase)) continue;
      for (const { from: end, to } of stretches) {
        const from = reachBack(chain, chain.length - 2, end, hits);
        if (from !== undefined) return { from, to };
      }
    }
  }
  return undefined;
}

/** Start of the chain up to its set `index`, which has to end at most a gap before `end`. */
function reachBack(chain: Chain, index: number, end: number, hits: PhraseHits): number | undefined {
  if (index < 0) return end;
  for (const [phrase, stretches] of hits) {
    if (!chain[index]?.has(phrase)) continue;
    for (const place of stretches) {
      if (place.to > end || end - place.to > longestGap) continue;
      const from = reachBack(chain, index - 1, place.from, hits);
      if (from !== undefined) return from;
    }
  }
  return undefined;
}

function lend(sources: readonly PhraseHits[], machine: Machine): Lent {
  const terms = new Uint8Array(machine.terms.length);
  const counts = new Uint8Array(machine.patterns.length);
  for (const source of sources) {
    eachTerm(source, machine, (term) => {
      if (terms[term.id] === 1 || (term.gapped && !stretchOf(term, source))) return;
      terms[term.id] = 1;
      for (const index of term.users) counts[index] = (counts[index] ?? 0) + 1;
    });
  }
  return { terms, counts };
}

/** Counters that one match after the other uses: a number below the current round is stale. */
interface Scratch {
  round: number;
  readonly terms: Int32Array;
  readonly patterns: Int32Array;
  readonly counts: Uint8Array;
}

const createScratch = ({ terms, patterns }: Machine): Scratch => ({
  round: 0,
  terms: new Int32Array(terms.length),
  patterns: new Int32Array(patterns.length),
  counts: new Uint8Array(patterns.length),
});

function match(own: PhraseHits, lent: Lent, machine: Machine, scratch: Scratch): PatternHit[] {
  const round = ++scratch.round;
  const full: number[] = [];
  eachTerm(own, machine, (term) => {
    if (scratch.terms[term.id] === round) return;
    scratch.terms[term.id] = round;
    const adds = lent.terms[term.id] === 1 ? 0 : 1;
    for (const index of term.users) {
      const needed = machine.patterns[index]?.wanted.length ?? 0;
      const fresh = scratch.patterns[index] !== round;
      const before = fresh ? (lent.counts[index] ?? 0) : (scratch.counts[index] ?? 0);
      scratch.patterns[index] = round;
      scratch.counts[index] = before + adds;
      // Full by this very term; or wholly lent, and this is the first of its terms in the statement itself.
      if (before + adds === needed && (adds === 1 || fresh)) full.push(index);
    }
  });
  const isThere = (term: CompiledTerm): boolean =>
    lent.terms[term.id] === 1 ||
    (scratch.terms[term.id] === round && (!term.gapped || stretchOf(term, own) !== undefined));
  const result: PatternHit[] = [];
  for (const index of full) {
    const { wanted, unwanted } = machine.patterns[index] as CompiledPattern;
    if (!wanted.every(isThere) || unwanted.some(isThere)) continue;
    const stretches = wanted.map((term) => stretchOf(term, own)).filter((stretch) => stretch !== undefined);
    if (stretches.length > 0) result.push({ index, stretches, whole: stretches.length === wanted.length });
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

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
