import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ClientRequests } from "../../server/src/lsp/protocol.ts";
import { chooseFolder, writeFile } from "./workspace-folder.ts";

const openPlaceCommand = "codicil.openPlace";

/** The coverage report and the Statement of Applicability. */
export function registerReports(client: LanguageClient): vscode.Disposable {
  let panel: vscode.WebviewPanel | undefined;
  const openReport = async (): Promise<void> => {
    const folder = await chooseFolder("The report is about its documents.");
    if (!folder) return;
    const html = await readReport(client, folder.uri);
    if (html === undefined) return tellNothingFound();
    if (!panel) {
      panel = vscode.window.createWebviewPanel("codicil.report", "Coverage report", vscode.ViewColumn.Active, {
        enableScripts: false,
        enableCommandUris: [openPlaceCommand],
        enableFindWidget: true,
        localResourceRoots: [],
        retainContextWhenHidden: true,
      });
      panel.onDidDispose(() => (panel = undefined));
    }
    panel.title = `Coverage report: ${folder.name}`;
    panel.webview.html = html;
    panel.reveal();
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand("codicil.openReport", openReport),
    vscode.commands.registerCommand("codicil.exportSoa", () => exportSoa(client)),
    vscode.commands.registerCommand(openPlaceCommand, openPlace),
    new vscode.Disposable(() => panel?.dispose()),
  );
}

async function readReport(client: LanguageClient, uri: vscode.Uri): Promise<string | undefined> {
  const params: ClientRequests["codicil/report"]["params"] = {
    uri: uri.toString(),
    nonce: crypto.randomUUID().replace(/-/g, ""),
    openCommand: openPlaceCommand,
  };
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: "Codicil is writing the report" },
    () => client.sendRequest<ClientRequests["codicil/report"]["result"]>("codicil/report", params),
  );
  return result?.html;
}

/** Opens a document beside the report with a line selected. */
async function openPlace(uri: unknown, line: unknown): Promise<void> {
  if (typeof uri !== "string" || typeof line !== "number") return;
  const start = new vscode.Position(Math.max(0, line), 0);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const selection = document.lineAt(Math.min(start.line, document.lineCount - 1)).range;
  await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.Beside });
}

type SoaFormat = ClientRequests["codicil/soa"]["params"]["format"];

const formats: readonly (vscode.QuickPickItem & { readonly format: SoaFormat; readonly ending: string })[] = [
  { label: "Excel workbook", description: "one sheet for each standard, with filters", format: "xlsx", ending: "xlsx" },
  { label: "Markdown", description: "a document beside your policies", format: "markdown", ending: "md" },
  { label: "CSV", description: "for other tools", format: "csv", ending: "csv" },
];

async function exportSoa(client: LanguageClient): Promise<void> {
  const folder = await chooseFolder("The Statement of Applicability is about its documents.");
  if (!folder) return;
  const picked = await vscode.window.showQuickPick(formats, { title: "Export the Statement of Applicability as" });
  if (!picked) return;
  const result = await client.sendRequest<ClientRequests["codicil/soa"]["result"]>("codicil/soa", {
    uri: folder.uri.toString(),
    format: picked.format,
  });
  if (!result) return tellNothingFound();
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder.uri, result.fileName),
    filters: { [picked.label]: [picked.ending] },
  });
  if (!target) return;
  await writeFile(target, result.content, result.encoding);
  if (picked.format === "markdown") await vscode.window.showTextDocument(target);
  else void vscode.window.showInformationMessage(`The Statement of Applicability was written to ${target.fsPath}.`);
}

function tellNothingFound(): void {
  void vscode.window.showInformationMessage(
    "There are no documents to report on yet. “Codicil: New policy…” writes the first one.",
  );
}
