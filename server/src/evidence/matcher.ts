import type { Word } from "../base/words.ts";
import type { Pattern } from "./pattern.ts";
import { compileTerms, type CompiledTerm, type ScannedText, type Stretch, type Vocabulary } from "./terms.ts";

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
  readonly begun: readonly BegunPattern[];
}

export interface PatternHit {
  /** Index of the pattern as given to `createMatcher`. */
  readonly index: number;
  /** Words of the statement itself that satisfied terms, in the order of the terms. */
  readonly stretches: readonly Stretch[];
  /** True where the statement itself has every term and nothing is lent. */
  readonly whole: boolean;
}

interface CompiledPattern {
  readonly index: number;
  readonly wanted: readonly CompiledTerm[];
  readonly unwanted: readonly CompiledTerm[];
  /** The wanted term whose words are the rarest. */
  readonly trigger: CompiledTerm;
}

/** A pattern that needs one more look at the statement: at the rarest term not lent, or at any where all are. */
interface BegunPattern {
  readonly pattern: CompiledPattern;
  readonly next: CompiledTerm | undefined;
}

/** What is known of a text that lends its words. */
interface Lending {
  /** By term: whether the text has it. */
  readonly has: Map<CompiledTerm, boolean>;
  /** Patterns whose trigger the text has. */
  readonly begun: readonly CompiledPattern[];
}

/**
 * @param frequencyOf  how often a stem stands in ordinary text of the kind that will be matched: it tells rare words
 */
export function createMatcher(patterns: readonly Pattern[], frequencyOf: (stem: string) => number = () => 0): Matcher {
  const { vocabulary, terms, patterns: written } = compileTerms(patterns, frequencyOf);
  const compiled = written.map(
    ({ wanted, unwanted }, index): CompiledPattern => ({ index, wanted, unwanted, trigger: rarest(wanted) }),
  );
  const waiting = waitingByStem(compiled, vocabulary.words.length);
  const needs = packNeeds(terms);
  const own = createLook(vocabulary.words.length, needs);
  const borrowed = createLook(vocabulary.words.length, needs);
  const lendings = new WeakMap<ScannedText, Lending>();

  /** Calls back with the patterns whose trigger the text may have, each once; `own` looks at the text from now on. */
  const awake = (text: ScannedText, callback: (pattern: CompiledPattern) => void): void => {
    own.open([text]);
    for (const stem of own.stems()) {
      for (const { trigger, users } of waiting[stem] ?? [])
        if (own.isNew(trigger) && own.mayHave(trigger)) for (const pattern of users) callback(pattern);
    }
  };
  const lendingOf = (text: ScannedText): Lending => {
    const known = lendings.get(text);
    if (known) return known;
    const begun: CompiledPattern[] = [];
    awake(text, (pattern) => {
      if (own.has(pattern.trigger)) begun.push(pattern);
    });
    const made: Lending = { has: new Map(), begun };
    lendings.set(text, made);
    return made;
  };
  const isLent = (term: CompiledTerm, texts: readonly ScannedText[]): boolean => {
    for (const text of texts) {
      const { has } = lendingOf(text);
      let found = has.get(term);
      if (found === undefined) {
        found = findTerm(term, text) !== undefined;
        has.set(term, found);
      }
      if (found) return true;
    }
    return false;
  };

  let lender: Lent | undefined;
  return {
    patternCount: patterns.length,
    scan: (words) => scan(words, vocabulary),

    lend(texts) {
      const seen = new Set<CompiledPattern>();
      for (const text of texts) for (const pattern of lendingOf(text).begun) seen.add(pattern);
      borrowed.open(texts);
      lender = undefined;
      const begun: BegunPattern[] = [];
      for (const pattern of seen) {
        if (pattern.unwanted.some((term) => borrowed.mayHave(term) && isLent(term, texts))) continue;
        const open = pattern.wanted.filter((term) => !borrowed.mayHave(term) || !isLent(term, texts));
        begun.push({ pattern, next: open.length > 0 ? rarest(open) : undefined });
      }
      return { texts, begun };
    },

    match(text, lent) {
      if (text.stems.length === 0) return [];
      if (lent !== lender) borrowed.open(lent.texts);
      lender = lent;
      const hits: PatternHit[] = [];
      const isThere = (term: CompiledTerm): boolean =>
        own.has(term) || (borrowed.mayHave(term) && isLent(term, lent.texts));
      /** Most patterns lack a word: that costs next to nothing to see. */
      const mayMatch = ({ wanted }: CompiledPattern): boolean => {
        for (const term of wanted) if (!own.mayHave(term) && !borrowed.mayHave(term)) return false;
        return true;
      };
      const judge = (pattern: CompiledPattern): void => {
        for (const term of pattern.wanted) if (!isThere(term)) return;
        for (const term of pattern.unwanted) if (isThere(term)) return;
        const stretches = pattern.wanted.map((term) => own.find(term)).filter((stretch) => stretch !== undefined);
        if (stretches.length === 0) return;
        hits.push({ index: pattern.index, stretches, whole: stretches.length === pattern.wanted.length });
      };
      awake(text, (pattern) => {
        if (mayMatch(pattern) && own.has(pattern.trigger)) judge(pattern);
      });
      for (const { pattern, next } of lent.begun) {
        if (!mayMatch(pattern) || own.has(pattern.trigger)) continue;
        if (next ? own.mayHave(next) : pattern.wanted.some((term) => own.has(term))) judge(pattern);
      }
      return hits;
    },
  };
}

