import { type Choice, gap, type Pattern, type Sequence } from "./pattern.ts";

/** At most so many words between the two sides of `..`. */
const longestGap = 4;

/** Words of a text by their numbers in a vocabulary. */
export interface ScannedText {
  /** -1 for a word that no pattern knows. */
  readonly stems: readonly number[];
  /** Of a number: the word for its very digits, else -1. Empty for a text without numbers. */
  readonly digits: readonly number[];
  /** True where a phrase may not go on with the word. */
  readonly breaks: readonly boolean[];
}

/** Indices of words, half-open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The stems that patterns look for, by number. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** -1 for a word that no pattern knows. */
  numberOf: (word: string) => number;
}

/** A term, ready to be looked for. Equal terms are one object. */
export interface CompiledTerm {
  readonly id: number;
  /** A text has to have one word of each of these sets to have the term; the rarest set first. */
  readonly needs: readonly (readonly number[])[];
  /** How often the words of the rarest set stand in texts. */
  readonly commonness: number;
  /** True where one word shows it, any of the only set that it needs. */
  readonly isWord: boolean;
  /** Words that it may begin with. */
  readonly first: readonly number[];
  /** The shortest stretch from a word on that shows it; such a word is one of `first`. */
  readonly at: (text: ScannedText, from: number) => Stretch | undefined;
}

/** Terms of patterns; each pattern has at least one wanted term, and a term written twice counts once. */
export interface CompiledTerms {
  readonly vocabulary: Vocabulary;
  readonly terms: readonly CompiledTerm[];
  readonly patterns: readonly {
    readonly wanted: readonly CompiledTerm[];
    readonly unwanted: readonly CompiledTerm[];
  }[];
}

/** One place of a compiled sequence. */
type Step = number | typeof gap | Alternatives;

/** Sequences that may stand at one place. */
interface Alternatives {
  /** By each word that they may begin with. */
  readonly byWord: ReadonlyMap<number, readonly (readonly Step[])[]>;
  readonly keys: readonly number[];
}

/** @param frequencyOf  how often a stem stands in ordinary text */
export function compileTerms(patterns: readonly Pattern[], frequencyOf: (stem: string) => number): CompiledTerms {
  const words: string[] = [];
  const numbers = new Map<string, number>();
  const intern = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, words.length);
    // A word that ordinary text does not have is still dearer than none.
    commonness.push(frequencyOf(word) + 0.1);
    return words.push(word) - 1;
  };
  const commonness: number[] = [];
  const cost = (keys: readonly number[]): number => keys.reduce((sum, key) => sum + (commonness[key] ?? 0), 0);

  const choices = new Map<Choice, Alternatives>();
  const compileChoice = (choice: Choice): Alternatives => {
    const known = choices.get(choice);
    if (known) return known;
    const byWord = new Map<number, (readonly Step[])[]>();
    const keys = new Set<number>();
    for (const option of choice.options) {
      const steps = option.map(compilePart);
      for (const word of firstWords(steps)) byWord.set(word, [...(byWord.get(word) ?? []), steps]);
      for (const key of keysOf(steps)) keys.add(key);
    }
    const made = { byWord, keys: [...keys] };
    choices.set(choice, made);
    return made;
  };
  const compilePart = (part: Sequence[number]): Step =>
    part === gap ? gap : typeof part === "string" ? intern(part) : compileChoice(part);
  /** Words of which a text needs one to have the sequence: those of its rarest part. */
  const keysOf = (steps: readonly Step[]): readonly number[] =>
    steps.flatMap(needOf).reduce((best, keys) => (cost(keys) < cost(best) ? keys : best));

  const terms = new Map<string, CompiledTerm>();
  const compileTerm = (sequence: Sequence): CompiledTerm => {
    const written = write(sequence);
    const known = terms.get(written);
    if (known) return known;
    const steps = sequence.map(compilePart);
    const needs = steps.flatMap(needOf).sort((a, b) => cost(a) - cost(b));
    const term: CompiledTerm = {
      id: terms.size,
      needs,
      commonness: cost(needs[0] ?? []),
      isWord: isWord(steps),
      first: [...firstWords(steps)],
      at: (text, from) => stretchAt(steps, text, from),
    };
    terms.set(written, term);
    return term;
  };
  const compiled = patterns.map((pattern) => {
    const side = (negated: boolean): CompiledTerm[] => [
      ...new Set(pattern.terms.filter((term) => term.negated === negated).map(({ sequence }) => compileTerm(sequence))),
    ];
    return { wanted: side(false), unwanted: side(true) };
  });
  return {
    vocabulary: { words, numberOf: (word) => numbers.get(word) ?? -1 },
    terms: [...terms.values()],
    patterns: compiled,
  };
}

/** A sequence in writing: equal ones are written alike. */
function write(sequence: Sequence): string {
  return sequence
    .map((part) =>
      part === gap
        ? ".."
        : typeof part === "string"
          ? part
          : `(${[...new Set(part.options.map(write))].sort().join("|")})`,
    )
    .join(" ");
}

function firstWords([first]: readonly Step[]): Iterable<number> {
  if (typeof first === "number") return [first];
  return typeof first === "object" ? first.byWord.keys() : [];
}

function needOf(step: Step): (readonly number[])[] {
  if (step === gap) return [];
  return [typeof step === "number" ? [step] : step.keys];
}

function isWord(steps: readonly Step[]): boolean {
  const [first] = steps;
  if (steps.length !== 1 || typeof first === "symbol" || first === undefined) return false;
  return typeof first === "number" || [...first.byWord.values()].every((options) => options.every(isWord));
}

function stretchAt(steps: readonly Step[], text: ScannedText, from: number): Stretch | undefined {
  const ends: number[] = [];
  sequenceEnds(steps, 0, from, false, text, ends);
  return ends.length > 0 ? { from, to: Math.min(...ends) } : undefined;
}

/**
 * Where the alternatives that begin at a word end.
 * @param joined  a phrase goes on: punctuation before the word ends it
 * @param ends    takes the indices after their last words
 */
function alternativeEnds(
  { byWord }: Alternatives,
  at: number,
  joined: boolean,
  text: ScannedText,
  ends: number[],
): void {
  if (at >= text.stems.length || (joined && text.breaks[at])) return;
  const begun = byWord.get(text.stems[at] ?? -1);
  if (begun) for (const steps of begun) sequenceEnds(steps, 0, at, joined, text, ends);
  const digits = text.digits[at] ?? -1;
  const exact = digits >= 0 ? byWord.get(digits) : undefined;
  if (exact) for (const steps of exact) sequenceEnds(steps, 0, at, joined, text, ends);
}

function sequenceEnds(
  steps: readonly Step[],
  index: number,
  at: number,
  joined: boolean,
  text: ScannedText,
  ends: number[],
): void {
  const step = steps[index];
  if (step === undefined) {
    if (!ends.includes(at)) ends.push(at);
  } else if (step === gap) {
    const last = Math.min(at + longestGap, text.stems.length - 1);
    for (let next = at; next <= last; next++) sequenceEnds(steps, index + 1, next, false, text, ends);
  } else if (typeof step === "number") {
    if (at >= text.stems.length || (joined && text.breaks[at])) return;
    if (text.stems[at] === step || text.digits[at] === step) sequenceEnds(steps, index + 1, at + 1, true, text, ends);
  } else if (index === steps.length - 1) {
    alternativeEnds(step, at, joined, text, ends);
  } else {
    const inner: number[] = [];
    alternativeEnds(step, at, joined, text, inner);
    for (const end of inner) sequenceEnds(steps, index + 1, end, true, text, ends);
  }
}
