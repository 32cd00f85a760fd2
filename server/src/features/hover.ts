import { type Hover, MarkupKind } from "vscode-languageserver-types";
import { contains } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import type { RequirementId } from "../catalog/model.ts";
import type { PolicyDocument, Reference } from "../document/model.ts";
import { isStated } from "../evidence/decide.ts";
import type { DocumentCoverage, PointVerdict } from "../evidence/model.ts";
import { type Source, toRange } from "./convert.ts";
import { describeRequirement, escapeMarkdown } from "./describe.ts";

export interface HoverRequest {
  readonly source: Source;
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
  readonly library: Library;
  readonly offset: number;
}

/** What the reference at an offset names, and what this document says to it. */
export function hover(request: HoverRequest): Hover | undefined {
  const { doc, source, offset } = request;
  const reference = doc.references.find((one) => contains(one.span, { start: offset, end: offset }));
  if (!reference) return undefined;
  const value = textOf(reference, request);
  if (value === undefined) return undefined;
  return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(source.lines, reference.span) };
}

function textOf({ resolution, number }: Reference, request: HoverRequest): string | undefined {
  const { library } = request;
  switch (resolution.is) {
    case "resolved": {
      const described = describeRequirement(library, resolution.requirement);
      if (described === undefined) return groupText(library, resolution.requirement);
      return [described, ...inThisDocument(resolution.requirement, request)].join("\n\n");
    }
    case "outdated": {
      const successors = resolution.successors
        .map((id) => describeRequirement(library, id))
        .filter((one) => one !== undefined);
      const intro = `**${number}** is a number of a withdrawn edition${successors.length > 0 ? "; its place is taken by:" : "; nothing took its place."}`;
      return [intro, ...successors].join("\n\n");
    }
    case "ambiguous":
      return [
        `**${number}** has several readings:`,
        ...resolution.candidates.map((id) => describeRequirement(library, id)).filter((one) => one !== undefined),
      ].join("\n\n");
    case "unknown":
      return undefined;
  }
}

function groupText(library: Library, id: RequirementId): string | undefined {
  const [standard = "", number = ""] = id.split("/");
  const group = library.group(standard, number);
  return group && `**${number} ${escapeMarkdown(group.title)}** · ${library.standard(standard)?.name ?? standard}`;
}

/** The points of a requirement: those this document states, with the sentence, and those it does not. */
function inThisDocument(id: RequirementId, { coverage, library }: HoverRequest): string[] {
  const requirement = library.requirement(id);
  if (!requirement || requirement.points.length === 0) return [];
  const verdict = coverage.verdicts.get(id);
  const points: PointVerdict[] = requirement.points.map(
    (point) => verdict?.points.find((one) => one.point.id === point.id) ?? { point, strength: undefined, evidence: [] },
  );
  const lines = points.flatMap(({ point, strength, evidence }) => {
    const stated = isStated(strength);
    const best = evidence[0];
    const mark = stated ? "✓" : strength === "mentioned" ? "○" : "✗";
    const note = strength === "mentioned" ? " (only mentioned)" : "";
    const quote = best && strength !== undefined ? [`  > ${escapeMarkdown(shorten(best.quote, 160))}`] : [];
    return [`- ${mark} ${escapeMarkdown(point.says)}${note}`, ...quote];
  });
  const note = requirement.points.some((point) => point.derived)
    ? "The points are drawn from the catalog's own words, so this is less sure than for the standards Codicil knows."
    : undefined;
  return [
    `**In this document: ${verdict?.status ?? "missing"}**`,
    lines.join("\n"),
    ...(note === undefined ? [] : [`_${note}_`]),
  ];
}

function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most - 20)).replace(/[\uD800-\uDBFF]$/, "")} …`;
}
