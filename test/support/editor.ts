import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type CodeAction,
  type Command,
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  type PublishDiagnosticsParams,
  type Range,
  type SnippetTextEdit,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { LineIndex } from "../../server/src/base/text.ts";
import { projectRoot } from "./library.ts";

const bin = path.join(projectRoot, "server/bin/codicil.mjs");

/** An editor that talks to the bundled server over stdio and holds the texts of its open documents. */
export class Editor {
  readonly #process: ChildProcess;
  readonly connection: MessageConnection;
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly texts = new Map<string, string>();
  /** Edits that the server asked for. */
  readonly asked: WorkspaceEdit[] = [];

  constructor() {
    this.#process = spawn(process.execPath, [bin, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = this.#process;
    assert.ok(stdin && stdout);
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
    });
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.onRequest("window/workDoneProgress/create", () => null);
    this.connection.onRequest("workspace/configuration", () => [{}]);
    this.connection.onRequest("workspace/applyEdit", ({ edit }: ApplyWorkspaceEditParams) => {
      this.asked.push(edit);
      return { applied: true };
    });
    this.connection.listen();
  }

  async start(folder: string, capabilities: ClientCapabilities = {}, initializationOptions?: object): Promise<void> {
    const uri = pathToFileURL(folder).href;
    await this.connection.sendRequest("initialize", {
      processId: null,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "test" }],
      capabilities,
      initializationOptions,
    });
    await this.connection.sendNotification("initialized", {});
  }

  async open(uri: string, text: string): Promise<void> {
    this.texts.set(uri, text);
    const languageId = uri.endsWith(".md") ? "markdown" : "yaml";
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Diagnostics of a document as soon as they are as wanted. */
  async until(uri: string, look: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    for (let i = 0; i < 600; i++) {
      const found = this.published.get(uri);
      if (found && look(found.diagnostics)) return found.diagnostics;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`waited in vain: ${JSON.stringify(this.published.get(uri)?.diagnostics.map((one) => one.code))}`);
  }

  /** Range of the n-th occurrence of words in an open document. */
  rangeOf(uri: string, words: string, nth = 0): Range {
    const text = this.texts.get(uri) ?? assert.fail(`${uri} is not open`);
    let at = -1;
    for (let i = 0; i <= nth; i++) at = text.indexOf(words, at + 1);
    assert.ok(at >= 0, `“${words}” does not stand in ${uri}`);
    const lines = new LineIndex(text);
    const place = (offset: number): Range["start"] => {
      const { line, column } = lines.positionAt(offset);
      return { line, character: column };
    };
    return { start: place(at), end: place(at + words.length) };
  }

  /** Actions at a range, those of other kinds left out. */
  async actions(uri: string, range: Range, only?: readonly string[]): Promise<(CodeAction | Command)[]> {
    const params = { textDocument: { uri }, range, context: { diagnostics: [], ...(only ? { only } : {}) } };
    return this.connection.sendRequest("textDocument/codeAction", params);
  }

  /** The action with that title, its edit asked for where it has none yet. */
  async action(uri: string, range: Range, title: RegExp, only?: readonly string[]): Promise<CodeAction> {
    const all = await this.actions(uri, range, only);
    const found = all.find((one) => title.test(one.title)) as CodeAction | undefined;
    assert.ok(found, `no ${String(title)} among ${all.map((one) => one.title).join(", ")}`);
    return found.edit ? found : this.connection.sendRequest<CodeAction>("codeAction/resolve", found);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    this.connection.dispose();
    this.#process.kill();
  }
}

/** Text of one document after an edit; snippets are written as they came (`${1:every day}`). */
export function edited(text: string, uri: string, edit: WorkspaceEdit | null | undefined): string {
  const versioned = (edit?.documentChanges ?? []).filter(
    (one): one is TextDocumentEdit => "textDocument" in one && one.textDocument.uri === uri,
  );
  const edits = [...(edit?.changes?.[uri] ?? []), ...versioned.flatMap((one) => one.edits)] as (
    | TextEdit
    | SnippetTextEdit
  )[];
  assert.ok(edits.length > 0, `nothing for ${uri} in ${JSON.stringify(edit)}`);
  const lines = new LineIndex(text);
  const at = ({ line, character }: Range["start"]): number => lines.offsetAt({ line, column: character });
  return [...edits]
    .sort((a, b) => at(b.range.start) - at(a.range.start))
    .reduce(
      (result, one) =>
        result.slice(0, at(one.range.start)) +
        ("snippet" in one ? one.snippet.value : one.newText) +
        result.slice(at(one.range.end)),
      text,
    );
}
