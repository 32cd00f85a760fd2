import { lineEndAt, lineStartAt } from "../../document/edit-lines.ts";

/** The line of the cursor. */
export interface Cursor {
  readonly text: string;
  readonly offset: number;
  readonly lineStart: number;
  readonly lineEnd: number;
  /** The line up to the cursor. */
  readonly before: string;
  /** The line from the cursor on. */
  readonly after: string;
}

/** How far a look around the cursor goes, in UTF-16 units: completion must not depend on the document's length. */
export const reach = 20_000;

export function cursorAt(text: string, offset: number): Cursor {
  const newline = lineStartAt(text, offset);
  // A lone carriage return ends a line, too.
  const lineStart = Math.max(newline, newline + text.slice(newline, offset).lastIndexOf("\r") + 1);
  const rest = text.slice(offset, Math.max(offset, lineEndAt(text, offset)));
  const after = rest.includes("\r") ? rest.slice(0, rest.indexOf("\r")) : rest;
  const before = text.slice(Math.max(lineStart, offset - reach), offset);
  return { text, offset, lineStart, lineEnd: offset + after.length, before, after };
}

/** Lines above the cursor's, nearest first, without line ends; as far as the reach goes. */
export function* linesAbove({ text, lineStart }: Cursor): Generator<{ readonly start: number; readonly line: string }> {
  for (let at = lineStart; at > 0 && lineStart - at < reach; ) {
    const start = lineStartAt(text, at - 1);
    yield { start, line: text.slice(start, at).replace(/\r?\n$/, "") };
    at = start;
  }
}

/** Lines below the cursor's, nearest first. */
export function* linesBelow({ text, lineEnd }: Cursor): Generator<string> {
  for (let at = text.indexOf("\n", lineEnd) + 1; at > 0 && at < text.length && at - lineEnd < reach; ) {
    const end = text.indexOf("\n", at);
    yield text.slice(at, end < 0 ? text.length : end).replace(/\r$/, "");
    if (end < 0) return;
    at = end + 1;
  }
}
