import type { Hover } from "vscode-languageserver";
import { createNormativeFinder } from "../../evidence/normative.ts";
import { configHover } from "../../features/config-hover.ts";
import { toOffset } from "../../features/convert.ts";
import { hover } from "../../features/hover.ts";
import { isConfig } from "../uris.ts";
import { answer, type Handler, type HandlerContext, readingOf } from "./handler.ts";

/** textDocument/hover */
export const hoverHandler: Handler = {
  capabilities: () => ({ hoverProvider: true }),
  register(context) {
    const { connection, rules, library, spellings } = context;
    const findNormative = createNormativeFinder(library.language);
    connection.onHover(
      answer(async ({ textDocument, position }) => {
        if (isConfig(spellings.keyOf(textDocument.uri))) return hoverInConfig(textDocument.uri, position, context);
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return null;
        return hover({ ...reading, rules, findNormative, offset: toOffset(reading.source.lines, position) }) ?? null;
      }),
    );
  },
};

function hoverInConfig(
  uri: string,
  position: { readonly line: number; readonly character: number },
  { world, sources, spellings, isEnabled, ...common }: HandlerContext,
): Hover | null {
  const key = spellings.keyOf(uri);
  const file = isEnabled() ? world.open.get(key) : undefined;
  if (!file) return null;
  const { library, rules } = world.projects().find((project) => project.configUri === key)?.equipment ?? common;
  const source = sources.ofFile(file, file.version);
  return configHover({ source, library, rules, offset: toOffset(source.lines, position) }) ?? null;
}
