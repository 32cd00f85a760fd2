import { completions, completionTriggers, resolveCompletion } from "../../features/completion.ts";
import { toOffset } from "../../features/convert.ts";
import { answer, type Handler, viewOf } from "./handler.ts";

/** textDocument/completion and completionItem/resolve */
export const completionHandler: Handler = {
  capabilities: () => ({ completionProvider: { triggerCharacters: [...completionTriggers], resolveProvider: true } }),
  register(context) {
    const { connection, library, world } = context;
    connection.onCompletion(
      answer(async ({ textDocument, position }) => {
        const found = await viewOf(textDocument.uri, context);
        if (!found) return [];
        const { project, doc, source } = found;
        return completions({
          source,
          doc,
          library: project.equipment.library,
          standards: project.config.standards,
          offset: toOffset(source.lines, position),
        });
      }),
    );
    connection.onCompletionResolve((item) => resolveCompletion(item, world.libraryWith(item.data) ?? library));
  },
};
