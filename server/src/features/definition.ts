import type { LocationLink } from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import { createAnchorFinder } from "../document/anchors.ts";
import { linkAt, referenceAt } from "../document/lookup.ts";
import type { LinkTarget, PolicyDocument, Section } from "../document/model.ts";
import type { Workspace } from "../engine/workspace.ts";
import { catalogUri } from "./catalog-entry.ts";
import { toRange } from "./convert.ts";
import { anchorOf, bestPlaces, type Reading, requirementsOf } from "./reading.ts";

export interface DefinitionRequest extends Reading {
  readonly offset: number;
}

const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * Where the requirement that is named at an offset is dealt with: the section of the project that covers it best, else its
 * entry in the catalog, where the editor can show that, else the first other place that names it. For a link, the
 * document and section that it leads to.
 */
export function definitions(request: DefinitionRequest): LocationLink[] {
  const { doc, offset } = request;
  const reference = referenceAt(doc, offset);
  if (reference) return requirementsOf(reference).flatMap((id) => definitionOf(id, reference.span, request));
  const link = linkAt(doc, offset);
  if (!link) return [];
  const target = createTargetFinder(request.workspace)(link.leadsTo);
  return target ? [linkTo(target, link.span, request)].filter((one) => one !== undefined) : [];
}

function definitionOf(id: string, origin: Span, request: DefinitionRequest): LocationLink[] {
  const [best] = bestPlaces(request.workspace, id);
  const found = best && linkTo(best, origin, request);
  if (found) return [found];
  const originSelectionRange = toRange(request.source.lines, origin);
  if (request.showsCatalog)
    return [{ originSelectionRange, targetUri: catalogUri(id), targetRange: top, targetSelectionRange: top }];
  const named = request.workspace
    .coverage()
    .verdicts.get(id)
    ?.references.find(({ uri, reference }) => uri !== request.doc.uri || reference.span.start !== origin.start);
  const source = named && request.sourceOf(named.uri);
  if (!source) return [];
  const range = toRange(source.lines, named.reference.span);
  return [{ originSelectionRange, targetUri: source.uri, targetRange: range, targetSelectionRange: range }];
}

/** Where a link leads. */
export interface LinkedSection {
  readonly doc: PolicyDocument;
  /** Undefined for the whole document. */
  readonly section: Section | undefined;
}

/** Finds the document of the project, and its section, that a link of a document leads to. */
export function createTargetFinder(
  workspace: Workspace,
): (target: LinkTarget | undefined) => LinkedSection | undefined {
  const findSection = createAnchorFinder();
  return (target) => {
    const found = target && workspace.document(target.uri)?.doc;
    if (!found) return undefined;
    const { anchor = "" } = target;
    return { doc: found, section: anchor === "" ? undefined : findSection(found, anchor) };
  };
}

function linkTo(
  { doc, section }: LinkedSection,
  origin: Span,
  { source, sourceOf }: Reading,
): LocationLink | undefined {
  const target = sourceOf(doc.uri);
  if (!target) return undefined;
  const words = section ? anchorOf(section) : { start: 0, end: 0 };
  const whole = section
    ? { start: Math.min(section.outer.start, words.start), end: Math.max(section.outer.end, words.end) }
    : words;
  return {
    originSelectionRange: toRange(source.lines, origin),
    targetUri: target.uri,
    targetRange: toRange(target.lines, whole),
    targetSelectionRange: toRange(target.lines, words),
  };
}
