import type { CompletionItem, Position } from "vscode-languageserver-types";
import { completions, completionTriggers, resolveCompletion } from "../../features/completion.ts";
import { toOffset } from "../../features/convert.ts";
import { ruleFileCompletions, ruleFileTriggers } from "../../features/rule-file-completion.ts";
import { answer, type Handler, type HandlerContext, viewOf } from "./handler.ts";

/** textDocument/completion and completionItem/resolve */
export const completionHandler: Handler = {
  capabilities: () => ({
    completionProvider: {
      triggerCharacters: [...new Set([...completionTriggers, ...ruleFileTriggers])],
      resolveProvider: true,
    },
  }),
  register(context) {
    const { connection, library, world } = context;
    connection.onCompletion(
      answer(async ({ textDocument, position }) => {
        const found = await viewOf(textDocument.uri, context);
        if (!found) return inRuleFile(textDocument.uri, position, context);
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

/** Completion in a file of the workspace's own rules. */
function inRuleFile(
  uri: string,
  position: Position,
  { world, spellings, sources, isEnabled }: HandlerContext,
): CompletionItem[] {
  const key = spellings.keyOf(uri);
  const file = world.open.get(key);
  const project = world.ownerOf(key);
  if (!file || !project?.equipment.ruleFiles.has(key) || !isEnabled()) return [];
  const source = sources.ofFile(file, file.version);
  return ruleFileCompletions({
    source,
    library: project.equipment.library,
    offset: toOffset(source.lines, position),
  });
}
