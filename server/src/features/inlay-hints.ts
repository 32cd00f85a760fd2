import { type InlayHint, MarkupKind } from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import { fold } from "../base/words.ts";
import type { Requirement } from "../catalog/model.ts";
import { itemsWithin } from "../document/lookup.ts";
import type { PolicyDocument, Reference } from "../document/model.ts";
import { toPosition } from "./convert.ts";
import { describeRequirement, shorten } from "./describe.ts";
import type { Reading } from "./reading.ts";

/** Longest title that is written out, in UTF-16 units. */
const longest = 44;

/** Titles behind the numbers of a stretch that stand there bare: neither title nor words of it stand beside them. */
export function inlayHints(
  { doc, source, library }: Pick<Reading, "doc" | "source" | "library">,
  range: Span,
): InlayHint[] {
  return itemsWithin(doc.references, range).flatMap((reference) => {
    const { resolution, implied, where, span } = reference;
    if (resolution.is !== "resolved" || implied || where === "comment" || where === "heading") return [];
    const requirement = library.requirement(resolution.requirement);
    if (!requirement || isTitled(doc, reference, requirement)) return [];
    return [
      {
        position: toPosition(source.lines, span.end),
        label: shorten(requirement.title, longest),
        tooltip: { kind: MarkupKind.Markdown, value: describeRequirement(library, requirement.id) ?? "" },
        paddingLeft: true,
      },
    ];
  });
}

/** The title, or most of its words, stands on the same line: a hint would say it twice. */
function isTitled({ text }: PolicyDocument, { span }: Reference, { title, titleVariants }: Requirement): boolean {
  const reach = 2 * title.length + 60;
  const before =
    text
      .slice(Math.max(0, span.start - reach), span.start)
      .split(/[\r\n]/)
      .at(-1) ?? "";
  const [after = ""] = text.slice(span.end, span.end + reach).split(/[\r\n]/);
  const beside = new Set(wordsOf(`${before} ${after}`));
  return [title, ...titleVariants].some((one) => {
    const words = wordsOf(one).filter((word) => word.length > 3);
    return words.length > 0 && words.filter((word) => beside.has(word)).length * 3 >= words.length * 2;
  });
}

const wordsOf = (text: string): string[] => (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(fold);
