import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { open, until } from "./support.ts";

const id = "codicil.codicil-vscode";

const ruleOf = (diagnostic: vscode.Diagnostic): string =>
  String(typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code);

const findingsOf = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === "codicil");

async function finding(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  return until(`${rule} in ${document.uri.path}: ${findingsOf(document).map(ruleOf).join(" ")}`, () =>
    findingsOf(document).find((one) => ruleOf(one) === rule),
  );
}

/** Takes the quick fix of a finding that has this title, the preferred one where there are several; afterwards it is gone, and no other one has come. */
async function mend(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, title: RegExp): Promise<void> {
  const before = findingsOf(document).map((one) => `${ruleOf(one)} ${one.message}`);
  // The first question may come before the provider is registered.
  const action = await until(`the quick fix ${String(title)} for “${diagnostic.message}”`, async () => {
    const kind = vscode.CodeActionKind.QuickFix.value;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      diagnostic.range,
      kind,
    );
    const own = actions.filter((one) => one.edit && title.test(one.title));
    return own.find((one) => one.isPreferred === true) ?? own[0];
  });
  assert.ok(action.edit);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
  await until(
    `“${diagnostic.message}” to go`,
    () => !findingsOf(document).some((one) => one.message === diagnostic.message),
  );
  const after = findingsOf(document).map((one) => `${ruleOf(one)} ${one.message}`);
  assert.deepEqual(
    after.filter((one) => !before.includes(one)),
    [],
    `“${action.title}” adds findings`,
  );
}

describe("Codicil in a real VS Code", () => {
  before(async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, "the extension is installed");
    await extension.activate();
    // What is said of the documents together comes when all of them were read.
    await finding(await open("backup-policy.md"), "coverage/expected-control-missing");
  });

  it("underlines an outdated control at its number, and replaces it", async () => {
    const document = await open("backup-policy.md");
    const diagnostic = await finding(document, "references/outdated-control");
    assert.equal(document.getText(diagnostic.range), "A.12.3.1");
    await mend(document, diagnostic, /^Replace A\.12\.3\.1 by A\.8\.13/);
    assert.match(document.getText(), /A\.8\.13/);
    assert.doesNotMatch(document.getText(), /A\.12\.3\.1/);
  });

  it("underlines the title for a missing section, and inserts it", async () => {
    const document = await open("backup-policy.md");
    const diagnostic = await finding(document, "structure/missing-section");
    assert.equal(document.getText(diagnostic.range), "Backup policy");
    assert.match(diagnostic.message, /exceptions/i);
    await mend(document, diagnostic, /exceptions/i);
    assert.match(document.getText(), /\n## Exceptions\n/);
  });

  it("underlines the section that lacks an AI consideration, and inserts the clause there", async () => {
    const document = await open("acceptable-use-policy.md");
    const diagnostic = await finding(document, "ai/consideration-missing");
    assert.equal(document.getText(diagnostic.range), "Acceptable use");
    await mend(document, diagnostic, /^Add: /);
  });

  it("follows typing, and positions hold behind an emoji", async () => {
    const document = await open("backup-policy.md");
    const edit = new vscode.WorkspaceEdit();
    const line = document.lineAt(lineOf(document, "after a loss"));
    edit.insert(document.uri, line.range.end, " 🔐🔐 See ISO 27001:2022 A.5.99.");
    assert.ok(await vscode.workspace.applyEdit(edit));
    const diagnostic = await finding(document, "references/unknown-control");
    assert.equal(document.getText(diagnostic.range), "A.5.99");
    await vscode.commands.executeCommand("undo");
    await until(
      "the finding to go",
      () => !findingsOf(document).some((one) => ruleOf(one) === "references/unknown-control"),
    );
  });

  it("completes a control by words of its title", async () => {
    const document = await open("backup-policy.md");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), "iso_27001: [backup]\n");
    assert.ok(await vscode.workspace.applyEdit(edit));
    const list = await until("the completion", async () => {
      const found = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        new vscode.Position(1, 18),
      );
      return found.items.some((item) => labelOf(item).includes("A.8.13")) && found;
    });
    assert.ok(list.items.length > 0);
    await vscode.commands.executeCommand("undo");
  });

  it("explains a reference on hover", async () => {
    const document = await open("backup-policy.md");
    const at = document.positionAt(document.getText().indexOf("A.8.13") + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at,
    );
    const text = hovers
      .flatMap((hover) => hover.contents)
      .map((content) => (typeof content === "string" ? content : content.value))
      .join("\n");
    assert.match(text, /Information backup/);
    assert.match(text, /ISO\/IEC 27001:2022/);
  });

  it("starts again after a restart", async () => {
    const document = await open("acceptable-use-policy.md");
    await vscode.commands.executeCommand("codicil.restartServer");
    await finding(document, "structure/missing-section");
  });

  it("says nothing in a document that is no policy", async () => {
    const document = await open("README.md");
    await finding(await open("acceptable-use-policy.md"), "structure/missing-section");
    assert.deepEqual(findingsOf(document), []);
  });

  it("opens the coverage report in an editor of its own", async () => {
    await finding(await open("acceptable-use-policy.md"), "structure/missing-section");
    await vscode.commands.executeCommand("codicil.openReport");
    await until("the report's tab", () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => tab.label.startsWith("Coverage report: "))),
    );
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  it("writes a codicil.yaml that has no problem", async () => {
    await vscode.commands.executeCommand("codicil.setUpWorkspace");
    const document = vscode.window.activeTextEditor?.document ?? assert.fail("nothing is open");
    assert.ok(document.uri.path.endsWith("/codicil.yaml"));
    assert.match(document.getText(), /iso42001:2023/);
    assert.deepEqual(findingsOf(document), []);
  });
});

const labelOf = (item: vscode.CompletionItem): string =>
  `${typeof item.label === "string" ? item.label : item.label.label} ${item.detail ?? ""}`;

function lineOf(document: vscode.TextDocument, words: string): number {
  return document.positionAt(document.getText().indexOf(words)).line;
}
