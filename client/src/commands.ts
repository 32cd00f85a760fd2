import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { LintSummary } from "../../server/src/lsp/protocol.ts";
import { insertClause } from "./insert-clause.ts";

/** The commands of the palette. */
export function registerCommands(client: LanguageClient, output: vscode.LogOutputChannel): vscode.Disposable[] {
  const on = (id: string, run: () => Promise<void> | void): vscode.Disposable =>
    vscode.commands.registerCommand(id, run);
  return [
    on("codicil.lintWorkspace", () => lintWorkspace(client)),
    on("codicil.restartServer", () => restart(client)),
    on("codicil.createConfig", createConfig),
    vscode.commands.registerCommand("codicil.insertClause", (uri?: string) => insertClause(client, uri)),
    on("codicil.showOutput", () => output.show()),
  ];
}

async function lintWorkspace(client: LanguageClient): Promise<void> {
  const summary = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Codicil is reading the workspace" },
    () => client.sendRequest<LintSummary>("codicil/lintWorkspace", null),
  );
  const { error, warning, info } = summary.findings;
  await vscode.commands.executeCommand("workbench.actions.view.problems");
  void vscode.window.showInformationMessage(
    `Codicil read ${summary.documents} policies and left ${summary.otherFiles} other files alone: ${error} errors, ${warning} warnings, ${info} notes.`,
  );
}

/** Also starts a server that was given up after too many crashes. */
async function restart(client: LanguageClient): Promise<void> {
  if (client.isRunning()) await client.restart();
  else await client.start();
}

const template = `# Codicil's configuration. Every key may be left out; these are the defaults.

# Standards that the policies are judged by.
standards:
  - iso27001:2022
  - iso42001:2023

# Say "used: false" if your organization neither builds nor uses AI: then no AI consideration is asked for.
ai:
  used: true

# Documents whose type cannot be told from their title, and files that are no policies ("none").
documents: []
#  - path: handbook/**/*.md
#    type: none

# Rules by name: off, hint, info, warning or error.
rules: {}
#  structure/missing-section: info

# What the Statement of Applicability leaves out, and why.
applicability:
  exclusions: []
#    - control: iso27001:2022/A.7.12
#      justification: There are no offices; everybody works remotely.
`;

/** Writes a commented codicil.yaml into the folder, unless there is one, and opens it. */
async function createConfig(): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const uri = vscode.Uri.joinPath(folder.uri, "codicil.yaml");
  try {
    await vscode.workspace.fs.stat(uri);
    void vscode.window.showInformationMessage("This folder has a codicil.yaml already.");
  } catch {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(template));
  }
  await vscode.window.showTextDocument(uri);
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick();
  if (folders.length === 0) {
    void vscode.window.showInformationMessage("Open the folder with your policies first; codicil.yaml is kept there.");
  }
  return folders[0];
}
