import { findByUri, placeByUri } from "../base/sorted.ts";
import { once } from "../base/values.ts";
import { type Library, standardOf } from "../catalog/library.ts";
import type { Consideration, Requirement, RequirementId, StandardId } from "../catalog/model.ts";
import { type Creditor, createCreditor, creditOf } from "./credit.ts";
import { basisOf, statusOf, strongestFirst } from "./decide.ts";
import { LazyConsideration, LazyPoint } from "./lazy-evidence.ts";
import type {
  ConsiderationVerdict,
  Contribution,
  DocumentCoverage,
  Evidence,
  PointVerdict,
  Status,
  Strength,
  Verdict,
  WorkspaceCoverage,
} from "./model.ts";
import type { NotAsked } from "./roles.ts";

/** What the Statement of Applicability leaves out, with the reason. */
export type Exclusions = ReadonlyMap<RequirementId, string>;

/**
 * The documents of a workspace added up one by one. A change decides anew only the requirements that the changed document
 * speaks to, now or before; statements are gathered when somebody reads them. The order of changes makes no difference.
 */
export interface CoverageSum {
  /** Adds a document, or takes what it says now in place of what it said. */
  put(document: DocumentCoverage): void;
  remove(uri: string): void;
  /** The documents together. Later changes do not touch it; without one it is the same. */
  total(): WorkspaceCoverage;
}

/**
 * @param standards  in scope, in the order to report
 * @param notAsked   requirements that the organization's AI roles do not call for; those it evidences all the same count
 */
export function createCoverageSum(
  library: Library,
  standards: readonly StandardId[],
  exclusions: Exclusions,
  notAsked: NotAsked = new Map(),
): CoverageSum {
  const requirements = new Map(
    standards.flatMap((id) => (library.standard(id)?.requirements ?? []).map((one) => [one.id, one] as const)),
  );
  const creditor = createCreditor(library.mapped);
  const contributions = new Map<RequirementId, readonly Contribution[]>([...requirements.keys()].map((id) => [id, []]));
  const considered = new Map<string, readonly DocumentCoverage[]>();
  /** In catalog order, from the first total on. */
  const verdicts = new Map<RequirementId, Verdict>();
  const considerations = new Map<string, ConsiderationVerdict>();
  const decided = new Map<RequirementId, Decided>();
  /** What has to be decided anew, and where no more than the statements are others. */
  const restated = new Set<RequirementId>();
  const due = new Set<string>([...requirements.keys(), ...library.considerations.map(({ id }) => id)]);
  let documents: readonly DocumentCoverage[] = [];
  let total: WorkspaceCoverage | undefined;

  const take = (uri: string, document: DocumentCoverage | undefined): void => {
    const before = findByUri(documents, uri);
    if (before === document) return;
    total = undefined;
    documents = placeByUri(documents, uri, document);
    for (const id of new Set([...(before?.verdicts.keys() ?? []), ...(document?.verdicts.keys() ?? [])])) {
      if (!requirements.has(id)) continue;
      const verdict = document?.verdicts.get(id);
      contributions.set(
        id,
        placeByUri(contributions.get(id) ?? [], uri, document && verdict && { uri, document, verdict }),
      );
      const isRestated = saysTheSame(before?.verdicts.get(id), verdict);
      (isRestated ? restated : due).add(id);
    }
    for (const { id } of library.considerations) {
      const says = saysAnything(document, id);
      if (!says && !saysAnything(before, id)) continue;
      considered.set(id, placeByUri(considered.get(id) ?? [], uri, says ? document : undefined));
      due.add(id);
    }
  };
  const decide = (id: string): void => {
    const requirement = requirements.get(id);
    if (requirement)
      decided.set(
        id,
        decideTogether(requirement, contributions.get(id) ?? [], {
          excluded: exclusions.get(id),
          notAsked: notAsked.get(id),
        }),
      );
    const consideration = library.consideration(id);
    if (consideration) considerations.set(id, considerationOf(consideration, considered.get(id) ?? []));
  };

  return {
    put: (document) => take(document.uri, document),
    remove: (uri) => take(uri, undefined),
    total() {
      if (total) return total;
      for (const id of due) decide(id);
      for (const id of [...due, ...restated]) {
        const one = decided.get(id);
        if (one) verdicts.set(id, new TogetherVerdict(one, contributions.get(id) ?? []));
      }
      due.clear();
      restated.clear();
      total = {
        verdicts: withCredit(verdicts, library, creditor),
        considerations: new Map(considerations),
        documents,
        contributions: new Map(contributions),
      };
      return total;
    },
  };
}

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
  notAsked?: NotAsked,
): WorkspaceCoverage {
  const sum = createCoverageSum(library, standards, exclusions, notAsked);
  for (const document of documents) sum.put(document);
  return sum.total();
}

/** Why a requirement is left out: by a decision, or because no AI role of the organization calls for it. */
interface LeftOut {
  readonly excluded: string | undefined;
  readonly notAsked: string | undefined;
}

