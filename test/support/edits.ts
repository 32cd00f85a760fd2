import fc from "fast-check";

/** A change of a text as a person makes it: something removed, something typed. */
export interface Edit {
  /** Where in the text, from 0 to 1. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * Edits that mostly type.
 * @param pieces   what is typed beside a plain word, or nothing at all
 * @param longest  the longest stretch that is removed
 */
export const editsOf = (pieces: readonly string[], longest: number): fc.Arbitrary<Edit> =>
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(3) }, fc.nat(longest)),
    insert: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.constant(""), fc.constant("word")),
  });

export function applyEdit(text: string, { at, remove, insert }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert + text.slice(start + remove);
}
