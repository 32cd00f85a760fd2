import type { Connection } from "vscode-languageserver";
import type { Library } from "../catalog/library.ts";
import type { Client } from "./capabilities.ts";
import type { Spellings } from "./documents.ts";
import type { Feed } from "./feed.ts";
import type { ServerNotifications } from "./protocol.ts";
import { statusOf } from "./status.ts";
import type { World } from "./world.ts";

/** Brings diagnostics and status to the client when something changed. */
export interface Delivery {
  /** A document was opened, edited or saved: it comes at once, the others when typing pauses. */
  edited(uri: string): void;
  closed(uri: string): void;
  /** Something that may concern every document. */
  everything(): void;
  /** Settles when something has changed since the call, or the time is over. */
  nextChange(milliseconds: number, onCancel: (stop: () => void) => void): Promise<void>;
  /** Calls back whenever diagnostics and status were brought. */
  onDelivered(listener: () => void): void;
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
  const deliver = async (uris: readonly string[]): Promise<void> => {
    for (const uri of uris) {
      if (!client().pull) await push(uri);
      if (world.open.has(uri)) await showStatus(uri);
    }
    if (!isStopped) for (const listener of listeners) listener();
  };
  const guarded = (work: Promise<void>): void => {
    work.catch((error: unknown) => connection.console.error(`Codicil: ${String(error)}`));
  };
  const wake = (): void => {
    waiting.forEach((one) => one());
  };
  const followUp = (refresh: boolean): void => {
    clearTimeout(later);
    if (isStopped) return;
    later = setTimeout(
      () => {
        wake();
        if (refresh && client().pull && client().refresh) connection.languages.diagnostics.refresh().catch(() => {});
        guarded(deliver(client().pull ? [...world.open.keys()] : feed.uris()));
      },
      refresh ? 0 : pause,
    );
  };

  return {
    edited(uri) {
      due.add(uri);
      clearTimeout(soon);
      soon = setTimeout(() => {
        const uris = [...due];
        due.clear();
        guarded(deliver(uris));
        followUp(false);
      }, 10);
    },
    closed(uri) {
      statuses.delete(uri);
      followUp(false);
    },
    everything: () => followUp(true),
    onDelivered: (listener) => void listeners.push(listener),
    nextChange: (milliseconds, onCancel) =>
      new Promise((resolve) => {
        if (isStopped) return resolve();
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
