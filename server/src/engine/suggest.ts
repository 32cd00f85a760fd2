import { closest, distance } from "fastest-levenshtein";

/** The candidate that an author most likely meant; undefined where none is near. */
export function suggest(written: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const best = closest(written.toLowerCase(), candidates);
  return distance(written.toLowerCase(), best) <= Math.max(2, Math.floor(best.length / 3)) ? best : undefined;
}

/** ` Did you mean “x”?` with a leading blank, or nothing. */
export function didYouMean(written: string, candidates: readonly string[]): string {
  const best = suggest(written, candidates);
  return best === undefined ? "" : ` Did you mean “${best}”?`;
}
