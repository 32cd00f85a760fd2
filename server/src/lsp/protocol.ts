// What client and server say to each other beyond the Language Server Protocol. Types only: the client takes nothing else.

import type { WorkspaceEdit } from "vscode-languageserver-types";
import type { RequirementDetail } from "../features/requirement-detail.ts";
import type { RequirementFilter } from "../report/panel-filter.ts";
import type { PanelChanges, PanelOutline, PanelRows } from "../report/panel-model.ts";
import type { Status } from "../evidence/model.ts";
import type { IntegrationDetail } from "./integration.ts";

export type {
  DistinctionDetail,
  FindingDetail,
  IntegrationDetail,
  PairDetail,
  RiskDetail,
  SideDetail,
} from "./integration.ts";
export type { PlaceDetail, PointDetail, RequirementDetail } from "../features/requirement-detail.ts";
export type { Counts } from "../report/coverage.ts";
export type { RequirementFilter } from "../report/panel-filter.ts";
export type {
  DocumentRow,
  GroupRow,
  PairRow,
  PanelChanges,
  PanelOutline,
  PanelRows,
  RequirementRow,
  StandardRow,
} from "../report/panel-model.ts";
export type { Status } from "../evidence/model.ts";

/** Notifications from the server, by method. */
export interface ServerNotifications {
  "codicil/status": StatusParams;
  /** Sent after the first `codicil/coverage`, along with the diagnostics. */
  "codicil/coverageChanged": CoverageChange;
  /** What `codicil/integration` answered for these projects is another by now; sent once, until it is asked again. */
  "codicil/integrationChanged": { readonly projects: readonly string[] };
}

/** Requests from the client, by method. */
export interface ClientRequests {
  "codicil/lintWorkspace": { readonly params: null; readonly result: LintSummary };
  "codicil/clauseChoices": { readonly params: ClauseChoicesParams; readonly result: readonly ControlChoice[] };
  /** The coverage report of the documents around a place, as an HTML page; null where there are none. */
  "codicil/report": { readonly params: ReportParams; readonly result: { readonly html: string } | null };
  /** The Statement of Applicability of the documents around a place; null where there are none. */
  "codicil/soa": { readonly params: SoaParams; readonly result: FileContent | null };
  /** The document types that a new document can have. */
  "codicil/documentTypes": { readonly params: null; readonly result: readonly DocumentTypeItem[] };
  /** A complete document of a type; null for an unknown type. */
  "codicil/newDocument": { readonly params: NewDocumentParams; readonly result: FileContent | null };
  /** A configuration for the documents of a folder. */
  "codicil/setUp": { readonly params: { readonly folder: string }; readonly result: SetUpResult };
  /** Everything the side panel shows; changes follow from now on. */
  "codicil/coverage": { readonly params: null; readonly result: CoverageSnapshot };
  /** What the verdict of one requirement rests on; null where it is not in scope. */
  "codicil/requirement": { readonly params: RequirementParams; readonly result: RequirementDetail | null };
  /** How far a project's two management systems are brought together; null where it does not have two. */
  "codicil/integration": { readonly params: { readonly project: string }; readonly result: IntegrationDetail | null };
  /** Ids that a filter lets through, in order. */
  "codicil/filterRequirements": {
    readonly params: { readonly project: string; readonly filter: RequirementFilter };
    readonly result: readonly string[];
  };
  /** What a requirement asks and what was found, as Markdown. */
  "codicil/explain": { readonly params: RequirementParams; readonly result: string };
  /** Sets what the coverage is compared with. */
  "codicil/setBaseline": { readonly params: BaselineParams; readonly result: null };
  /** The clauses that make a document cover a requirement; null where there is nothing to insert. */
  "codicil/insertClause": {
    readonly params: RequirementParams & { readonly uri: string };
    readonly result: WorkspaceEdit | null;
  };
  /** Leaves a requirement out, in `codicil.yaml`; null where that file is broken. */
  "codicil/exclude": {
    readonly params: RequirementParams & { readonly justification: string };
    readonly result: ConfigEdit | null;
  };
  /** Gives a file a document type, in `codicil.yaml`; null where that file is broken. */
  "codicil/treatAs": {
    readonly params: { readonly uri: string; readonly type: string };
    readonly result: ConfigEdit | null;
  };
}

export interface ReportParams {
  /** Uri of a folder or a document. */
  readonly uri: string;
  /** Lets the page's style pass its content security policy; letters and digits. */
  readonly nonce: string;
  /** Command of the client that opens a place, called with its uri and line (from 0); places are no links without it. */
  readonly openCommand?: string;
}

