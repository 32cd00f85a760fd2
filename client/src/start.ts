import * as vscode from "vscode";
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";
import type { InitializationOptions } from "../../server/src/lsp/protocol.ts";

/** So many crashes within the time below, and the server is not started again. */
const mostCrashes = 5;
const crashWindow = 3 * 60 * 1000;

/** Room for what the edits of a second make and leave behind, in MB (docs/adr/0025). */
const youngGeneration = "--max-semi-space-size=32";

/** A client for the bundled server; it is restarted when it crashes, with a message. */
export function createClient(serverModule: string, output: vscode.LogOutputChannel): LanguageClient {
  const run = { module: serverModule, transport: TransportKind.ipc, options: { execArgv: [youngGeneration] } };
  const debug = { ...run, options: { execArgv: [youngGeneration, "--nolazy", "--inspect=6009"] } };
  const server: ServerOptions = { run, debug };
  const crashes: number[] = [];
  const initializationOptions: InitializationOptions = { status: true, peek: true, choosesControl: true };
  const options: LanguageClientOptions = {
    documentSelector: ["markdown", "yaml"].flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
    outputChannel: output,
    initializationOptions,
    synchronize: { configurationSection: "codicil" },
    progressOnInitialization: true,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => onCrash(crashes, output),
    },
  };
  return new LanguageClient("codicil", "Codicil", server, options);
}

function onCrash(crashes: number[], output: vscode.LogOutputChannel): CloseHandlerResult {
  const now = Date.now();
  crashes.push(now);
  const recent = crashes.filter((time) => now - time < crashWindow).length;
  output.error(`The language server ended unexpectedly (${recent} times in three minutes).`);
  if (recent >= mostCrashes) {
    void offerRestart();
    return { action: CloseAction.DoNotRestart, handled: true };
  }
  void vscode.window.showWarningMessage("The Codicil language server ended unexpectedly and was started again.");
  return { action: CloseAction.Restart, handled: true };
}

async function offerRestart(): Promise<void> {
  const restart = "Start again";
  const show = "Show output";
  const choice = await vscode.window.showErrorMessage(
    `The Codicil language server crashed ${mostCrashes} times in three minutes and was stopped. Its output says why.`,
    restart,
    show,
  );
  if (choice === restart) await vscode.commands.executeCommand("codicil.restartServer");
  if (choice === show) await vscode.commands.executeCommand("codicil.showOutput");
}
