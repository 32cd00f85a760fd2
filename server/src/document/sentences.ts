import { type Span, trimSpan } from "../base/span.ts";

/**
 * Splits a stretch of running text into sentences; every unit of the stretch but white space lies in one of them.
 * @param abbreviations  lower case, without the full stop: what ends no sentence
 */
export function splitSentences(text: string, stretch: Span, abbreviations: ReadonlySet<string>): Span[] {
  const sentences: Span[] = [];
  let start = stretch.start;
  const cut = (end: number): void => {
    const sentence = trimSpan(text, { start, end });
    if (sentence.end > sentence.start) sentences.push(sentence);
    start = end;
  };
  for (let i = stretch.start; i < stretch.end; i++) {
    const c = text[i];
    if (c === "\n" && startsField(text, i + 1, stretch.end)) cut(i + 1);
    else if (c === "." || c === "!" || c === "?") {
      const end = afterClosers(text, i + 1, stretch.end);
      if (isBoundary(text, i, end, stretch, abbreviations)) {
        cut(end);
        i = end - 1;
      }
    }
  }
  cut(stretch.end);
  return sentences;
}

/** A line such as `**Owner:** CISO` starts something new. */
function startsField(text: string, at: number, end: number): boolean {
  return (
    text.startsWith("**", at) &&
    at < end &&
    /^\*\*[^*\n]{1,60}(?::\*\*|\*\*\s?:)/.test(text.slice(at, Math.min(end, at + 70)))
  );
}

/** Quotes, brackets and emphasis marks that close with the sentence. */
function afterClosers(text: string, at: number, end: number): number {
  let i = at;
  while (i < end && /["'”’)\]*_]/.test(text[i] ?? "")) i++;
  return i;
}

function isBoundary(
  text: string,
  at: number,
  after: number,
  stretch: Span,
  abbreviations: ReadonlySet<string>,
): boolean {
  if (after >= stretch.end) return true;
  if (!/\s/.test(text[after] ?? "")) return false;
  let next = after;
  while (next < stretch.end && /[\s"'“‘([*_>]/.test(text[next] ?? "")) next++;
  if (next >= stretch.end) return true;
  if (/\p{Ll}/u.test(text[next] ?? "")) return false;
  if (text[at] !== ".") return true;
  let from = at;
  while (from > stretch.start && /[\p{L}\p{N}.]/u.test(text[from - 1] ?? "")) from--;
  const word = text.slice(from, at).toLowerCase();
  if (abbreviations.has(word)) return false;
  // "5. Scope", "A. Smith": an enumeration or an initial; only at the start of the stretch can a number be one.
  if (/^\p{L}$/u.test(word)) return false;
  return !(from === stretch.start && /^[\d.]+$/.test(word));
}
