import type { Requirement, RequirementId } from "../catalog/model.ts";
import { isStated } from "../evidence/decide.ts";
import type { DocumentContext } from "./rule.ts";
import { pointsToCover, typeOf } from "./scope.ts";

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
