import type { Span } from "../base/span.ts";
import type { Consideration, Point, Requirement, RequirementId, SectionKindId } from "../catalog/model.ts";
import type { Reference } from "../document/model.ts";
import type { CreditReason } from "./credit.ts";

/** How firmly a statement speaks (docs/evidence.md, Strength), weakest first. */
export type Strength = "mentioned" | "stated" | "operational";

/** How a statement is worded. */
export type Wording = "duty" | "prohibition" | "recommendation" | "permission" | "description" | "topic";

/** A statement that matched a signal. */
export interface Evidence {
  readonly uri: string;
  /** The whole statement. */
  readonly statement: Span;
  /** The words that decided, within the statement; in order, at least one. */
  readonly words: readonly Span[];
  /** The statement's text, white space folded. */
  readonly quote: string;
  /** The pattern that matched, as written in the catalog. */
  readonly signal: string;
  readonly strength: Strength;
  readonly wording: Wording;
  /** Index of the section it stands in. */
  readonly section: number;
}

/** A point with what was found for it; the strongest evidence first, then in document order. */
export interface PointVerdict {
  readonly point: Point;
  readonly strength: Strength | undefined;
  readonly evidence: readonly Evidence[];
}

export type Status = "covered" | "partial" | "claimed" | "missing" | "excluded";

/** What one document, or a workspace, says to one requirement. */
export interface Verdict {
  readonly requirement: Requirement;
  readonly status: Status;
  readonly points: readonly PointVerdict[];
  /** Where the requirement is named. */
  readonly references: readonly { readonly uri: string; readonly reference: Reference }[];
  /** Uris of the documents that contribute evidence or references, in order. */
  readonly documents: readonly string[];
  /** Why it was left out, where the status is `excluded`. */
  readonly justification?: string;
  /**
   * Set where the status is less sure than one from written signals: `derived` from signals drawn from a catalog's own words,
   * `related` by the coverage of another requirement.
   */
  readonly basis?: "derived" | "related";
  /** The relation that gives the status, where the basis is `related`. */
  readonly credit?: CreditReason;
  /** Left out because the organization's AI roles do not call for it, not by a decision of its own. */
  readonly notAsked?: boolean;
}

/** What was found of a consideration. */
export interface ConsiderationVerdict {
  readonly consideration: Consideration;
  readonly strength: Strength | undefined;
  readonly evidence: readonly Evidence[];
}

/** Everything decided about one document. Requirements without evidence or reference are not in `verdicts`. */
export interface DocumentCoverage {
  readonly uri: string;
  readonly verdicts: ReadonlyMap<RequirementId, Verdict>;
  readonly considerations: ReadonlyMap<string, ConsiderationVerdict>;
  readonly risks: ReadonlyMap<string, readonly Evidence[]>;
  readonly incidents: ReadonlyMap<string, readonly Evidence[]>;
  /** Section kinds whose purpose some statement serves, wherever it stands. */
  readonly sections: ReadonlyMap<SectionKindId, readonly Evidence[]>;
  /** Statements that matched the patterns of the workspace's own rules, by query. */
  readonly queries: ReadonlyMap<string, readonly Evidence[]>;
  /** What the text shows of the sides of distinctions between two management systems, by aspect. */
  readonly aspects: ReadonlyMap<string, readonly Evidence[]>;
  /** True where the text speaks of artificial intelligence at all. */
  readonly speaksOfAi: boolean;
}

/** Everything decided about the documents of a workspace together. */
export interface WorkspaceCoverage {
  /** Every requirement of the standards in scope, in catalog order. */
  readonly verdicts: ReadonlyMap<RequirementId, Verdict>;
  readonly considerations: ReadonlyMap<string, ConsiderationVerdict>;
  /** In order of their uris. */
  readonly documents: readonly DocumentCoverage[];
  /** What single documents say to each requirement in scope; in order of their uris. */
  readonly contributions: ReadonlyMap<RequirementId, readonly Contribution[]>;
}

/** What one document says to a requirement. */
export interface Contribution {
  readonly uri: string;
  readonly document: DocumentCoverage;
  readonly verdict: Verdict;
}
