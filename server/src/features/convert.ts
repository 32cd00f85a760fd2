import type { Position, Range, TextEdit as LspEdit } from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import type { LineIndex, TextEdit } from "../base/text.ts";

/** A text as the editor knows it: the uri in the editor's spelling, and its lines. */
export interface Source {
  readonly uri: string;
  /** Version of an open document; null for a file that the editor does not hold. */
  readonly version: number | null;
  readonly text: string;
  readonly lines: LineIndex;
}

/** Zero-based line and UTF-16 column of an offset. */
export function toPosition(lines: LineIndex, offset: number): Position {
  const { line, column } = lines.positionAt(offset);
  return { line, character: column };
}

export function toRange(lines: LineIndex, span: Span): Range {
  return { start: toPosition(lines, span.start), end: toPosition(lines, span.end) };
}

/** Offset of a position; clamped to the text. */
export function toOffset(lines: LineIndex, { line, character }: Position): number {
  return lines.offsetAt({ line, column: character });
}

export function toSpan(lines: LineIndex, { start, end }: Range): Span {
  const from = toOffset(lines, start);
  return { start: from, end: Math.max(from, toOffset(lines, end)) };
}

export function toEdits(lines: LineIndex, edits: readonly TextEdit[]): LspEdit[] {
  return edits.map(({ span, newText }) => ({ range: toRange(lines, span), newText }));
}
