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
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport ?? false,
    createFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") ?? false,
    resolvesActions:
      (textDocument?.codeAction?.dataSupport ?? false) &&
      (textDocument?.codeAction?.resolveSupport?.properties.includes("edit") ?? false),
    preparesRename: textDocument?.rename?.prepareSupport ?? false,
    choosesControl: own?.choosesControl === true,
    status: own?.status === true,
  };
}
