import type { Span } from "../base/span.ts";
import type { Status } from "../evidence/model.ts";
import { type Source, toRange } from "../features/convert.ts";
import type { PlaceDetail } from "../features/requirement-detail.ts";
import type { FindingView, IntegrationView, PairView, PlaceView, SideView } from "../report/integration.ts";
import { stepWords } from "../report/integration-words.ts";
import { pairReason, stateWords } from "../rules/pair-words.ts";

/** The integration of a project's two management systems as the side panel shows it. JSON. */
export interface IntegrationDetail {
  /** Main clauses of the standards, in order. */
  readonly clauses: readonly {
    readonly number: string;
    readonly title: string;
    readonly pairs: readonly PairDetail[];
  }[];
  readonly distinctions: readonly DistinctionDetail[];
  readonly risks: readonly RiskDetail[];
}

export interface PairDetail {
  readonly id: string;
  readonly topic: string;
  readonly state: PairView["state"];
  /** The state in words. */
  readonly says: string;
  /** Why it is in that state, as a sentence. */
  readonly reason: string;
  /** What to do about it; null where it is done. */
  readonly step: { readonly says: string; readonly effort: string; readonly how: string } | null;
  /** Titles of the documents that carry it. */
  readonly documents: readonly string[];
  /** One for each standard that asks for it. */
  readonly sides: readonly SideDetail[];
  readonly findings: readonly FindingDetail[];
}

export interface SideDetail {
  readonly standard: string;
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  /** The strongest statements. */
  readonly places: readonly PlaceDetail[];
  /** What the best document does not say. */
  readonly missing: readonly string[];
}

export interface DistinctionDetail {
  readonly id: string;
  readonly topic: string;
  readonly says: string;
  readonly findings: readonly FindingDetail[];
}

export interface RiskDetail {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  /** Properties of information, as a phrase. */
  readonly compromises: string;
  /** Where it is considered. */
  readonly places: readonly PlaceDetail[];
  readonly findings: readonly FindingDetail[];
}

/** What a rule says of a place. */
export interface FindingDetail {
  readonly rule: string;
  readonly message: string;
  /** The light bulb at the place offers to mend it. */
  readonly hasFix: boolean;
  readonly place: PlaceDetail;
}

/**
 * The view with documents by title and places where an editor finds them.
 * @param sourceOf  a document's text and title; places in unknown ones are left out
 * @returns         undefined where the view does not apply
 */
export function integrationDetail(
  view: IntegrationView,
  sourceOf: (uri: string) => { readonly source: Source; readonly title: string } | undefined,
): IntegrationDetail | undefined {
  const { standards, plan } = view;
  if (!standards) return undefined;
  const placeOf = (uri: string, span: Span, quote: string): PlaceDetail[] => {
    const found = sourceOf(uri);
    if (!found) return [];
    const range = toRange(found.source.lines, span);
    return [{ uri: found.source.uri, document: found.title, range, quote, strength: null }];
  };
  const placesOf = (places: readonly PlaceView[]): PlaceDetail[] =>
    places.flatMap(({ uri, span, quote }) => placeOf(uri, span, quote));
  const findingsOf = (findings: readonly FindingView[]): FindingDetail[] =>
    findings.flatMap(({ uri, span, ...finding }) => placeOf(uri, span, "").map((place) => ({ ...finding, place })));
  const nameOf = (uri: string): string => sourceOf(uri)?.title ?? uri;
  const sideOf = (standard: string, { number, title, status, places, missing }: SideView): SideDetail => ({
    standard,
    number,
    title,
    status,
    places: placesOf(places),
    missing,
  });
  const pairOf = (pair: PairView): PairDetail => {
    const step = plan.find((one) => one.pair === pair.id);
    return {
      id: pair.id,
      topic: pair.topic,
      state: pair.state,
      says: stateWords[pair.state],
      reason: pairReason(pair, standards, nameOf),
      step: step ? { says: stepWords(step), effort: step.effort, how: step.how } : null,
      documents: pair.documents.map(nameOf),
      sides: [...(pair.source ? [sideOf(standards.source, pair.source)] : []), sideOf(standards.target, pair.target)],
      findings: findingsOf(pair.findings),
    };
  };
  const clauses = new Map<string, { number: string; title: string; pairs: PairDetail[] }>();
  for (const pair of view.pairs) {
    const clause = clauses.get(pair.clause.number) ?? { ...pair.clause, pairs: [] };
    clause.pairs.push(pairOf(pair));
    clauses.set(clause.number, clause);
  }
  return {
    clauses: [...clauses.values()],
    distinctions: view.distinctions.map((one) => ({ ...one, findings: findingsOf(one.findings) })),
    risks: view.risks.map((one) => ({
      ...one,
      compromises: one.compromises.join(", ").toLowerCase(),
      places: placesOf(one.places),
      findings: findingsOf(one.findings),
    })),
  };
}
