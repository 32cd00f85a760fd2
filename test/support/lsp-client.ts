import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { ClientCapabilities, Diagnostic, PublishDiagnosticsParams } from "vscode-languageserver/node";
import { projectRoot } from "./library.ts";

/** The program as it is shipped. */
export const bin = path.join(projectRoot, "server/bin/codicil.mjs");

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: object;
}

/** Starts the bundled server. */
const own: readonly string[] = [process.execPath, bin, "lsp", "--stdio"];

/** A language client that talks to a server over stdio, as an editor does; to the bundled one where none is named. */
export class LspClient {
  readonly #process: ChildProcess;
  readonly connection: MessageConnection;
  readonly published = new Map<string, PublishDiagnosticsParams>();
  capabilities: Record<string, unknown> = {};

  constructor([command = "", ...options]: readonly string[] = own) {
    this.#process = spawn(command, options, { stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = this.#process;
    assert.ok(stdin && stdout);
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
    });
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.onRequest("window/workDoneProgress/create", () => null);
    this.connection.onRequest("workspace/configuration", () => [{}]);
    this.connection.listen();
  }

  /** @param folders  paths of the open folders */
  async start(folders: string | readonly string[], options: ClientOptions = {}): Promise<void> {
    const uris = [folders].flat().map((folder) => pathToFileURL(folder).href);
    const { capabilities } = await this.connection.sendRequest<{ capabilities: Record<string, unknown> }>(
      "initialize",
      {
        processId: null,
        rootUri: uris[0],
        workspaceFolders: uris.map((uri) => ({ uri, name: path.posix.basename(uri) })),
        capabilities: options.capabilities ?? {},
        initializationOptions: options.initializationOptions ?? {},
      },
    );
    this.capabilities = capabilities;
    await this.connection.sendNotification("initialized", {});
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces the whole text of an open document. */
  async change(uri: string, version: number, text: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  /** Tells of a change on the disk. @param type  1 created, 2 changed, 3 deleted */
  async watched(uri: string, type: 1 | 2 | 3): Promise<void> {
    await this.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type }] });
  }

  /** Waits until the diagnostics of a document look as they should. */
  async until(uri: string, look: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    for (let i = 0; i < 1200; i++) {
      const found = this.published.get(uri);
      if (found && look(found.diagnostics)) return found.diagnostics;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`waited in vain: ${JSON.stringify(this.published.get(uri)?.diagnostics.map((one) => one.code))}`);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    this.connection.dispose();
    this.#process.kill();
  }
}
