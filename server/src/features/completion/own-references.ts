import { CompletionItemKind } from "vscode-languageserver-types";
import { literal } from "../../base/word-pattern.ts";
import type { Requirement, Standard } from "../../catalog/model.ts";
import { normal } from "../../document/reference-own.ts";
import { standardNumberOf } from "../../rules/naming.ts";
import type { Candidate } from "./candidate.ts";
import type { Cursor } from "./cursor.ts";
import type { Place } from "./place.ts";
import type { CompletionRequest } from "./request.ts";

type OwnReferencePlace = Place & { readonly kind: "own-reference" };

/** A number of one of the workspace's own catalogs: `AC-`, `ac-2(`, or anything behind a catalog's name. */
export function ownReferencePlace(
  { library, standards }: CompletionRequest,
  { before, offset }: Cursor,
): OwnReferencePlace | undefined {
  const own = standards.flatMap((id) => library.standard(id) ?? []).filter((standard) => standard.own);
  if (own.length === 0) return undefined;
  const near = before.slice(-200);
  const typed = /(?:^|[^\p{L}\p{N}_./#@()-])([\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]*)*(?:\s?\(\d{0,3}\)?)?|)$/u.exec(
    near,
  )?.[1];
  if (typed === undefined) return undefined;
  const named = standardBefore(near.slice(0, near.length - typed.length), own);
  // A word in small letters is a word; only a number's shape, capitals or the catalog's name tell that one is meant.
  if (!named && !/^(?:\p{Lu}{2,}|\p{L}+[\p{L}\p{N}]*[.-])/u.test(typed)) return undefined;
  const begun = normal(typed);
  const requirements = (named ? [named] : own)
    .flatMap((standard) => standard.requirements)
    .filter((requirement) => isBegun(requirement, begun));
  if (requirements.length === 0) return undefined;
  return { kind: "own-reference", span: { start: offset - typed.length, end: offset }, requirements };
}

/** The requirements whose number is begun, in the catalog's order. */
export function ownReferenceCandidates(
  { span, requirements }: OwnReferencePlace,
  { doc, library }: CompletionRequest,
): Candidate[] {
  return requirements.map(({ id, number, title, standard }) => ({
    label: `${number} ${title}`,
    note: standardNumberOf(library, standard),
    kind: CompletionItemKind.Reference,
    // However the number is padded or spelt: that it is begun is known already.
    alsoCalled: [doc.text.slice(span.start, span.end)],
    tier: 0,
    newText: number,
    span,
    data: { is: "requirement", id },
  }));
}

const isBegun = ({ number, oscalId }: Requirement, begun: string): boolean =>
  normal(number).startsWith(begun) || (oscalId !== undefined && normal(oscalId).startsWith(begun));

/** The catalog that the words right before name. */
function standardBefore(before: string, own: readonly Standard[]): Standard | undefined {
  const words = before.toLowerCase().replace(/\s+/g, " ");
  return own.find((standard) =>
    standard.aliases.some(
      (alias) =>
        alias.length >= 3 &&
        new RegExp(`(?:^|[^\\p{L}\\p{N}])${literal(alias)},? (?:control |requirement )?$`, "u").test(words),
    ),
  );
}
