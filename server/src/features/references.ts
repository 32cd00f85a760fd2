import type { Location } from "vscode-languageserver-types";
import { compareSpans, type Span } from "../base/span.ts";
import type { RequirementId } from "../catalog/model.ts";
import { headingAt, linkAt, referenceAt } from "../document/lookup.ts";
import type { PolicyDocument } from "../document/model.ts";
import { createTargetFinder, type LinkedSection } from "./definition.ts";
import { bestPlaces, locationOf, type Reading, requirementsOf, anchorOf } from "./reading.ts";

export interface ReferencesRequest extends Reading {
  readonly offset: number;
  /** Whether the section that covers the requirement best, or the heading itself, is wanted, too. */
  readonly includeDeclaration: boolean;
}

interface Place {
  readonly uri: string;
  readonly span: Span;
}

/**
 * Every place of the project that names the requirement at an offset, and every statement that is evidence of it; for a
 * heading, or a link to one, the links that lead there. In order of documents and places.
 */
export function references(request: ReferencesRequest): Location[] {
  const { doc, offset, workspace } = request;
  const reference = referenceAt(doc, offset);
  if (reference)
    return toLocations(
      requirementsOf(reference).flatMap((id) => placesOf(id, request)),
      request,
    );
  const link = linkAt(doc, offset);
  const heading = headingAt(doc, offset);
  const findTarget = createTargetFinder(workspace);
  const target = link ? findTarget(link.leadsTo) : heading && { doc, section: heading };
  if (!target) return [];
  const places = workspace
    .documents()
    .flatMap((uri) => workspace.document(uri)?.doc ?? [])
    .flatMap((other) => linksTo(target, other, findTarget));
  const own = target.section ? anchorOf(target.section) : undefined;
  if (own && request.includeDeclaration) places.push({ uri: target.doc.uri, span: own });
  return toLocations(places, request);
}

function placesOf(id: RequirementId, { workspace, includeDeclaration }: ReferencesRequest): Place[] {
  const named = workspace.documents().flatMap((uri): Place[] => {
    const found = workspace.document(uri)?.doc.references.filter((one) => requirementsOf(one).includes(id)) ?? [];
    return found.map(({ span }) => ({ uri, span }));
  });
  const evidence = (workspace.coverage().verdicts.get(id)?.points ?? [])
    .flatMap((point) => point.evidence)
    .map(({ uri, statement }) => ({ uri, span: statement }));
  const [best] = includeDeclaration ? bestPlaces(workspace, id) : [];
  return [...named, ...evidence, ...(best ? [{ uri: best.doc.uri, span: anchorOf(best.section) }] : [])];
}

/** Links of a document that lead to a section; those to the document as a whole lead to its title. */
function linksTo(
  target: LinkedSection,
  other: PolicyDocument,
  findTarget: ReturnType<typeof createTargetFinder>,
): Place[] {
  return other.links.flatMap(({ span, leadsTo }) => {
    if (leadsTo?.uri !== target.doc.uri) return [];
    const led = findTarget(leadsTo);
    if (!led) return [];
    const isSame = led.section ? led.section.index === target.section?.index : target.section?.isTitle !== false;
    return isSame ? [{ uri: other.uri, span }] : [];
  });
}

/** Sorted; each place once. */
function toLocations(places: readonly Place[], { sourceOf }: Reading): Location[] {
  const sorted = [...places].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : compareSpans(a.span, b.span)));
  const different = sorted.filter((place, i) => {
    const before = sorted[i - 1];
    return !before || before.uri !== place.uri || compareSpans(before.span, place.span) !== 0;
  });
  return different.map((place) => locationOf(place, sourceOf)).filter((location) => location !== undefined);
}
