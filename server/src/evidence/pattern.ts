import { remember, rememberFor } from "../base/values.ts";
import type { WordReader } from "../base/words.ts";

/** Up to four words between its neighbours. */
export const gap: unique symbol = Symbol("gap");

/** What stands at one place of a sequence: a stem, any of some sequences, or a gap. */
export type Part = string | Choice | typeof gap;
/** Parts one after the other; never empty, never with a gap at an end. */
export type Sequence = readonly Part[];
/** Any of its sequences. */
export interface Choice {
  readonly options: readonly Sequence[];
}

/** One term of a pattern. */
export interface Term {
  readonly sequence: Sequence;
  readonly negated: boolean;
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

/** Word classes by name. */
export type WordClasses = ReadonlyMap<string, Choice>;

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

/** Reads word classes; each line is a phrase without choices. */
export function readClasses(classes: Readonly<Record<string, readonly string[]>>, reader: WordReader): WordClasses {
  return new Map(
    Object.entries(classes).map(([name, lines]) => [
      name,
      { options: lines.map((line) => stemsOf(line, reader)).filter((phrase) => phrase.length > 0) },
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
    return { sequence: this.#sequence(), negated };
  }

  /** A run of words, choices, classes and gaps. */
  #sequence(): Sequence {
    const start = this.#skip();
    const parts: Part[] = [];
    let any = false;
    for (;;) {
      this.#skip();
      const char = this.#source[this.#at];
      if (char === undefined || char === "~" || char === "|" || char === ")") break;
      if (this.#source.startsWith("..", this.#at)) {
        if (!any) this.#fail("“..” needs a word before it.");
        this.#at += 2;
        if (parts.length > 0 && parts.at(-1) !== gap) parts.push(gap);
        continue;
      }
      if (char === "(") parts.push(this.#choice());
      else if (char === "@") parts.push(this.#class());
      else parts.push(...this.#words());
      any = true;
    }
    if (parts.every((part) => part === gap))
      this.#fail(any ? "Only words that are skipped stand here." : "A word is missing here.", start);
    if (parts.at(-1) === gap) this.#fail("“..” needs a word after it.");
    return parts;
  }

  #choice(): Choice {
    const open = this.#at;
    this.#at++;
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    if (!this.#take(")")) this.#fail("“(” is not closed.", open);
    return { options };
  }

  #class(): Choice {
    const start = this.#at;
    this.#at++;
    const name = this.#run(/[a-z]*/y);
    const known = this.#classes.get(name);
    if (!known) this.#fail(`There is no word class “@${name}”.`, start);
    return known;
  }

  /** Words up to the next sign, read together so that compounds are seen; a hyphen may be left out in the text. */
  #words(): readonly Part[] {
    if (this.#source[this.#at] === "#") {
      this.#at++;
      return ["#"];
    }
    const words = this.#run(/[\p{L}\p{N}&'’/ -]*/uy);
    if (words === "") this.#fail(`Unexpected “${this.#source[this.#at] ?? ""}”.`);
    const stems = stemsBy(this.#reader);
    const apart = stems(words);
    const joined = words.includes("-") ? stems(words.replaceAll("-", "")) : apart;
    if (joined.length === 0 || joined.join(" ") === apart.join(" ")) return apart;
    return apart.length === 0 ? joined : [{ options: [apart, joined] }];
  }

  /** @param allowed  sticky */
  #run(allowed: RegExp): string {
    allowed.lastIndex = this.#at;
    const run = allowed.exec(this.#source)?.[0] ?? "";
    this.#at += run.length;
    return run;
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

/** Patterns share most of their phrases. */
const stemsBy = rememberFor((reader: WordReader) => remember((text): readonly string[] => stemsOf(text, reader)));

/** Stems of a written phrase, `#` for a number sign. */
function stemsOf(text: string, reader: WordReader): string[] {
  return text.split(" ").some((part) => part === "#")
    ? text.split(" ").flatMap((part) => (part === "#" ? ["#"] : reader.read(part).map((word) => word.stem)))
    : reader.read(text).map(({ stem, digits }) => (digits === undefined ? stem : digits));
}
