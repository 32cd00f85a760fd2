import type { Range } from "vscode-languageserver-types";
import { escapeMarkdown, lineBreak } from "../base/markdown.ts";
import { oneLine } from "../base/text.ts";
import type { Span } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import { isStated } from "../evidence/decide.ts";
import type { Evidence, Status, Strength, Verdict, WorkspaceCoverage } from "../evidence/model.ts";
import { type Source, toRange } from "./convert.ts";

/** A requirement with everything its verdict rests on. JSON. */
export interface RequirementDetail {
  readonly id: string;
  readonly status: Status;
  readonly points: readonly PointDetail[];
  /** Where it is named, as many as `mostPlaces`. */
  readonly references: readonly PlaceDetail[];
  readonly moreReferences: number;
  /** The place to show first: the best evidence, else the first reference. */
  readonly best: PlaceDetail | null;
  readonly justification: string | null;
  /** Left out because the organization's AI roles do not call for it. */
  readonly notAsked: boolean;
}

export interface PointDetail {
  readonly id: string;
  readonly says: string;
  readonly core: boolean;
  readonly strength: Strength | null;
  /** The strongest first, as many as `mostPlaces`. */
  readonly evidence: readonly PlaceDetail[];
  readonly moreEvidence: number;
}

/** A place in a document. */
export interface PlaceDetail {
  readonly uri: string;
  /** Title of the document. */
  readonly document: string;
  readonly range: Range;
  /** The words that stand there, white space folded. */
  readonly quote: string;
  readonly strength: Strength | null;
}

/** A reader looks at a few sentences, and a workspace of thousands of documents has thousands. */
const mostPlaces = 25;

/**
 * Points, evidence and references of one requirement.
 * @param sourceOf  a document's text and title; places in unknown ones are left out
 * @returns         undefined where the requirement is not in scope
 */
export function requirementDetail(
  coverage: WorkspaceCoverage,
  id: string,
  sourceOf: (uri: string) => { readonly source: Source; readonly title: string } | undefined,
): RequirementDetail | undefined {
  const verdict = coverage.verdicts.get(id);
  if (!verdict) return undefined;
  const place = (uri: string, span: Span, quote: string, strength: Strength | null): PlaceDetail[] => {
    const found = sourceOf(uri);
    if (!found) return [];
    const range = toRange(found.source.lines, span);
    return [{ uri: found.source.uri, document: found.title, range, quote, strength }];
  };
  const placeOf = (one: Evidence): PlaceDetail[] => place(one.uri, one.statement, one.quote, one.strength);
  const references = verdict.references.slice(0, mostPlaces).flatMap(({ uri, reference }) => {
    const source = sourceOf(uri)?.source;
    return place(uri, reference.span, source ? lineAt(source, reference.span.start) : "", null);
  });
  const strongest = strongestOf(verdict);
  return {
    id,
    status: verdict.status,
    points: verdict.points.map(({ point, strength, evidence }) => ({
      id: point.id,
      says: point.says,
      core: point.core,
      strength: strength ?? null,
      evidence: evidence.slice(0, mostPlaces).flatMap(placeOf),
      moreEvidence: Math.max(0, evidence.length - mostPlaces),
    })),
    references,
    moreReferences: Math.max(0, verdict.references.length - mostPlaces),
    best: (strongest && placeOf(strongest)[0]) ?? references[0] ?? null,
    justification: verdict.justification ?? null,
    notAsked: verdict.notAsked === true,
  };
}

/** A requirement as a Markdown page: what it asks (✓ found, ○ not found), what AI adds, and a text that would do. */
export function explainRequirement(library: Library, coverage: WorkspaceCoverage | undefined, id: string): string {
  const requirement = library.requirement(id);
  if (!requirement) return "";
  const standard = library.standard(requirement.standard)?.name ?? requirement.standard;
  const verdict = coverage?.verdicts.get(id);
  const lines = [`# ${requirement.number} ${escapeMarkdown(requirement.title)}`, "", `${standard} · \`${id}\``];
  if (requirement.gist !== undefined) lines.push("", `${escapeMarkdown(requirement.gist.replace(/\.$/, ""))}.`);
  if (verdict)
    lines.push(
      "",
      `**In this workspace: ${verdict.notAsked ? "not asked" : verdict.status}.** ${escapeMarkdown(verdict.justification ?? "")}`.trimEnd(),
    );
  if (requirement.points.length > 0) {
    const points = requirement.points.map((point, i) => {
      const isFound = isStated(verdict?.points[i]?.strength);
      return `${isFound ? "✓" : "○"} ${escapeMarkdown(point.says)}${point.core ? " (core)" : ""}`;
    });
    lines.push("", "## What a document has to say", "", points.join(lineBreak));
    lines.push("", "## For example", "");
    for (const point of requirement.points) lines.push(`> ${escapeMarkdown(point.clause)}`, ">");
    lines.pop();
  } else lines.push("", "It is met by its sub-clauses, or outside documents.");
  const considerations = library.considerationsOf(id);
  if (considerations.length > 0) {
    const said = considerations.map((one) => {
      const isFound = isStated(coverage?.considerations.get(one.id)?.strength);
      return `${isFound ? "✓" : "○"} ${escapeMarkdown(`${one.says}. ${one.why}`)}`;
    });
    lines.push("", "## What it should also say once AI is in scope", "", said.join(lineBreak));
  }
  return `${lines.join("\n")}\n`;
}

function strongestOf({ points }: Verdict): Evidence | undefined {
  const stated = points.filter((point) => isStated(point.strength));
  return (stated.find((point) => point.point.core) ?? stated[0] ?? points.find((point) => point.evidence.length > 0))
    ?.evidence[0];
}

function lineAt({ text }: Source, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return oneLine(/^[^\r\n]*/.exec(text.slice(start))?.[0] ?? "");
}
