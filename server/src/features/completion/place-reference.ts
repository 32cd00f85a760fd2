import type { StandardId } from "../../catalog/model.ts";
import { findStandards } from "../../document/reference-scan.ts";
import type { Cursor } from "./cursor.ts";
import { ownReferencePlace } from "./own-references.ts";
import type { Place } from "./place.ts";
import type { CompletionRequest } from "./request.ts";

/** A number or the words of a title where running text names a requirement: `A.8.1`, `clause 9`, `ISO 27001 backup`, `control logg`. */
export function numberPlace(request: CompletionRequest, cursor: Cursor): Place | undefined {
  const { before, after, offset } = cursor;
  const near = before.slice(-200);
  const control = controlNumber(near);
  const own = control === undefined ? ownReferencePlace(request, cursor) : undefined;
  if (own) return own;
  const written =
    control ?? /(?:\bclauses?\s|\bcl\.\s|\d{5}(?::\d{4})?[\s,]{1,2})(\d{0,2}(?:\.\d{0,2}){0,2})$/i.exec(near)?.[1];
  const word = written ?? titleWords(near);
  if (word === undefined) return undefined;
  // What stands there of "Annex A" goes with the number.
  const annex = /\bannex\s+(?:a\s+)?$/i.exec(near.slice(0, near.length - word.length))?.[0] ?? "";
  const context = near.slice(0, near.length - annex.length - word.length);
  const rest = /^[aA]?[.\s-]?\d/.test(word) ? (/^[\d.]*\d|^/.exec(after)?.[0].length ?? 0) : 0;
  const isClause = /\b(?:clauses?|cl\.)\s$/i.test(context);
  return {
    kind: "reference",
    span: { start: offset - annex.length - word.length, end: offset + rest },
    of:
      isClause || (written !== undefined && /^\d/.test(written)) ? "clause" : written === undefined ? "any" : "control",
    within: "prose",
    annex: annex === "" ? "" : `${annex.slice(0, 5)} `,
    named: namedStandards(context, request),
    isGuess: false,
  };
}

/** Whether what stands before the cursor can only be a number, so that nothing else is offered. */
export const isNumberBegun = ({ kind }: Place, { before }: Cursor): boolean =>
  kind === "own-reference" || /\d|\.$/.test(before.slice(-1));

function controlNumber(near: string): string | undefined {
  const control = /(?:^|[^\p{L}\p{N}_./#])(A[.\s-]?\d{0,2}(?:\.\d{0,2}){0,3})$/iu.exec(near)?.[1];
  if (control === undefined || /^a\s$/i.test(control)) return undefined;
  if (control.length > 1) return control;
  return /(?:\d{5}(?::\d{4})?[\s,–-]{1,3}|annex\s)a$/i.test(near) ? control : undefined;
}

/** Words behind something that announces a requirement, or in parentheses. */
const titleWords = (near: string): string | undefined =>
  /(?:\b\d{5}(?::\d{4})?,?\s(?:(?:controls?|clauses?|annex\sa)\s)?|\b(?:controls?|clauses?|annex\sa)\s)(\p{L}[\p{L} -]{1,60})$/iu.exec(
    near,
  )?.[1] ?? /\((\p{L}[\p{L} -]{2,60})$/u.exec(near)?.[1];

/** The last words of running text that may be those of a title; a guess, for authors who ask. */
export function guessPlaces({ tools }: CompletionRequest, { before, offset }: Cursor): Place[] {
  const words = /(?:^|[\s("“])((?:\p{L}[\p{L}-]*\s)?\p{L}[\p{L}-]{3,40})$/u.exec(before.slice(-100))?.[1];
  if (words === undefined) return [];
  const last = words.slice(words.lastIndexOf(" ") + 1);
  if (!tools.mayBeTitled(last)) return [];
  return [...new Set([words, last])].map((word) => ({
    kind: "reference",
    span: { start: offset - word.length, end: offset },
    of: "any",
    within: "prose",
    annex: "",
    named: undefined,
    isGuess: true,
  }));
}

/** Current editions of the standard that the words name last, unless a sentence has ended since. */
export function namedStandards(
  context: string,
  { library, tools }: CompletionRequest,
): readonly StandardId[] | undefined {
  const mention = findStandards(context, tools.families).at(-1);
  if (!mention || /[.;!?]\s/.test(context.slice(mention.end))) return undefined;
  return [...new Set(mention.standards.map((id) => library.standard(id)?.supersededBy ?? id))];
}
