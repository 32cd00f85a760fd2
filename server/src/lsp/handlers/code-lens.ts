import { codeLenses } from "../../features/code-lens.ts";
import { answer, type Handler, readingOf } from "./handler.ts";

/** textDocument/codeLens */
export const codeLensHandler: Handler = {
  capabilities: () => ({ codeLensProvider: {} }),
  register(context) {
    const { connection, world, client, settings } = context;
    connection.onCodeLens(
      answer(async ({ textDocument }, cancelled) => {
        const reading = settings().codeLens ? await readingOf(textDocument.uri, context) : undefined;
        if (!reading) return [];
        const findings = world.findings(reading.project, reading.key, cancelled);
        return codeLenses({ ...reading, findings, canPeek: client().canPeek });
      }),
    );
  },
};
