import * as assert from "node:assert/strict";
import * as vscode from "vscode";

const old = "This follows ISO 27001:2013 A.12.3.1 🔐.";
const texts: Readonly<Record<string, string>> = {
  "writing/network-policy.md": [
    "---",
    "type: network-security-policy",
    "---",
    "",
    "# Network policy",
    "",
    "## 1. Rules",
    "",
    `- ${old}`,
    "- That follows ISO 27001:2013 A.9.2.5.",
    "",
    "See [malware](malware%20policy.md#rules).",
    "",
  ].join("\n"),
  "writing/malware policy.md":
    "---\ntype: malware-protection-policy\n---\n\n# Malware policy\n\n## Rules\n\nSee [networks](network-policy.md).\n",
};

const uriOf = (name: string): vscode.Uri =>
  vscode.Uri.joinPath((vscode.workspace.workspaceFolders ?? [])[0]?.uri ?? assert.fail("no folder is open"), name);

async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The action with that title, its edit resolved as VS Code does when it is chosen. */
function action(document: vscode.TextDocument, words: string, kind: string, title: RegExp): Promise<vscode.CodeAction> {
  return until(`the action ${String(title)}`, async () => {
    const at = document.positionAt(document.getText().indexOf(words) + 1);
    const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(at, at),
      kind,
      50,
    );
    return all.find((one) => one.edit !== undefined && title.test(one.title));
  });
}

async function apply(found: vscode.CodeAction): Promise<void> {
  assert.ok(found.edit);
  assert.ok(await vscode.workspace.applyEdit(found.edit), found.title);
}

describe("Codicil writes in a real VS Code", () => {
  before(async () => {
    await vscode.extensions.getExtension("codicil.codicil-vscode")?.activate();
    for (const [name, text] of Object.entries(texts))
      await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
  });

  it("mends all outdated controls of a document on request", async () => {
    const document = await open("writing/network-policy.md");
    await apply(await action(document, "Network policy", "source.fixAll.codicil", /safe fixes$/));
    assert.equal(
      document.getText(),
      texts["writing/network-policy.md"]
        ?.replace("2013 A.12.3.1", "2022 A.8.13")
        .replace("2013 A.9.2.5", "2022 A.5.18"),
    );
  });

  it("inserts a clause for a named control at the end of its section", async () => {
    const document = await open("writing/network-policy.md");
    const before = document.getText();
    await apply(await action(document, "A.8.13 🔐", "refactor.insert", /^Insert a clause for A\.8\.13/));
    const after = document.getText();
    assert.ok(after.startsWith(`${before.trimEnd()}\n\n`), after);
    assert.match(after.slice(before.length), /must back up all business data/);
    assert.doesNotMatch(after, /\$\{\d/);
  });

  it("follows the renaming of a file", async () => {
    const document = await open("writing/network-policy.md");
    await document.save();
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(uriOf("writing/malware policy.md"), uriOf("writing/it/malware (new).md"));
    assert.ok(await vscode.workspace.applyEdit(rename));
    await until("the link to follow", () => document.getText().includes("(it/malware%20%28new%29.md#rules)"));
    const moved = await vscode.workspace.openTextDocument(uriOf("writing/it/malware (new).md"));
    await until("its own link to follow", () => moved.getText().includes("(../network-policy.md)"));
  });
});
