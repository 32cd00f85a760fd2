import process from "node:process";
import { setFlagsFromString } from "node:v8";
import json from "codicil:catalogs";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import type { CatalogData } from "../catalog/model.ts";
import { createNodeHost } from "../host/node.ts";
import { startServer } from "../lsp/server.ts";
import { rules } from "../rules/registry.ts";
import { localDate } from "./today.ts";

// Each edit makes a document anew: what survived a few collections is as short-lived as all else (docs/adr/0025).
setFlagsFromString("--no-allocation-site-pretenuring");

// `--stdio` or `--node-ipc` among the arguments names the connection.
const connection = createConnection(ProposedFeatures.all);
startServer(connection, {
  catalogData: JSON.parse(json) as CatalogData,
  rules,
  host: createNodeHost(),
  version: CODICIL_VERSION,
  today: localDate,
});

// Nothing a document holds may end the server; what went wrong is in the log.
process.on("unhandledRejection", (reason) => connection.console.error(`Codicil: ${String(reason)}`));
