import type { ClausePair, Integration, Side } from "../catalog/integration.ts";
import type { Library } from "../catalog/library.ts";
import type { Requirement, RequirementId } from "../catalog/model.ts";
import { isStated, statusOf, strongestFirst } from "./decide.ts";
import type { Contribution, Evidence, PointVerdict, Status, Verdict, WorkspaceCoverage } from "./model.ts";
import { isOfOtherSide } from "./named-sides.ts";

/** What two management systems have in common at one pair of sub-clauses. */
export type PairState =
  /** One document serves both sides as well as any. */
  | "integrated"
  /** Both sides are served, each best in a document of its own. */
  | "parallel"
  /** One side is served and the other is not. */
  | "one-sided"
  /** Only one standard asks for it, and it is served. */
  | "single"
  | "absent";

/** One side of a pair: what the documents say to its sub-clause. */
export interface SideAnalysis {
  readonly requirement: Requirement;
  /** Of the document that serves it best. */
  readonly status: Status;
  /** Uris of the documents that serve it, the best first. */
  readonly documents: readonly string[];
  /** How many of them serve it as well as the first. */
  readonly equals: number;
  /** Statements of the best document, the strongest first. */
  readonly evidence: readonly Evidence[];
  /** Points that the best document (or, served by none, the workspace) does not state. */
  readonly missing: readonly PointVerdict[];
}

export interface PairAnalysis {
  readonly pair: ClausePair;
  readonly state: PairState;
  /** Undefined where the source standard asks for nothing of the kind. */
  readonly source: SideAnalysis | undefined;
  readonly target: SideAnalysis;
  /** The documents that carry the pair: one where it is integrated or one-sided, two where it is parallel. */
  readonly documents: readonly string[];
  /** The side that nobody serves, where the pair is one-sided. */
  readonly lacks: Side | undefined;
}

/**
 * Clauses 4 to 10 of two standards, pair by pair. A document serves a side where its own verdict is covered or partial; a covered
 * one goes before a partial one. The order of documents makes no difference. A sentence that names one side only does not serve
 * the other, whatever the title says; and what nothing of the other standard corresponds to is not served by a statement that
 * makes it a part of something else.
 * @returns  nothing where the catalogs know of no two management systems, or one of them is out of scope
 */
export function analyzeIntegration(workspace: WorkspaceCoverage, library: Library): PairAnalysis[] {
  const { integration } = library;
  if (!integration) return [];
  const pairs = integration.pairs.flatMap((pair): PairAnalysis[] => {
    const folding = pair.share === "apart" ? foldingAspect(library) : undefined;
    const target = sideOf(pair.target, workspace, { integration, side: "target", folding });
    const source =
      pair.source === undefined ? undefined : sideOf(pair.source, workspace, { integration, side: "source" });
    if (!target || (pair.source !== undefined && !source)) return [];
    return [{ pair, source, target, ...stateOf(source, target) }];
  });
  // What only the target standard asks for is no integration by itself.
  return pairs.some(({ source }) => source !== undefined) ? pairs : [];
}

function stateOf(
  source: SideAnalysis | undefined,
  target: SideAnalysis,
): Pick<PairAnalysis, "state" | "documents" | "lacks"> {
  const targetBest = target.documents[0];
  if (!source)
    return targetBest === undefined
      ? { state: "absent", documents: [], lacks: undefined }
      : { state: "single", documents: [targetBest], lacks: undefined };
  const sourceBest = source.documents[0];
  if (sourceBest !== undefined && targetBest !== undefined) {
    const both = bestOf(source).find((uri) => bestOf(target).includes(uri));
    return both === undefined
      ? { state: "parallel", documents: [sourceBest, targetBest], lacks: undefined }
      : { state: "integrated", documents: [both], lacks: undefined };
  }
  const only = sourceBest ?? targetBest;
  if (only === undefined) return { state: "absent", documents: [], lacks: undefined };
  return { state: "one-sided", documents: [only], lacks: sourceBest === undefined ? "source" : "target" };
}

