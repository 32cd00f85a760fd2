import { SemanticTokensBuilder } from "vscode-languageserver";
import type { Span } from "../../base/span.ts";
import { createNormativeFinder } from "../../evidence/normative.ts";
import { toSpan } from "../../features/convert.ts";
import { createPlaceholderFinder, semanticTokens, type Token, tokenTypes } from "../../features/semantic-tokens.ts";
import { answer, type Handler, readingOf, type View } from "./handler.ts";

/** textDocument/semanticTokens: full, delta and range */
export const semanticTokensHandler: Handler = {
  capabilities: () => ({
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [] },
      full: { delta: true },
      range: true,
    },
  }),
  register(context) {
    const { connection, world, library } = context;
    const findNormative = createNormativeFinder(library.language);
    const findPlaceholders = createPlaceholderFinder(library.language);
    const tokensOf = ({ doc, source }: View, range?: Span): Token[] =>
      semanticTokens({ doc, source, findNormative, findPlaceholders, ...(range ? { range } : {}) });
    const builders = new Map<string, SemanticTokensBuilder>();
    const builderOf = (key: string): SemanticTokensBuilder => {
      for (const known of builders.keys()) if (!world.open.has(known)) builders.delete(known);
      const builder = builders.get(key) ?? new SemanticTokensBuilder();
      builders.set(key, builder);
      return builder;
    };

    const { semanticTokens: requests } = connection.languages;
    requests.on(
      answer(async ({ textDocument }) => {
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return { data: [] };
        const builder = builderOf(reading.key);
        // Begins anew and gives this state a name.
        builder.previousResult("");
        push(builder, tokensOf(reading));
        return builder.build();
      }),
    );
    requests.onDelta(
      answer(async ({ textDocument, previousResultId }) => {
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return { data: [] };
        const builder = builderOf(reading.key);
        builder.previousResult(previousResultId);
        push(builder, tokensOf(reading));
        return builder.buildEdits();
      }),
    );
    requests.onRange(
      answer(async ({ textDocument, range }) => {
        const reading = await readingOf(textDocument.uri, context);
        if (!reading) return { data: [] };
        const builder = new SemanticTokensBuilder();
        push(builder, tokensOf(reading, toSpan(reading.source.lines, range)));
        return { data: builder.build().data };
      }),
    );
  },
};

function push(builder: SemanticTokensBuilder, tokens: readonly Token[]): void {
  for (const { line, character, length, type } of tokens)
    builder.push(line, character, length, tokenTypes.indexOf(type), 0);
}
