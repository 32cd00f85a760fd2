import { endOf, everyOf, type PackedLists, packLists, startOf } from "../base/packed-lists.ts";
import type { Word } from "../base/words.ts";
import { createLook, packTerms } from "./look.ts";
import type { Pattern } from "./pattern.ts";
import type { ScannedText, Stretch } from "./sequences.ts";
import { type CompiledPattern, type CompiledTerm, compileTerms, type Vocabulary } from "./terms.ts";

/**
 * All patterns of all catalogs as one machine. One pass over a text's words looks up the patterns that wait for a rare word
 * of theirs; only those are looked at, and a term that several of them share is looked for once. What that costs depends on
 * what the text holds, not on how many patterns there are.
 */
export interface Matcher {
  readonly patternCount: number;
  /** Words as the matcher sees them. */
  scan(words: readonly Word[]): ScannedText;
  /** What headings, introductions and table headers lend; made once for all the statements they lend to. */
  lend(texts: readonly ScannedText[]): Lent;
  /** Patterns that the statement's own words and the words lent to it satisfy, each with the words that decided. */
  match(own: ScannedText, lent: Lent): PatternHit[];
}

/** What is lent: the texts, and the patterns that have their rarest term from them. */
export interface Lent {
  readonly texts: readonly ScannedText[];
  readonly begun: readonly number[];
}

export interface PatternHit {
  /** Index of the pattern as given to `createMatcher`. */
  readonly index: number;
  /** Words of the statement itself that satisfied terms, in the order of the terms. */
  readonly stretches: readonly Stretch[];
  /** True where the statement itself has every term and nothing is lent. */
  readonly whole: boolean;
}

/** What is known of a text that lends its words. */
interface Lending {
  /** By term: whether the text has it. */
  readonly has: Map<CompiledTerm, boolean>;
  /** Patterns whose trigger the text has. */
  readonly begun: readonly number[];
}

/**
 * @param frequencyOf  how often a stem stands in ordinary text of the kind that will be matched: it tells rare words
 */
export function createMatcher(patterns: readonly Pattern[], frequencyOf: (stem: string) => number = () => 0): Matcher {
  const { vocabulary, terms, patterns: compiled } = compileTerms(patterns, frequencyOf);
  const { wanted, others, unwanted, triggers, users, waiting } = packPatterns(compiled, terms, vocabulary.words.length);
  const lendings = new WeakMap<ScannedText, Lending>();
  const packed = packTerms(terms, vocabulary.words.length);
  const own = createLook(packed, terms, (term, [text]) => text && term.find(text));
  const borrowed = createLook(packed, terms, isLent);

  /** Calls back with the patterns whose trigger the text may have, each once; `own` looks at the text from now on. */
  const awake = (text: ScannedText, callback: (pattern: number) => void): void => {
    own.open([text]);
    for (const stem of own.stems()) {
      const end = endOf(waiting, stem);
      for (let at = startOf(waiting, stem); at < end; at++) {
        const trigger = waiting.items[at] ?? 0;
        if (!own.wakes(trigger)) continue;
        const last = endOf(users, trigger);
        for (let user = startOf(users, trigger); user < last; user++) callback(users.items[user] ?? 0);
      }
    }
  };
  function lendingOf(text: ScannedText): Lending {
    const known = lendings.get(text);
    if (known) return known;
    const begun: number[] = [];
    awake(text, (pattern) => {
      if (own.has(triggers[pattern] ?? 0)) begun.push(pattern);
    });
    const made: Lending = { has: new Map(), begun };
    lendings.set(text, made);
    return made;
  }
  function isLent(term: CompiledTerm, texts: readonly ScannedText[]): true | undefined {
    for (const text of texts) {
      const { has } = lendingOf(text);
      let found = has.get(term);
      if (found === undefined) {
        found = term.find(text) !== undefined;
        has.set(term, found);
      }
      if (found) return true;
    }
    return undefined;
  }

  const isThere = (term: number): boolean => own.has(term) || borrowed.has(term);
  const isAbsent = (term: number): boolean => !isThere(term);
  /** Most patterns lack a word: that costs next to nothing to see. */
  const mayMatch = (pattern: number): boolean => {
    const end = endOf(others, pattern);
    for (let at = startOf(others, pattern); at < end; at++) {
      const term = others.items[at] ?? 0;
      if (!own.mayHave(term) && !borrowed.mayHave(term)) return false;
    }
    return true;
  };
  const judge = (pattern: number, hits: PatternHit[]): void => {
    if (!everyOf(wanted, pattern, isThere) || !everyOf(unwanted, pattern, isAbsent)) return;
    const stretches: Stretch[] = [];
    const end = endOf(wanted, pattern);
    for (let at = startOf(wanted, pattern); at < end; at++) {
      const stretch = own.find(wanted.items[at] ?? 0);
      if (stretch) stretches.push(stretch);
    }
    if (stretches.length > 0)
      hits.push({ index: pattern, stretches, whole: stretches.length === end - startOf(wanted, pattern) });
  };

  let lender: Lent | undefined;
  return {
    patternCount: patterns.length,
    scan: (words) => scan(words, vocabulary),

    lend(texts) {
      return { texts, begun: [...new Set(texts.flatMap((text) => lendingOf(text).begun))] };
    },

    match(text, lent) {
      if (text.stems.length === 0) return [];
      if (lent !== lender) borrowed.open(lent.texts);
      lender = lent;
      const hits: PatternHit[] = [];
      awake(text, (pattern) => {
        if (mayMatch(pattern) && own.has(triggers[pattern] ?? 0)) judge(pattern, hits);
      });
      for (const pattern of lent.begun) if (mayMatch(pattern) && !own.has(triggers[pattern] ?? 0)) judge(pattern, hits);
      return hits;
    },
  };
}

