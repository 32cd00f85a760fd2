import { createNormativeFinder } from "../../evidence/normative.ts";
import { configHover } from "../../features/config/hover.ts";
import { createConfigTools } from "../../features/config/tools.ts";
import { toOffset } from "../../features/convert.ts";
import { hover } from "../../features/hover.ts";
import { isConfig } from "../uris.ts";
import { configViewOf } from "./config-view.ts";
import { answer, type Handler, readingOf } from "./handler.ts";
import { toolsFor } from "./tools-of.ts";

/** textDocument/hover */
export const hoverHandler: Handler = {
  capabilities: () => ({ hoverProvider: true }),
  register(context) {
    const { connection, library, spellings } = context;
    const findNormative = createNormativeFinder(library.language);
    const toolsOf = toolsFor(createConfigTools);
    connection.onHover(
      answer(async ({ textDocument, position }) => {
        if (isConfig(spellings.keyOf(textDocument.uri))) {
          const found = configViewOf(textDocument.uri, context);
          if (!found) return null;
          const { source, equipment } = found;
          return configHover({ source, offset: toOffset(source.lines, position), tools: toolsOf(equipment) }) ?? null;
        }
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return null;
        const { rules } = reading.project.equipment;
        return hover({ ...reading, rules, findNormative, offset: toOffset(reading.source.lines, position) }) ?? null;
      }),
    );
  },
};
