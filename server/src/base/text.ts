import type { Span } from "./span.ts";

/** A file's text as the host gave it: UTF-8 decoded, byte order mark dropped, line ends kept. */
export interface TextFile {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** Replaces `span` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
  /** What two edits of one text must not both write: the number of a new heading. */
  readonly takes?: string;
}

/** A place as editors count it: zero-based line and UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Converts between offsets and positions of one text; lines end with LF, CRLF or CR. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    // Most texts have no CR at all, and the engine finds a character faster than a loop does.
    for (let lf = text.indexOf("\n"), cr = text.indexOf("\r"); lf >= 0 || cr >= 0; ) {
      const isCr = cr >= 0 && (lf < 0 || cr < lf);
      const at = isCr ? cr : lf;
      if (!isCr || text.charCodeAt(at + 1) !== 10) this.#starts.push(at + 1);
      if (isCr) cr = text.indexOf("\r", at + 1);
      else lf = text.indexOf("\n", at + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset of the first unit of a line; clamped to the text. */
  lineStart(line: number): number {
    return line < 0 ? 0 : (this.#starts[line] ?? this.#length);
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: at - (this.#starts[low] ?? 0) };
  }

  offsetAt({ line, column }: Position): number {
    const start = this.lineStart(line);
    const next = this.lineStart(line + 1);
    return Math.max(0, Math.min(start + Math.max(0, column), line + 1 < this.#starts.length ? next : this.#length));
  }
}

/** The line end a text uses: that of its first line, LF where there is none. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  const i = text.indexOf("\n");
  return i > 0 && text.charCodeAt(i - 1) === 13 ? "\r\n" : "\n";
}

/**
 * Applies edits that do not overlap, in any order.
 * @throws RangeError where two edits overlap
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits
    .map((edit, i) => ({ edit, i }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.i - b.i);
  let result = "";
  let at = 0;
  for (const { edit } of sorted) {
    if (edit.span.start < at) throw new RangeError("edits overlap");
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/**
 * The same text with memory of its own. Engines keep a part of a text as a view of the whole, so that a part which outlives a
 * document (a cache's key, a quote) would hold on to the version it was cut from. The sum is a text of its own.
 */
export const detached = (text: string): string => ` ${text}`.slice(1);

/** A text on one line: every run of white space is one blank, none stand at the ends. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The first letter as a capital, so that a phrase can stand as a sentence or a title. */
export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Fails to compile where a `switch` forgets a case. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`);
}
