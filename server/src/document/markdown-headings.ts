import { type Span, trimSpan } from "../base/span.ts";
import type { Heading } from "./model.ts";

/**
 * A heading from its visible runs: words without number, emphasis, trailing colon and emoji.
 * @param runs  stretches of visible text, in order
 * @param line  the heading with its markup
 */
export function headingOf(text: string, runs: readonly Span[], line: Span): Heading {
  const first = runs[0];
  const last = runs.at(-1);
  if (!first || !last) return { text: "", span: { start: line.end, end: line.end }, number: undefined, line };
  let words = trimSpan(text, { start: first.start, end: last.end });
  words = dropFront(
    text,
    words,
    /^(?:&nbsp;|&emsp;|&ensp;|[\d#*]\ufe0f?\u20e3|[\p{Extended_Pictographic}\u200d\ufe0f\u20e3]|\s|[*_#])+/u,
  );
  const { number, rest } = splitNumber(text, words);
  words = dropFront(text, rest, /^(?:&nbsp;|[\p{Extended_Pictographic}\u200d\ufe0f]|\s|[*_–—:.)-])+/u);
  words = dropBack(text, words, /[\s:*_#.]+$/);
  const spoken = runs
    .filter((run) => run.end > words.start && run.start < words.end)
    .map((run) => text.slice(Math.max(run.start, words.start), Math.min(run.end, words.end)))
    .join("");
  return {
    text: spoken
      .replace(/&nbsp;/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
    span: words,
    number,
    line,
  };
}

/** `5.2 Scope`, `5) Scope`, `Section 5: Scope`, `§5 Scope`, `IV. Scope`, `A. Scope`. */
const numbering =
  /^(?:(?:section|part|article|chapter|appendix|annex)\s+|§\s*)?((?:\d{1,3}(?:\.\d{1,3}){0,4})|(?:[IVX]{1,5}|[A-H])(?!\.\d))(?:[.):]|\s*[–—-](?=\s)|(?=\s)|$)/i;

function splitNumber(text: string, words: Span): { number: string | undefined; rest: Span } {
  const match = numbering.exec(text.slice(words.start, Math.min(words.end, words.start + 40)));
  const number = match?.[1];
  if (!match || number === undefined) return { number: undefined, rest: words };
  // A letter or roman number needs its point: "A policy for all" starts with a word.
  const plain = /^\d/.test(number);
  if (!plain && !/[.):]$/.test(match[0]) && !/^(?:section|part|article|chapter|appendix|annex|§)/i.test(match[0]))
    return { number: undefined, rest: words };
  if (/^(?:appendix|annex)/i.test(match[0])) return { number, rest: words };
  const rest = { start: words.start + match[0].length, end: words.end };
  // "2024 security goals" and "24 hour response" keep their number when nothing separates it and it is no outline number.
  if (plain && Number(number) > 99) return { number: undefined, rest: words };
  return rest.start >= rest.end ? { number, rest: words } : { number, rest };
}

function dropFront(text: string, words: Span, pattern: RegExp): Span {
  const match = pattern.exec(text.slice(words.start, words.end));
  const start = words.start + (match?.[0].length ?? 0);
  return start >= words.end ? words : { start, end: words.end };
}

function dropBack(text: string, words: Span, pattern: RegExp): Span {
  const tail = text.slice(Math.max(words.start, words.end - 24), words.end);
  const match = pattern.exec(tail);
  const end = words.end - (match?.[0].length ?? 0);
  return end <= words.start ? words : { start: words.start, end };
}
