import type { ClientCapabilities } from "vscode-languageserver";
import type { InitializationOptions } from "./protocol.ts";

/** What the client can do, as far as the server cares. */
export interface Client {
  /** Asks for diagnostics itself; they are not pushed then. */
  readonly pull: boolean;
  readonly refresh: boolean;
  readonly configuration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly versionedEdits: boolean;
  readonly snippetEdits: boolean;
  /** Completion items may be snippets. */
  readonly snippetItems: boolean;
  /** Shows the status of documents (a codicil notification). */
  readonly status: boolean;
}

export function readCapabilities(
  { textDocument, workspace, window }: ClientCapabilities,
  own?: InitializationOptions,
): Client {
  return {
    pull: textDocument?.diagnostic !== undefined,
    refresh: workspace?.diagnostics?.refreshSupport ?? false,
    configuration: workspace?.configuration ?? false,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    progress: window?.workDoneProgress ?? false,
    versionedEdits: workspace?.workspaceEdit?.documentChanges ?? false,
    snippetItems: textDocument?.completion?.completionItem?.snippetSupport ?? false,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport ?? false,
    status: own?.status === true,
  };
}
