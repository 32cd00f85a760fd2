import { toOffset } from "../../features/convert.ts";
import { hover } from "../../features/hover.ts";
import { configHover } from "../../features/config/hover.ts";
import { createConfigTools } from "../../features/config/tools.ts";
import { ownRules } from "../../engine/own-rules.ts";
import { isConfig } from "../uris.ts";
import { configViewOf } from "./config-view.ts";
import { answer, type Handler, viewOf } from "./handler.ts";

/** textDocument/hover */
export const hoverHandler: Handler = {
  capabilities: () => ({ hoverProvider: true }),
  register(context) {
    const { connection, library } = context;
    const configTools = createConfigTools(library, [...context.rules, ...ownRules]);
    connection.onHover(
      answer(async ({ textDocument, position }) => {
        if (isConfig(context.spellings.keyOf(textDocument.uri))) {
          const config = configViewOf(textDocument.uri, context);
          if (!config) return null;
          const offset = toOffset(config.source.lines, position);
          return configHover({ source: config.source, offset, tools: configTools }) ?? null;
        }
        const found = await viewOf(textDocument.uri, context);
        if (!found) return null;
        const { source, doc, coverage } = found;
        return hover({ source, doc, coverage, library, offset: toOffset(source.lines, position) }) ?? null;
      }),
    );
  },
};
