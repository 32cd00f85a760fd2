import type { Library } from "../catalog/library.ts";
import type { RequirementId, StandardId } from "../catalog/model.ts";
import type { Status, Verdict, WorkspaceCoverage } from "../evidence/model.ts";
import { isOpen, reportCoverage } from "./coverage.ts";

/** Which requirements a reader wants to see, and in which order within their group. */
export interface RequirementFilter {
  readonly show: "all" | "gaps" | "partial";
  /** Uris of documents, one of which must contribute. */
  readonly documents: readonly string[] | null;
  /** Words of number, title or gist. */
  readonly text: string;
  readonly sort: "number" | "status" | "title";
}

/** Ids of the requirements that a filter lets through, group by group, sorted within each. */
export function filterRequirements(
  coverage: WorkspaceCoverage,
  library: Library,
  standards: readonly StandardId[],
  filter: RequirementFilter,
): RequirementId[] {
  const documents = filter.documents && new Set(filter.documents);
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = (verdict: Verdict): boolean =>
    isShown(verdict, filter.show) &&
    (!documents || verdict.documents.some((uri) => documents.has(uri))) &&
    hasWords(verdict, words);
  return reportCoverage(coverage, library, standards).flatMap(({ groups }) =>
    groups.flatMap(({ verdicts }) =>
      sortVerdicts(verdicts.filter(isWanted), filter.sort).map(({ requirement }) => requirement.id),
    ),
  );
}

const isShown = (verdict: Verdict, show: RequirementFilter["show"]): boolean =>
  show === "all" || (show === "gaps" ? isOpen(verdict) : verdict.status === "partial");

function hasWords({ requirement }: Verdict, words: readonly string[]): boolean {
  const text = `${requirement.number} ${requirement.title} ${requirement.gist ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What waits most for somebody comes first. */
const urgency: readonly Status[] = ["missing", "claimed", "partial", "covered", "excluded"];

function sortVerdicts(verdicts: readonly Verdict[], sort: RequirementFilter["sort"]): readonly Verdict[] {
  switch (sort) {
    case "number":
      return verdicts;
    case "status":
      return [...verdicts].sort((a, b) => urgency.indexOf(a.status) - urgency.indexOf(b.status));
    case "title":
      return [...verdicts].sort((a, b) => a.requirement.title.localeCompare(b.requirement.title, "en"));
  }
}
