import { stemmer } from "stemmer";
import type { Span } from "./span.ts";

/** What `createReader` needs to know of a language (catalogs/language). */
export interface WordData {
  readonly functionWords: readonly string[];
  readonly spellings: Readonly<Record<string, string>>;
  readonly spellingExceptions: readonly string[];
  readonly abbreviations: Readonly<Record<string, string>>;
  readonly compounds: readonly string[];
  readonly irregular: Readonly<Record<string, string>>;
}

/** A word as patterns see it. An abbreviation gives several words with one span. */
export interface Word extends Span {
  /** Folded, spelt the American way, stemmed; `#` for a number. */
  readonly stem: string;
  /** A number keeps its digits, for patterns that name one. */
  readonly digits?: string;
  /** True where punctuation stands before the word that no phrase may cross. */
  readonly breaks: boolean;
}

/** Reads text as words. */
export interface WordReader {
  /** Content words of a stretch of `text`; spans are offsets into `text`. */
  read(text: string, stretch?: Span): Word[];
  /** Stem of one written word, as `read` would give it. */
  stem(word: string): string;
}

/** One run of letters and digits, inner apostrophes included; a hyphen or slash ends it. Entities are passed over. */
const tokens = /&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});|[\p{L}\p{N}]+(?:(?:['’]|&(?![a-z]{2,8};))[\p{L}\p{N}]+)*/giu;
const stop = /[.,;:!?()[\]{}|\n–—•·]/;

/** A word in lower case, without accents, with straight quotes and no possessive ending. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (isAscii(lower)) return lower.replace(/'s$|'$/, "");
  return lower
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("’", "'")
    .replace(/'s$|'$/, "");
}

export function createReader(data: WordData): WordReader {
  const functionWords = new Set(data.functionWords);
  const exceptions = new Set(data.spellingExceptions);
  const endings = Object.entries(data.spellings)
    .filter(([from]) => from.startsWith("-"))
    .map(([from, to]) => [from.slice(1), to.slice(1)] as const);
  const wholes = new Map(Object.entries(data.spellings).filter(([from]) => !from.startsWith("-")));
  const irregular = new Map(Object.entries(data.irregular));
  const stems = new Map<string, string>();
  const token = new RegExp(tokens);

  const spell = (word: string): string => {
    const whole = wholes.get(word);
    if (whole !== undefined) return whole;
    if (exceptions.has(word)) return word;
    for (const [from, to] of endings) {
      if (word.length > from.length + 2 && word.endsWith(from)) return word.slice(0, -from.length) + to;
    }
    return word;
  };
  const stemOf = (word: string): string => {
    const cached = stems.get(word);
    if (cached !== undefined) return cached;
    const spelt = spell(word);
    const read = irregular.get(spelt) ?? irregular.get(word) ?? spelt;
    const stem = /^\d+$/.test(read) ? "#" : irregular.get(read) === read ? read : stemmer(read);
    if (stems.size > 50_000) stems.clear();
    stems.set(word, stem);
    return stem;
  };

  const compounds = new Map<string, Map<string, string>>();
  for (const compound of data.compounds) {
    const [first, second] = compound.split(" ");
    if (first === undefined || second === undefined) continue;
    const next = compounds.get(stemOf(first)) ?? new Map<string, string>();
    next.set(stemOf(second), stemOf(first + second));
    compounds.set(stemOf(first), next);
  }
  const abbreviations = new Map(
    Object.entries(data.abbreviations).map(([from, to]) => [from, join(to.split(" ").map(stemOf))]),
  );
  function join(apart: readonly string[]): string[] {
    const joined: string[] = [];
    for (let i = 0; i < apart.length; i++) {
      const compound = compounds.get(apart[i] ?? "")?.get(apart[i + 1] ?? "");
      joined.push(compound ?? apart[i] ?? "");
      if (compound !== undefined) i++;
    }
    return joined;
  }

  /** Joins compounds, spells abbreviations out, then drops function words. */
  const condense = (raw: readonly RawWord[]): Word[] => {
    const words: Word[] = [];
    let pending = false;
    for (let i = 0; i < raw.length; i++) {
      const word = raw[i] as RawWord;
      pending ||= word.breaks;
      const next = raw[i + 1];
      const joined = next && !next.breaks ? compounds.get(word.stem)?.get(next.stem) : undefined;
      if (joined !== undefined && next) {
        words.push({ start: word.start, end: next.end, stem: joined, breaks: pending });
        i++;
      } else if (abbreviations.has(word.folded)) {
        const spelt = abbreviations.get(word.folded) ?? [];
        spelt.forEach((stem, at) =>
          words.push({ start: word.start, end: word.end, stem, breaks: at === 0 && pending }),
        );
      } else if (functionWords.has(word.folded)) continue;
      else {
        const digits = word.stem === "#" ? { digits: word.folded } : {};
        words.push({ start: word.start, end: word.end, stem: word.stem, ...digits, breaks: pending });
      }
      pending = false;
    }
    return words;
  };

  const read = (text: string, stretch: Span = { start: 0, end: text.length }): Word[] => {
    const raw: RawWord[] = [];
    const part = stretch.start === 0 && stretch.end === text.length ? text : text.slice(stretch.start, stretch.end);
    let last = 0;
    token.lastIndex = 0;
    for (let match = token.exec(part); match; match = token.exec(part)) {
      const written = match[0];
      if (written.startsWith("&")) continue;
      const breaks = raw.length > 0 && stop.test(part.slice(last, match.index));
      last = match.index + written.length;
      const folded = fold(written);
      const start = stretch.start + match.index;
      const end = start + written.length;
      raw.push({ start, end, folded, stem: stemOf(folded), breaks });
    }
    return condense(raw);
  };
  return { read, stem: (word) => stemOf(fold(word)) };
}

interface RawWord extends Span {
  readonly folded: string;
  readonly stem: string;
  readonly breaks: boolean;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
