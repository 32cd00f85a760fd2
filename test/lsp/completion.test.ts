import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import {
  type CompletionItem,
  type CompletionList,
  createMessageConnection,
  type Hover,
  type InitializeResult,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { parse } from "yaml";
import { applyEdits, LineIndex } from "../../server/src/base/text.ts";
import { toSpan } from "../../server/src/features/convert.ts";
import { featureOf, type Golden, readCases } from "../support/goldens.ts";
import { projectRoot } from "../support/library.ts";

const bin = path.join(projectRoot, "server/bin/codicil.mjs");

/** The bundled server over stdio, as an editor with or without snippets. */
class Client {
  readonly #process: ChildProcess;
  readonly connection: MessageConnection;
  capabilities: InitializeResult["capabilities"] = {};

  constructor() {
    this.#process = spawn(process.execPath, [bin, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = this.#process;
    assert.ok(stdin && stdout);
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.listen();
  }

  async start(folder: string, snippetSupport: boolean): Promise<void> {
    const uri = pathToFileURL(folder).href;
    const { capabilities } = await this.connection.sendRequest<InitializeResult>("initialize", {
      processId: null,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "test" }],
      capabilities: { textDocument: { completion: { completionItem: { snippetSupport } } } },
    });
    this.capabilities = capabilities;
    await this.connection.sendNotification("initialized", {});
  }

  async open(uri: string, text: string): Promise<void> {
    const languageId = uri.endsWith(".yaml") ? "yaml" : "markdown";
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async complete(uri: string, text: string, offset: number, typed?: string): Promise<readonly CompletionItem[]> {
    const { line, column } = new LineIndex(text).positionAt(offset);
    const answer = await this.connection.sendRequest<CompletionList | CompletionItem[] | null>(
      "textDocument/completion",
      {
        textDocument: { uri },
        position: { line, character: column },
        context: typed === undefined ? { triggerKind: 1 } : { triggerKind: 2, triggerCharacter: typed },
      },
    );
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    this.connection.dispose();
    this.#process.kill();
  }
}

/** A case of test/lsp/completion: what is picked of what is offered, and the text after taking it. */
interface Case extends Pick<Golden, "file" | "files" | "cursor"> {
  readonly when: { readonly pick: string; readonly typed?: string; readonly plain?: boolean };
  readonly leaves: string;
}

function readCase({ file, files, cursor }: Golden): Case {
  const source = readFileSync(file, "utf8");
  const part = (title: string): string => {
    const match = new RegExp(`^## ${title}\\n\\n(\`{3,4})\\w*\\n([\\s\\S]*?)\\n?\\1$`, "m").exec(source);
    assert.ok(match, `${file} has no part “${title}”`);
    return `${match[2] ?? ""}\n`;
  };
  return { file, files, cursor, when: parse(part("When")) as Case["when"], leaves: part("Then") };
}

const cases = readCases(path.join(projectRoot, "test/lsp"))
  .filter(({ file }) => featureOf(file) === "completion")
  .map(readCase);

