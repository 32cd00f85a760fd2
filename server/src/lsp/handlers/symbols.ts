import { documentSymbols } from "../../features/symbols.ts";
import { answer, type Handler, viewOf } from "./handler.ts";

/** textDocument/documentSymbol */
export const symbolHandler: Handler = {
  capabilities: () => ({ documentSymbolProvider: true }),
  register(context) {
    context.connection.onDocumentSymbol(
      answer(async ({ textDocument }) => {
        const found = await viewOf(textDocument.uri, context);
        return found ? documentSymbols(found.source, found.doc) : [];
      }),
    );
  },
};
