import type { Point, Requirement } from "../catalog/model.ts";
import { isStated } from "../evidence/decide.ts";
import type { Evidence, Status, Verdict, WorkspaceCoverage } from "../evidence/model.ts";

/**
 * What became of a requirement: it lost or gained a rank (covered, partial, neither); it kept its rank and fewer or more of its
 * points are stated; or a decision on applicability changed.
 */
export type ChangeKind = "lost" | "gained" | "weaker" | "stronger" | "decided";

/** A point that is stated on one side only, with the sentences that stated it. */
export interface PointChange {
  readonly point: Point;
  readonly evidence: readonly Evidence[];
}

export interface RequirementChange {
  readonly kind: ChangeKind;
  readonly requirement: Requirement;
  /** Undefined where the standard is not in scope on that side. */
  readonly before: Status | undefined;
  readonly after: Status | undefined;
  readonly lost: readonly PointChange[];
  readonly gained: readonly PointChange[];
  /** Why it was left out, where it is now. */
  readonly justification?: string;
}

/**
 * Compares what two states of the same documents cover. In the order of the standards; what stayed the same is left out. A
 * claim that comes or goes without evidence is no change: it never covered anything.
 */
export function compareCoverage(
  before: WorkspaceCoverage | undefined,
  after: WorkspaceCoverage | undefined,
): RequirementChange[] {
  const ids = new Set([...(before?.verdicts.keys() ?? []), ...(after?.verdicts.keys() ?? [])]);
  return [...ids].flatMap((id) => {
    const [old, now] = [before?.verdicts.get(id), after?.verdicts.get(id)];
    const requirement = now?.requirement ?? old?.requirement;
    if (!requirement) return [];
    const lost = statedOnlyIn(old, now);
    const gained = statedOnlyIn(now, old);
    const kind = kindOf(old, now, lost.length - gained.length);
    if (!kind) return [];
    const { justification } = now ?? {};
    const change = { kind, requirement, before: old?.status, after: now?.status, lost, gained };
    return [justification === undefined ? change : { ...change, justification }];
  });
}

const ranks: Readonly<Record<Status, number>> = { covered: 2, partial: 1, claimed: 0, missing: 0, excluded: 0 };

function kindOf(old: Verdict | undefined, now: Verdict | undefined, fewerPoints: number): ChangeKind | undefined {
  if ((old?.status === "excluded") !== (now?.status === "excluded")) return "decided";
  if (now?.status === "excluded") return undefined;
  const [before, after] = [old ? ranks[old.status] : 0, now ? ranks[now.status] : 0];
  if (after < before) return "lost";
  if (after > before) return "gained";
  return fewerPoints > 0 ? "weaker" : fewerPoints < 0 ? "stronger" : undefined;
}

function statedOnlyIn(one: Verdict | undefined, other: Verdict | undefined): PointChange[] {
  const stated = new Set(other?.points.filter(({ strength }) => isStated(strength)).map(({ point }) => point.id));
  return (one?.points ?? [])
    .filter(({ point, strength }) => isStated(strength) && !stated.has(point.id))
    .map(({ point, evidence }) => ({ point, evidence: evidence.filter(({ strength }) => isStated(strength)) }));
}
