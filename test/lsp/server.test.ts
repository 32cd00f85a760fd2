import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import type { CodeAction } from "vscode-languageserver/node";
import { projectRoot } from "../support/library.ts";
import { bin, LspClient } from "../support/lsp-client.ts";

const policy =
  "---\r\ntype: backup-policy\r\n---\r\n\r\n# Backup policy\r\n\r\n## Backups\r\n\r\nThe IT team 🔐 must back up all data daily, see ISO 27001:2013 A.12.3.1.\r\n";

describe("the language server over stdio", () => {
  let client: LspClient;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "codicil-lsp-"));
    writeFileSync(
      path.join(folder, "closed-policy.md"),
      "---\ntype: authentication-password-policy\n---\n\n# Password policy\n\n## Rules\n\nSee ISO/IEC 27001:2022 A.5.99.\n",
    );
    client = new LspClient();
    await client.start(folder);
  });
  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("reports at exact UTF-16 positions behind an emoji, with CRLF", async () => {
    const uri = uriOf("backup-policy.md");
    writeFileSync(path.join(folder, "backup-policy.md"), policy);
    await client.open(uri, "markdown", policy);
    const found = await client.until(uri, (all) => all.some((one) => one.code === "references/outdated-control"));
    const range = found.find((one) => one.code === "references/outdated-control")?.range;
    const line = policy.split("\r\n")[8] ?? "";
    assert.deepEqual(range, {
      start: { line: 8, character: line.indexOf("A.12.3.1") },
      end: { line: 8, character: line.indexOf("A.12.3.1") + 8 },
    });
  });

  it("offers a quick fix whose edit makes the finding go", async () => {
    const uri = uriOf("backup-policy.md");
    const found = await client.until(uri, (all) => all.length > 0);
    const finding = found.find((one) => one.code === "references/outdated-control");
    assert.ok(finding);
    const actions = await client.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: finding.range,
      context: { diagnostics: [finding], only: ["quickfix"] },
    });
    const fix = actions.find((action) => action.title.startsWith("Replace A.12.3.1"));
    const edit = Object.values(fix?.edit?.changes ?? {})[0]?.[0];
    assert.equal(fix?.isPreferred, true);
    assert.ok(edit);
    const range = edit.range;
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range, text: edit.newText }],
    });
    await client.until(uri, (all) => all.every((one) => one.code !== "references/outdated-control"));
  });

  it("reports documents that are not open", async () => {
    const found = await client.until(uriOf("closed-policy.md"), (all) => all.length > 0);
    assert.ok(found.some((one) => one.code === "references/unknown-control"));
  });

  it("looks again for a linked file when a document is saved", async () => {
    const uri = uriOf("linking-policy.md");
    const text = "---\ntype: backup-policy\n---\n\n# Backup policy\n\n## Backups\n\nSee [the plan](plan.pdf).\n";
    writeFileSync(path.join(folder, "linking-policy.md"), text);
    await client.open(uri, "markdown", text);
    await client.until(uri, (all) => all.some((one) => one.code === "references/broken-link"));
    writeFileSync(path.join(folder, "plan.pdf"), "");
    await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
    const found = await client.until(uri, (all) => all.every((one) => one.code !== "references/broken-link"));
    assert.ok(found.length > 0);
  });

  it("reports on a document that was never saved", async () => {
    const uri = uriOf("never-saved.md");
    await client.open(uri, "markdown", policy);
    await client.until(uri, (all) => all.some((one) => one.code === "references/outdated-control"));
  });

  it("answers hover with what the control asks", async () => {
    const uri = uriOf("hover-policy.md");
    const text = "---\ntype: backup-policy\n---\n\n# Backup policy\n\n## Rules\n\nISO/IEC 27001:2022 A.8.13 applies.\n";
    writeFileSync(path.join(folder, "hover-policy.md"), text);
    await client.open(uri, "markdown", text);
    await client.until(uri, (all) => all.length > 0);
    const hover = await client.connection.sendRequest<{ contents: { value: string } }>("textDocument/hover", {
      textDocument: { uri },
      position: { line: 8, character: 22 },
    });
    assert.match(hover.contents.value, /Information backup/);
  });
});

describe("editor and command line", () => {
  it("give the same findings for the examples", async function () {
    this.timeout(300_000);
    const examples = path.join(projectRoot, "examples");
    const client = new LspClient();
    await client.start(examples);
    try {
      const run = (): string =>
        execFileSync(process.execPath, [bin, "check", examples, "--format", "json"], {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        });
      let json = "";
      try {
        json = run();
      } catch (error) {
        json = (error as { stdout: string }).stdout;
      }
      const { findings } = JSON.parse(json) as {
        findings: { document: string; rule: string; start: { line: number; column: number } }[];
      };
      const byCli = findings
        .map(({ document, rule, start }) => `${path.basename(document)}:${start.line}:${start.column} ${rule}`)
        .sort();
      assert.ok(byCli.length > 10);
      const names = readdirSync(examples, { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile() && /\.(?:md|yaml)$/.test(entry.name) && entry.name !== "codicil.yaml",
      );
      for (const entry of names) {
        const file = path.join(entry.parentPath, entry.name);
        await client.open(
          pathToFileURL(file).href,
          file.endsWith(".md") ? "markdown" : "yaml",
          readFileSync(file, "utf8"),
        );
      }
      const seen = (): string[] =>
        [...client.published]
          .flatMap(([uri, { diagnostics }]) =>
            diagnostics.map(
              (one) =>
                `${path.basename(uri)}:${one.range.start.line + 1}:${one.range.start.character + 1} ${String(one.code)}`,
            ),
          )
          .sort();
      for (let i = 0; i < 400 && JSON.stringify(seen()) !== JSON.stringify(byCli); i++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual(seen(), byCli);
    } finally {
      await client.stop();
    }
  });
});
