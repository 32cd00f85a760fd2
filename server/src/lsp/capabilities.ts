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
  /** Completion items may be snippets. */
  readonly snippetItems: boolean;
  readonly createFiles: boolean;
  /** Asks for the edit of a code action when it is chosen. */
  readonly resolvesActions: boolean;
  readonly preparesRename: boolean;
  /** Has the command that asks which control a clause is wanted for. */
  readonly choosesControl: boolean;
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
    definitionLinks: textDocument?.definition?.linkSupport ?? false,
    showsCatalog: workspace?.textDocumentContent !== undefined,
    canPeek: own?.peek === true,
    refreshes: {
      codeLens: workspace?.codeLens?.refreshSupport ?? false,
      inlayHint: workspace?.inlayHint?.refreshSupport ?? false,
    },
    createFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") ?? false,
    resolvesActions:
      (textDocument?.codeAction?.dataSupport ?? false) &&
      (textDocument?.codeAction?.resolveSupport?.properties.includes("edit") ?? false),
    preparesRename: textDocument?.rename?.prepareSupport ?? false,
    choosesControl: own?.choosesControl === true,
    status: own?.status === true,
  };
}
