import type { Span } from "../base/span.ts";
import type { Effort, Shareability, Side } from "../catalog/integration.ts";
import type { Library } from "../catalog/library.ts";
import type { Finding } from "../engine/model.ts";
import { isStated } from "../evidence/decide.ts";
import { analyzeIntegration, type PairAnalysis, type PairState, type SideAnalysis } from "../evidence/integration.ts";
import type { Evidence, Status, WorkspaceCoverage } from "../evidence/model.ts";

/** How far two management systems are brought together: plain data for the panel, the report and the command line. */
export interface IntegrationView {
  /** Names of the two standards; undefined where the analysis does not apply: one of them, or AI, is out of scope. */
  readonly standards: Readonly<Record<Side, string>> | undefined;
  readonly counts: Readonly<Record<PairState, number>>;
  readonly pairs: readonly PairView[];
  /** What to merge and to extend, the cheapest first; then what to keep apart; then what to write. */
  readonly plan: readonly PlanStep[];
  readonly distinctions: readonly DistinctionView[];
  readonly risks: readonly RiskView[];
}

export interface PairView {
  readonly id: string;
  readonly topic: string;
  /** The main clause of the target standard that it stands in: `4`, `Context of the organization`. */
  readonly clause: { readonly number: string; readonly title: string };
  readonly share: Shareability;
  readonly effort: Effort;
  readonly state: PairState;
  readonly how: string;
  readonly source: SideView | undefined;
  readonly target: SideView;
  /** The side that no document serves, where the state is `one-sided`. */
  readonly lacks: Side | undefined;
  /** Uris of the documents that carry it. */
  readonly documents: readonly string[];
  /** What the rules say of it: where two texts can be merged, or one extended. */
  readonly findings: readonly FindingView[];
}

export interface SideView {
  /** Of the requirement: `iso27001:2022/4.1`. */
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  readonly documents: readonly string[];
  /** The strongest statements, at most three. */
  readonly places: readonly PlaceView[];
  /** What the best document does not say. */
  readonly missing: readonly string[];
}

export interface PlaceView {
  readonly uri: string;
  readonly span: Span;
  readonly quote: string;
}

export type PlanAction = "merge" | "extend" | "write" | "keep apart";

export interface PlanStep {
  readonly action: PlanAction;
  readonly effort: Effort;
  readonly pair: string;
  readonly topic: string;
  /** `4.1`, or `6.1.2` of both; printed numbers. */
  readonly clause: string;
  /** Standards that the step adds to, by name; none where two texts are merged or kept apart. */
  readonly adds: readonly string[];
  readonly documents: readonly string[];
  readonly how: string;
}

export interface DistinctionView {
  readonly id: string;
  readonly topic: string;
  readonly says: string;
  readonly findings: readonly FindingView[];
}

export interface RiskView {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly compromises: readonly string[];
  readonly places: readonly PlaceView[];
  readonly findings: readonly FindingView[];
}

export interface FindingView {
  readonly rule: string;
  readonly uri: string;
  readonly span: Span;
  readonly message: string;
  /** The light bulb at its place offers to mend it. */
  readonly hasFix: boolean;
}

/** The rule that watches each distinction. */
const watchers: Readonly<Record<string, string>> = {
  "separate-risk-focus": "integration/blurred-risk-criteria",
  "separate-annex-a": "integration/mixed-applicability",
  "separate-evidence": "integration/one-sided-records",
  "separate-data-governance": "integration/one-sided-data-governance",
  "separate-impact-assessment": "integration/impact-assessment-missing",
};

/**
 * Clause pairs with their state, the plan, the distinctions and the AI risks of a workspace.
 * @param findings   of the workspace; those of other rules are left out
 * @param aiInScope  false where the configuration says that no AI is used
 */
