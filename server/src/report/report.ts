import type { Consideration, Requirement, RequirementId, StandardId } from "../catalog/model.ts";
import type { PolicyDocument } from "../document/model.ts";
import { isAiInScope } from "../engine/scope.ts";
import { isStated } from "../evidence/decide.ts";
import type { Status, Verdict } from "../evidence/model.ts";
import { type Counts, isOpen, reportCoverage, statusWord } from "./coverage.ts";
import { integrationView } from "./integration.ts";
import { type IntegrationAsRead, integrationAsRead } from "./integration-as-read.ts";
import { createQuoter, dateOf, fieldOf, type Quote, type Quoter, type ReportSource, reviewFields } from "./quotes.ts";

/** What a report says of itself. */
export interface ReportOrigin {
  /** Version of Codicil. */
  readonly version: string;
  /** Commit of the repository that holds the documents; undefined where there is none. */
  readonly commit: string | undefined;
  /** What the documents belong to: the name of the folder. */
  readonly subject: string;
}

/** The coverage of a workspace, ready to be written: everything resolved, in the order of the catalogs. */
export interface CoverageReport extends ReportOrigin {
  readonly date: string;
  readonly standards: readonly ReportStandard[];
  readonly gaps: readonly OwnerGaps[];
  readonly documents: readonly ReportDocument[];
  /** Empty where AI is out of scope. */
  readonly considerations: readonly ReportConsideration[];
  /** Undefined where there are no two management systems to bring together. */
  readonly integration: IntegrationAsRead | undefined;
}

export interface ReportStandard {
  readonly id: StandardId;
  readonly name: string;
  readonly title: string;
  readonly controls: Counts;
  readonly clauses: Counts;
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly kind: "control" | "clause";
    readonly counts: Counts;
    readonly requirements: readonly ReportRequirement[];
  }[];
}

export interface ReportRequirement {
  readonly id: RequirementId;
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  /** The status as readers are told it: `not asked` is told from `excluded`. */
  readonly word: string;
  /** Why it was left out, where it was. */
  readonly justification: string;
  readonly points: readonly { readonly says: string; readonly core: boolean; readonly quotes: readonly Quote[] }[];
  /** Paths of the documents that speak to it or name it. */
  readonly documents: readonly string[];
}

export interface OwnerGaps {
  /** Empty for gaps that no document is the place for. */
  readonly owner: string;
  readonly gaps: readonly {
    readonly requirement: RequirementId;
    readonly number: string;
    readonly title: string;
    readonly standard: string;
    readonly status: Status;
    /** Document that is the place to close it; empty where there is none. */
    readonly document: string;
    /** Points that no document states. */
    readonly missing: readonly string[];
  }[];
}

export interface ReportDocument {
  readonly path: string;
  readonly title: string;
  readonly type: string;
  readonly owner: string;
  readonly version: string;
  readonly lastReview: string;
  readonly nextReview: string;
  readonly isOverdue: boolean;
  readonly errors: number;
  readonly warnings: number;
  /** What the document alone says to each requirement that it does something about or names. */
  readonly verdicts: Readonly<Record<RequirementId, Status>>;
}

export interface ReportConsideration {
  readonly id: string;
  readonly says: string;
  readonly control: string;
  readonly supports: string;
  readonly isAddressed: boolean;
  readonly quotes: readonly Quote[];
}

/** Builds the report. The verdicts are those of the workspace: nothing is decided here. */
export function buildReport(source: ReportSource, origin: ReportOrigin): CoverageReport {
  const { library, workspace, today } = source;
  const coverage = workspace.coverage();
  const quoter = createQuoter(source);
  const standards = reportCoverage(coverage, library, workspace.config.standards);
  const open = standards.flatMap(({ groups }) => groups.flatMap(({ verdicts }) => verdicts.filter(isOpen)));
  const aiInScope = isAiInScope(workspace.config, library);
  const integration = integrationView(coverage, library, workspace.findings(), aiInScope);
  return {
    ...origin,
    date: today,
    standards: standards.map(({ standard: { id, name, title }, controls, clauses, groups }) => ({
      id,
      name,
      title,
      controls,
      clauses,
      groups: groups.map(({ verdicts, ...group }) => ({
        ...group,
        requirements: verdicts.map((verdict) => requirementOf(verdict, quoter, source)),
      })),
    })),
    gaps: gapsByOwner(open, source),
    documents: coverage.documents.flatMap(({ uri }) => documentOf(uri, source) ?? []),
    considerations: aiInScope ? library.considerations.map((one) => considerationOf(one, quoter, source)) : [],
    integration: integration.standards
      ? integrationAsRead(integration, source.pathOf, (uri, offset) => quoter.line(uri, offset))
      : undefined,
  };
}

