import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ClientRequests, DocumentTypeItem, FileContent } from "../../server/src/lsp/protocol.ts";
import { chooseFolder, exists, writeFile } from "./workspace-folder.ts";

/** First steps: a configuration for the workspace, and new documents. */
export function registerOnboarding(client: LanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("codicil.setUpWorkspace", () => setUpWorkspace(client)),
    vscode.commands.registerCommand("codicil.newPolicy", () => newPolicy(client)),
  );
}

/** Writes a commented codicil.yaml that fits the documents of the folder, unless there is one, and opens it. */
async function setUpWorkspace(client: LanguageClient): Promise<void> {
  const folder = await chooseFolder("codicil.yaml is kept there.");
  if (!folder) return;
  const uri = vscode.Uri.joinPath(folder.uri, "codicil.yaml");
  if (await exists(uri)) {
    void vscode.window.showInformationMessage("This folder has a codicil.yaml already.");
  } else {
    const { text, recognized, proposed, untyped } = await client.sendRequest<ClientRequests["codicil/setUp"]["result"]>(
      "codicil/setUp",
      { folder: folder.uri.toString() },
    );
    await writeFile(uri, text, "utf-8");
    const policies = recognized + proposed + untyped;
    void vscode.window.showInformationMessage(
      policies === 0
        ? "There are no policies in this folder yet. “Codicil: New policy…” writes the first one."
        : `Codicil found ${policies} policies: ${recognized} recognized, ${proposed} with a proposed type to check, ${untyped} without a type.`,
    );
  }
  await vscode.window.showTextDocument(uri);
}

async function newPolicy(client: LanguageClient): Promise<void> {
  const folder = await chooseFolder("The new document is kept there.");
  if (!folder) return;
  const types = await client.sendRequest<readonly DocumentTypeItem[]>("codicil/documentTypes", null);
  const type = await vscode.window.showQuickPick(
    types.map(({ id, title, kind }) => ({ label: title, description: kind, detail: id, id })),
    { title: "What is the new document to be?", matchOnDetail: true },
  );
  if (!type) return;
  const format = await vscode.window.showQuickPick(
    [
      { label: "Markdown", format: "markdown" as const },
      { label: "YAML", format: "yaml" as const },
    ],
    { title: "In which format?" },
  );
  if (!format) return;
  const title = await vscode.window.showInputBox({ title: "Title of the document", value: type.label });
  if (title === undefined) return;
  const draft = await client.sendRequest<FileContent | null>("codicil/newDocument", {
    folder: folder.uri.toString(),
    type: type.id,
    format: format.format,
    ...(title.trim() === "" ? {} : { title }),
  });
  if (!draft) return;
  const target = await vscode.window.showSaveDialog({
    title: "Where to keep the document",
    defaultUri: vscode.Uri.joinPath(await policyFolder(folder.uri), draft.fileName),
    filters: format.format === "markdown" ? { Markdown: ["md"] } : { YAML: ["yaml", "yml"] },
  });
  if (!target) return;
  await writeFile(target, draft.content, draft.encoding);
  await vscode.window.showTextDocument(target);
}

/** The folder that policies lie in, where it has its usual name. */
async function policyFolder(root: vscode.Uri): Promise<vscode.Uri> {
  const usual = vscode.Uri.joinPath(root, "policies");
  return (await exists(usual)) ? usual : root;
}
