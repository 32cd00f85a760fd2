import { type Library, standardOf } from "../catalog/library.ts";
import type { RequirementId, StandardId } from "../catalog/model.ts";
import { creditOf, creditThrough } from "./credit.ts";
import { basisOf, statusOf, strongestFirst } from "./decide.ts";
import type { NotAsked } from "./roles.ts";
import type {
  ConsiderationVerdict,
  DocumentCoverage,
  Evidence,
  PointVerdict,
  Verdict,
  WorkspaceCoverage,
} from "./model.ts";

/** What the Statement of Applicability leaves out, with the reason. */
export type Exclusions = ReadonlyMap<RequirementId, string>;

/**
 * Adds up the documents of a workspace: the points of all documents count, the best evidence comes first. The result does
 * not depend on the order of the documents.
 * @param standards  in scope, in the order to report
 * @param notAsked   requirements that the organization's AI roles do not call for; those it evidences all the same count
 */
export function coverWorkspace(
  documents: readonly DocumentCoverage[],
  library: Library,
  standards: readonly StandardId[],
  exclusions: Exclusions,
  notAsked: NotAsked = new Map(),
): WorkspaceCoverage {
  const sorted = [...documents].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0));
  const verdicts = new Map<RequirementId, Verdict>();
  for (const id of standards) {
    for (const requirement of library.standard(id)?.requirements ?? []) {
      const parts = sorted
        .map((document) => document.verdicts.get(requirement.id))
        .filter((verdict) => verdict !== undefined);
      const points = requirement.points.map((point, i): PointVerdict => {
        const evidence = strongestFirst(parts.flatMap((part): readonly Evidence[] => part.points[i]?.evidence ?? []));
        return { point, strength: evidence[0]?.strength, evidence };
      });
      const references = parts.flatMap((part) => part.references);
      const decided = statusOf(points, references.length > 0);
      const isOpen = decided === "missing" || decided === "claimed";
      const excluded = exclusions.get(requirement.id);
      const role = excluded === undefined && isOpen ? notAsked.get(requirement.id) : undefined;
      const justification = excluded ?? role;
      verdicts.set(requirement.id, {
        requirement,
        status: justification === undefined ? decided : "excluded",
        points,
        references,
        documents: parts.filter((part) => part.status !== "missing").flatMap((part) => part.documents),
        ...(justification === undefined ? basisOf(points) : { justification }),
        ...(role === undefined ? {} : { notAsked: true }),
      });
    }
  }
  addCredit(verdicts, library);
  const considerations = new Map(
    library.considerations.map((consideration): [string, ConsiderationVerdict] => {
      const evidence = strongestFirst(
        sorted.flatMap(
          (document): readonly Evidence[] => document.considerations.get(consideration.id)?.evidence ?? [],
        ),
      );
      return [consideration.id, { consideration, strength: evidence[0]?.strength, evidence }];
    }),
  );
  return { verdicts, considerations, documents: sorted };
}

/** Raises requirements of a workspace's own catalogs by what its mappings tie them to. The bundled standards stay as decided. */
function addCredit(verdicts: Map<RequirementId, Verdict>, library: Library): void {
  if (library.mapped.length === 0) return;
  const known = new Map(
    [...verdicts].flatMap(([id, { status }]) => {
      const credit = creditOf(status);
      return credit === undefined ? [] : [[id, credit] as const];
    }),
  );
  const isOpen = (id: RequirementId): boolean => {
    const verdict = verdicts.get(id);
    return verdict !== undefined && verdict.status !== "excluded" && library.standard(standardOf(id))?.own === true;
  };
  for (const [id, credit] of creditThrough(known, library.mapped, isOpen)) {
    const verdict = verdicts.get(id);
    if (verdict)
      verdicts.set(id, {
        ...verdict,
        status: credit.credit === "whole" ? "covered" : "partial",
        documents: verdict.documents.length > 0 ? verdict.documents : (verdicts.get(credit.from)?.documents ?? []),
        basis: "related",
        credit,
      });
  }
}
