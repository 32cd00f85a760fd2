import type { Connection } from "vscode-languageserver";
import type { Library } from "../catalog/library.ts";
import type { Client } from "./capabilities.ts";
import type { Spellings } from "./documents.ts";
import type { Feed } from "./feed.ts";
import type { ServerNotifications } from "./protocol.ts";
import { inSlices, turn } from "./slices.ts";
import { statusOf } from "./status.ts";
import type { World } from "./world.ts";

/** Brings diagnostics and status to the client when something changed. */
export interface Delivery {
  /** A document was opened, edited or saved: it comes at once, the others when typing pauses. */
  edited(uri: string): void;
  closed(uri: string): void;
  /** Something that may concern every document. */
  everything(): void;
  /** How often there was something new for those who wait for changes. */
  readonly changes: number;
  /**
   * Settles when something has changed, or the time is over.
   * @param since  `changes` when the one who waits looked last
   */
  nextChange(since: number, milliseconds: number, onCancel: (stop: () => void) => void): Promise<void>;
  /** Calls back when what documents say together may have changed: after the diagnostics of the one that was edited. */
  onDelivered(listener: () => void): void;
  /** A number that another change makes another: work on many documents that is then under way is in vain. */
  readonly generation: number;
  stop(): void;
}

export interface DeliveryOptions {
  readonly connection: Connection;
  readonly world: World;
  readonly feed: Feed;
  readonly spellings: Spellings;
  readonly library: Library;
  readonly client: () => Client;
  readonly isEnabled: () => boolean;
}

/** Time for edits that have arrived already to be taken in first, in milliseconds: to take one in costs less than that. */
const gathering = 1;
/** Pause in typing after which the other documents follow, in milliseconds. */
const pause = 400;

export function createDelivery(options: DeliveryOptions): Delivery {
  const { connection, world, feed, spellings, library, client, isEnabled } = options;
  const sent = new Map<string, string>();
  const statuses = new Map<string, string>();
  const waiting = new Set<() => void>();
  const listeners: (() => void)[] = [];
  let soon: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  const due = new Set<string>();
  let generation = 0;
  let changes = 0;
  let isStopped = false;

  const push = async (uri: string): Promise<void> => {
    const { resultId, diagnostics } = await feed.of(uri);
    if (isStopped || sent.get(uri) === resultId || (!sent.has(uri) && diagnostics.length === 0)) return;
    sent.set(uri, resultId);
    const version = world.open.get(uri)?.version;
    await connection.sendDiagnostics({
      uri: spellings.written(uri),
      ...(version === undefined ? {} : { version }),
      diagnostics: [...diagnostics],
    });
  };
  const showStatus = async (uri: string): Promise<void> => {
    if (!client().status || isStopped) return;
    const project = isEnabled() ? await world.projectOf(uri) : undefined;
    const status = statusOf(uri, spellings.written(uri), project, world, library);
    const json = JSON.stringify(status);
    if (statuses.get(uri) === json) return;
    statuses.set(uri, json);
    const method: keyof ServerNotifications = "codicil/status";
    await connection.sendNotification(method, status);
  };
  const deliver = async (uri: string): Promise<void> => {
    if (!client().pull) await push(uri);
    if (world.open.has(uri)) await showStatus(uri);
  };
  const deliverAll = async (uris: readonly string[]): Promise<void> => {
    for (const uri of uris) await deliver(uri);
  };
  const tell = (): void => {
    if (!isStopped) for (const listener of listeners) listener();
  };
  /** Documents that were edited; then, once their diagnostics are on the way, what they change for all together. */
  const deliverEdited = async (uris: readonly string[]): Promise<void> => {
    await deliverAll(uris);
    await turn();
    for (const uri of uris) await world.projectOf(uri);
    tell();
  };
  /** All others, until something changes again. */
  const deliverOthers = async (): Promise<void> => {
    const mine = generation;
    await inSlices(
      client().pull ? [...world.open.keys()] : feed.uris(),
      () => isStopped || generation !== mine,
      deliver,
    );
  };
  const guarded = (work: Promise<void>): void => {
    work.catch((error: unknown) => connection.console.error(`Codicil: ${String(error)}`));
  };
  const wake = (): void => {
    changes++;
    waiting.forEach((one) => one());
  };
  /** @param isWide  the views of all documents do not know of it yet */
  const followUp = (refresh: boolean, isWide: boolean): void => {
    generation++;
    clearTimeout(later);
    if (isStopped) return;
    later = setTimeout(
      () => {
        wake();
        if (refresh && client().pull && client().refresh) connection.languages.diagnostics.refresh().catch(() => {});
        if (isWide) tell();
        guarded(deliverOthers());
      },
      refresh ? 0 : pause,
    );
  };

  return {
    edited(uri) {
      due.add(uri);
      if (feed.isDue(uri)) generation++;
      clearTimeout(soon);
      soon = setTimeout(() => {
        const uris = [...due];
        due.clear();
        const isDue = uris.some((one) => feed.isDue(one));
        // What waits to be saved changes nothing elsewhere.
        guarded(isDue ? deliverEdited(uris) : deliverAll(uris));
        if (isDue) followUp(false, false);
      }, gathering);
    },
    closed(uri) {
      statuses.delete(uri);
      followUp(false, true);
    },
    everything: () => followUp(true, true),
    onDelivered: (listener) => void listeners.push(listener),
    get generation() {
      return generation;
    },
    get changes() {
      return changes;
    },
    nextChange: (since, milliseconds, onCancel) =>
      new Promise((resolve) => {
        if (isStopped || changes !== since) return resolve();
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        waiting.add(done);
        onCancel(done);
      }),
    stop() {
      isStopped = true;
      clearTimeout(soon);
      clearTimeout(later);
      wake();
    },
  };
}
