import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, it } from "mocha";
import type { CodeAction, Hover } from "vscode-languageserver/node";
import { FileChangeType } from "vscode-languageserver/node";
import { Editor, edited } from "../support/editor.ts";

const policy =
  "---\r\ntype: backup-policy\r\nowner: CISO\r\n---\r\n\r\n# Backup policy\r\n\r\n## Rules 🔐\r\n\r\nThe IT team backs up all data (ISO/IEC 27001:2022 A.8.13), as AI systems ask (ISO/IEC 42001:2023 A.4.3).\r\n";

describe("a reference to a standard that the configuration leaves out", function () {
  this.timeout(300_000);
  let editor: Editor;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;

  async function open(config: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
    folder = mkdtempSync(path.join(tmpdir(), "codicil-standards-"));
    for (const [name, text] of Object.entries({ "codicil.yaml": config, "backup-policy.md": policy, ...more }))
      writeFileSync(path.join(folder, name), text);
    editor = new Editor();
    await editor.start(folder, {
      workspace: { workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
    });
    const uri = uriOf("backup-policy.md");
    await editor.open(uri, policy);
    await editor.until(uri, (all) => all.length > 0);
    return uri;
  }
  afterEach(async () => {
    await editor.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const offersAt = async (uri: string, words: string): Promise<CodeAction[]> => {
    const all = (await editor.actions(uri, editor.rangeOf(uri, words), ["quickfix"])) as CodeAction[];
    return all.filter((one) => one.title.startsWith("Add ISO/IEC"));
  };

  it("has a fix that adds it, with comments and order kept; once added nothing is offered", async () => {
    const config = "# ours\nstandards: [iso27001:2022] # for now\nai:\n  used: true\n";
    const uri = await open(config);
    assert.deepEqual(await offersAt(uri, "A.8.13"), []);
    const [action, ...others] = await offersAt(uri, "A.4.3");
    assert.equal(action?.title, "Add ISO/IEC 42001:2023 to “standards” in codicil.yaml");
    assert.deepEqual(others, []);
    const after = edited(config, uriOf("codicil.yaml"), action.edit);
    assert.equal(after, "# ours\nstandards: [iso27001:2022, iso42001:2023] # for now\nai:\n  used: true\n");
    assert.match(await hoverAt(uri), /leaves ISO\/IEC 42001:2023 out/);

    writeFileSync(path.join(folder, "codicil.yaml"), after);
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf("codicil.yaml"), type: FileChangeType.Changed }],
    });
    const { start } = editor.rangeOf(uri, "A.4.3");
    await editor.until(uri, (all) =>
      all.some(
        (one) =>
          one.code === "coverage/claimed-without-evidence" &&
          one.range.start.line === start.line &&
          one.range.start.character === start.character,
      ),
    );
    assert.deepEqual(await offersAt(uri, "A.4.3"), []);
    assert.doesNotMatch(await hoverAt(uri), /leaves ISO/);
  });

  it("is added with the standards in scope where another file sets them", async () => {
    const uri = await open("extends: ./company.yaml\r\n", { "company.yaml": "standards: [iso27001:2022]\n" });
    const [action] = await offersAt(uri, "A.4.3");
    assert.equal(
      edited("extends: ./company.yaml\r\n", uriOf("codicil.yaml"), action?.edit),
      "extends: ./company.yaml\r\n\r\nstandards:\r\n  - iso27001:2022\r\n  - iso42001:2023\r\n",
    );
  });

  async function hoverAt(uri: string): Promise<string> {
    const { start } = editor.rangeOf(uri, "A.4.3");
    const hover = await editor.connection.sendRequest<Hover | null>("textDocument/hover", {
      textDocument: { uri },
      position: start,
    });
    return JSON.stringify(hover?.contents ?? "");
  }
});
