import type { CodeLens } from "vscode-languageserver-types";
import { codeLenses } from "../../features/code-lens.ts";
import { exceptionLenses } from "../../features/exception-lenses.ts";
import { answer, type Handler, type HandlerContext, readingOf } from "./handler.ts";

/** textDocument/codeLens */
export const codeLensHandler: Handler = {
  capabilities: () => ({ codeLensProvider: {} }),
  register(context) {
    const { connection, world, client, settings, spellings } = context;
    connection.onCodeLens(
      answer(async ({ textDocument }, cancelled) => {
        if (!settings().codeLens) return [];
        const key = spellings.keyOf(textDocument.uri);
        if (world.isConfigSource(key)) return waiverLenses(key, context);
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return [];
        const { project, source } = reading;
        const findings = world.findings(project, reading.key, cancelled);
        return [
          ...codeLenses({ ...reading, findings, canPeek: client().canPeek }),
          ...exceptionLenses(project.workspace.exceptions(reading.key), source),
        ];
      }),
    );
  },
};

/** Lenses of the waivers that a configuration file holds; those of the first project that rests on it. */
function waiverLenses(uri: string, { world, sources, isEnabled }: HandlerContext): CodeLens[] {
  const project = world.projects().find(({ configSources }) => configSources.has(uri));
  const file = project?.configFiles.get(uri);
  if (!project?.isIndexed || !file || !isEnabled()) return [];
  return exceptionLenses(project.workspace.exceptions(uri), sources.ofFile(file, null));
}
