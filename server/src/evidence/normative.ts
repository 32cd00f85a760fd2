import type { Span } from "../base/span.ts";
import type { Language } from "../catalog/model.ts";
import type { Wording } from "./model.ts";

/** How firmly a word binds. */
export type NormativeWording = Extract<Wording, "duty" | "prohibition" | "recommendation" | "permission">;

/** A word or phrase that says how firmly a statement binds: `must`, `must not`, `is encouraged to`. */
export interface NormativeWord {
  readonly span: Span;
  readonly wording: NormativeWording;
}

/** Finds the normative words of a stretch of a text, in order. */
export interface NormativeFinder {
  (text: string, stretch: Span): NormativeWord[];
}

/**
 * Knows the modal words of a language; compiled once. A negation behind a duty (`must not`, `shall never`) belongs to it and
 * makes it a prohibition.
 */
export function createNormativeFinder({ modals }: Pick<Language, "modals">): NormativeFinder {
  const wordings = new Map<string, NormativeWording>();
  for (const [wording, phrases] of Object.entries(modals) as [keyof Language["modals"], readonly string[]][])
    for (const phrase of phrases) wordings.set(phrase, isProhibition(phrase) ? "prohibition" : wording);
  const phrases = [...wordings.keys()].sort((a, b) => b.length - a.length).map((one) => one.replace(/ /g, "\\s+"));
  const pattern = new RegExp(`\\b(${phrases.join("|")})\\b(\\s+(?:not|never)\\b)?`, "gi");
  return (text, stretch) => {
    const words: NormativeWord[] = [];
    for (const match of text.slice(stretch.start, stretch.end).matchAll(pattern)) {
      const start = stretch.start + match.index;
      const end = start + match[0].length;
      if (isWithinWord(text, start, end)) continue;
      // The month, in "May 2026" and "1 May".
      if (match[0] === "May" && isMonth(text, start)) continue;
      const wording = wordings.get((match[1] ?? "").toLowerCase().replace(/\s+/g, " ")) ?? "duty";
      const isNegated = match[2] !== undefined && wording === "duty";
      words.push({ span: { start, end }, wording: isNegated ? "prohibition" : wording });
    }
    return words;
  };
}

/** "Must-have", "can't" and "mayér" are other words. */
const isWithinWord = (text: string, start: number, end: number): boolean =>
  /[\p{L}\p{N}'’-]/u.test(text.slice(Math.max(0, start - 1), start)) ||
  /[\p{L}\p{N}'’-]/u.test(text.slice(end, end + 1));

const isProhibition = (phrase: string): boolean => /\bnot\b|prohibited|forbidden/.test(phrase);

const isMonth = (text: string, start: number): boolean =>
  /^May\s+\d/.test(text.slice(start, start + 12)) || /\d\s+$/.test(text.slice(Math.max(0, start - 4), start));
