import { literal } from "../base/word-pattern.ts";
import { fold } from "../base/words.ts";
import type { Language } from "../catalog/model.ts";
import { createOrderTest } from "../document/orders.ts";
import type { Strength, Wording } from "./model.ts";

/** Tells how a statement is worded, from its words as written (function words decide here). */
export interface WordingReader {
  (text: string): { readonly wording: Wording; readonly unfilled: boolean; readonly excludes: boolean };
}

export function createWordingReader(language: Language): WordingReader {
  const { modals, negations, placeholders, exclusions } = language;
  const { duty, recommendation, permission } = modals;
  const laysDown = createOrderTest(language);
  const find = createPhraseFinder({
    duty,
    negation: negations,
    recommendation,
    permission,
    only: ["only"],
    exclusion: exclusions,
  });
  const shouted = placeholders.filter((mark) => /^[A-Z]+$/.test(mark));
  const isShouted = new RegExp(`(?<![A-Za-z])(?:${shouted.join("|")})(?![A-Za-z])`);
  const quiet = placeholders.filter((mark) => !shouted.includes(mark)).map(literal);
  const isQuiet = new RegExp(quiet.join("|"), "i");
  return (text) => {
    const groups = find(text);
    return {
      wording: wordingOf(groups, laysDown(text)),
      unfilled: (quiet.length > 0 && isQuiet.test(text)) || (shouted.length > 0 && isShouted.test(text)),
      excludes: groups.has("exclusion"),
    };
  };
}

type PhraseGroup = "duty" | "negation" | "recommendation" | "permission" | "only" | "exclusion";

function wordingOf(groups: ReadonlySet<PhraseGroup>, isRule: boolean): Wording {
  if (groups.has("duty")) return groups.has("negation") ? "prohibition" : "duty";
  if (groups.has("recommendation")) return "recommendation";
  if (isRule) return groups.has("negation") ? "prohibition" : "duty";
  if (!groups.has("permission")) return "description";
  // "may be used only when approved" restricts.
  return groups.has("only") ? "duty" : "permission";
}

/** Tells which groups have a phrase in a text, all in one pass over its words as written, function words included. */
function createPhraseFinder(
  groups: Readonly<Record<PhraseGroup, readonly string[]>>,
): (text: string) => ReadonlySet<PhraseGroup> {
  const byFirst = new Map<string, { readonly rest: readonly string[]; readonly group: PhraseGroup }[]>();
  for (const [group, phrases] of Object.entries(groups) as [PhraseGroup, readonly string[]][]) {
    for (const [first = "", ...rest] of phrases.map((phrase) => phrase.split(" ")))
      byFirst.set(first, [...(byFirst.get(first) ?? []), { rest, group }]);
  }
  return (text) => {
    const words = wordsOf(text);
    const found = new Set<PhraseGroup>();
    for (const [i, word] of words.entries()) {
      for (const { rest, group } of byFirst.get(word) ?? [])
        if (rest.every((next, at) => words[i + 1 + at] === next)) found.add(group);
    }
    return found;
  };
}

/** Folded words. */
function wordsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  if (/^[^'\u0080-\uffff]*$/.test(lower)) return lower.match(/[a-z\d]+/g) ?? [];
  return (lower.match(/[\p{L}\p{N}'’]+/gu) ?? []).map(fold);
}

/** Strength from where a statement stands, how it is worded and how concrete it is. */
export function strengthOf(facts: {
  readonly mentionOnly: boolean;
  readonly wording: Wording;
  readonly concrete: boolean;
}): Strength {
  if (facts.mentionOnly || facts.wording === "topic") return "mentioned";
  return facts.concrete ? "operational" : "stated";
}
