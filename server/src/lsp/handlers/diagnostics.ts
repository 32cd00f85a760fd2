import {
  type CancellationToken,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { inSlices, turn } from "../slices.ts";
import { answer, type Handler, type HandlerContext } from "./handler.ts";

/** How long a request for the workspace's diagnostics is held while nothing changes, in milliseconds. */
const longPoll = 60_000;

/** textDocument/diagnostic and workspace/diagnostic, for clients that ask; the others get them pushed. */
export const diagnosticHandler: Handler = {
  capabilities: ({ pull }) =>
    pull
      ? { diagnosticProvider: { identifier: "codicil", interFileDependencies: true, workspaceDiagnostics: true } }
      : {},
  register(context) {
    const { connection, feed, spellings, delivery } = context;
    connection.languages.diagnostics.on(
      answer(async ({ textDocument, previousResultId }, cancelled) => {
        const { resultId, diagnostics } = await feed.of(spellings.keyOf(textDocument.uri), cancelled);
        if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
        return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...diagnostics] };
      }),
    );
    connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
      const known = new Map(previousResultIds.map(({ uri, value }) => [spellings.keyOf(uri), value]));
      for (;;) {
        await turn();
        const since = delivery.changes;
        const items = token.isCancellationRequested ? [] : await changedReports(known, context, token);
        if (items.length > 0 || token.isCancellationRequested) return { items };
        const before = Date.now();
        await delivery.nextChange(since, longPoll, (stop) => token.onCancellationRequested(stop));
        if (Date.now() - before >= longPoll - 100 || token.isCancellationRequested) return { items: [] };
      }
    });
  },
};

/** Documents whose diagnostics are not those the client knows; those that were looked at before another change. */
async function changedReports(
  known: ReadonlyMap<string, string>,
  { feed, world, spellings, delivery }: HandlerContext,
  token: CancellationToken,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  const { generation } = delivery;
  const isOver = (): boolean => token.isCancellationRequested || delivery.generation !== generation;
  await inSlices(new Set([...feed.uris(), ...known.keys()]), isOver, async (key) => {
    const { resultId, diagnostics } = await feed.of(key);
    if (known.get(key) === resultId || (!known.has(key) && diagnostics.length === 0)) return;
    items.push({
      uri: spellings.written(key),
      version: world.open.get(key)?.version ?? null,
      kind: DocumentDiagnosticReportKind.Full,
      resultId,
      items: [...diagnostics],
    });
  });
  return items;
}
