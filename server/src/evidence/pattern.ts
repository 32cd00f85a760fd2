import type { WordReader } from "../base/words.ts";

/** Stems next to each other; `gap` allows up to four words between its neighbours. */
export type Phrase = readonly (string | typeof gap)[];
export const gap: unique symbol = Symbol("gap");

/** One term of a pattern: any of its phrases. */
export interface Term {
  readonly phrases: readonly Phrase[];
  readonly negated: boolean;
  /** The class the term names, where it is nothing but a class. */
  readonly className: string | undefined;
}

/** A parsed pattern: terms that must all be found in (or, negated, be absent from) one statement. */
export interface Pattern {
  readonly terms: readonly Term[];
}

/** What is wrong with a pattern; `column` is zero-based within it. */
export interface PatternError {
  readonly column: number;
  readonly message: string;
}

export type PatternResult = { readonly pattern: Pattern } | { readonly error: PatternError };

/** Reads word classes: their phrases by name. */
export type WordClasses = ReadonlyMap<string, readonly Phrase[]>;

/** More phrases than this in one term is a mistake: the choices multiply. */
const mostPhrases = 2000;

/**
 * Parses one pattern (docs/evidence.md).
 * @param source  as written in a catalog, such as `(restore|recover) ~ test`
 */
export function parsePattern(source: string, reader: WordReader, classes: WordClasses): PatternResult {
  try {
    return { pattern: new PatternParser(source, reader, classes).pattern() };
  } catch (error) {
    if (error instanceof PatternSyntaxError) return { error: { column: error.column, message: error.message } };
    throw error;
  }
}

/** Reads the phrases of word classes; lines are phrases without choices. */
export function readClasses(classes: Readonly<Record<string, readonly string[]>>, reader: WordReader): WordClasses {
  return new Map(
    Object.entries(classes).map(([name, lines]) => [
      name,
      distinct(lines.map((line) => stemsOf(line, reader)).filter((phrase) => phrase.length > 0)),
    ]),
  );
}

class PatternSyntaxError extends Error {
  readonly column: number;
  constructor(column: number, message: string) {
    super(message);
    this.column = column;
  }
}

class PatternParser {
  readonly #source: string;
  readonly #reader: WordReader;
  readonly #classes: WordClasses;
  #at = 0;

  constructor(source: string, reader: WordReader, classes: WordClasses) {
    this.#source = source;
    this.#reader = reader;
    this.#classes = classes;
  }

  pattern(): Pattern {
    const terms = [this.#term()];
    while (this.#take("~")) terms.push(this.#term());
    if (this.#at < this.#source.length) this.#fail(`Unexpected “${this.#source[this.#at] ?? ""}”.`);
    if (terms.every((term) => term.negated)) this.#fail("A pattern needs a term without “!”.", 0);
    return { terms };
  }

  #term(): Term {
    const negated = this.#take("!");
    const start = this.#at;
    const phrases = this.#phrases();
    const written = this.#source.slice(start, this.#at).trim();
    const className = /^@[a-z]+$/.test(written) ? written.slice(1) : undefined;
    return { phrases, negated, className };
  }

  /** A run of words, choices, classes and gaps, multiplied out. */
  #phrases(): readonly Phrase[] {
    const start = this.#skip();
    let phrases: Phrase[] = [[]];
    let any = false;
    for (;;) {
      this.#skip();
      const char = this.#source[this.#at];
      if (char === undefined || char === "~" || char === "|" || char === ")") break;
      if (this.#source.startsWith("..", this.#at)) {
        this.#at += 2;
        if (!any) this.#fail("“..” needs a word before it.", this.#at - 2);
        phrases = phrases.map((phrase) => [...phrase, gap]);
        continue;
      }
      const options = char === "(" ? this.#choice() : char === "@" ? this.#class() : this.#words();
      any = true;
      phrases = phrases.flatMap((phrase) => options.map((option) => [...phrase, ...option]));
      if (phrases.length > mostPhrases)
        this.#fail(`This term stands for more than ${mostPhrases} phrases; split it.`, start);
    }
    const kept = distinct(phrases.filter((phrase) => phrase.some((item) => item !== gap)));
    if (kept.length === 0)
      this.#fail(any ? "Only words that are skipped stand here." : "A word is missing here.", start);
    if (kept.some((phrase) => phrase.at(-1) === gap)) this.#fail("“..” needs a word after it.", this.#at);
    return kept;
  }

  #choice(): readonly Phrase[] {
    const open = this.#at;
    this.#at++;
    const options = [...this.#phrases()];
    while (this.#take("|")) options.push(...this.#phrases());
    if (!this.#take(")")) this.#fail("“(” is not closed.", open);
    return distinct(options);
  }

  #class(): readonly Phrase[] {
    const start = this.#at;
    this.#at++;
    const name = this.#run(/[a-z]/);
    const phrases = this.#classes.get(name);
    if (!phrases) this.#fail(`There is no word class “@${name}”.`, start);
    return phrases;
  }

  /** Words up to the next sign, read together so that compounds are seen; a hyphen may be left out in the text. */
  #words(): readonly Phrase[] {
    if (this.#source[this.#at] === "#") {
      this.#at++;
      return [["#"]];
    }
    const words = this.#run(/[\p{L}\p{N}&'’/ -]/u);
    if (words === "") this.#fail(`Unexpected “${this.#source[this.#at] ?? ""}”.`);
    const apart = stemsOf(words, this.#reader);
    return words.includes("-") ? distinct([apart, stemsOf(words.replaceAll("-", ""), this.#reader)]) : [apart];
  }

  #run(allowed: RegExp): string {
    const start = this.#at;
    while (this.#at < this.#source.length && allowed.test(this.#source[this.#at] ?? "")) this.#at++;
    return this.#source.slice(start, this.#at);
  }

  #take(char: string): boolean {
    this.#skip();
    if (this.#source[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #skip(): number {
    while (this.#source[this.#at] === " ") this.#at++;
    return this.#at;
  }

  #fail(message: string, column = this.#at): never {
    throw new PatternSyntaxError(column, message);
  }
}

/** Stems of a written phrase, `#` for a number sign. */
function stemsOf(text: string, reader: WordReader): string[] {
  return text.split(" ").some((part) => part === "#")
    ? text.split(" ").flatMap((part) => (part === "#" ? ["#"] : reader.read(part).map((word) => word.stem)))
    : reader.read(text).map(({ stem, digits }) => (digits === undefined ? stem : digits));
}

function distinct(phrases: readonly Phrase[]): Phrase[] {
  const seen = new Map<string, Phrase>();
  for (const phrase of phrases) seen.set(phrase.map((item) => (item === gap ? ".." : item)).join(" "), phrase);
  return [...seen.values()];
}
