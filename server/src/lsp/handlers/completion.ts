import { type CompletionContext, CompletionTriggerKind } from "vscode-languageserver";
import { ruleSettings } from "../../engine/rule-settings.ts";
import { ownRules } from "../../engine/own-rules.ts";
import { complete } from "../../features/completion/complete.ts";
import { resolveItem } from "../../features/completion/documentation.ts";
import { triggerCharacters } from "../../features/completion/place.ts";
import { createCompletionTools } from "../../features/completion/tools.ts";
import { completeConfig } from "../../features/config/complete.ts";
import { createConfigTools } from "../../features/config/tools.ts";
import { toOffset } from "../../features/convert.ts";
import { isConfig } from "../uris.ts";
import { configViewOf } from "./config-view.ts";
import { answer, type Handler, viewOf } from "./handler.ts";

/** textDocument/completion and completionItem/resolve */
export const completionHandler: Handler = {
  capabilities: () => ({ completionProvider: { triggerCharacters: [...triggerCharacters], resolveProvider: true } }),
  register(context) {
    const { connection, library, world, client } = context;
    const rules = [...context.rules, ...ownRules];
    const tools = createCompletionTools(library, rules);
    const configTools = createConfigTools(library, rules);
    connection.onCompletion(
      answer(async ({ textDocument, position, context: asked }) => {
        const editor = { typed: typedBy(asked), snippets: client().snippetItems };
        if (isConfig(context.spellings.keyOf(textDocument.uri))) {
          const found = configViewOf(textDocument.uri, context);
          if (!found) return [];
          const { source, paths } = found;
          return completeConfig({
            source,
            offset: toOffset(source.lines, position),
            tools: configTools,
            paths,
            editor,
          });
        }
        const found = await viewOf(textDocument.uri, context);
        if (!found) return [];
        const { key, project, doc, coverage, source } = found;
        const { config, workspace } = project;
        return complete({
          source,
          doc,
          coverage,
          offset: toOffset(source.lines, position),
          ...ruleSettings(config, library, project.today),
          tools,
          surroundings: {
            documents: () =>
              workspace
                .documents()
                .map((uri) => workspace.document(uri)?.doc)
                .filter((one) => one !== undefined)
                .filter((one) => one.classification.isPolicy),
            findings: () => world.findings(project, key),
          },
          editor,
        });
      }),
    );
    connection.onCompletionResolve((item) => resolveItem(item, library, rules));
  },
};

const typedBy = (asked: CompletionContext | undefined): string | undefined =>
  asked?.triggerKind === CompletionTriggerKind.TriggerCharacter ? asked.triggerCharacter : undefined;
