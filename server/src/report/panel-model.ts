import type { Status } from "../evidence/model.ts";
import type { Counts } from "./coverage.ts";

/** What a project's panel shows that no edit of a policy changes: names and order. JSON. */
export interface PanelOutline {
  readonly standards: readonly {
    readonly id: string;
    readonly name: string;
    readonly title: string;
    readonly groups: readonly {
      /** Unique in the project: `iso27001:2022/A.5`. */
      readonly id: string;
      readonly number: string;
      readonly title: string;
      readonly kind: "control" | "clause";
      readonly requirements: readonly {
        readonly id: string;
        readonly number: string;
        readonly title: string;
        readonly gist: string;
      }[];
    }[];
  }[];
  /** Controls that the published mapping joins, with what AI adds to the first. */
  readonly pairs: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: readonly string[];
    readonly rationale: string;
    readonly considerations: readonly { readonly id: string; readonly says: string; readonly supports: string }[];
  }[];
}

/** What edits change, row by row; a row is sent again when it differs. */
export interface PanelRows {
  readonly standards: readonly StandardRow[];
  readonly groups: readonly GroupRow[];
  readonly requirements: readonly RequirementRow[];
  readonly pairs: readonly PairRow[];
  readonly documents: readonly DocumentRow[];
}

export interface StandardRow {
  readonly id: string;
  readonly controls: Counts;
  readonly clauses: Counts;
  /** Counts of the controls at the baseline. */
  readonly before: Counts | null;
}

export interface GroupRow {
  readonly id: string;
  readonly counts: Counts;
}

export interface RequirementRow {
  readonly id: string;
  readonly status: Status;
  /** Points that are stated, and all of them. */
  readonly stated: number;
  readonly points: number;
  /** How many documents contribute. */
  readonly documents: number;
  /** Status at the baseline, where it was another one. */
  readonly before: Status | null;
  /** Why it is excluded. */
  readonly justification: string | null;
  /** Left out because the organization's AI roles do not call for it. */
  readonly notAsked: boolean;
}

export interface PairRow {
  readonly id: string;
  /** Ids of the considerations that some document states. */
  readonly stated: readonly string[];
}

export interface DocumentRow {
  /** Its uri. */
  readonly id: string;
  /** Path below the project's folder. */
  readonly path: string;
  readonly title: string;
  readonly isPolicy: boolean;
  /** Title of the document type. */
  readonly type: string | null;
  readonly owner: string | null;
  /** Date of the next review (ISO 8601), stated or reckoned from the last one. */
  readonly review: string | null;
  readonly isOverdue: boolean;
  readonly findings: number;
  /** Controls that it addresses by itself. */
  readonly covered: number;
  readonly partial: number;
  /** Why it is taken for what it is, in plain words. */
  readonly reasons: readonly string[];
}

/** Rows that differ; documents that are gone. */
export interface PanelChanges extends PanelRows {
  readonly removedDocuments: readonly string[];
}
