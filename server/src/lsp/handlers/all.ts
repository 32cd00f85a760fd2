import { codeActionHandler } from "./code-actions.ts";
import { completionHandler } from "./completion.ts";
import { diagnosticHandler } from "./diagnostics.ts";
import type { Handler } from "./handler.ts";
import { hoverHandler } from "./hover.ts";
import { reportHandler } from "./report.ts";
import { setUpHandler } from "./set-up.ts";
import { symbolHandler } from "./symbols.ts";

/** Everything the server answers about documents, one feature each. */
export const handlers: readonly Handler[] = [
  codeActionHandler,
  completionHandler,
  diagnosticHandler,
  hoverHandler,
  reportHandler,
  setUpHandler,
  symbolHandler,
];
