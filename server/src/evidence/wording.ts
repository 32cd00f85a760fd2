import { fold } from "../base/words.ts";
import type { Language } from "../catalog/model.ts";
import type { Strength, Wording } from "./model.ts";

/** Tells how a statement is worded, from its words as written (function words decide here). */
export interface WordingReader {
  (text: string): { readonly wording: Wording; readonly unfilled: boolean; readonly excludes: boolean };
}

export function createWordingReader({ modals, placeholders, exclusions }: Language): WordingReader {
  const isDuty = anyOf(modals.duty);
  const isNegated = anyOf(["not", "never", "no", "prohibited", "forbidden"]);
  const isRecommendation = anyOf(modals.recommendation);
  const isPermission = anyOf(modals.permission);
  const isExclusion = anyOf(exclusions);
  const shouted = placeholders.filter((mark) => /^[A-Z]+$/.test(mark));
  const isShouted = new RegExp(`(?<![A-Za-z])(?:${shouted.join("|")})(?![A-Za-z])`);
  const quiet = placeholders.filter((mark) => !shouted.includes(mark)).map(literal);
  const isQuiet = new RegExp(quiet.join("|"), "i");
  return (text) => {
    const words = (text.match(/[\p{L}\p{N}'’]+/gu) ?? []).map(fold).join(" ");
    return {
      wording: wordingOf(words),
      unfilled: (quiet.length > 0 && isQuiet.test(text)) || (shouted.length > 0 && isShouted.test(text)),
      excludes: isExclusion(words),
    };
  };
  function wordingOf(words: string): Wording {
    if (isDuty(words)) return isNegated(words) ? "prohibition" : "duty";
    if (isRecommendation(words)) return "recommendation";
    if (!isPermission(words)) return "description";
    // "may be used only when approved" restricts.
    return / only | only$|^only /.test(words) ? "duty" : "permission";
  }
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Tells whether folded words, one blank apart, hold one of some phrases. Literal words only: nothing to go back over. */
function anyOf(phrases: readonly string[]): (words: string) => boolean {
  if (phrases.length === 0) return () => false;
  const pattern = new RegExp(`(?:^| )(?:${phrases.map(literal).join("|")})(?= |$)`);
  return (words) => pattern.test(words);
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