/** Quotes of one point that a report shows. */
const most = 3;

function requirementOf(verdict: Verdict, quoter: Quoter, { pathOf }: ReportSource): ReportRequirement {
  const { requirement, status, justification = "", points, documents } = verdict;
  return {
    id: requirement.id,
    number: requirement.number,
    title: requirement.title,
    status,
    word: statusWord(verdict),
    justification,
    points: points.map(({ point, evidence }) => ({
      says: point.says,
      core: point.core,
      quotes: evidence
        .filter((one) => isStated(one.strength))
        .slice(0, most)
        .map((one) => quoter.quote(one, point.says)),
    })),
    documents: documents.map(pathOf),
  };
}

/** Open requirements by the owner of the document that is their place; owners with most gaps first. */
function gapsByOwner(open: readonly Verdict[], source: ReportSource): OwnerGaps[] {
  const { library, workspace, pathOf } = source;
  const byOwner = new Map<string, OwnerGaps["gaps"][number][]>();
  for (const verdict of open) {
    const place = placeOf(verdict, source);
    const owner = place ? fieldOf(place, "owner") : "";
    const { id, number, title, standard } = verdict.requirement;
    const gap = {
      requirement: id,
      number,
      title,
      standard: library.standard(standard)?.name ?? standard,
      status: verdict.status,
      document: place ? pathOf(place.uri) : "",
      missing: verdict.points.filter((point) => !isStated(point.strength)).map(({ point }) => point.says),
    };
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), gap]);
  }
  const order = workspace.config.standards;
  const rank = (id: RequirementId): number => order.indexOf(library.requirement(id)?.standard ?? "");
  return [...byOwner]
    .map(([owner, gaps]) => ({ owner, gaps: gaps.sort((a, b) => rank(a.requirement) - rank(b.requirement)) }))
    .sort(
      (a, b) =>
        Number(a.owner === "") - Number(b.owner === "") ||
        b.gaps.length - a.gaps.length ||
        (a.owner < b.owner ? -1 : 1),
    );
}

/** The document that should close a gap: of those that contribute or whose type expects it, the one with the narrowest type. */
function placeOf(verdict: Verdict, { library, workspace }: ReportSource): PolicyDocument | undefined {
  const documents = workspace.coverage().documents.flatMap(({ uri }) => workspace.document(uri)?.doc ?? []);
  const breadth = (doc: PolicyDocument): number => {
    const expects = library.documentType(doc.classification.type ?? "")?.expects ?? [];
    return expects.includes(verdict.requirement.id) ? expects.length : Number.POSITIVE_INFINITY;
  };
  const expected = documents.filter((doc) => Number.isFinite(breadth(doc)));
  const places = expected.length > 0 ? expected : documents.filter((doc) => verdict.documents.includes(doc.uri));
  return places.sort((a, b) => breadth(a) - breadth(b) || (a.uri < b.uri ? -1 : 1))[0];
}

function documentOf(uri: string, { library, workspace, today, pathOf }: ReportSource): ReportDocument | undefined {
  const entry = workspace.document(uri);
  if (!entry) return undefined;
  const { doc, coverage } = entry;
  const findings = workspace.findings(uri);
  const nextReview = dateOf(doc, ["next-review"]);
  return {
    path: pathOf(uri),
    title: doc.title?.text ?? "",
    type: library.documentType(doc.classification.type ?? "")?.title ?? "",
    owner: fieldOf(doc, "owner"),
    version: fieldOf(doc, "version"),
    lastReview: dateOf(doc, reviewFields),
    nextReview,
    isOverdue: doc.metadata.fields.get("next-review")?.date !== undefined && nextReview < today,
    errors: findings.filter((finding) => finding.severity === "error").length,
    warnings: findings.filter((finding) => finding.severity === "warning").length,
    verdicts: Object.fromEntries(
      [...coverage.verdicts].filter(([, { status }]) => status !== "missing").map(([id, { status }]) => [id, status]),
    ),
  };
}

function considerationOf(
  consideration: Consideration,
  quoter: Quoter,
  { library, workspace }: ReportSource,
): ReportConsideration {
  const name = (requirement: Requirement | undefined): string =>
    requirement ? `${requirement.number} ${requirement.title}` : "";
  const verdict = workspace.coverage().considerations.get(consideration.id);
  const stated = (verdict?.evidence ?? []).filter((one) => isStated(one.strength));
  return {
    id: consideration.id,
    says: consideration.says,
    control: name(library.requirement(consideration.from)),
    supports: name(library.requirement(consideration.supports)),
    isAddressed: stated.length > 0,
    quotes: stated.slice(0, most).map((one) => quoter.quote(one, consideration.says)),
  };
}
