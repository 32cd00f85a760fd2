import { catalogEntry, catalogScheme } from "../../features/catalog-entry.ts";
import type { Handler } from "./handler.ts";

/** workspace/textDocumentContent (LSP 3.18): entries of the catalogs as read-only documents. */
export const catalogEntryHandler: Handler = {
  capabilities: ({ showsCatalog }) =>
    showsCatalog ? { workspace: { textDocumentContent: { schemes: [catalogScheme] } } } : {},
  register({ connection, library }) {
    connection.workspace.textDocumentContent.on(({ uri }) => {
      const text = catalogEntry(library, uri);
      return { text: text ?? "The catalogs have no such entry.\n" };
    });
  },
};
