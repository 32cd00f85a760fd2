import { trimSpan } from "../base/span.ts";

/** Offset of the first unit of the line that holds `at`. */
export const lineStartAt = (text: string, at: number): number => (at <= 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1);

/** Offset of the line's end, before its line break. */
export function lineEndAt(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  if (newline < 0) return text.length;
  return newline > at && text[newline - 1] === "\r" ? newline - 1 : newline;
}

/** Offset of the next line's first unit; the text's end on the last line. */
export function nextLineAt(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline + 1;
}

/** The end of what stands before `at`, white space dropped; `from` where there is nothing. */
export const contentEndBefore = (text: string, at: number, from = 0): number => {
  const words = trimSpan(text, { start: from, end: at });
  return words.start === words.end ? from : words.end;
};

/** Lines of a text, without line breaks and without blank lines at its ends. */
export const linesOf = (body: string): string[] => body.replace(/^\s*\n|\s+$/g, "").split(/\r?\n/);

/**
 * A block of its own at `at`: blank lines to what stands before and behind it.
 * @param at  start of a line, or the end of the text
 */
export function asBlock(text: string, at: number, block: string, eol: string): string {
  const before = text.slice(0, at);
  const isFirst = before.trim() === "";
  const lead = isFirst ? "" : /\n[ \t]*\r?\n$/.test(before.slice(-400)) ? "" : before.endsWith("\n") ? eol : eol + eol;
  const rest = text.slice(at);
  if (rest.trim() === "") return lead + block + (before === "" || before.endsWith("\n") || rest !== "" ? eol : "");
  return lead + block + (/^[ \t]*\r?\n/.test(rest) ? eol : eol + eol);
}
