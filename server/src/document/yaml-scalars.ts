import type { Scalar } from "yaml";
import { shift, type Span, trimSpan } from "../base/span.ts";
import { splitSentences } from "./sentences.ts";

/** A sentence of a scalar: where it stands, its visible words, and whether it stands in a list of a block scalar. */
export interface ScalarSentence {
  readonly span: Span;
  readonly runs: readonly Span[];
  readonly isItem: boolean;
}

/** The words of a scalar in the source: within quotes, below a block scalar's header, trimmed. */
export function wordsOf(node: Scalar, text: string): Span {
  const range = node.range;
  if (!range) return { start: 0, end: 0 };
  const end = Math.min(range[1], text.length);
  if (isQuoted(node))
    return trimSpan(text, {
      start: Math.min(range[0] + 1, end),
      end: closesQuote(node, text, range[0], end) ? end - 1 : end,
    });
  if (!isBlock(node)) return trimSpan(text, { start: range[0], end });
  const newline = text.indexOf("\n", range[0]);
  return newline < 0 || newline >= end ? { start: end, end } : trimSpan(text, { start: newline + 1, end });
}

export const isBlock = (node: Scalar): boolean => node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";

export const isQuoted = (node: Scalar): boolean => node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";

/** True where a scalar holds nothing: null, `~`, an empty text. */
export const isBlank = (node: Scalar, text: string): boolean => {
  const words = wordsOf(node, text);
  return words.start >= words.end || (!isQuoted(node) && !isBlock(node) && node.value === null);
};

/** Block scalars, several lines, and more than eight words are text rather than a value. */
export function isLong(node: Scalar, text: string): boolean {
  if (isBlock(node)) return true;
  const words = wordsOf(node, text);
  const source = text.slice(words.start, Math.min(words.end, words.start + 2_000));
  return source.includes("\n") || source.split(/\s+/).length > 8;
}

/** Sentences by node, with the offset that the node had: an edit moves the nodes that it leaves as they were. */
const kept = new WeakMap<Scalar, { readonly at: number; readonly sentences: readonly ScalarSentence[] }>();

/** The sentences of a scalar. Blank lines and list marks within a block part them too. */
export function sentencesOf(node: Scalar, text: string, abbreviations: ReadonlySet<string>): readonly ScalarSentence[] {
  const at = node.range?.[0] ?? 0;
  const known = kept.get(node);
  if (known?.at === at) return known.sentences;
  const sentences = known
    ? known.sentences.map((sentence) => moved(sentence, at - known.at))
    : readSentences(node, text, abbreviations);
  kept.set(node, { at, sentences });
  return sentences;
}

const moved = ({ span, runs, isItem }: ScalarSentence, by: number): ScalarSentence => ({
  span: shift(span, by),
  runs: runs.map((run) => shift(run, by)),
  isItem,
});

function readSentences(node: Scalar, text: string, abbreviations: ReadonlySet<string>): ScalarSentence[] {
  if (isBlank(node, text)) return [];
  const words = wordsOf(node, text);
  const pieces = isBlock(node)
    ? blockPieces(text, words)
    : node.type === "QUOTE_DOUBLE"
      ? escapedLines(text, words)
      : [{ span: words, isItem: false }];
  return pieces.flatMap(({ span, isItem }) =>
    splitSentences(text, span, abbreviations).flatMap((sentence) => {
      const runs = node.type === "QUOTE_DOUBLE" ? withoutEscapes(text, sentence) : [sentence];
      return runs.some((run) => /[\p{L}\p{N}]/u.test(text.slice(run.start, run.end)))
        ? [{ span: sentence, runs, isItem }]
        : [];
    }),
  );
}

interface Piece {
  readonly span: Span;
  readonly isItem: boolean;
}

/** Cuts the text of a block scalar at blank lines, headings and list marks; marks belong to no piece. */
function blockPieces(text: string, words: Span): Piece[] {
  const pieces: Piece[] = [];
  let start = words.start;
  let isItem = false;
  const cut = (end: number, next: number, nextIsItem: boolean): void => {
    const span = trimSpan(text, { start, end });
    if (span.end > span.start) pieces.push({ span, isItem });
    start = next;
    isItem = nextIsItem;
  };
  for (let at = words.start; at < words.end; ) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? words.end : Math.min(newline, words.end);
    const line = text.slice(at, Math.min(end, at + 200));
    const mark =
      /^[ \t]*(?:(?:[-*+•]|\d{1,3}[.)]|[a-z][.)]|\([a-z0-9]{1,3}\))[ \t]+(?:\[[ xX]\][ \t]+)?|(#{1,6}[ \t]+))/.exec(
        line,
      );
    if (mark) cut(at, at + mark[0].length, mark[1] === undefined);
    else if (line.trim() === "") cut(at, end, false);
    if (mark?.[1] !== undefined) cut(end, end, false);
    at = end + 1;
  }
  cut(words.end, words.end, false);
  return pieces;
}

/** Cuts a double-quoted text at its `\n` escapes. */
function escapedLines(text: string, words: Span): Piece[] {
  const pieces: Piece[] = [];
  let start = words.start;
  for (let i = words.start; i < words.end; i++) {
    if (text[i] !== "\\") continue;
    if (text[i + 1] === "n") {
      pieces.push({ span: trimSpan(text, { start, end: i }), isItem: false });
      start = i + 2;
    }
    i++;
  }
  pieces.push({ span: trimSpan(text, { start, end: words.end }), isItem: false });
  return pieces.filter(({ span }) => span.start < span.end);
}

function withoutEscapes(text: string, sentence: Span): Span[] {
  const runs: Span[] = [];
  let at = sentence.start;
  for (const match of text
    .slice(sentence.start, sentence.end)
    .matchAll(/\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g)) {
    const start = sentence.start + match.index;
    if (start > at) runs.push({ start: at, end: start });
    at = start + match[0].length;
  }
  if (at < sentence.end) runs.push({ start: at, end: sentence.end });
  return runs;
}

function closesQuote(node: Scalar, text: string, start: number, end: number): boolean {
  return end - start >= 2 && text[end - 1] === (node.type === "QUOTE_DOUBLE" ? '"' : "'");
}
