import * as assert from "node:assert/strict";
import * as vscode from "vscode";

/** What `look` finds, asked again and again until it finds something. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  most = 30_000,
): Promise<T> {
  const end = Date.now() + most;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const folder = (): vscode.Uri => (vscode.workspace.workspaceFolders ?? [])[0]?.uri ?? assert.fail("no folder is open");

/** Opens a document of the test workspace and shows it. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document);
  return document;
}
