import { createNormativeFinder } from "../../evidence/normative.ts";
import { toOffset } from "../../features/convert.ts";
import { hover } from "../../features/hover.ts";
import { answer, type Handler, readingOf } from "./handler.ts";

/** textDocument/hover */
export const hoverHandler: Handler = {
  capabilities: () => ({ hoverProvider: true }),
  register(context) {
    const { connection, rules, library } = context;
    const findNormative = createNormativeFinder(library.language);
    connection.onHover(
      answer(async ({ textDocument, position }) => {
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return null;
        return hover({ ...reading, rules, findNormative, offset: toOffset(reading.source.lines, position) }) ?? null;
      }),
    );
  },
};
