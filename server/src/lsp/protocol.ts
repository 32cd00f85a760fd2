// What client and server say to each other beyond the Language Server Protocol. Types only: the client takes nothing else.

/** Notifications from the server, by method. */
export interface ServerNotifications {
  "codicil/status": StatusParams;
}

/** Requests from the client, by method. */
export interface ClientRequests {
  "codicil/lintWorkspace": { readonly params: null; readonly result: LintSummary };
}

/** What the client tells of itself when it starts the server (`initializationOptions`). */
export interface InitializationOptions {
  /** The client shows `codicil/status`; other editors are spared it. */
  readonly status?: boolean;
  /** The client has the command `codicil.peekPlaces` (uri, position, locations), which code lenses call. */
  readonly peek?: boolean;
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