interface Waiting {
  readonly trigger: CompiledTerm;
  readonly users: CompiledPattern[];
}

/** Patterns by the words that one of which a text needs to have their trigger; those of one trigger stand together. */
function waitingByStem(patterns: readonly CompiledPattern[], stemCount: number): readonly (readonly Waiting[])[] {
  const byTrigger = new Map<CompiledTerm, Waiting>();
  for (const pattern of patterns) {
    const known = byTrigger.get(pattern.trigger);
    if (known) known.users.push(pattern);
    else byTrigger.set(pattern.trigger, { trigger: pattern.trigger, users: [pattern] });
  }
  const waiting: Waiting[][] = Array.from({ length: stemCount }, () => []);
  for (const one of byTrigger.values()) for (const stem of one.trigger.needs[0] ?? []) waiting[stem]?.push(one);
  return waiting;
}

/** What terms need, in one array that fits a processor's cache: by term the sizes and stems of its sets. */
interface PackedNeeds {
  /** Where a term begins in `stems`; one more than there are terms. */
  readonly offsets: Int32Array;
  /** For each set its size, then its stems. */
  readonly stems: Int32Array;
}

function packNeeds(terms: readonly CompiledTerm[]): PackedNeeds {
  const offsets = new Int32Array(terms.length + 1);
  const stems: number[] = [];
  terms.forEach(({ needs }, i) => {
    for (const need of needs) stems.push(need.length, ...need);
    offsets[i + 1] = stems.length;
  });
  return { offsets, stems: Int32Array.from(stems) };
}

/** What is known of the texts that are looked at. */
interface Look {
  /** Turns to other texts. */
  open(texts: readonly ScannedText[]): void;
  /** Stems of the texts, each once. */
  stems(): readonly number[];
  /** True the first time that it is asked for a term. */
  isNew(term: CompiledTerm): boolean;
  /** Whether the texts have the words that the term needs, in whatever order. */
  mayHave(term: CompiledTerm): boolean;
  has(term: CompiledTerm): boolean;
  /** The words of the first text that show a term. */
  find(term: CompiledTerm): Stretch | undefined;
}

/** Each array of rounds holds the number of the last one in which something was seen: a lower one is stale. */
function createLook(stemCount: number, needs: PackedNeeds): Look {
  const termCount = needs.offsets.length - 1;
  const stemRounds = new Int32Array(stemCount);
  const askedRounds = new Int32Array(termCount);
  const foundRounds = new Int32Array(termCount);
  const found: (Stretch | undefined)[] = Array.from({ length: termCount });
  let round = 0;
  let text: ScannedText | undefined;
  let present: number[] = [];
  const see = (stem: number): void => {
    if (stem < 0 || stemRounds[stem] === round) return;
    stemRounds[stem] = round;
    present.push(stem);
  };
  const mayHave = ({ id }: CompiledTerm): boolean => {
    const { stems, offsets } = needs;
    const end = offsets[id + 1] ?? 0;
    let at = offsets[id] ?? 0;
    while (at < end) {
      const next = at + 1 + (stems[at] ?? 0);
      let any = false;
      for (at++; at < next && !any; at++) any = stemRounds[stems[at] ?? 0] === round;
      if (!any) return false;
      at = next;
    }
    return true;
  };
  const find = (term: CompiledTerm): Stretch | undefined => {
    if (foundRounds[term.id] === round) return found[term.id];
    foundRounds[term.id] = round;
    const mayBe = text !== undefined && mayHave(term);
    return (found[term.id] = mayBe && text ? findTerm(term, text) : undefined);
  };
  return {
    open(texts) {
      round++;
      [text] = texts;
      present = [];
      for (const { stems, digits } of texts) {
        for (let i = 0; i < stems.length; i++) {
          see(stems[i] ?? -1);
          see(digits[i] ?? -1);
        }
      }
    },
    stems: () => present,
    isNew(term) {
      if (askedRounds[term.id] === round) return false;
      askedRounds[term.id] = round;
      return true;
    },
    mayHave,
    // Where one word is enough, there is no order to look at.
    has: (term) => (term.isWord ? mayHave(term) : find(term) !== undefined),
    find,
  };
}

/** The first stretch of words that shows a term. */
function findTerm({ first, at }: CompiledTerm, text: ScannedText): Stretch | undefined {
  let best: Stretch | undefined;
  for (const word of first) {
    for (const words of [text.stems, text.digits]) {
      let from = words.indexOf(word);
      while (from >= 0 && !(best && best.from <= from)) {
        best = at(text, from) ?? best;
        from = words.indexOf(word, from + 1);
      }
    }
  }
  return best;
}

const rarest = (terms: readonly CompiledTerm[]): CompiledTerm =>
  terms.reduce((best, term) => (term.commonness < best.commonness ? term : best));

function scan(words: readonly Word[], { numberOf }: Vocabulary): ScannedText {
  return {
    stems: words.map((word) => numberOf(word.stem)),
    digits: words.some((word) => word.digits !== undefined)
      ? words.map(({ digits }) => (digits === undefined ? -1 : numberOf(digits)))
      : [],
    breaks: words.map((word) => word.breaks),
  };
}
