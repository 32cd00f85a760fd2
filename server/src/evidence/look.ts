import { endOf, everyOf, type PackedLists, packLists, startOf } from "../base/packed-lists.ts";
import type { ScannedText } from "./sequences.ts";
import type { CompiledTerm } from "./terms.ts";

/** What is known of the texts that are looked at, by number of term; each question is answered once. */
export interface Look<Found> {
  /** Turns to other texts. */
  open(texts: readonly ScannedText[]): void;
  /** Stems of the texts, each once. */
  stems(): readonly number[];
  /** Whether the texts, which have one word of the term's rarest set, may have the term; false when it is asked again. */
  wakes(term: number): boolean;
  /** Whether the texts have the words that the term needs, in whatever order. */
  mayHave(term: number): boolean;
  has(term: number): boolean;
  /** What the search found of a term. */
  find(term: number): Found | undefined;
}

/**
 * Each array of rounds holds the number of the last one in which something was seen: a lower one is stale.
 * @param search  looks for a term whose words the texts have
 */
export function createLook<Found>(
  { needs, isWord, isSingle, stemCount }: PackedTerms,
  terms: readonly CompiledTerm[],
  search: (term: CompiledTerm, texts: readonly ScannedText[]) => Found | undefined,
): Look<Found> {
  const stemRounds = new Int32Array(stemCount);
  const askedRounds = new Int32Array(terms.length);
  const foundRounds = new Int32Array(terms.length);
  /** Negative: of the round in which the words were missing. */
  const neededRounds = new Int32Array(terms.length);
  const setRounds = new Int32Array(needs.stems.offsets.length);
  const found: (Found | undefined)[] = Array.from({ length: terms.length });
  let round = 0;
  let texts: readonly ScannedText[] = [];
  let present: number[] = [];
  const see = (stem: number): void => {
    if (stem < 0 || stemRounds[stem] === round) return;
    stemRounds[stem] = round;
    present.push(stem);
  };
  const hasOneOf = (set: number): boolean => {
    const known = setRounds[set] ?? 0;
    if (known === round) return true;
    if (known === -round) return false;
    const end = endOf(needs.stems, set);
    let at = startOf(needs.stems, set);
    while (at < end && stemRounds[needs.stems.items[at] ?? 0] !== round) at++;
    setRounds[set] = at < end ? round : -round;
    return at < end;
  };
  const mayHave = (term: number): boolean => {
    const known = neededRounds[term] ?? 0;
    if (known === round) return true;
    if (known === -round) return false;
    const has = everyOf(needs.sets, term, hasOneOf);
    neededRounds[term] = has ? round : -round;
    return has;
  };
  const find = (term: number): Found | undefined => {
    if (foundRounds[term] === round) return found[term];
    foundRounds[term] = round;
    const compiled = mayHave(term) ? terms[term] : undefined;
    return (found[term] = compiled && search(compiled, texts));
  };
  return {
    open(opened) {
      round++;
      texts = opened;
      present = [];
      for (const { stems, digits } of texts) {
        for (const [i, stem] of stems.entries()) {
          see(stem);
          if (digits.length > 0) see(digits[i] ?? -1);
        }
      }
    },
    stems: () => present,
    wakes(term) {
      if (askedRounds[term] === round) return false;
      askedRounds[term] = round;
      if (isSingle[term] === 1) neededRounds[term] = round;
      return mayHave(term);
    },
    mayHave,
    // Where one word is enough, there is no order to look at.
    has: (term) => (isWord[term] === 1 ? mayHave(term) : find(term) !== undefined),
    find,
  };
}

/** What looks need to know of terms, by number; looks share it, so that it stands once in a processor's cache. */
export interface PackedTerms {
  /** By term the numbers of the sets that it needs, by set its stems. */
  readonly needs: { readonly sets: PackedLists; readonly stems: PackedLists };
  /** 1 for a term that one word shows, and for one that needs a single set. */
  readonly isWord: Uint8Array;
  readonly isSingle: Uint8Array;
  readonly stemCount: number;
}

export function packTerms(terms: readonly CompiledTerm[], stemCount: number): PackedTerms {
  return {
    needs: packNeeds(terms),
    isWord: Uint8Array.from(terms, (term) => (term.isWord ? 1 : 0)),
    isSingle: Uint8Array.from(terms, (term) => (term.needs.length === 1 ? 1 : 0)),
    stemCount,
  };
}

/** Sets that are alike are one. */
function packNeeds(terms: readonly CompiledTerm[]): PackedTerms["needs"] {
  const numbers = new Map<string, number>();
  const stems: (readonly number[])[] = [];
  const numberOf = (need: readonly number[]): number => {
    const written = need.join();
    const number = numbers.get(written) ?? stems.push(need) - 1;
    numbers.set(written, number);
    return number;
  };
  const sets = packLists(terms.map(({ needs }) => needs.map(numberOf)));
  return { sets, stems: packLists(stems) };
}
