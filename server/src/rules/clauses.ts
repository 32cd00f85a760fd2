import type { TextEdit } from "../base/text.ts";
import type { Requirement, RequirementId } from "../catalog/model.ts";
import type { Section } from "../document/model.ts";
import { isStated } from "../evidence/decide.ts";
import { addClauses, addClausesTo } from "./mend.ts";
import type { DocumentContext } from "./rule.ts";
import { bestSection, countsInFull, isAddressed, isAsked, missingPoints, pointsToCover, typeOf } from "./scope.ts";

/**
 * The clauses that make a document cover a requirement of which it says nothing yet: the points it takes, and, with AI in
 * scope, the considerations that this would make due.
 */
export function clausesToCover(context: DocumentContext, requirement: Requirement): string[] {
  const points = requirement.points.map((point) => ({ point, strength: undefined, evidence: [] }));
  return [...pointsToCover(points).map(({ point }) => point.clause), ...considerationClauses(context, requirement.id)];
}

/** Clauses of the considerations of a requirement that fall to this document and that it does not state. */
export function considerationClauses(context: DocumentContext, id: RequirementId): string[] {
  if (!context.aiInScope) return [];
  const listed = typeOf(context, context.doc)?.considerations;
  return context.library
    .considerationsOf(id)
    .filter(
      (one) =>
        listed?.includes(one.id) !== false &&
        !context.notAsked.has(one.id) &&
        !isStated(context.coverage.considerations.get(one.id)?.strength),
    )
    .map((one) => one.clause);
}

/**
 * Clauses of the AI considerations that fall to this document and that it does not state: those its type lists; without a
 * type those of the controls it covers.
 */
export function annexClauses(context: DocumentContext): string[] {
  const { doc, coverage, library, aiInScope } = context;
  if (!aiInScope) return [];
  const listed = typeOf(context, doc)?.considerations;
  return library.considerations
    .filter(({ id, from }) => {
      const falls = listed ? listed.includes(id) : coverage.verdicts.get(from)?.status === "covered";
      return falls && isAsked(context, from) && !isStated(coverage.considerations.get(id)?.strength);
    })
    .map((one) => one.clause);
}

/** The clauses a document lacks of a requirement: all of its missing points where it speaks to it, else what covers it. */
export function missingClauses(context: DocumentContext, requirement: Requirement): string[] {
  const verdict = context.coverage.verdicts.get(requirement.id);
  if (!verdict || !isAddressed(verdict.status)) return clausesToCover(context, requirement);
  return [
    ...missingPoints(verdict.points).map(({ point }) => point.clause),
    ...considerationClauses(context, requirement.id),
  ];
}

/**
 * Edits that add what a document lacks of a requirement, where the document speaks to it; else in `section`, where it can
 * hold rules; else in a section of its own.
 */
export function insertClauses(context: DocumentContext, requirement: Requirement, section?: Section): TextEdit[] {
  const { doc, coverage, library } = context;
  const clauses = missingClauses(context, requirement);
  const verdict = coverage.verdicts.get(requirement.id);
  if (verdict && isAddressed(verdict.status))
    return addClausesTo(doc, library, bestSection(doc, verdict), requirement.title, clauses);
  const holdsRules = section?.heading && !section.isTitle && countsInFull(context, section);
  return holdsRules
    ? addClausesTo(doc, library, section, requirement.title, clauses)
    : addClauses(doc, library, requirement.title, clauses);
}
