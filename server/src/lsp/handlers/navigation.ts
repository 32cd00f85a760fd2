import { toOffset } from "../../features/convert.ts";
import { definitions } from "../../features/definition.ts";
import { documentLinks } from "../../features/document-links.ts";
import { references } from "../../features/references.ts";
import { answer, type Handler, readingOf } from "./handler.ts";

/** textDocument/definition */
export const definitionHandler: Handler = {
  capabilities: () => ({ definitionProvider: true }),
  register(context) {
    const { connection, client } = context;
    connection.onDefinition(
      answer(async ({ textDocument, position }) => {
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return [];
        const links = definitions({ ...reading, offset: toOffset(reading.source.lines, position) });
        if (client().definitionLinks) return links;
        return links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
      }),
    );
  },
};

/** textDocument/references */
export const referencesHandler: Handler = {
  capabilities: () => ({ referencesProvider: true }),
  register(context) {
    context.connection.onReferences(
      answer(async ({ textDocument, position, context: { includeDeclaration } }) => {
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return [];
        return references({ ...reading, includeDeclaration, offset: toOffset(reading.source.lines, position) });
      }),
    );
  },
};

/** textDocument/documentLink */
export const documentLinkHandler: Handler = {
  capabilities: () => ({ documentLinkProvider: {} }),
  register(context) {
    context.connection.onDocumentLinks(
      answer(async ({ textDocument }) => {
        const reading = await readingOf(textDocument.uri, context);
        return reading ? documentLinks(reading) : [];
      }),
    );
  },
};
