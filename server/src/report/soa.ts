import type { Requirement, RequirementId, StandardId } from "../catalog/model.ts";
import type { Inclusion } from "../engine/model.ts";
import type { Status, Verdict } from "../evidence/model.ts";
import { createQuoter, dateOf, fieldOf, type Quote, type ReportSource, reviewFields } from "./quotes.ts";

/** Whether a control applies: `open` where `codicil.yaml` does not say and no document speaks to it. */
export type Decision = "included" | "excluded" | "open";

/** A document that implements a control, with the sentences that show it. */
export interface SoaDocument {
  readonly uri: string;
  readonly path: string;
  readonly title: string;
  readonly owner: string;
  readonly lastReview: string;
  readonly quotes: readonly Quote[];
}

export interface SoaRow {
  readonly requirement: Requirement;
  /** Theme or objective. */
  readonly group: string;
  readonly decision: Decision;
  /** Titles of the reasons for inclusion. */
  readonly reasons: readonly string[];
  /** Why it applies or does not; empty where nobody has said so. */
  readonly justification: string;
  readonly status: Status;
  readonly implementation: string;
  /** Those that contribute most first. */
  readonly documents: readonly SoaDocument[];
  readonly owners: readonly string[];
  /** The oldest of the documents' last reviews; empty where none is known. */
  readonly lastReview: string;
}

export interface SoaStandard {
  readonly id: StandardId;
  readonly name: string;
  /** One for each Annex A control, in the standard's order. */
  readonly rows: readonly SoaRow[];
  readonly counts: Readonly<Record<Decision, number>>;
}

export interface Soa {
  readonly today: string;
  readonly standards: readonly SoaStandard[];
}

/** What a verdict means in a Statement of Applicability. */
export const implementationOf: Readonly<Record<Status, string>> = {
  covered: "Documented",
  partial: "Documented in part",
  claimed: "Claimed, without evidence",
  missing: "Not documented",
  excluded: "Not applicable",
};

/** The Statement of Applicability of a workspace (ISO/IEC 27001 and 42001, 6.1.3): every Annex A control of the standards in scope. */
export function buildSoa(source: ReportSource): Soa {
  const { library, workspace, today } = source;
  const coverage = workspace.coverage();
  const quoter = createQuoter(source);
  const reasonTitle = new Map(library.data.applicability.reasons.map(({ id, title }) => [id, title]));
  const rowOf = (requirement: Requirement): SoaRow => {
    const verdict = coverage.verdicts.get(requirement.id);
    const status = verdict?.status ?? "missing";
    const { decision, inclusion, justification } = decisionOf(requirement.id, verdict, source);
    const documents = verdict ? documentsOf(quoter.ofVerdict(verdict), source) : [];
    const reviews = documents.map((document) => document.lastReview).filter((date) => date !== "");
    return {
      requirement,
      group: library.group(requirement.standard, requirement.group ?? "")?.title ?? "",
      decision,
      reasons: (inclusion?.reasons ?? []).map((id) => reasonTitle.get(id) ?? id),
      justification,
      status,
      implementation: implementationOf[status],
      documents,
      owners: [...new Set(documents.map((document) => document.owner).filter((owner) => owner !== ""))],
      lastReview: reviews.sort()[0] ?? "",
    };
  };
  const standards = workspace.config.standards.flatMap((id): SoaStandard[] => {
    const standard = library.standard(id);
    if (!standard) return [];
    const rows = standard.requirements.filter((one) => one.kind === "control").map(rowOf);
    const count = (decision: Decision): number => rows.filter((row) => row.decision === decision).length;
    const counts = { included: count("included"), excluded: count("excluded"), open: count("open") };
    return [{ id, name: standard.name, rows, counts }];
  });
  return { today, standards };
}

/** What an SoA says of a control that nobody has decided on. */
export const openDecision = "To be decided";

/** `Risk treatment, legal requirement: because of …`; what an included control gives as its reason. */
export function reasonText({ decision, reasons, justification }: SoaRow): string {
  if (decision === "excluded") return justification;
  const named = reasons.map((reason, i) => (i === 0 ? reason : reason.charAt(0).toLowerCase() + reason.slice(1)));
  return [named.join(", "), justification].filter((part) => part !== "").join(": ");
}

/** `Yes`, `No`, or that it is to be decided. */
export const applicabilityText = (decision: Decision): string =>
  decision === "included" ? "Yes" : decision === "excluded" ? "No" : openDecision;

/**
 * A control that no AI role of the organization calls for does not apply, and the role says why; documents that address it,
 * and a decision to take it in, go before that. A control that documents address was evidently chosen: the defaults say why. One that nobody decided on and no document
 * speaks to stays open, whatever the defaults say: to leave it without a document is a decision of its own.
 */
function decisionOf(
  id: RequirementId,
  verdict: Verdict | undefined,
  { workspace: { config } }: ReportSource,
): { decision: Decision; inclusion: Inclusion | undefined; justification: string } {
  const excluded = config.exclusions.get(id);
  if (excluded !== undefined) return { decision: "excluded", inclusion: undefined, justification: excluded };
  const named = config.inclusions.get(id);
  if (verdict?.notAsked)
    return { decision: "excluded", inclusion: undefined, justification: verdict.justification ?? "" };
  if (!named && (verdict?.status ?? "missing") === "missing")
    return { decision: "open", inclusion: undefined, justification: "" };
  const inclusion = named ?? config.defaultInclusion;
  return { decision: "included", inclusion, justification: inclusion?.justification ?? "" };
}

function documentsOf(quotes: readonly Quote[], { workspace }: ReportSource): SoaDocument[] {
  const byUri = new Map<string, Quote[]>();
  for (const quote of quotes) byUri.set(quote.uri, [...(byUri.get(quote.uri) ?? []), quote]);
  return [...byUri]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([uri, own]): SoaDocument => {
      const doc = workspace.document(uri)?.doc;
      return {
        uri,
        path: own[0]?.document ?? uri,
        title: doc?.title?.text ?? "",
        owner: fieldOf(doc, "owner"),
        lastReview: dateOf(doc, reviewFields),
        quotes: own,
      };
    });
}
