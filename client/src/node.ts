import * as vscode from "vscode";
import { registerCommands } from "./commands.ts";
import { createPanel } from "./coverage/panel.ts";
import { registerPeek } from "./peek.ts";
import { createClient } from "./start.ts";
import { createStatusBar } from "./status-bar.ts";

let stop: (() => Promise<void>) | undefined;

/** Called by VS Code when a Markdown or YAML document is opened, or the workspace has a codicil.yaml. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Codicil", { log: true });
  const client = createClient(context.asAbsolutePath("server/dist/server.mjs"), output);
  const statusBar = createStatusBar(client);
  context.subscriptions.push(
    output,
    statusBar,
    ...registerCommands(client, output),
    registerPeek(client),
    createPanel(client, context),
  );
  stop = async () => {
    if (client.isRunning()) await client.stop();
  };
  await client.start();
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
