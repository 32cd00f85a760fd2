import { documentSymbols } from "../../features/symbols.ts";
import { workspaceSymbols } from "../../features/workspace-symbols.ts";
import { sourceFinder } from "../source-finder.ts";
import { answer, type Handler, readingOf } from "./handler.ts";

/** textDocument/documentSymbol */
export const symbolHandler: Handler = {
  capabilities: () => ({ documentSymbolProvider: true }),
  register(context) {
    context.connection.onDocumentSymbol(
      answer(async ({ textDocument }) => {
        const reading = await readingOf(textDocument.uri, context);
        return reading ? documentSymbols(reading) : [];
      }),
    );
  },
};

/** workspace/symbol */
export const workspaceSymbolHandler: Handler = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  register(context) {
    const { connection, world, client, isEnabled } = context;
    connection.onWorkspaceSymbol(
      answer(async ({ query }) => {
        const { showsCatalog } = client();
        const symbols = (isEnabled() ? world.projects() : []).flatMap(({ workspace, equipment }) => {
          const sourceOf = sourceFinder(workspace, context);
          return workspaceSymbols({ query, library: equipment.library, workspace, showsCatalog, sourceOf });
        });
        // What no document covers is at the same entry of the catalog for each project.
        return [...new Map(symbols.map((symbol) => [JSON.stringify(symbol), symbol])).values()];
      }),
    );
  },
};
