import { CodeLensRefreshRequest, type Connection } from "vscode-languageserver";
import type { Client } from "./capabilities.ts";

/** Asks the client to ask again for what it shows in the text: other documents or settings may have changed it. */
export function refreshViews(connection: Connection, { refreshes }: Client): void {
  // A client that cannot be asked any more has nothing to show.
  if (refreshes.codeLens) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  if (refreshes.inlayHint) connection.languages.inlayHint.refresh().catch(() => {});
}