/** Documents that serve a side as well as any. */
const bestOf = ({ documents, equals }: SideAnalysis): readonly string[] => documents.slice(0, equals);

/** The aspect of texts that make a part of something else of what only the target standard has. */
function foldingAspect({ data, integration }: Library): string | undefined {
  const alone = data.crosswalks.flatMap((crosswalk) => crosswalk.distinct).filter((group) => group.source.length === 0);
  return integration?.distinctions.find(({ id }) => alone.some((group) => group.id === id))?.source.id;
}

/** What decides whether a statement serves a side of a pair. */
interface Service {
  readonly integration: Integration;
  readonly side: Side;
  /** Aspect whose statements serve nothing. */
  readonly folding?: string | undefined;
}

function sideOf(id: RequirementId, workspace: WorkspaceCoverage, service: Service): SideAnalysis | undefined {
  const whole = workspace.verdicts.get(id);
  const contributions = workspace.contributions.get(id);
  if (!whole || !contributions) return undefined;
  const known = sides.get(contributions);
  if (known?.whole === whole && known.folding === service.folding) return known.side;
  const side = analyzeSide(whole, contributions, service);
  sides.set(contributions, { whole, folding: service.folding, side });
  return side;
}

/** What was made of the contributions to a requirement, which always is on the same side. */
const sides = new WeakMap<
  readonly Contribution[],
  { readonly whole: Verdict; readonly folding: string | undefined; readonly side: SideAnalysis }
>();

function analyzeSide(whole: Verdict, contributions: readonly Contribution[], service: Service): SideAnalysis {
  const serving = contributions
    .map((contribution) => ({ uri: contribution.uri, verdict: servingPart(contribution, service) }))
    .map(({ uri, verdict }) => ({ uri, verdict, rank: rankOf(verdict), stated: stated(verdict) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || b.stated - a.stated || (a.uri < b.uri ? -1 : 1));
  const best = serving[0]?.verdict;
  const verdict = best ?? whole;
  return {
    requirement: whole.requirement,
    status:
      best?.status ?? (whole.status === "excluded" ? "excluded" : whole.references.length > 0 ? "claimed" : "missing"),
    documents: serving.map((one) => one.uri),
    equals: serving.filter(({ rank }) => rank === serving[0]?.rank).length,
    evidence: strongestFirst(
      verdict.points.flatMap((point) => point.evidence.filter((one) => best !== undefined && isStated(one.strength))),
    ),
    missing: verdict.points.filter((point) => !isStated(point.strength)),
  };
}

/** What serves a side, by what the document says; as long as that stays, it is not looked at again. */
const parts = new WeakMap<Verdict, { readonly folding: string | undefined; readonly part: Verdict }>();

/** A document's verdict without the statements that do not serve the side. */
function servingPart({ document, verdict }: Contribution, { integration, side, folding }: Service): Verdict {
  const known = parts.get(verdict);
  if (known && known.folding === folding) return known.part;
  const folded = new Set((document.aspects.get(folding ?? "") ?? []).map((one) => one.statement.start));
  const part = restricted(
    verdict,
    ({ quote, statement }) => !isOfOtherSide(quote, integration, side) && !folded.has(statement.start),
  );
  parts.set(verdict, { folding, part });
  return part;
}

function restricted(verdict: Verdict, counts: (evidence: Evidence) => boolean): Verdict {
  if (verdict.points.every((point) => point.evidence.every(counts))) return verdict;
  const points = verdict.points.map((point): PointVerdict => {
    const evidence = point.evidence.filter(counts);
    return { ...point, evidence, strength: evidence[0]?.strength };
  });
  return { ...verdict, points, status: statusOf(points, verdict.references.length > 0) };
}

const rankOf = ({ status }: Verdict): number => (status === "covered" ? 2 : status === "partial" ? 1 : 0);
const stated = ({ points }: Verdict): number => points.filter((point) => isStated(point.strength)).length;