export interface SoaParams {
  /** Uri of a folder or a document. */
  readonly uri: string;
  readonly format: "markdown" | "csv" | "xlsx";
}

export interface NewDocumentParams {
  /** Uri of the folder that gets the document. */
  readonly folder: string;
  readonly type: string;
  readonly format: "markdown" | "yaml";
  readonly title?: string;
}

/** A file that the client may write. */
export interface FileContent {
  readonly fileName: string;
  readonly encoding: "utf-8" | "base64";
  readonly content: string;
}

export interface DocumentTypeItem {
  readonly id: string;
  readonly title: string;
  /** `policy`, `procedure` … */
  readonly kind: string;
}

/** What was found in a folder: how many documents of each sort. */
export interface SetUpResult {
  /** Text of the `codicil.yaml`. */
  readonly text: string;
  readonly recognized: number;
  readonly proposed: number;
  readonly untyped: number;
  readonly others: number;
}

/** A requirement of one of the projects. */
export interface RequirementParams {
  readonly project: string;
  readonly requirement: string;
}

/** The coverage of all projects. */
export interface CoverageSnapshot {
  /** Grows by one with each change; whoever misses one asks for a snapshot again. */
  readonly version: number;
  /** True while documents are still being read. */
  readonly isIndexing: boolean;
  readonly projects: readonly ProjectCoverage[];
}

/** The documents that one configuration holds; without a configuration those of a folder. */
export interface ProjectCoverage {
  readonly key: string;
  /** Folder names, for people. */
  readonly name: string;
  readonly configUri: string | null;
  readonly outline: PanelOutline;
  readonly rows: PanelRows;
  /** What the coverage is compared with, as a reader calls it. */
  readonly baseline: string | null;
}

/** What has changed since the version before. */
export interface CoverageChange {
  readonly version: number;
  readonly isIndexing: boolean;
  /** Names or projects are others: ask for a snapshot. */
  readonly isReset: boolean;
  readonly projects: readonly { readonly key: string; readonly changes: PanelChanges }[];
}

/** An earlier state of a project; none where both `files` and `statuses` are absent. */
export interface BaselineParams {
  readonly project: string;
  /** What it is called: `commit 1a2b3c4`. */
  readonly label: string;
  /** Files that read otherwise then; null for those that were not there. All others are taken as they are now. */
  readonly files?: readonly { readonly uri: string; readonly text: string | null }[];
  /** Statuses that were kept, by requirement. */
  readonly statuses?: Readonly<Record<string, Status>>;
}

/** An edit of `codicil.yaml`, which is made where it is not there. */
export interface ConfigEdit {
  readonly configUri: string;
  readonly edit: WorkspaceEdit;
}

/** What the client tells of itself when it starts the server (`initializationOptions`). */
export interface InitializationOptions {
  /** The client shows `codicil/status`; other editors are spared it. */
  readonly status?: boolean;
  /** The client has the command `codicil.peekPlaces` (uri, position, locations), which code lenses call. */
  readonly peek?: boolean;
  /** The client has the command `codicil.insertClause`, which asks for a control. */
  readonly choosesControl?: boolean;
}

/** Asks for the controls that a clause can be written for in a document. */
export interface ClauseChoicesParams {
  readonly uri: string;
}

/** A control of which a document lacks something; those expected of its type come first. */
export interface ControlChoice {
  /** `iso27001:2022/A.8.13`: the argument of the server's command `codicil.server.insertClause`. */
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly standard: string;
  readonly expected: boolean;
  /** How many clauses would be written. */
  readonly clauses: number;
}

/** What is known of an open document. */
export interface StatusParams {
  /** As the client writes it. */
  readonly uri: string;
  /** False for a text that is no policy, is left out by the configuration, or where Codicil is switched off. */
  readonly isPolicy: boolean;
  /** Title of the document type: `Backup policy`. */
  readonly type: string | null;
  /** Why it is taken for what it is, in plain words. */
  readonly reasons: readonly string[];
  readonly findings: SeverityCounts;
  /** Controls that the document addresses, by standard in scope. */
  readonly covered: readonly { readonly standard: string; readonly covered: number; readonly partial: number }[];
  /** True while the other documents of the workspace are still being read. */
  readonly indexing: boolean;
}

export interface SeverityCounts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
}

export interface LintSummary {
  /** Documents that are policies. */
  readonly documents: number;
  readonly otherFiles: number;
  readonly findings: SeverityCounts;
}

/** Settings of the section `codicil`. */
export interface ClientSettings {
  readonly enable: boolean;
  readonly validate: "onType" | "onSave";
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}
