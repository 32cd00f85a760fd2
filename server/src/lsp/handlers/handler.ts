import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { ServerCapabilities } from "vscode-languageserver";
import type { Library } from "../../catalog/library.ts";
import type { PolicyDocument } from "../../document/model.ts";
import { Cancelled, type IsCancelled } from "../../engine/cancel.ts";
import type { Equipment } from "../../engine/equipment.ts";
import type { Host } from "../../engine/model.ts";
import type { DocumentCoverage } from "../../evidence/model.ts";
import type { Source } from "../../features/convert.ts";
import type { Reading } from "../../features/reading.ts";
import type { Rule } from "../../rules/rule.ts";
import type { Client } from "../capabilities.ts";
import type { Delivery } from "../delivery.ts";
import type { SourceMaker, Spellings } from "../documents.ts";
import type { Feed } from "../feed.ts";
import type { Project } from "../project.ts";
import type { ClientSettings } from "../protocol.ts";
import { turn } from "../slices.ts";
import { sourceFinder } from "../source-finder.ts";
import type { ClientRequests } from "../protocol.ts";
import type { World } from "../world.ts";

/** What a group of requests is answered with. */
export interface HandlerContext {
  readonly connection: Connection;
  readonly world: World;
  readonly feed: Feed;
  readonly sources: SourceMaker;
  readonly spellings: Spellings;
  readonly library: Library;
  readonly rules: readonly Rule[];
  /** What documents are judged with that no configuration speaks of. */
  readonly common: Equipment;
  readonly delivery: Delivery;
  readonly client: () => Client;
  readonly isEnabled: () => boolean;
  readonly settings: () => ClientSettings;
  readonly host: Host;
  /** Version of the server. */
  readonly version: string;
  /** Today as an ISO 8601 date. */
  readonly today: () => string;
}

/** The requests of one feature: what the server promises of it, and who answers. */
export interface Handler {
  capabilities(client: Client): ServerCapabilities;
  register(context: HandlerContext): void;
}

/** A document as it is now, with its project. */
export interface View {
  /** Its uri as the server writes it. */
  readonly key: string;
  readonly project: Project;
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
  readonly source: Source;
}

/** The document that a client means; undefined where it is none of ours. */
export async function viewOf(
  uri: string,
  { isEnabled, spellings, world, sources }: HandlerContext,
): Promise<View | undefined> {
  if (!isEnabled()) return undefined;
  const key = spellings.keyOf(uri);
  const project = await world.projectOf(key);
  const entry = project?.workspace.document(key);
  if (!project || !entry) return undefined;
  const version = world.open.get(key)?.version ?? null;
  return { key, project, doc: entry.doc, coverage: entry.coverage, source: sources.ofDocument(entry.doc, version) };
}

/** What the features that explain a document look at; undefined where the client means none of ours. */
export async function readingOf(uri: string, context: HandlerContext): Promise<(Reading & View) | undefined> {
  const found = await viewOf(uri, context);
  if (!found) return undefined;
  const { client } = context;
  const { workspace, equipment } = found.project;
  return {
    ...found,
    library: equipment.library,
    workspace,
    sourceOf: sourceFinder(workspace, context),
    showsCatalog: client().showsCatalog,
  };
}

/** A request that can be cancelled until it is answered. */
export function answer<P, R>(
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

/** Answers one of Codicil's own requests; it can be cancelled until it is answered. */
export function answerOwn<M extends keyof ClientRequests>(
  { connection }: HandlerContext,
  method: M,
  handler: (params: ClientRequests[M]["params"], cancelled: IsCancelled) => Promise<ClientRequests[M]["result"]>,
): void {
  connection.onRequest<unknown, never>(method, answer(handler));
}
