import type { Library } from "../catalog/library.ts";
import type { RequirementId, StandardId } from "../catalog/model.ts";
import type { PolicyDocument } from "../document/model.ts";
import { isStated } from "../evidence/decide.ts";
import type { DocumentCoverage, Status, WorkspaceCoverage } from "../evidence/model.ts";
import { reviewDue } from "../rules/review-cycle.ts";
import { type Counts, countStatuses, reportCoverage, statedPoints } from "./coverage.ts";
import type { DocumentRow, PanelOutline, PanelRows, RequirementRow } from "./panel-model.ts";

export interface PanelInput {
  readonly library: Library;
  readonly coverage: WorkspaceCoverage;
  readonly standards: readonly StandardId[];
  readonly aiInScope: boolean;
  readonly documents: readonly DocumentRow[];
  /** Status of each requirement at an earlier time. */
  readonly baseline: ReadonlyMap<RequirementId, Status> | undefined;
}

/** The side panel's view of one project: the same verdicts and counts as `codicil coverage`. */
export function buildPanel(input: PanelInput): { readonly outline: PanelOutline; readonly rows: PanelRows } {
  const { library, coverage, documents, baseline } = input;
  const standards = reportCoverage(coverage, library, input.standards);
  const groupId = (standard: StandardId, group: string): string => `${standard}/${group}`;
  const pairs = pairsOf(input);
  return {
    outline: {
      standards: standards.map(({ standard, groups }) => ({
        id: standard.id,
        name: standard.name,
        title: standard.title,
        groups: groups.map((group) => ({
          id: groupId(standard.id, group.id),
          number: group.id,
          title: group.title,
          kind: group.kind,
          requirements: group.verdicts.map(({ requirement: { id, number, title, gist = "" } }) => ({
            id,
            number,
            title,
            gist,
          })),
        })),
      })),
      pairs: pairs.map(({ id, from, to, rationale, considerations }) => ({
        id,
        from,
        to,
        rationale,
        considerations: considerations.map(({ id: one, says, supports }) => ({ id: one, says, supports })),
      })),
    },
    rows: {
      standards: standards.map(({ standard, controls, clauses, groups }) => ({
        id: standard.id,
        controls,
        clauses,
        before: baseline
          ? countsAt(
              baseline,
              groups.filter((group) => group.kind === "control").flatMap((group) => group.verdicts),
            )
          : null,
      })),
      groups: standards.flatMap(({ standard, groups }) =>
        groups.map((group) => ({ id: groupId(standard.id, group.id), counts: group.counts })),
      ),
      requirements: standards.flatMap(({ groups }) =>
        groups.flatMap((group) =>
          group.verdicts.map((verdict): RequirementRow => {
            const { id } = verdict.requirement;
            const before = baseline?.get(id);
            return {
              id,
              status: verdict.status,
              stated: statedPoints(verdict),
              points: verdict.points.length,
              documents: verdict.documents.length,
              before: before === undefined || before === verdict.status ? null : before,
              justification: verdict.justification ?? null,
              notAsked: verdict.notAsked === true,
            };
          }),
        ),
      ),
      pairs: pairs.map(({ id, considerations }) => ({
        id,
        stated: considerations
          .map((one) => one.id)
          .filter((one) => isStated(coverage.considerations.get(one)?.strength)),
      })),
      documents,
    },
  };
}

/**
 * One document's row.
 * @param path   below the project's folder
 * @param today  ISO 8601 date
 */
export function documentRow(
  uri: string,
  path: string,
  doc: PolicyDocument,
  coverage: DocumentCoverage,
  findings: number,
  standards: readonly StandardId[],
  library: Library,
  today: string,
): DocumentRow {
  const { isPolicy, type, reasons } = doc.classification;
  const review = isPolicy ? (reviewDue(doc)?.date ?? null) : null;
  const controls = [...coverage.verdicts.values()].filter(
    ({ requirement }) => requirement.kind === "control" && standards.includes(requirement.standard),
  );
  const { covered, partial } = countStatuses(isPolicy ? controls : []);
  return {
    id: uri,
    path,
    title: doc.title?.text || (path.split("/").at(-1) ?? path),
    isPolicy,
    type: (type === undefined ? undefined : library.documentType(type)?.title) ?? null,
    owner: doc.metadata.fields.get("owner")?.text || null,
    review,
    isOverdue: review !== null && review < today,
    findings,
    covered,
    partial,
    reasons,
  };
}

/** The rows of the published mapping whose both standards are in scope. */
function pairsOf({ library, standards, aiInScope }: PanelInput): Library["data"]["crosswalks"][number]["relations"] {
  if (!aiInScope) return [];
  return library.data.crosswalks
    .filter(({ source, target }) => standards.includes(source) && standards.includes(target))
    .flatMap((crosswalk) => crosswalk.relations.filter((relation) => relation.basis === "seed"));
}

function countsAt(
  baseline: ReadonlyMap<RequirementId, Status>,
  verdicts: readonly { readonly requirement: { readonly id: RequirementId } }[],
): Counts {
  const counts = { covered: 0, partial: 0, claimed: 0, missing: 0, excluded: 0, total: verdicts.length };
  for (const { requirement } of verdicts) counts[baseline.get(requirement.id) ?? "missing"]++;
  return counts;
}
