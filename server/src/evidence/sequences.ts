import { endOf, type PackedLists, packLists, startOf } from "../base/packed-lists.ts";
import { rememberFor } from "../base/values.ts";
import { type Choice, gap, type Sequence } from "./pattern.ts";

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

/** What is known of a sequence before it is looked for. */
export interface CompiledSequence {
  /** Where its steps begin. */
  readonly start: number;
  /** For each part but gaps: the words of which a text has to have one. */
  readonly needs: readonly (readonly number[])[];
  /** True where one word shows it, any of the only set that it needs. */
  readonly isWord: boolean;
}

/** Looks for a sequence: the first stretch of words that shows it, the shortest of those that begin there. */
export interface SequenceFinder {
  (start: number, text: ScannedText): Stretch | undefined;
}

/** Compiles sequences to numbers, all of them in a few arrays: what is looked at together stands together. */
export interface SequenceCompiler {
  compile(sequence: Sequence): CompiledSequence;
  /** When all are compiled. */
  createFinder(): SequenceFinder;
}

/** Steps of a sequence: a word by its number, one of these, or a choice, numbered downwards. */
const sequenceEnd = -1;
const anyWords = -2;
const firstChoice = -3;

/** A sequence that may stand at a place, under one of the words that it may begin with. */
interface Option {
  readonly word: number;
  /** Where it goes on behind the word; negative (`~start`) where it begins with a choice, which has to look for itself. */
  readonly step: number;
}

interface CompiledChoice {
  readonly step: number;
  /** By word. */
  readonly options: readonly Option[];
  /** Words of which a text needs one to have any of the options. */
  readonly keys: readonly number[];
  readonly isWord: boolean;
}

/**
 * @param numberOf      number of a stem
 * @param commonnessOf  how often some of these words stand in texts
 * @param write         writes equal choices alike: they are compiled once
 */
export function createSequenceCompiler(
  numberOf: (stem: string) => number,
  commonnessOf: (words: readonly number[]) => number,
  write: (sequence: Sequence) => string,
): SequenceCompiler {
  const steps: number[] = [];
  const choices: CompiledChoice[] = [];
  const known = new Map<string, CompiledChoice>();
  const rarest = (needs: CompiledSequence["needs"]): readonly number[] =>
    needs.reduce((best, keys) => (commonnessOf(keys) < commonnessOf(best) ? keys : best));

  const compile = (sequence: Sequence): CompiledSequence => {
    // Those within come first.
    const parts = sequence.map((part) =>
      part === gap ? part : typeof part === "string" ? numberOf(part) : compileChoice(part),
    );
    const start = steps.length;
    for (const part of parts) steps.push(part === gap ? anyWords : typeof part === "number" ? part : part.step);
    steps.push(sequenceEnd);
    const solid = parts.filter((part) => part !== gap);
    return {
      start,
      needs: solid.map((part) => (typeof part === "number" ? [part] : part.keys)),
      isWord: parts.length === 1 && solid.every((part) => typeof part === "number" || part.isWord),
    };
  };
  const compileChoice = (choice: Choice): CompiledChoice => {
    const written = write([choice]);
    const same = known.get(written);
    if (same) return same;
    const compiled = choice.options.map(compile);
    const made: CompiledChoice = {
      step: firstChoice - choices.length,
      options: compiled.flatMap(optionsOf).toSorted((a, b) => a.word - b.word),
      keys: [...new Set(compiled.flatMap(({ needs }) => rarest(needs)))],
      isWord: compiled.every(({ isWord }) => isWord),
    };
    known.set(written, made);
    choices.push(made);
    return made;
  };
  const optionsOf = ({ start }: CompiledSequence): Option[] => {
    const first = steps[start] ?? sequenceEnd;
    if (first >= 0) return [{ word: first, step: start + 1 }];
    const words = new Set(choices[firstChoice - first]?.options.map(({ word }) => word));
    return [...words].map((word) => ({ word, step: ~start }));
  };
  return {
    compile,
    createFinder: () =>
      finderOf(
        Int32Array.from(steps),
        packLists(choices.map(({ options }) => options.map(({ word }) => word))),
        Int32Array.from(choices.flatMap(({ options }) => options.map(({ step }) => step))),
      ),
  };
}

