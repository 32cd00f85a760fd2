import type { Pattern, Sequence } from "./pattern.ts";
import { createSequenceCompiler, createSequenceWriter, type ScannedText, type Stretch } from "./sequences.ts";

/** The stems that patterns look for, by number. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** -1 for a word that no pattern knows. */
  numberOf: (word: string) => number;
}

/** A term, ready to be looked for. Equal terms are one object. */
export interface CompiledTerm {
  /** Its index among the terms. */
  readonly id: number;
  /** A text has to have one word of each of these sets to have the term; the rarest set first. */
  readonly needs: readonly (readonly number[])[];
  /** How often the words of the rarest set stand in texts. */
  readonly commonness: number;
  /** True where one word shows it, any of the only set that it needs. */
  readonly isWord: boolean;
  /** The first stretch of words that shows it, the shortest of those that begin there. */
  readonly find: (text: ScannedText) => Stretch | undefined;
}

/** Terms of patterns; each pattern has at least one wanted term, and a term written twice counts once. */
export interface CompiledTerms {
  readonly vocabulary: Vocabulary;
  readonly terms: readonly CompiledTerm[];
  readonly patterns: readonly CompiledPattern[];
}

export interface CompiledPattern {
  readonly wanted: readonly CompiledTerm[];
  readonly unwanted: readonly CompiledTerm[];
}

/** @param frequencyOf  how often a stem stands in ordinary text */
export function compileTerms(patterns: readonly Pattern[], frequencyOf: (stem: string) => number): CompiledTerms {
  const words: string[] = [];
  const numbers = new Map<string, number>();
  const commonness: number[] = [];
  const intern = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, words.length);
    // A word that ordinary text does not have is still dearer than none.
    commonness.push(frequencyOf(word) + 0.1);
    return words.push(word) - 1;
  };
  const cost = (keys: readonly number[]): number => keys.reduce((sum, key) => sum + (commonness[key] ?? 0), 0);
  const write = createSequenceWriter();
  const compiler = createSequenceCompiler(intern, cost, write);

  const terms = new Map<string, CompiledTerm>();
  const compileTerm = (sequence: Sequence): CompiledTerm => {
    const written = write(sequence);
    const known = terms.get(written);
    if (known) return known;
    const { start, needs, isWord } = compiler.compile(sequence);
    const byRarity = needs.toSorted((a, b) => cost(a) - cost(b));
    const term: CompiledTerm = {
      id: terms.size,
      needs: byRarity,
      commonness: cost(byRarity[0] ?? []),
      isWord,
      find: (text) => find(start, text),
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
  const find = compiler.createFinder();
  return {
    vocabulary: { words, numberOf: (word) => numbers.get(word) ?? -1 },
    terms: [...terms.values()],
    patterns: compiled,
  };
}
