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
  /** Takes links for definitions, which say what was asked about. */
  readonly definitionLinks: boolean;
  /** Shows documents whose text the server gives: entries of the catalogs. */
  readonly showsCatalog: boolean;
  /** Knows the command that shows the places a code lens counts. */
  readonly canPeek: boolean;
  /** Views that the client asks for again when it is told to. */
  readonly refreshes: { readonly codeLens: boolean; readonly inlayHint: boolean };
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
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport ?? false,
    definitionLinks: textDocument?.definition?.linkSupport ?? false,
    showsCatalog: workspace?.textDocumentContent !== undefined,
    canPeek: own?.peek === true,
    refreshes: {
      codeLens: workspace?.codeLens?.refreshSupport ?? false,
      inlayHint: workspace?.inlayHint?.refreshSupport ?? false,
    },
    status: own?.status === true,
  };
}
