import type { Integration, Side } from "../catalog/integration.ts";

/** True where a text names a side of two management systems: the system, its standard, or its subject. */
export const namesSide = (text: string, { serves, systemNames }: Integration, side: Side): boolean =>
  holdsAny(text, systemNames[side]) ||
  holdsAny(
    text,
    serves[side].map(({ pattern }) => pattern),
  );

/**
 * True where a text is about the other side alone: it names that one and has no word for this one. What a title that names
 * both lends to such a text counts for nothing.
 */
export const isOfOtherSide = (text: string, integration: Integration, side: Side): boolean =>
  namesSide(text, integration, opposite(side)) && !namesSide(text, integration, side);

export const opposite = (side: Side): Side => (side === "source" ? "target" : "source");

/** Whole words in any case; a name in capitals alone ("AIMS") counts in capitals only, for in small letters it is a word. */
function holdsAny(text: string, phrases: readonly string[]): boolean {
  const words = ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const small = words.toLowerCase();
  return phrases.some((phrase) =>
    /[a-z]/.test(phrase) ? small.includes(` ${phrase.toLowerCase()} `) : words.includes(` ${phrase} `),
  );
}
