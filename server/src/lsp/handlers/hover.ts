import { toOffset } from "../../features/convert.ts";
import { hover } from "../../features/hover.ts";
import { answer, type Handler, viewOf } from "./handler.ts";

/** textDocument/hover */
export const hoverHandler: Handler = {
  capabilities: () => ({ hoverProvider: true }),
  register(context) {
    const { connection } = context;
    connection.onHover(
      answer(async ({ textDocument, position }) => {
        const found = await viewOf(textDocument.uri, context);
        if (!found) return null;
        const { source, doc, coverage, project } = found;
        const { library } = project.equipment;
        return hover({ source, doc, coverage, library, offset: toOffset(source.lines, position) }) ?? null;
      }),
    );
  },
};
