import type { Library } from "../catalog/library.ts";
import type { Requirement, Standard, StandardId } from "../catalog/model.ts";
import { isStated } from "../evidence/decide.ts";
import type { Status, Verdict, WorkspaceCoverage } from "../evidence/model.ts";

/** In the order of reports. */
export const statuses: readonly Status[] = ["covered", "partial", "claimed", "missing", "excluded"];

/** How many requirements have each status; `total` is their sum. */
export type Counts = Readonly<Record<Status | "total", number>>;

/** A theme, an objective or a main clause with the verdicts of its requirements, in catalog order. */
export interface GroupCoverage {
  readonly id: string;
  readonly title: string;
  readonly kind: "control" | "clause";
  readonly counts: Counts;
  readonly verdicts: readonly Verdict[];
}

export interface StandardCoverage {
  readonly standard: Standard;
  readonly controls: Counts;
  readonly clauses: Counts;
  /** Clauses first, as the standard has them. */
  readonly groups: readonly GroupCoverage[];
}

/** The verdicts of a workspace by standard and group. Clauses that hold nothing but their sub-clauses are left out. */
export function reportCoverage(
  workspace: WorkspaceCoverage,
  library: Library,
  standards: readonly StandardId[],
): StandardCoverage[] {
  return standards.flatMap((id): StandardCoverage[] => {
    const standard = library.standard(id);
    if (!standard) return [];
    const groups = new Map<string, { title: string; kind: "control" | "clause"; verdicts: Verdict[] }>();
    for (const requirement of standard.requirements) {
      const verdict = workspace.verdicts.get(requirement.id);
      if (!verdict || (requirement.kind === "clause" && requirement.points.length === 0)) continue;
      const { id: group, title } = topOf(standard, requirement, library);
      const entry = groups.get(group) ?? { title, kind: requirement.kind, verdicts: [] };
      entry.verdicts.push(verdict);
      groups.set(group, entry);
    }
    const all = [...groups].map(
      ([group, { title, kind, verdicts }]): GroupCoverage => ({
        id: group,
        title,
        kind,
        counts: countStatuses(verdicts),
        verdicts,
      }),
    );
    const sumOf = (kind: "control" | "clause"): Counts =>
      countStatuses(all.filter((group) => group.kind === kind).flatMap((group) => group.verdicts));
    return [{ standard, controls: sumOf("control"), clauses: sumOf("clause"), groups: all }];
  });
}

export function countStatuses(verdicts: readonly Verdict[]): Counts {
  const counts = { covered: 0, partial: 0, claimed: 0, missing: 0, excluded: 0, total: verdicts.length };
  for (const verdict of verdicts) counts[verdict.status]++;
  return counts;
}

/** The status as every face names it: what the organization's AI roles do not call for is told from what it excludes. */
export const statusWord = ({ status, notAsked }: Pick<Verdict, "status" | "notAsked">): string =>
  notAsked === true ? "not asked" : status;

/** How many points of a verdict are stated. */
export const statedPoints = (verdict: Verdict): number =>
  verdict.points.filter((point) => isStated(point.strength)).length;

/** A requirement that waits for somebody: neither covered nor excluded. */
export const isOpen = (verdict: Verdict): boolean => verdict.status !== "covered" && verdict.status !== "excluded";

/** The theme or objective of a control, the main clause of a clause. */
function topOf(standard: Standard, requirement: Requirement, library: Library): { id: string; title: string } {
  if (requirement.kind === "clause") {
    const id = requirement.number.split(".")[0] ?? requirement.number;
    return { id, title: library.requirement(`${standard.id}/${id}`)?.title ?? "" };
  }
  let group = standard.groups.find((one) => one.id === requirement.group);
  while (group?.parent !== undefined) {
    const { parent } = group;
    const above = standard.groups.find((one) => one.id === parent);
    if (!above) break;
    group = above;
  }
  return { id: group?.id ?? "", title: group?.title ?? "" };
}