describe("completion over stdio", () => {
  const clients = { snippets: new Client(), plain: new Client() };
  let folder: string;
  before(async function () {
    this.timeout(300_000);
    folder = mkdtempSync(path.join(tmpdir(), "codicil-completion-"));
    mkdirSync(path.join(folder, "policies"));
    writeFileSync(
      path.join(folder, "policies/access-control-policy.md"),
      "---\ntitle: Access control policy\nowner: Head of Security\n---\n\n# Access control policy\n\n## Access reviews\n\nOwners must review all access rights every quarter.\n",
    );
    writeFileSync(path.join(folder, "codicil.yaml"), "standards: [iso27001:2022, iso42001:2023]\n");
    await clients.snippets.start(folder, true);
    await clients.plain.start(folder, false);
  });
  after(async () => {
    await clients.snippets.stop();
    await clients.plain.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { file: name, files, cursor, when, leaves } of cases) {
    it(path.basename(name, ".md").replaceAll("-", " "), async function () {
      this.timeout(300_000);
      const { path: file, offset } = cursor;
      const text = files.get(file) ?? "";
      const ends = (one: string): string => (text.includes("\r\n") ? one.replace(/\n/g, "\r\n") : one);
      const client = when.plain ? clients.plain : clients.snippets;
      const uri = pathToFileURL(path.join(folder, file)).href;
      if (file !== "codicil.yaml") writeFileSync(path.join(folder, file), text);
      await client.open(uri, text);
      const items = await client.complete(uri, text, offset, when.typed);
      const item = items.find((one) => one.label === when.pick);
      assert.ok(
        item?.textEdit && "range" in item.textEdit,
        `offered: ${items
          .slice(0, 8)
          .map((one) => one.label)
          .join(" | ")}`,
      );
      assert.equal(item.insertTextFormat === 2, !when.plain && item.textEdit.newText.includes("$"));
      const edit = { span: toSpan(new LineIndex(text), item.textEdit.range), newText: item.textEdit.newText };
      assert.equal(applyEdits(text, [edit]), ends(leaves));
      await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    });
  }

  it("tells the characters that ask, and documents an item only when it is looked at", async function () {
    this.timeout(300_000);
    const { connection, capabilities } = clients.snippets;
    assert.deepEqual(capabilities.completionProvider, {
      triggerCharacters: [".", " ", "(", "/", "#", "-", "@", ":"],
      resolveProvider: true,
    });
    const uri = pathToFileURL(path.join(folder, "policies/backup-policy.md")).href;
    const text = "---\ntitle: Backup policy\ncontrols:\n  - backup\n---\n\n# Backup policy\n";
    await clients.snippets.open(uri, text);
    const [item] = await clients.snippets.complete(uri, text, text.indexOf("  - backup") + 10);
    assert.equal(item?.label, "A.8.13 Information backup");
    assert.equal(item.documentation, undefined);
    const { documentation } = await connection.sendRequest<CompletionItem>("completionItem/resolve", item);
    assert.ok(typeof documentation === "object");
    assert.match(documentation.value, /Information backup[\s\S]*What a document should say[\s\S]*Backups of data/);
    await connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  });

  it("keeps quiet where an author only types a blank, a full stop or a parenthesis", async function () {
    this.timeout(300_000);
    const uri = pathToFileURL(path.join(folder, "policies/quiet-policy.md")).href;
    const text = "# Backup policy\n\n## Rules\n\n- Backups are taken. (They \n- \n";
    await clients.snippets.open(uri, text);
    for (const [words, typed] of [
      ["- Backups ", " "],
      ["are taken.", "."],
      ["taken. (", "("],
      ["\n- ", " "],
    ] as const) {
      const offset = text.indexOf(words) + words.length;
      assert.deepEqual(await clients.snippets.complete(uri, text, offset, typed), [], words);
    }
    await clients.snippets.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  });

  it("keeps quiet in texts that are no policies", async function () {
    this.timeout(300_000);
    const yaml = "name: build\non: push\njobs:\n  te\n";
    const uri = pathToFileURL(path.join(folder, "workflow.yaml")).href;
    writeFileSync(path.join(folder, "workflow.yaml"), yaml);
    await clients.snippets.open(uri, yaml);
    assert.deepEqual(await clients.snippets.complete(uri, yaml, yaml.indexOf("te\n") + 2), []);
  });

  it("explains keys and values of codicil.yaml on hover", async function () {
    this.timeout(300_000);
    const uri = pathToFileURL(path.join(folder, "codicil.yaml")).href;
    const text =
      "standards: [iso27001:2022]\r\nrules:\r\n  structure/missing-section: warning\r\napplicability:\r\n  exclusions:\r\n    - control: iso27001:2022/A.7.12\r\n      justification: No cables 🔌\r\ndocuments:\r\n  - path: a.md\r\n    type: backup-policy # old\r\n";
    await clients.snippets.open(uri, text);
    const lines = new LineIndex(text);
    const hovers: readonly (readonly [string, RegExp, string])[] = [
      ["standards", /held against/, "standards"],
      ["27001:2022]", /ISO\/IEC 27001:2022/, "iso27001:2022"],
      ["missing-section", /warning by default/, "structure/missing-section"],
      ["warning", /errors and warnings fail a check/, "warning"],
      ["A.7.12", /Cabling security/, "iso27001:2022/A.7.12"],
      ["justification", /An auditor reads this/, "justification"],
      ["backup-policy", /Is expected to cover/, "backup-policy"],
    ];
    for (const [at, words, spanned] of hovers) {
      const { line, column } = lines.positionAt(text.indexOf(at) + 2);
      const hover = await clients.snippets.connection.sendRequest<Hover | null>("textDocument/hover", {
        textDocument: { uri },
        position: { line, character: column },
      });
      assert.ok(hover?.range && typeof hover.contents === "object" && "value" in hover.contents, at);
      assert.match(hover.contents.value, words);
      const { start, end } = toSpan(lines, hover.range);
      assert.equal(text.slice(start, end), spanned);
    }
  });
});
