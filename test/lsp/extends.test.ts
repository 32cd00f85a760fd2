import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { type Diagnostic, DiagnosticSeverity, FileChangeType } from "vscode-languageserver/node";
import { soundPolicy } from "../support/cli.ts";
import { LspClient } from "../support/lsp-client.ts";

const unfinished = soundPolicy.replace("It applies to", "TODO: check the sites.\n\nIt applies to");
const rule = "structure/unfilled-placeholder";

describe("the language server and configurations that extend others", () => {
  let folder: string;
  let client: LspClient;

  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const put = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const until = (
    name: string,
    holds: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> => client.until(uriOf(name), holds);
  const severityIs = (severity: DiagnosticSeverity) => (diagnostics: readonly Diagnostic[]) =>
    diagnostics.some((one) => one.code === rule && one.severity === severity);
  const tell = (name: string, type: FileChangeType): Promise<void> => client.watched(uriOf(name), type);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "codicil-extends-"));
    put("codicil.yaml", "extends: ./company.yaml\n");
    put("company.yaml", "rules: {structure: error}\n");
    put("cryptography-policy.md", unfinished);
    client = new LspClient();
    await client.start(folder);
  });
  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("follows what is extended", async () => {
    await until("cryptography-policy.md", severityIs(DiagnosticSeverity.Error));
  });

  it("notices a change of the extended file on the disk, and a fault in it", async () => {
    put("company.yaml", "rules: {structure: info, metdata: error}\n");
    await tell("company.yaml", FileChangeType.Changed);
    await until("cryptography-policy.md", severityIs(DiagnosticSeverity.Information));
    await until("company.yaml", (all) =>
      all.some((one) => JSON.stringify(one.message).includes("“metdata” is unknown")),
    );
  });

  it("notices an unsaved change of the extended file in the editor", async () => {
    await client.open(uriOf("company.yaml"), "yaml", "rules: {structure: info}\n");
    await client.change(uriOf("company.yaml"), 2, "rules: {structure: warning}\n");
    await until("cryptography-policy.md", severityIs(DiagnosticSeverity.Warning));
    await until("company.yaml", (all) => all.length === 0);
  });

  it("shows waivers that ended or take nothing in, where they are written", async () => {
    put(
      "codicil.yaml",
      "waivers:\n  - {rule: structure, reason: agreed, expires: 2020-01-31}\n  - {rule: metadata, reason: agreed}\n",
    );
    await tell("codicil.yaml", FileChangeType.Changed);
    const found = await until("codicil.yaml", (all) => all.length === 2);
    assert.deepEqual(
      found.map(({ code, range }) => [code, range.start.line]),
      [
        ["suppressions/expired", 1],
        ["suppressions/unused", 2],
      ],
    );
  });

  it("counts them down in lenses", async () => {
    const lenses = await client.connection.sendRequest<{ command?: { title: string } }[]>("textDocument/codeLens", {
      textDocument: { uri: uriOf("codicil.yaml") },
    });
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ["Ended on 2020-01-31: it no longer counts", "Takes nothing in, without an end"],
    );
  });

  it("takes a baseline over when it comes", async () => {
    put(
      "codicil-baseline.json",
      JSON.stringify({ version: 1, documents: { "cryptography-policy.md": { [rule]: 1 } } }),
    );
    await tell("codicil-baseline.json", FileChangeType.Created);
    await until("cryptography-policy.md", (all) => all.every((one) => one.code !== rule));
  });
});
