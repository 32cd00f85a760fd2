import { toSpan } from "../../features/convert.ts";
import { inlayHints } from "../../features/inlay-hints.ts";
import { answer, type Handler, readingOf } from "./handler.ts";

/** textDocument/inlayHint */
export const inlayHintHandler: Handler = {
  capabilities: () => ({ inlayHintProvider: true }),
  register(context) {
    const { connection, settings } = context;
    connection.languages.inlayHint.on(
      answer(async ({ textDocument, range }) => {
        const reading = settings().inlayHints ? await readingOf(textDocument.uri, context) : undefined;
        return reading ? inlayHints(reading, toSpan(reading.source.lines, range)) : [];
      }),
    );
  },
};
