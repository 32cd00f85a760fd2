import { fold } from "../base/words.ts";
import type { Language } from "../catalog/model.ts";
import type { Strength, Wording } from "./model.ts";

/** Tells how a statement is worded, from its words as written (function words decide here). */
export interface WordingReader {
  (text: string): { readonly wording: Wording; readonly unfilled: boolean; readonly excludes: boolean };
}

export function createWordingReader({ modals, placeholders, exclusions }: Language): WordingReader {
  const duty = modals.duty.map(padded);
  const recommendation = modals.recommendation.map(padded);
  const permission = modals.permission.map(padded);
  const left = exclusions.map(padded);
  const upper = placeholders.filter((mark) => mark === mark.toUpperCase() && /^[A-Z]+$/.test(mark));
  const lower = placeholders.filter((mark) => !upper.includes(mark)).map((mark) => mark.toLowerCase());
  return (text) => {
    const folded = ` ${(text.match(/[\p{L}\p{N}'’]+/gu) ?? []).map(fold).join(" ")} `;
    const small = text.toLowerCase();
    const unfilled =
      lower.some((mark) => small.includes(mark)) ||
      upper.some((mark) => new RegExp(`(?<![A-Za-z])${mark}(?![A-Za-z])`).test(text));
    return { wording: wordingOf(folded), unfilled, excludes: left.some((phrase) => folded.includes(phrase)) };
  };
  function wordingOf(folded: string): Wording {
    if (duty.some((modal) => folded.includes(modal)))
      return / (?:not|never|no|prohibited|forbidden) /.test(folded) ? "prohibition" : "duty";
    if (recommendation.some((modal) => folded.includes(modal))) return "recommendation";
    // "may be used only when approved" restricts.
    if (permission.some((modal) => folded.includes(modal)) && / only /.test(folded)) return "duty";
    if (permission.some((modal) => folded.includes(modal))) return "permission";
    return "description";
  }
}

const padded = (words: string): string => ` ${words} `;

/** Strength from where a statement stands, how it is worded and how concrete it is. */
export function strengthOf(facts: {
  readonly mentionOnly: boolean;
  readonly wording: Wording;
  readonly concrete: boolean;
}): Strength {
  if (facts.mentionOnly || facts.wording === "topic") return "mentioned";
  return facts.concrete ? "operational" : "stated";
}
