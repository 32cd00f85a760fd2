import type { Span } from "../../base/span.ts";
import type { LineIndex } from "../../base/text.ts";
import { type Colors, pad, printable, widthOf } from "../terminal.ts";

const maxWidth = 110;

/**
 * The line that a span starts on, with the span underlined. A span over several lines is underlined to the end of its first;
 * of a long line only the stretch around the span is shown.
 */
export function codeFrame(
  text: string,
  index: LineIndex,
  span: Span,
  colors: Colors,
  paint: (text: string) => string,
): string[] {
  const { line, column } = index.positionAt(span.start);
  const start = index.lineStart(line);
  const whole = text.slice(start, index.lineStart(line + 1)).replace(/[\r\n]+$/, "");
  const end = Math.min(span.end - start, whole.length);
  const from = column > maxWidth - 30 ? wordStart(whole, column - 40) : 0;
  const head = from > 0 ? "…" : "";
  const shown = whole.slice(from, from + maxWidth);
  const tail = from + maxWidth < whole.length ? "…" : "";
  const before = head + printable(shown.slice(0, column - from));
  const marked = printable(whole.slice(column, Math.min(end, from + maxWidth)));
  const number = String(line + 1);
  const bar = colors.dim("│");
  return [
    `${colors.dim(pad(number, 6, true))} ${bar} ${head}${printable(shown)}${tail}`,
    `${" ".repeat(6)} ${bar} ${" ".repeat(widthOf(before))}${paint("^".repeat(Math.max(1, widthOf(marked))))}`,
  ];
}

function wordStart(line: string, at: number): number {
  const blank = line.indexOf(" ", at);
  return blank >= 0 && blank < at + 20 ? blank + 1 : at;
}
