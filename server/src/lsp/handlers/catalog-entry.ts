import { catalogEntry, catalogScheme } from "../../features/catalog-entry.ts";
import type { Handler } from "./handler.ts";

/** workspace/textDocumentContent (LSP 3.18): entries of the catalogs as read-only documents. */
export const catalogEntryHandler: Handler = {
  capabilities: ({ showsCatalog }) =>
    showsCatalog ? { workspace: { textDocumentContent: { schemes: [catalogScheme] } } } : {},
  register({ connection, library, world }) {
    connection.workspace.textDocumentContent.on(({ uri }) => {
      const libraries = [library, ...world.projects().map((project) => project.equipment.library)];
      const text = libraries.map((one) => catalogEntry(one, uri)).find((one) => one !== undefined);
      return { text: text ?? "The catalogs have no such entry.\n" };
    });
  },
};
