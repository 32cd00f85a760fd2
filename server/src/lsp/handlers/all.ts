import { catalogEntryHandler } from "./catalog-entry.ts";
import { codeActionHandler } from "./code-actions.ts";
import { codeLensHandler } from "./code-lens.ts";
import { completionHandler } from "./completion.ts";
import { coverageEditHandler } from "./coverage-edits.ts";
import { coverageHandler } from "./coverage.ts";
import { diagnosticHandler } from "./diagnostics.ts";
import type { Handler } from "./handler.ts";
import { hoverHandler } from "./hover.ts";
import { inlayHintHandler } from "./inlay-hints.ts";
import { integrationHandler } from "./integration.ts";
import { definitionHandler, documentLinkHandler, referencesHandler } from "./navigation.ts";
import { renameHandler } from "./rename.ts";
import { reportHandler } from "./report.ts";
import { semanticTokensHandler } from "./semantic-tokens.ts";
import { setUpHandler } from "./set-up.ts";
import { symbolHandler, workspaceSymbolHandler } from "./symbols.ts";

/** Everything the server answers about documents, one feature each. */
export const handlers: readonly Handler[] = [
  catalogEntryHandler,
  codeActionHandler,
  codeLensHandler,
  completionHandler,
  coverageHandler,
  coverageEditHandler,
  definitionHandler,
  diagnosticHandler,
  documentLinkHandler,
  hoverHandler,
  inlayHintHandler,
  integrationHandler,
  referencesHandler,
  semanticTokensHandler,
  renameHandler,
  reportHandler,
  setUpHandler,
  symbolHandler,
  workspaceSymbolHandler,
];
