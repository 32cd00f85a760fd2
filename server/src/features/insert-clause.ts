import type { TextEdit } from "../base/text.ts";
import type { Requirement } from "../catalog/model.ts";
import { clausesToCover, considerationClauses } from "../rules/clauses.ts";
import { addClausesTo } from "../rules/mend.ts";
import type { DocumentContext } from "../rules/rule.ts";
import { bestSection, isAddressed, pointsToCover } from "../rules/scope.ts";

/**
 * Edits that make a document cover a requirement: the clauses it lacks, in the section that speaks to it most, else in a
 * section of their own.
 * @returns  nothing where the document covers it already, or has no place for a section
 */
export function insertClauses(context: DocumentContext, requirement: Requirement): TextEdit[] {
  const { doc, library, coverage } = context;
  const verdict = coverage.verdicts.get(requirement.id);
  if (verdict?.status === "covered" || requirement.points.length === 0) return [];
  const clauses =
    verdict && isAddressed(verdict.status)
      ? [
          ...pointsToCover(verdict.points).map(({ point }) => point.clause),
          ...considerationClauses(context, requirement.id),
        ]
      : clausesToCover(context, requirement);
  const section = verdict && bestSection(doc, verdict);
  return addClausesTo(doc, library, section?.isTitle ? undefined : section, requirement.title, clauses);
}