export function integrationView(
  workspace: WorkspaceCoverage,
  library: Library,
  findings: readonly Finding[],
  aiInScope = true,
): IntegrationView {
  const pairs = aiInScope ? analyzeIntegration(workspace, library) : [];
  const { integration } = library;
  const counts: Record<PairState, number> = { integrated: 0, parallel: 0, "one-sided": 0, single: 0, absent: 0 };
  for (const { state } of pairs) counts[state]++;
  if (!integration || pairs.length === 0)
    return { standards: undefined, counts, pairs: [], plan: [], distinctions: [], risks: [] };
  const nameOf = (side: Side): string => library.standard(integration[side])?.name ?? integration[side];
  const standards = { source: nameOf("source"), target: nameOf("target") };
  return {
    standards,
    counts,
    pairs: pairs.map((one) => pairView(one, library, findings)),
    plan: planOf(pairs, standards),
    distinctions: library.data.crosswalks.flatMap(({ distinct }) =>
      distinct.map(({ id, topic, says }) => ({
        id,
        topic,
        says,
        findings: findingsOf(findings, (one) => one.rule === watchers[id]),
      })),
    ),
    risks: library.risks.map(({ id, title, says, compromises }) => ({
      id,
      title,
      says,
      compromises,
      places: placesOf(
        workspace.documents.flatMap((document) =>
          (document.risks.get(id) ?? []).filter((one) => isStated(one.strength)),
        ),
      ),
      findings: findingsOf(findings, (one) => one.rule === "ai/risk-not-considered" && one.consideration === id),
    })),
  };
}

/** What to merge and extend, the cheapest first, then what to keep apart and what to write; else in the order of the clauses. */
function planOf(pairs: readonly PairAnalysis[], standards: Readonly<Record<Side, string>>): PlanStep[] {
  const steps = pairs.flatMap((analysis): PlanStep[] => {
    const { pair, target, documents } = analysis;
    const action = actionOf(analysis);
    if (!action) return [];
    const adds: Side[] =
      action === "extend"
        ? [analysis.lacks ?? "target"]
        : action === "write"
          ? pair.source === undefined
            ? ["target"]
            : ["source", "target"]
          : [];
    const clause = target.requirement.number;
    const base = { action, effort: pair.effort, pair: pair.id, topic: pair.topic, clause, documents, how: pair.how };
    return [{ ...base, adds: adds.map((side) => standards[side]) }];
  });
  const order = ({ action, effort }: PlanStep): number =>
    (action === "write" ? 20 : action === "keep apart" ? 10 : 0) + efforts.indexOf(effort);
  return steps
    .map((step, i) => ({ step, i }))
    .sort((a, b) => order(a.step) - order(b.step) || a.i - b.i)
    .map(({ step }) => step);
}

const efforts: readonly Effort[] = ["small", "medium", "large"];

function actionOf({ pair, state }: PairAnalysis): PlanAction | undefined {
  if (state === "absent") return "write";
  if (state === "one-sided") return "extend";
  if (pair.share !== "merge") return "keep apart";
  return state === "parallel" ? "merge" : undefined;
}

function pairView(analysis: PairAnalysis, library: Library, findings: readonly Finding[]): PairView {
  const { pair, state, source, target, lacks, documents } = analysis;
  const { id, topic, share, effort, how } = pair;
  const [number = ""] = target.requirement.number.split(".");
  return {
    id,
    topic,
    clause: { number, title: library.requirement(`${target.requirement.standard}/${number}`)?.title ?? "" },
    share,
    effort,
    state,
    how,
    source: source && sideView(source),
    target: sideView(target),
    lacks,
    documents,
    findings: findingsOf(findings, (one) => isAbout(one, analysis)),
  };
}

/** The rule that speaks about pairs in a state. */
const pairRules: Partial<Readonly<Record<PairState, string>>> = {
  parallel: "integration/parallel-clauses",
  "one-sided": "integration/one-sided-clauses",
};

/** A finding takes the pairs of the same documents together; its related places begin with their topics. */
const isAbout = ({ rule, uri, related }: Finding, { pair, state, documents }: PairAnalysis): boolean =>
  rule === pairRules[state] &&
  uri === documents[0] &&
  related.some(({ message }) => message === pair.topic || message.startsWith(`${pair.topic}, `));

const sideView = ({ requirement, status, documents, evidence, missing }: SideAnalysis): SideView => ({
  id: requirement.id,
  number: requirement.number,
  title: requirement.title,
  status,
  documents,
  places: placesOf(evidence),
  missing: missing.map(({ point }) => point.says),
});

/** A statement that makes several points is one place. */
function placesOf(evidence: readonly Evidence[]): PlaceView[] {
  const places = new Map<string, PlaceView>();
  for (const { uri, statement, quote } of evidence) {
    const key = `${uri}#${statement.start}`;
    if (!places.has(key)) places.set(key, { uri, span: statement, quote });
  }
  return [...places.values()].slice(0, 3);
}

const findingsOf = (findings: readonly Finding[], isWanted: (finding: Finding) => boolean): FindingView[] =>
  findings
    .filter(isWanted)
    .map(({ rule, uri, span, message, fixes }) => ({ rule, uri, span, message, hasFix: fixes.length > 0 }));
