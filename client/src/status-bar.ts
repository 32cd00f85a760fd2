import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { StatusParams } from "../../server/src/lsp/protocol.ts";

const method = "codicil/status";

/** Shows findings and type of the active document; a click opens the Problems panel. */
export function createStatusBar(client: LanguageClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("codicil.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "Codicil";
  item.command = "workbench.actions.view.problems";
  const known = new Map<string, StatusParams>();
  let isRunning = client.isRunning();
  const show = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !["markdown", "yaml"].includes(document.languageId)) return item.hide();
    const status = known.get(document.uri.toString());
    item.text = isRunning ? textOf(status) : "$(warning) Codicil stopped";
    item.tooltip = isRunning ? tooltipOf(status) : "The language server does not run. Use “Codicil: Restart server”.";
    item.accessibilityInformation = { label: labelOf(status, isRunning) };
    item.show();
  };
  const subscriptions = [
    item,
    client.onNotification(method, (status: StatusParams) => {
      known.set(vscode.Uri.parse(status.uri).toString(), status);
      show();
    }),
    client.onDidChangeState(({ newState }) => {
      isRunning = newState !== State.Stopped;
      if (!isRunning) known.clear();
      show();
    }),
    vscode.window.onDidChangeActiveTextEditor(show),
  ];
  show();
  return vscode.Disposable.from(...subscriptions);
}

function textOf(status: StatusParams | undefined): string {
  if (!status || status.indexing) return "$(sync~spin) Codicil";
  if (!status.isPolicy) return "$(circle-slash) Codicil";
  const { error, warning } = status.findings;
  return error + warning === 0 ? "$(pass) Codicil" : `$(checklist) Codicil ${error + warning}`;
}

function labelOf(status: StatusParams | undefined, isRunning: boolean): string {
  if (!isRunning) return "Codicil: the language server does not run";
  if (!status) return "Codicil: reading the document";
  if (!status.isPolicy) return "Codicil: this document is not taken for a policy";
  return `Codicil: ${status.findings.error} errors, ${status.findings.warning} warnings`;
}

function tooltipOf(status: StatusParams | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  if (!status) return text.appendText("Codicil is reading this document.");
  if (!status.isPolicy) text.appendText("Codicil does not take this document for a policy, so it says nothing.");
  else {
    const { error, warning, info } = status.findings;
    text.appendText(`${status.type ?? "Policy"}: ${error} errors, ${warning} warnings, ${info} notes.`);
    for (const { standard, covered, partial } of status.covered) {
      text.appendText(`\n${standard}: ${covered} controls covered here, ${partial} in part.`);
    }
  }
  if (status.reasons.length > 0) text.appendText(`\nWhy: ${status.reasons.join("; ")}.`);
  return text;
}
