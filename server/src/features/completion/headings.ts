import { CompletionItemKind } from "vscode-languageserver-types";
import { lineEndOf } from "../../base/text.ts";
import type { Requirement, RequirementId, SectionKind, SectionKindId } from "../../catalog/model.ts";
import { linesOf } from "../../document/edit-lines.ts";
import { blockValue, snakeKey } from "../../document/yaml-write.ts";
import { clausesToCover } from "../../rules/clauses.ts";
import { isSatisfied, requiredKinds } from "../../rules/structure/missing-section.ts";
import type { Candidate } from "./candidate.ts";
import { type Expectations, expectationsOf } from "./expectations.ts";
import type { Place } from "./place.ts";
import type { CompletionRequest } from "./request.ts";
import { sectionAt } from "../../document/lookup.ts";
import { isOfKind } from "./sections.ts";
import { toSnippet } from "./snippet.ts";

/** A section that the document has not; tier 0 where its type requires it. */
interface MissingSection {
  readonly kind: SectionKind;
  readonly tier: number;
}

/** Section kinds that the document has not, those it needs first, those that follow the cursor's place before the others. */
export function missingSections(request: CompletionRequest): MissingSection[] {
  const { library, doc, offset, tools } = request;
  const { type, context } = expectationsOf(request);
  const required = new Set(requiredKinds(context).filter((kind) => !isSatisfied(context, kind)));
  // The heading being written is there already.
  const own = sectionAt(doc, offset)?.index;
  const present = new Set<SectionKindId>();
  let passed = -1;
  for (const { index, kinds, span } of doc.sections) {
    if (index === own) continue;
    for (const kind of kinds) {
      present.add(kind);
      if (span.end <= offset) passed = Math.max(passed, tools.kindOrder.indexOf(kind));
    }
  }
  const need = type?.kind ?? doc.classification.kind ?? "policy";
  const tierOf = (kind: SectionKind): number => {
    if (required.has(kind)) return 0;
    if (type?.requiredSections.includes(kind.id)) return 1;
    return kind.need[need] === "none" ? 6 : 3;
  };
  return library.data.sectionKinds
    .filter((kind) => !present.has(kind.id))
    .map((kind, i) => ({ kind, tier: tierOf(kind) + (i < passed ? 0.5 : 0) }));
}

/** Headings: sections the type needs, then the controls it is expected to cover; each alone and with its text. */
export function headingCandidates(
  { span }: Place & { readonly kind: "heading" },
  request: CompletionRequest,
): Candidate[] {
  const eol = lineEndOf(request.doc.text);
  return sectionsToWrite(request, span.start < request.offset).flatMap((section): Candidate[] => [
    { ...section.base, label: section.title, newText: section.title, span },
    withText(section, `${section.title}${eol}${eol}`, request, span),
  ]);
}

/** Whole sections where a paragraph may begin. */
export function sectionCandidates(
  place: Place & { readonly kind: "statement" },
  request: CompletionRequest,
): Candidate[] {
  if (!place.opensSection) return [];
  const { doc, offset } = request;
  const eol = lineEndOf(doc.text);
  const above = doc.sections.findLast((one) => one.span.start <= offset && one.heading && !one.isTitle);
  const level = above?.level ?? (doc.sections.some((one) => one.isTitle) ? 2 : 1);
  return sectionsToWrite(request, place.span.start < offset).map((section) => ({
    ...withText(section, `${"#".repeat(Math.min(6, level))} ${section.title}${eol}${eol}`, request, place.span),
    label: section.title,
    note: "section",
  }));
}

/** Keys below a section's key of a YAML policy: the controls that the type is expected to cover, with their clauses. */
export function subKeyCandidates(
  { span, indent }: Place & { readonly kind: "sub-key" },
  request: CompletionRequest,
): Candidate[] {
  const { doc, offset, library, editor } = request;
  const section = sectionAt(doc, offset);
  const kinds = [...(section?.kinds ?? []), ...(section?.inherited ?? [])];
  if (section?.heading === undefined || kinds.some((kind) => library.sectionKind(kind)?.evidence === "none")) return [];
  if (isOfKind(section, "roles-responsibilities")) return [];
  const eol = lineEndOf(doc.text);
  return sectionsToWrite(request, span.start < request.offset)
    .filter(({ requirement }) => requirement !== undefined)
    .map((one): Candidate => {
      const key = snakeKey(one.title);
      const write = (): string => {
        const written = `${key}:${blockValue(linesOf(one.body()), `${indent}  `, eol)}`;
        return editor.snippets ? toSnippet(written) : written;
      };
      return {
        ...one.base,
        label: key,
        newText: write,
        isSnippet: editor.snippets,
        span,
      };
    });
}

interface SectionToWrite {
  readonly title: string;
  readonly requirement: Requirement | undefined;
  readonly base: Pick<Candidate, "note" | "kind" | "alsoCalled" | "tier" | "data">;
  /** Markdown, LF between lines. */
  body(): string;
}

function withText(
  section: SectionToWrite,
  head: string,
  { doc, editor }: CompletionRequest,
  span: Candidate["span"],
): Candidate {
  const write = (): string => {
    const written = head + linesOf(section.body()).join(lineEndOf(doc.text));
    return editor.snippets ? toSnippet(written) : written;
  };
  return {
    ...section.base,
    label: `${section.title}, with text`,
    alsoCalled: [section.title, ...(section.base.alsoCalled ?? [])],
    tier: section.base.tier + 0.1,
    newText: write,
    isSnippet: editor.snippets,
    span,
  };
}

/** Sections that the document has not; controls that its type does not ask for only where something is typed. */
function sectionsToWrite(request: CompletionRequest, isTyped: boolean): SectionToWrite[] {
  const expectations = expectationsOf(request);
  const kinds = missingSections(request).map(
    ({ kind, tier }): SectionToWrite => ({
      title: kind.title,
      requirement: undefined,
      base: {
        note: tier < 1 ? "needed here" : "section",
        kind: CompletionItemKind.Module,
        alsoCalled: kind.synonyms,
        tier,
        data: { is: "section", id: kind.id },
      },
      body: () => kind.clause,
    }),
  );
  return [...kinds, ...requirementSections(expectations, request, isTyped)];
}

function requirementSections(
  expectations: Expectations,
  { doc, tools }: CompletionRequest,
  isTyped: boolean,
): SectionToWrite[] {
  const { context, expected, isAddressed } = expectations;
  const wanted = new Set(expected.filter((id) => !isAddressed(id)));
  const present = new Set<RequirementId>();
  for (const { heading } of doc.sections)
    if (heading) for (const id of tools.requirementsTitled(heading.text)) present.add(id);
  return expectations
    .requirements()
    .filter((one) => one.kind === "control" && one.points.length > 0 && !present.has(one.id))
    .filter((one) => isTyped || wanted.has(one.id))
    .map((requirement): SectionToWrite => {
      const { id, number, title, titleVariants } = requirement;
      return {
        title,
        requirement,
        base: {
          note: number,
          kind: CompletionItemKind.Module,
          alsoCalled: [number, ...titleVariants],
          tier: wanted.has(id) ? 2 : 5,
          data: { is: "requirement", id },
        },
        body: () => {
          const clauses = clausesToCover(context, requirement);
          return clauses.length > 1 ? clauses.map((clause) => `- ${clause}`).join("\n") : (clauses[0] ?? "");
        },
      };
    });
}