/** What several documents say to a requirement, all but the statements. */
interface Decided {
  readonly requirement: Requirement;
  /** Of its points. */
  readonly strengths: readonly (Strength | undefined)[];
  readonly status: Status;
  readonly documents: readonly string[];
  /** What makes it so, where that is not the evidence alone. */
  readonly grounds: Pick<Verdict, "justification" | "basis" | "notAsked">;
}

function decideTogether(requirement: Requirement, parts: readonly Contribution[], leftOut: LeftOut): Decided {
  const points = requirement.points.map((point, i) => ({
    point,
    strength: strongestOf(parts, (part) => part.verdict.points[i]?.strength),
  }));
  const status = statusOf(
    points,
    parts.some(({ verdict }) => verdict.references.length > 0),
  );
  const isOpen = status === "missing" || status === "claimed";
  const role = leftOut.excluded === undefined && isOpen ? leftOut.notAsked : undefined;
  const justification = leftOut.excluded ?? role;
  return {
    requirement,
    strengths: points.map(({ strength }) => strength),
    status: justification === undefined ? status : "excluded",
    documents: parts.filter(({ verdict }) => verdict.status !== "missing").map(({ uri }) => uri),
    grounds: {
      ...(justification === undefined ? basisOf(points) : { justification }),
      ...(role === undefined ? {} : { notAsked: true }),
    },
  };
}

/** Points and references are put together when somebody reads them: an edit makes as many as a document speaks to. */
class TogetherVerdict implements Verdict {
  readonly requirement: Requirement;
  readonly status: Status;
  readonly documents: readonly string[];
  readonly justification: string | undefined;
  readonly basis: Verdict["basis"];
  readonly notAsked: boolean | undefined;
  readonly #points: () => readonly PointVerdict[];
  readonly #references: () => Verdict["references"];

  constructor({ requirement, strengths, status, documents, grounds }: Decided, parts: readonly Contribution[]) {
    this.requirement = requirement;
    this.status = status;
    this.documents = documents;
    this.justification = grounds.justification;
    this.basis = grounds.basis;
    this.notAsked = grounds.notAsked;
    this.#points = once(() =>
      requirement.points.map((point, i) => new LazyPoint(point, strengths[i], () => evidenceOfPoint(parts, i))),
    );
    this.#references = once(() => parts.flatMap(({ verdict }) => verdict.references));
  }

  get points(): readonly PointVerdict[] {
    return this.#points();
  }

  get references(): Verdict["references"] {
    return this.#references();
  }
}

const evidenceOfPoint = (parts: readonly Contribution[], index: number): readonly Evidence[] =>
  strongestFirst(parts.flatMap(({ verdict }) => verdict.points[index]?.evidence ?? []));

/** True where a document speaks to a requirement as it did before, though the statements may be others. */
const saysTheSame = (before: Verdict | undefined, after: Verdict | undefined): boolean =>
  before !== undefined &&
  after !== undefined &&
  before.status === after.status &&
  before.references.length > 0 === after.references.length > 0 &&
  before.points.every(({ strength }, i) => strength === after.points[i]?.strength);

function considerationOf(consideration: Consideration, parts: readonly DocumentCoverage[]): ConsiderationVerdict {
  const { id } = consideration;
  return new LazyConsideration(
    consideration,
    strongestOf(parts, (part) => part.considerations.get(id)?.strength),
    () => strongestFirst(parts.flatMap((part) => part.considerations.get(id)?.evidence ?? [])),
  );
}

const saysAnything = (document: DocumentCoverage | undefined, consideration: string): boolean =>
  document?.considerations.get(consideration)?.strength !== undefined;

function strongestOf<T>(parts: readonly T[], strengthOf: (part: T) => Strength | undefined): Strength | undefined {
  let best: Strength | undefined;
  for (const part of parts) {
    const strength = strengthOf(part);
    if (strength === "operational") return strength;
    if (strength !== undefined && best !== "stated") best = strength;
  }
  return best;
}

/** Raises requirements of a workspace's own catalogs by what its mappings tie them to. The bundled standards stay as decided. */
function withCredit(
  decided: ReadonlyMap<RequirementId, Verdict>,
  library: Library,
  creditThrough: Creditor,
): ReadonlyMap<RequirementId, Verdict> {
  const verdicts = new Map(decided);
  if (library.mapped.length === 0) return verdicts;
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
  for (const [id, credit] of creditThrough(known, isOpen)) {
    const verdict = verdicts.get(id);
    if (verdict)
      verdicts.set(id, {
        requirement: verdict.requirement,
        points: verdict.points,
        references: verdict.references,
        status: credit.credit === "whole" ? "covered" : "partial",
        documents: verdict.documents.length > 0 ? verdict.documents : (verdicts.get(credit.from)?.documents ?? []),
        basis: "related",
        credit,
      });
  }
  return verdicts;
}
