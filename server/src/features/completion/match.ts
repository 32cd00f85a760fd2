import { fold } from "../../base/words.ts";

/** Words of a text, lower case, without accents and punctuation. */
export type WordReader = (text: string) => readonly string[];

/** Most texts whose words are kept: those of the catalogs are some thousands. */
const mostKept = 20_000;

/** Reads words and keeps them: the catalogs' texts are compared at every request. */
export function createWordReader(): WordReader {
  const kept = new Map<string, readonly string[]>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    if (kept.size >= mostKept) kept.clear();
    const read = tokens(text);
    kept.set(text, read);
    return read;
  };
}

/** How well what is typed names a candidate; smaller is better, undefined is not at all. */
export type Match = { readonly quality: 0 | 1 | 2 | 3; readonly at: number };

/**
 * Compares what is typed with the texts that a candidate goes by, the first being its own name.
 *
 * - quality 0: it is the name in full; 1: every typed word begins a word of the name, or the number begins so;
 *   2: the same with one of the other texts; 3: the letters of the name in order (`mssec` for `missing-section`).
 * - `at` tells apart within a quality: words in order and at the start come first.
 */
export function createMatcher(typed: string, words: WordReader): (texts: readonly string[]) => Match | undefined {
  const asked = typed.replace(/^annex\s+(?:a\s+(?=\p{L}))?/iu, "");
  const wanted = tokens(asked);
  const whole = wanted.join(" ");
  const number = condensed(asked);
  const isNumber = /^a?\d[\d.]*$|^a$/.test(number);
  return (texts) => {
    if (whole === "") return (texts[0] ?? "").startsWith(typed.trim()) ? { quality: 1, at: 0 } : undefined;
    if (isNumber) return matchNumber(number, texts);
    let best: Match | undefined;
    for (const [i, text] of texts.entries()) {
      const found = words(text);
      if (i === 0 && found.join(" ") === whole) return { quality: 0, at: 0 };
      const at = placeIn(found, wanted);
      if (at === undefined) continue;
      const match: Match = { quality: i === 0 ? 1 : 2, at: at + (i === 0 ? 0 : Math.min(i, 9) / 10) };
      if (!best || match.quality < best.quality || (match.quality === best.quality && match.at < best.at)) best = match;
    }
    if (best) return best;
    const letters = whole.replaceAll(" ", "");
    return letters.length >= 3 && wanted.length === 1 && isWithin(letters, words(texts[0] ?? "").join(""))
      ? { quality: 3, at: 0 }
      : undefined;
  };
}

/** A number is compared with numbers only; `9.` means those below 9. */
function matchNumber(number: string, texts: readonly string[]): Match | undefined {
  const all = texts.map((text) => condensed(text).split(" ")[0] ?? "");
  if (all.includes(number)) return { quality: 0, at: 0 };
  return all.some((one) => one.startsWith(number)) ? { quality: 1, at: 0 } : undefined;
}

/** 0: at the start and in order; 1: in order; 2: in any order. */
function placeIn(found: readonly string[], wanted: readonly string[]): number | undefined {
  if (!wanted.every((word) => found.some((one) => one.startsWith(word)))) return undefined;
  let from = 0;
  for (const word of wanted) {
    const at = found.findIndex((one, i) => i >= from && one.startsWith(word));
    if (at < 0) return 2;
    from = at + 1;
  }
  return found[0]?.startsWith(wanted[0] ?? "") ? 0 : 1;
}

const tokens = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+(?:\.\d+)*/gu) ?? [];

/** A number without what may stand between its letter and digits: `A 8.13` is `a8.13`, and so is `Annex A.8.13`. */
const condensed = (text: string): string =>
  fold(text)
    .replace(/^annex\s+/, "")
    .replace(/^a[\s.-]+(?=\d|$)/, "a");

function isWithin(letters: string, text: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  // Letters that lie far apart are chance.
  return text.startsWith(letters.charAt(0));
}
