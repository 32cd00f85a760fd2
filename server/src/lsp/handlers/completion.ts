import {
  type CompletionContext,
  type CompletionItem,
  CompletionTriggerKind,
  type Position,
} from "vscode-languageserver";
import type { Equipment } from "../../engine/equipment.ts";
import { ruleSettings } from "../../engine/rule-settings.ts";
import { ownRules } from "../../engine/own-rules.ts";
import { complete } from "../../features/completion/complete.ts";
import { resolveItem } from "../../features/completion/documentation.ts";
import { triggerCharacters } from "../../features/completion/place.ts";
import { createCompletionTools } from "../../features/completion/tools.ts";
import { completeConfig } from "../../features/config/complete.ts";
import { createConfigTools } from "../../features/config/tools.ts";
import { toOffset } from "../../features/convert.ts";
import { ruleFileCompletions, ruleFileTriggers } from "../../features/rule-file-completion.ts";
import { isConfig } from "../uris.ts";
import { configViewOf } from "./config-view.ts";
import { answer, type Handler, type HandlerContext, viewOf } from "./handler.ts";
import { toolsFor } from "./tools-of.ts";

/** textDocument/completion and completionItem/resolve */
export const completionHandler: Handler = {
  capabilities: () => ({
    completionProvider: {
      triggerCharacters: [...new Set([...triggerCharacters, ...ruleFileTriggers])],
      resolveProvider: true,
    },
  }),
  register(context) {
    const { connection, world, client } = context;
    const toolsOf = toolsFor(createCompletionTools);
    const configToolsOf = toolsFor(createConfigTools);
    /** What the last list was made with: an editor resolves items of that one. */
    let last: Pick<Equipment, "library" | "rules"> = context;
    connection.onCompletion(
      answer(async ({ textDocument, position, context: asked }) => {
        const editor = { typed: typedBy(asked), snippets: client().snippetItems };
        if (isConfig(context.spellings.keyOf(textDocument.uri))) {
          const found = configViewOf(textDocument.uri, context);
          if (!found) return [];
          const { source, paths, equipment } = found;
          last = equipment;
          const offset = toOffset(source.lines, position);
          return completeConfig({ source, offset, tools: configToolsOf(equipment), paths, editor });
        }
        const found = await viewOf(textDocument.uri, context);
        if (!found) return inRuleFile(textDocument.uri, position, context);
        const { key, project, doc, coverage, source } = found;
        const { config, workspace, equipment } = project;
        const { library } = equipment;
        last = equipment;
        return complete({
          source,
          doc,
          coverage,
          offset: toOffset(source.lines, position),
          ...ruleSettings(config, library, project.today),
          tools: toolsOf(equipment),
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
    connection.onCompletionResolve((item) => resolveItem(item, last.library, [...last.rules, ...ownRules]));
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
  const { library } = project.equipment;
  return ruleFileCompletions({ source, library, offset: toOffset(source.lines, position) });
}

const typedBy = (asked: CompletionContext | undefined): string | undefined =>
  asked?.triggerKind === CompletionTriggerKind.TriggerCharacter ? asked.triggerCharacter : undefined;
