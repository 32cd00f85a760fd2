import { stemmer } from "stemmer";
import type { Span } from "./span.ts";
import { detached } from "./text.ts";

/** What `createReader` needs to know of a language (catalogs/language). */
export interface WordData {
  readonly functionWords: readonly string[];
  readonly spellings: Readonly<Record<string, string>>;
  readonly spellingExceptions: readonly string[];
  readonly abbreviations: Readonly<Record<string, string>>;
  /** Abbreviations that are ordinary words unless they stand in capitals. */
  readonly abbreviationsInCapitals: readonly string[];
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

const ampersand = 0x26;
/** At an `&`: an entity, which is passed over; else it stands within a word (R&D). */
const entity = /&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});/iy;
/** Punctuation that no phrase may cross. */
const stops = new Set(Array.from(".,;:!?()[]{}|\n–—•·", (char) => char.charCodeAt(0)));

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

  const inCapitals = new Set(data.abbreviationsInCapitals);
  const isAbbreviation = (written: string, folded: string): boolean =>
    !inCapitals.has(folded) || written === written.toUpperCase();
  /** What is known of words as written; texts repeat themselves. */
  const known = new Map<string, KnownWord>();
  const lookUp = (word: string): KnownWord => {
    const found = known.get(word);
    if (found) return found;
    const written = detached(word);
    const folded = fold(written);
    const stem = stemOf(folded);
    const made = {
      folded,
      stem,
      joins: compounds.get(stem),
      digits: stem === "#" ? (irregular.get(folded) ?? folded) : undefined,
      isFunctionWord: functionWords.has(folded),
      spelt: isAbbreviation(written, folded) ? abbreviations.get(folded) : undefined,
    };
    if (known.size > 50_000) known.clear();
    known.set(written, made);
    return made;
  };

  /** Joins compounds, spells abbreviations out, drops function words. */
  const read = (text: string, { start, end }: Span = { start: 0, end: text.length }): Word[] => {
    const words: Word[] = [];
    /** Waits for the next one, with which it may be joined. */
    let held: KnownWord | undefined;
    let heldStart = start;
    let heldEnd = start;
    let isFirst = true;
    /** Punctuation before the next word, and before the one that is written next. */
    let breaks = false;
    let pending = false;
    let at = start;
    while (at < end) {
      const to = wordEnd(text, at, end);
      if (to === at) {
        const code = text.charCodeAt(at);
        const skipped = code === ampersand ? entityLength(text, at, end) : 0;
        // Its semicolon breaks a phrase as any other does.
        breaks ||= skipped > 0 || (stops.has(code) && !isDecimalPoint(text, at));
        at += Math.max(skipped, code >= 0xd800 ? charLength(text, at) : 1);
        continue;
      }
      const word = lookUp(text.slice(at, to));
      breaks &&= !isFirst;
      const joined = breaks ? undefined : held?.joins?.get(word.stem);
      if (joined === undefined) {
        if (held && write(held, heldStart, heldEnd, pending, words)) pending = false;
        held = word;
        heldStart = at;
        heldEnd = to;
        pending ||= breaks;
      } else {
        words.push({ start: heldStart, end: to, stem: joined, breaks: pending });
        held = undefined;
        pending = false;
      }
      isFirst = false;
      breaks = false;
      at = to;
    }
    if (held) write(held, heldStart, heldEnd, pending, words);
    return words;
  };
  return { read, stem: (word) => stemOf(fold(word)) };
}

interface KnownWord {
  readonly folded: string;
  readonly stem: string;
  /** A number, which may be written in words. */
  readonly digits: string | undefined;
  /** Stems that make one word with it, and that word. */
  readonly joins: ReadonlyMap<string, string> | undefined;
  readonly isFunctionWord: boolean;
  /** Stems of what an abbreviation stands for. */
  readonly spelt: readonly string[] | undefined;
}

/**
 * Writes a word down.
 * @returns  false where it is one that patterns do not see
 */
function write(word: KnownWord, start: number, end: number, breaks: boolean, words: Word[]): boolean {
  if (word.spelt) word.spelt.forEach((stem, i) => words.push({ start, end, stem, breaks: i === 0 && breaks }));
  else if (word.isFunctionWord) return false;
  else if (word.digits !== undefined) words.push({ start, end, stem: "#", digits: word.digits, breaks });
  else words.push({ start, end, stem: word.stem, breaks });
  return true;
}

/**
 * End of the word that begins at an offset: a run of letters and digits, inner apostrophes and `&` included.
 * @returns  the offset itself where no word begins there
 */
function wordEnd(text: string, from: number, end: number): number {
  let at = from;
  for (;;) {
    while (at < end && isWordChar(text, at)) at += text.charCodeAt(at) < 0xd800 ? 1 : charLength(text, at);
    const code = text.charCodeAt(at);
    const joins = code === 0x27 || code === 0x2019 || (code === ampersand && entityLength(text, at, end) === 0);
    if (at === from || at + 1 >= end || !joins || !isWordChar(text, at + 1)) return at;
    at++;
  }
}

function entityLength(text: string, at: number, end: number): number {
  if (text.charCodeAt(at) !== ampersand) return 0;
  entity.lastIndex = at;
  const length = entity.exec(text)?.[0].length ?? 0;
  return at + length <= end ? length : 0;
}

/** A full stop within a number (TLS 1.2, 99.9 %) ends nothing. */
const isDecimalPoint = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 0x2e && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const isPair = (text: string, at: number): boolean => {
  const high = text.charCodeAt(at);
  const low = text.charCodeAt(at + 1);
  return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
};
const charLength = (text: string, at: number): number => (isPair(text, at) ? 2 : 1);

const asciiWordChars = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z\d]/i.test(String.fromCharCode(code)) ? 1 : 0,
);

function isWordChar(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return asciiWordChars[code] === 1;
  return /^[\p{L}\p{N}]/u.test(text.slice(at, at + charLength(text, at)));
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
