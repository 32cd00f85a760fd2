import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { registerOnboarding } from "./onboarding.ts";
import { registerReports } from "./reports.ts";
import type { LintSummary } from "../../server/src/lsp/protocol.ts";
import { insertClause } from "./insert-clause.ts";

/** The commands of the palette. */
export function registerCommands(client: LanguageClient, output: vscode.LogOutputChannel): vscode.Disposable[] {
  const on = (id: string, run: () => Promise<void> | void): vscode.Disposable =>
    vscode.commands.registerCommand(id, run);
  return [
    on("codicil.lintWorkspace", () => lintWorkspace(client)),
    on("codicil.restartServer", () => restart(client)),
    vscode.commands.registerCommand("codicil.insertClause", (uri?: string) => insertClause(client, uri)),
    on("codicil.showOutput", () => output.show()),
    registerReports(client),
    registerOnboarding(client),
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
