import { type CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import type { Library } from "../catalog/library.ts";
import type { Requirement, Standard, StandardId } from "../catalog/model.ts";
import { normal } from "../document/reference-own.ts";
import { type Source, toRange } from "./convert.ts";

/** Characters of own catalogs' numbers after which an editor should ask again. */
export const ownTriggers: readonly string[] = ["-", "("];

/** Requirements of the workspace's own catalogs whose number is being typed: `AC-`, `ac-2(`, or anything behind a catalog's name. */
export function ownReferenceItems({
  source,
  library,
  standards,
  offset,
}: {
  readonly source: Source;
  readonly library: Library;
  readonly standards: readonly StandardId[];
  readonly offset: number;
}): CompletionItem[] {
  const own = standards.flatMap((id) => library.standard(id) ?? []).filter((standard) => standard.own);
  if (own.length === 0) return [];
  const lineStart = source.text.lastIndexOf("\n", offset - 1) + 1;
  const prefix = source.text.slice(Math.max(lineStart, offset - 200), offset);
  const typed = /(?:^|[^\p{L}\p{N}_./#@()-])([\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]*)*(?:\s?\(\d{0,3}\)?)?|)$/u.exec(
    prefix,
  )?.[1];
  if (typed === undefined) return [];
  const named = standardBefore(prefix.slice(0, prefix.length - typed.length), own);
  // A word in small letters is a word; only a number's shape, capitals or the catalog's name tell that one is meant.
  if (!named && !/^(?:\p{Lu}{2,}|\p{L}+[\p{L}\p{N}]*[.-])/u.test(typed)) return [];
  const range = toRange(source.lines, { start: offset - typed.length, end: offset });
  const begun = normal(typed);
  return (named ? [named] : own)
    .flatMap((standard) => standard.requirements.map((requirement) => ({ standard, requirement })))
    .filter(({ requirement }) => isBegun(requirement, begun))
    .map(
      ({ standard, requirement }, i): CompletionItem => ({
        label: `${requirement.number} ${requirement.title}`,
        labelDetails: { description: standard.name },
        kind: CompletionItemKind.Reference,
        detail: standard.name,
        // The editor compares with what was typed, however it is padded or spelt.
        filterText: `${typed} ${requirement.number} ${requirement.title}`,
        sortText: String(i).padStart(4, "0"),
        textEdit: { range, newText: requirement.number },
        data: { requirement: requirement.id },
      }),
    );
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
        new RegExp(`(?:^|[^\\p{L}\\p{N}])${escape(alias)},? (?:control |requirement )?$`, "u").test(words),
    ),
  );
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
