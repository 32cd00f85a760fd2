import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import type { CompletionItem, CompletionList, WorkspaceSymbol } from "vscode-languageserver/node";
import { LspClient } from "../support/lsp-client.ts";
import { sharedFile, smallCatalog } from "../support/oscal.ts";

const policy = "---\ntype: backup-policy\n---\n\n# Backup policy\n\n## Rules\n\nCopies follow BK-1(1), and Harbour B\n";
const rules =
  "rules:\n  - id: acme/a\n    message: Nothing is said about tapes.\n    types: [backup-policy]\n    require: tape\n";

const config = "catalogs:\n  - {path: catalogs/harbour.json, name: Harbour}\nruleFiles: [rules/*.yaml]\n";

describe("own catalogs and rules in the editor", function () {
  this.timeout(600_000);
  let client: LspClient;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const complete = async (name: string, line: number, character: number): Promise<CompletionItem[]> => {
    const found = await client.connection.sendRequest<CompletionItem[] | CompletionList | null>(
      "textDocument/completion",
      { textDocument: { uri: uriOf(name) }, position: { line, character } },
    );
    return Array.isArray(found) ? found : (found?.items ?? []);
  };
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "codicil-own-"));
    write("codicil.yaml", config);
    write("catalogs/harbour.json", JSON.stringify(smallCatalog));
    write("rules/acme.yaml", rules);
    write("backup-policy.md", policy);
    client = new LspClient();
    await client.start(folder, { capabilities: { workspace: { textDocumentContent: {} } } });
    await client.open(uriOf("backup-policy.md"), "markdown", policy);
  });
  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("rules report like others", async () => {
    const found = await client.until(uriOf("backup-policy.md"), (all) => all.some((one) => one.code === "acme/a"));
    assert.equal(found.find((one) => one.code === "acme/a")?.message, "Nothing is said about tapes.");
  });

  it("references hover with title, statement, and how sure the coverage is", async () => {
    const hover = await client.connection.sendRequest<{ contents: { value: string } }>("textDocument/hover", {
      textDocument: { uri: uriOf("backup-policy.md") },
      position: { line: 8, character: 17 },
    });
    assert.match(hover.contents.value, /BK-1\\?\(1\\?\) Restore drills/);
    assert.match(hover.contents.value, /Rehearse the restoration of harbour data/);
    assert.match(hover.contents.value, /less sure/);
  });

  it("references complete, and the chosen one is described", async () => {
    const line = policy.split("\n")[8] ?? "";
    const items = await complete("backup-policy.md", 8, line.length);
    const item = items.find((one) => one.label.startsWith("BK-1(1)"));
    assert.ok(item);
    const resolved = await client.connection.sendRequest<CompletionItem>("completionItem/resolve", item);
    assert.match(JSON.stringify(resolved.documentation), /Restore drills/);
  });

  it("rule files complete keys and values, and show mistakes at their place", async () => {
    const uri = uriOf("rules/acme.yaml");
    const broken = rules.replace("require: tape", "require: tape ~ (");
    await client.open(uri, "yaml", rules);
    assert.ok((await complete("rules/acme.yaml", 3, 13)).some((one) => one.label === "backup-policy"));
    await client.change(uri, 2, broken);
    const found = await client.until(uri, (all) => all.length > 0);
    assert.match(String(found[0]?.message), /The pattern cannot be read/);
    assert.equal(found[0]?.range.start.line, 4);
    await client.until(uriOf("backup-policy.md"), (all) => all.every((one) => one.code !== "acme/a"));
    await client.change(uri, 3, rules.replace("tapes", "tape rooms"));
    await client.until(uri, (all) => all.length === 0);
    await client.until(uriOf("backup-policy.md"), (all) =>
      all.some((one) => one.message === "Nothing is said about tape rooms."),
    );
  });

  it("requirements are found as symbols, and without a document at their entry of the catalog", async () => {
    const symbols = await client.connection.sendRequest<WorkspaceSymbol[] | null>("workspace/symbol", {
      query: "restore drills",
    });
    assert.deepEqual(
      symbols?.map((one) => [one.name, one.containerName]),
      [["BK-1(1) Restore drills", "Harbour"]],
    );
    const { text } = await client.connection.sendRequest<{ text: string }>("workspace/textDocumentContent", {
      uri: "codicil-catalog:/harbour/BK-1(1).md",
    });
    assert.match(text, /^# BK-1\\?\(1\\?\) Restore drills\n\nHarbour/);
  });

  it("rules and controls complete and hover in codicil.yaml", async () => {
    const text = `${config}rules:\n  acme/\napplicability:\n  exclusions:\n    - control: harb\n`;
    await client.open(uriOf("codicil.yaml"), "yaml", text);
    assert.ok((await complete("codicil.yaml", 4, 7)).some((one) => one.label === "acme/a"));
    assert.ok((await complete("codicil.yaml", 7, 19)).some((one) => one.label.includes("BK-1(1)")));
    await client.change(uriOf("codicil.yaml"), 2, `${config}rules:\n  acme/a: info\n`);
    await client.until(uriOf("backup-policy.md"), (all) =>
      all.some((one) => one.code === "acme/a" && one.severity === 3),
    );
    const hover = await client.connection.sendRequest<{ contents: { value: string } } | null>("textDocument/hover", {
      textDocument: { uri: uriOf("codicil.yaml") },
      position: { line: 4, character: 5 },
    });
    assert.match(hover?.contents.value ?? "", /acme\/a/);
  });

  it("follow changes on the disk", async () => {
    write("rules/more.yaml", rules.replace("acme/a", "acme/b"));
    await client.watched(uriOf("rules/more.yaml"), 1);
    await client.until(uriOf("backup-policy.md"), (all) => all.some((one) => one.code === "acme/b"));
    write("catalogs/harbour.json", JSON.stringify(smallCatalog).replace("Restore drills", "Crane drills"));
    await client.watched(uriOf("catalogs/harbour.json"), 2);
    for (let i = 0; i < 200; i++) {
      const hover = await client.connection.sendRequest<{ contents: { value: string } } | null>("textDocument/hover", {
        textDocument: { uri: uriOf("backup-policy.md") },
        position: { line: 8, character: 17 },
      });
      if (hover?.contents.value.includes("Crane drills")) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail("the changed catalog was not taken over");
  });
});

