import {
  type CancellationToken,
  type Connection,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import type { Library } from "../catalog/library.ts";
import type { PolicyDocument } from "../document/model.ts";
import { Cancelled, type IsCancelled } from "../engine/cancel.ts";
import { codeActions } from "../features/code-actions.ts";
import { completions, resolveCompletion } from "../features/completion.ts";
import { type Source, toOffset, toSpan } from "../features/convert.ts";
import { toDiagnostic } from "../features/diagnostics.ts";
import { hover } from "../features/hover.ts";
import { documentSymbols } from "../features/symbols.ts";
import type { DocumentCoverage } from "../evidence/model.ts";
import type { Client } from "./capabilities.ts";
import type { Delivery } from "./delivery.ts";
import type { SourceMaker, Spellings } from "./documents.ts";
import type { Feed } from "./feed.ts";
import type { Project } from "./project.ts";
import type { World } from "./world.ts";

export interface RequestOptions {
  readonly connection: Connection;
  readonly world: World;
  readonly feed: Feed;
  readonly sources: SourceMaker;
  readonly spellings: Spellings;
  readonly library: Library;
  readonly delivery: Delivery;
  readonly client: () => Client;
  readonly isEnabled: () => boolean;
}

/** How long a request for the workspace's diagnostics is held while nothing changes, in milliseconds. */
const longPoll = 60_000;

/** Answers requests about documents: each decodes, calls one feature, encodes. */
export function registerRequests(options: RequestOptions): void {
  const { connection, world, feed, sources, spellings, library, delivery, client, isEnabled } = options;

  /** A document as it is now; undefined where it is none of ours. */
  const view = async (uri: string): Promise<View | undefined> => {
    if (!isEnabled()) return undefined;
    const key = spellings.keyOf(uri);
    const project = await world.projectOf(key);
    const entry = project?.workspace.document(key);
    if (!project || !entry) return undefined;
    const version = world.open.get(key)?.version ?? null;
    return { key, project, doc: entry.doc, coverage: entry.coverage, source: sources.ofDocument(entry.doc, version) };
  };

  connection.onCodeAction(
    answer(async ({ textDocument, range, context }, cancelled) => {
      const found = await view(textDocument.uri);
      if (!found) return [];
      const { key, project, doc, source } = found;
      return codeActions({
        source,
        doc,
        findings: world.findings(project, key, cancelled),
        range: toSpan(source.lines, range),
        only: context.only,
        diagnosticOf: (finding) => toDiagnostic(finding, source, () => undefined),
        versioned: client().versionedEdits,
        snippets: client().snippetEdits,
      });
    }),
  );

  connection.onCompletion(
    answer(async ({ textDocument, position }) => {
      const found = await view(textDocument.uri);
      if (!found) return [];
      const { project, doc, source } = found;
      return completions({
        source,
        doc,
        library,
        standards: project.config.standards,
        offset: toOffset(source.lines, position),
      });
    }),
  );
  connection.onCompletionResolve((item) => resolveCompletion(item, library));

  connection.onHover(
    answer(async ({ textDocument, position }) => {
      const found = await view(textDocument.uri);
      if (!found) return null;
      const { source, doc, coverage } = found;
      return hover({ source, doc, coverage, library, offset: toOffset(source.lines, position) }) ?? null;
    }),
  );

  connection.onDocumentSymbol(
    answer(async ({ textDocument }) => {
      const found = await view(textDocument.uri);
      return found ? documentSymbols(found.source, found.doc) : [];
    }),
  );

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
      const items = token.isCancellationRequested ? [] : await changedReports(known);
      if (items.length > 0 || token.isCancellationRequested) return { items };
      const before = Date.now();
      await delivery.nextChange(longPoll, (stop) => token.onCancellationRequested(stop));
      if (Date.now() - before >= longPoll - 100 || token.isCancellationRequested) return { items: [] };
    }
  });

  /** Documents whose diagnostics are not those the client knows. */
  const changedReports = async (known: ReadonlyMap<string, string>): Promise<WorkspaceDocumentDiagnosticReport[]> => {
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const key of new Set([...feed.uris(), ...known.keys()])) {
      const { resultId, diagnostics } = await feed.of(key);
      if (known.get(key) === resultId || (!known.has(key) && diagnostics.length === 0)) continue;
      const version = world.open.get(key)?.version ?? null;
      items.push({
        uri: spellings.written(key),
        version,
        kind: DocumentDiagnosticReportKind.Full,
        resultId,
        items: [...diagnostics],
      });
    }
    return items;
  };
}

interface View {
  readonly key: string;
  readonly project: Project;
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
  readonly source: Source;
}

/** Lets edits and cancellations that came meanwhile in before the work starts. */
const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));

function answer<P, R>(
  handler: (params: P, cancelled: IsCancelled) => Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
  return async (params, token) => {
    await turn();
    const cancelled = (): boolean => token.isCancellationRequested;
    if (cancelled()) return new ResponseError<never>(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
    try {
      return await handler(params, cancelled);
    } catch (error) {
      if (error instanceof Cancelled)
        return new ResponseError<never>(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
      throw error;
    }
  };
}