/** Patterns by their numbers. */
interface PackedPatterns {
  /** By pattern: the terms that it wants, and those that it must not find. */
  readonly wanted: PackedLists;
  readonly unwanted: PackedLists;
  /** By pattern: the terms that it wants besides its trigger, the rarest first. */
  readonly others: PackedLists;
  /** By pattern: the wanted term whose words are the rarest. */
  readonly triggers: Int32Array;
  /** By term: the patterns whose trigger it is. */
  readonly users: PackedLists;
  /** By stem: the triggers that need it, or another of their rarest set. */
  readonly waiting: PackedLists;
}

function packPatterns(
  patterns: readonly CompiledPattern[],
  terms: readonly CompiledTerm[],
  stemCount: number,
): PackedPatterns {
  const users: number[][] = terms.map(() => []);
  const waiting: number[][] = Array.from({ length: stemCount }, () => []);
  const triggers = Int32Array.from(patterns, ({ wanted }) => rarest(wanted).id);
  triggers.forEach((trigger, pattern) => users[trigger]?.push(pattern));
  for (const trigger of new Set(triggers))
    for (const stem of terms[trigger]?.needs[0] ?? []) waiting[stem]?.push(trigger);
  return {
    wanted: packLists(patterns.map(({ wanted }) => wanted.map(({ id }) => id))),
    unwanted: packLists(patterns.map(({ unwanted }) => unwanted.map(({ id }) => id))),
    others: packLists(patterns.map(({ wanted }, i) => byRarity(wanted).filter((id) => id !== triggers[i]))),
    triggers,
    users: packLists(users),
    waiting: packLists(waiting),
  };
}

const byRarity = (terms: readonly CompiledTerm[]): number[] =>
  terms.toSorted((a, b) => a.commonness - b.commonness).map(({ id }) => id);

const rarest = (terms: readonly CompiledTerm[]): CompiledTerm =>
  terms.reduce((best, term) => (term.commonness < best.commonness ? term : best));

function scan(words: readonly Word[], { numberOf }: Vocabulary): ScannedText {
  const stems: number[] = [];
  const breaks: boolean[] = [];
  let hasDigits = false;
  for (const word of words) {
    stems.push(numberOf(word.stem));
    breaks.push(word.breaks);
    hasDigits ||= word.digits !== undefined;
  }
  const digits = hasDigits ? words.map((word) => (word.digits === undefined ? -1 : numberOf(word.digits))) : [];
  return { stems, digits, breaks };
}
