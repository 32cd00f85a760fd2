import { LspClient } from "./lsp-client.ts";
import type { ClientRequests, CoverageChange, CoverageSnapshot } from "../../server/src/lsp/protocol.ts";

/** A language client with a side panel. */
export class CoverageClient extends LspClient {
  /** Every `codicil/coverageChanged`, in order. */
  readonly changes: CoverageChange[] = [];

  constructor() {
    super();
    this.connection.onNotification("codicil/coverageChanged", (change: CoverageChange) => {
      this.changes.push(change);
    });
  }

  ask<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]["params"],
  ): Promise<ClientRequests[M]["result"]> {
    return this.connection.sendRequest(method, params);
  }

  /** The coverage once all documents were read. */
  async coverage(): Promise<CoverageSnapshot> {
    const seen = this.changes.length;
    const snapshot = await this.ask("codicil/coverage", null);
    if (!snapshot.isIndexing) return snapshot;
    await this.soon("the end of reading", () => this.changes.slice(seen).find((change) => !change.isIndexing), 40_000);
    return this.ask("codicil/coverage", null);
  }

  /** Waits for a change that looks as it should. */
  coverageChange(look: (change: CoverageChange) => boolean): Promise<CoverageChange> {
    return this.soon("a change of the coverage", () => this.changes.find(look));
  }

  /** @param pause  between two looks, in milliseconds */
  async soon<T>(
    what: string,
    look: () => T | undefined | Promise<T | undefined>,
    times = 1200,
    pause = 25,
  ): Promise<T> {
    for (let i = 0; i < times; i++) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    throw new Error(`waited in vain for ${what}`);
  }
}