describe("NIST SP 800-53 rev 5 in the editor", function () {
  this.timeout(600_000);
  const catalog = sharedFile("nist/sp800-53r5-moderate.json");
  if (catalog === undefined) {
    it("is absent here, so it is not opened", () => assert.equal(catalog, undefined));
    return;
  }

  it("has references that hover and complete", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "codicil-nist-"));
    const client = new LspClient();
    try {
      const text =
        "---\ntype: access-control-policy\n---\n\n# Access control policy\n\nAccounts follow ac-2(1) and CP-\n";
      const file = path.join(folder, "access-control-policy.md");
      copyFileSync(catalog, path.join(folder, "moderate.json"));
      writeFileSync(path.join(folder, "codicil.yaml"), "catalogs: [moderate.json]\n");
      writeFileSync(file, text);
      await client.start(folder);
      const textDocument = { uri: pathToFileURL(file).href };
      await client.open(textDocument.uri, "markdown", text);
      const hover = await client.connection.sendRequest<{ contents: { value: string } } | null>("textDocument/hover", {
        textDocument,
        position: { line: 6, character: 18 },
      });
      assert.match(hover?.contents.value ?? "", /Automated System Account Management/);
      const found = await client.connection.sendRequest<CompletionItem[] | CompletionList>("textDocument/completion", {
        textDocument,
        position: { line: 6, character: 31 },
      });
      const labels = (Array.isArray(found) ? found : found.items).map((item) => item.label);
      assert.ok(labels.includes("CP-9 System Backup"), labels.slice(0, 10).join());
      assert.ok(labels.every((label) => label.startsWith("CP-")));
    } finally {
      await client.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