/** Writes sequences down, each choice as a number: equal ones are written alike. */
export function createSequenceWriter(): (sequence: Sequence) => string {
  const numbers = new Map<string, string>();
  const nameOf = rememberFor((choice: Choice): string => {
    const options = [...new Set(choice.options.map(write))].sort().join("|");
    const name = numbers.get(options) ?? `(${numbers.size})`;
    numbers.set(options, name);
    return name;
  });
  const write = (sequence: Sequence): string =>
    sequence.map((part) => (part === gap ? ".." : typeof part === "string" ? part : nameOf(part))).join(" ");
  return write;
}

/** Parts of the sequences around one, which have to follow it. */
interface Rest {
  readonly step: number;
  readonly after: Rest | undefined;
}

/** Behind every text. */
const nowhere = 0x3fffffff;

/**
 * @param words    by choice: the words that its options begin with, in order
 * @param targets  the step of each of these options
 */
function finderOf(steps: Int32Array, words: PackedLists, targets: Int32Array): SequenceFinder {
  /** The first option of a choice under a word, or where it would stand. */
  const firstOption = (choice: number, word: number): number => {
    let low = startOf(words, choice);
    let high = endOf(words, choice);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((words.items[middle] ?? 0) < word) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  /**
   * Where the shortest stretch ends that shows what comes from a step on.
   * @param at      the word that is its first
   * @param joined  a phrase goes on: punctuation before the word ends it
   * @param rest    what has to follow
   * @returns       the index after the last word, or `nowhere`
   */
  const follow = (index: number, at: number, joined: boolean, text: ScannedText, rest: Rest | undefined): number => {
    const step = steps[index] ?? sequenceEnd;
    if (step === sequenceEnd) return rest ? follow(rest.step, at, true, text, rest.after) : at;
    if (step === anyWords) {
      const last = Math.min(at + longestGap, text.stems.length - 1);
      let shortest = nowhere;
      for (let next = at; next <= last; next++)
        shortest = Math.min(shortest, follow(index + 1, next, false, text, rest));
      return shortest;
    }
    if (at >= text.stems.length || (joined && text.breaks[at])) return nowhere;
    const stem = text.stems[at] ?? -1;
    const digits = text.digits.length === 0 ? -1 : (text.digits[at] ?? -1);
    if (step >= 0) return stem === step || digits === step ? follow(index + 1, at + 1, true, text, rest) : nowhere;
    const byStem = stem < 0 ? nowhere : followChoice(index, stem, at, joined, text, rest);
    return digits < 0 ? byStem : Math.min(byStem, followChoice(index, digits, at, joined, text, rest));
  };
  /** The same for the options of a choice under the word that stands there. */
  const followChoice = (
    index: number,
    word: number,
    at: number,
    joined: boolean,
    text: ScannedText,
    rest: Rest | undefined,
  ): number => {
    const choice = firstChoice - (steps[index] ?? firstChoice);
    const last = endOf(words, choice);
    let shortest = nowhere;
    let behind: Rest | undefined;
    for (let option = firstOption(choice, word); option < last && words.items[option] === word; option++) {
      behind ??= steps[index + 1] === sequenceEnd ? rest : { step: index + 1, after: rest };
      const target = targets[option] ?? 0;
      const found = target < 0 ? follow(~target, at, joined, text, behind) : follow(target, at + 1, true, text, behind);
      shortest = Math.min(shortest, found);
    }
    return shortest;
  };

  return (start, text) => {
    const { stems, digits } = text;
    const first = steps[start] ?? sequenceEnd;
    for (let from = 0; from < stems.length; from++) {
      const stem = stems[from] ?? -1;
      // What most words show at once: nothing begins with them.
      if (digits.length === 0 && (first >= 0 ? stem !== first : stem < 0)) continue;
      const to = follow(start, from, false, text, undefined);
      if (to !== nowhere) return { from, to };
    }
    return undefined;
  };
}
