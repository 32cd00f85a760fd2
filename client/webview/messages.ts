import type { GroupRow, PairRow, PanelOutline, RequirementRow, StandardRow } from "../../server/src/lsp/protocol.ts";

/** Rows that the overview shows; documents have a view of their own. */
export interface OverviewRows {
  readonly standards: readonly StandardRow[];
  readonly groups: readonly GroupRow[];
  readonly requirements: readonly RequirementRow[];
  readonly pairs: readonly PairRow[];
}

export interface OverviewProject {
  readonly key: string;
  readonly name: string;
  readonly hasConfig: boolean;
  readonly outline: PanelOutline;
  readonly rows: OverviewRows;
  /** What the trend is against, as a reader calls it. */
  readonly baseline: string | null;
}

/** What there is to see before there are figures. */
export type OverviewState = "starting" | "stopped" | "noFolder" | "noPolicies" | "ready";

/** From the extension to the overview. */
export type ToOverview =
  | {
      readonly type: "show";
      readonly state: OverviewState;
      readonly isIndexing: boolean;
      readonly canCompareWithCommit: boolean;
      readonly projects: readonly OverviewProject[];
    }
  /** Rows that differ, and nothing else. */
  | { readonly type: "change"; readonly projects: readonly { readonly key: string; readonly rows: OverviewRows }[] };

/** From the overview to the extension. */
export type FromOverview =
  | { readonly type: "ready" }
  | { readonly type: "openRequirement"; readonly project: string; readonly requirement: string }
  | { readonly type: "run"; readonly command: OverviewCommand };

/** Commands that the overview offers as buttons. */
export type OverviewCommand =
  | "codicil.coverage.saveBaseline"
  | "codicil.coverage.compareWithCommit"
  | "codicil.setUpWorkspace"
  | "codicil.newPolicy"
  | "codicil.restartServer"
  | "vscode.openFolder";
