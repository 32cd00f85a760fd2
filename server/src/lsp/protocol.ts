// What client and server say to each other beyond the Language Server Protocol. Types only: the client takes nothing else.

/** Notifications from the server, by method. */
export interface ServerNotifications {
  "codicil/status": StatusParams;
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
