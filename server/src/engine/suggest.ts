import { closest, distance } from "fastest-levenshtein";

/**
 * The candidate that an author most likely meant: the nearest in whatever case, else the only one of which the first words
 * are written (`backup` for `backup-policy`); undefined where none is near.
 */
export function suggest(written: string, candidates: readonly string[]): string | undefined {
  const sought = written.trim().toLowerCase();
  if (candidates.length === 0 || sought === "") return undefined;
  const small = candidates.map((one) => one.toLowerCase());
  const best = closest(sought, small);
  const changes = distance(sought, best);
  // As many changes as letters keep nothing of what was written.
  if (changes < sought.length && changes <= Math.max(2, Math.floor(best.length / 3)))
    return candidates[small.indexOf(best)];
  const [only, ...others] = candidates.filter((_, at) => small[at]?.startsWith(`${sought}-`));
  return others.length === 0 ? only : undefined;
}

/** ` Did you mean “x”?` with a leading blank, or nothing. */
export function didYouMean(written: string, candidates: readonly string[]): string {
  const best = suggest(written, candidates);
  return best === undefined ? "" : ` Did you mean “${best}”?`;
}
