import type { Location } from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import type { RequirementId } from "../catalog/model.ts";
import type { PolicyDocument, Reference, Section } from "../document/model.ts";
import type { Workspace } from "../engine/workspace.ts";
import { isStated } from "../evidence/decide.ts";
import type { DocumentCoverage, Status, Verdict } from "../evidence/model.ts";
import { bestSection } from "../rules/scope.ts";
import { type Source, toPosition, toRange } from "./convert.ts";

/** What the features that explain a document, and lead through it, look at. */
export interface Reading {
  readonly source: Source;
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
  readonly library: Library;
  /** The documents of the project; while they are being read, those that were. */
  readonly workspace: Workspace;
  /** The text of a document of the project. */
  readonly sourceOf: (uri: string) => Source | undefined;
  /** Whether the editor can show entries of the catalogs (LSP 3.18, `workspace/textDocumentContent`). */
  readonly showsCatalog: boolean;
}

/** The section that says most about a requirement, with its document. */
export interface BestPlace {
  readonly doc: PolicyDocument;
  readonly section: Section;
  readonly status: Status;
}

/** Requirements that a reference stands for: one, the successors of an outdated one, the readings of an ambiguous one. */
export function requirementsOf({ resolution }: Reference): readonly RequirementId[] {
  switch (resolution.is) {
    case "resolved":
      return [resolution.requirement];
    case "outdated":
      return resolution.successors;
    case "ambiguous":
      return resolution.candidates;
    case "unknown":
      return [];
  }
}

/** The best section of each document that speaks to a requirement, the best document first. */
export function bestPlaces(workspace: Workspace, id: RequirementId): BestPlace[] {
  const places = (workspace.coverage().verdicts.get(id)?.documents ?? []).flatMap((uri) => {
    const entry = workspace.document(uri);
    const verdict = entry?.coverage.verdicts.get(id);
    const section = entry && verdict && bestSection(entry.doc, verdict);
    return section ? [{ doc: entry.doc, section, status: verdict.status, weight: weightOf(verdict) }] : [];
  });
  return places.sort((a, b) => b.weight - a.weight || (a.doc.uri < b.doc.uri ? -1 : 1));
}

/** Points that are stated count most, then how concretely. */
function weightOf({ status, points }: Verdict): number {
  const stated = points.filter((point) => isStated(point.strength));
  const operational = stated.filter((point) => point.strength === "operational");
  return (status === "covered" ? 10_000 : 0) + stated.length * 100 + operational.length;
}

/** A heading as it is read: `5.2 Scope`. */
export function headingText(section: Section): string {
  const { number, text } = section.heading ?? {};
  return [number, text].filter((part) => part !== undefined && part !== "").join(" ");
}

/** The words of a section's heading, or its start. */
export const anchorOf = (section: Section): Span =>
  section.heading?.span ?? { start: section.span.start, end: section.span.start };

/** A place as editors take it; undefined where the document is not known. */
export function locationOf(
  { uri, span }: { readonly uri: string; readonly span: Span },
  sourceOf: Reading["sourceOf"],
): Location | undefined {
  const source = sourceOf(uri);
  return source && { uri: source.uri, range: toRange(source.lines, span) };
}

/** One-based line of an offset. */
export const lineOf = (source: Source, offset: number): number => toPosition(source.lines, offset).line + 1;

/** Address that opens a document at a line: `file:///policies/backup.md#L12`. */
export function lineAddress(source: Source, offset: number): string {
  return `${source.uri}#L${lineOf(source, offset)}`;
}
