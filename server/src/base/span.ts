/**
 * A half-open stretch of a text: UTF-16 code units, `start` included, `end` excluded.
 * Lines and columns exist only at the edges (LSP, terminal, SARIF).
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const span = (start: number, end: number): Span => ({ start, end });

export const shift = (s: Span, by: number): Span => ({ start: s.start + by, end: s.end + by });

export const sliceOf = (text: string, s: Span): string => text.slice(s.start, s.end);

export const isEmpty = (s: Span): boolean => s.end <= s.start;

/** True where `inner` lies wholly within `outer`. */
export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** True where the two share a unit, or where an empty one lies within or at the edge of the other. */
export const overlaps = (a: Span, b: Span): boolean =>
  isEmpty(a) || isEmpty(b) ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;

/** The smallest span that holds both. */
export const union = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });

/** Orders by start, then by end. */
export const compareSpans = (a: Span, b: Span): number => a.start - b.start || a.end - b.end;

/** The span without white space at either end. */
export function trimSpan(text: string, s: Span): Span {
  let { start, end } = s;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13) || c === 0xa0 || c === 0xfeff;

/**
 * Index of the last item that starts at or before an offset, -1 where none does; in a logarithm of their number.
 * @param items  sorted by start
 */
export function lastStartingBy(items: readonly { readonly span: Span }[], offset: number): number {
  return countSorted(items.length, (i) => (items[i]?.span.start ?? 0) <= offset) - 1;
}

/** How many of sorted things, from the first, pass a test that none behind the first failure passes. */
function countSorted(length: number, passes: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A set of offsets: those that some spans hold, whether or not these overlap. */
export function createCover(spans: readonly Span[]): (offset: number) => boolean {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { start, end } of inOrder(spans)) {
    const last = ends.at(-1);
    if (last !== undefined && start <= last) ends[ends.length - 1] = Math.max(last, end);
    else {
      starts.push(start);
      ends.push(end);
    }
  }
  return (offset) => offset < (ends[countSorted(starts.length, (i) => (starts[i] ?? 0) <= offset) - 1] ?? -1);
}

/** Spans by their start; the list itself where they are. */
function inOrder(spans: readonly Span[]): readonly Span[] {
  const isSorted = spans.every((one, i) => one.start >= (spans[i - 1]?.start ?? 0));
  return isSorted ? spans : [...spans].sort((a, b) => a.start - b.start);
}
