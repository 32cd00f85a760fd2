import { ownRules } from "../../engine/own-rules.ts";
import { createNormativeFinder } from "../../evidence/normative.ts";
import { configHover } from "../../features/config/hover.ts";
import { createConfigTools } from "../../features/config/tools.ts";
import { toOffset } from "../../features/convert.ts";
import { hover } from "../../features/hover.ts";
import { isConfig } from "../uris.ts";
import { configViewOf } from "./config-view.ts";
import { answer, type Handler, readingOf } from "./handler.ts";

/** textDocument/hover */
export const hoverHandler: Handler = {
  capabilities: () => ({ hoverProvider: true }),
  register(context) {
    const { connection, rules, library, spellings } = context;
    const findNormative = createNormativeFinder(library.language);
    const tools = createConfigTools(library, [...rules, ...ownRules]);
    connection.onHover(
      answer(async ({ textDocument, position }) => {
        if (isConfig(spellings.keyOf(textDocument.uri))) {
          const source = configViewOf(textDocument.uri, context)?.source;
          return (source && configHover({ source, offset: toOffset(source.lines, position), tools })) ?? null;
        }
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return null;
        return hover({ ...reading, rules, findNormative, offset: toOffset(reading.source.lines, position) }) ?? null;
      }),
    );
  },
};
