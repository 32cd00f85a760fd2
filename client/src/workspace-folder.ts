import * as vscode from "vscode";

/** The folder that a command is about: the only one, that of the active document, or the one the user picks. */
export async function chooseFolder(why: string): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    const open = "Open folder";
    const choice = await vscode.window.showInformationMessage(`Open the folder with your policies first. ${why}`, open);
    if (choice === open) await vscode.commands.executeCommand("vscode.openFolder");
    return undefined;
  }
  if (folders.length === 1) return folders[0];
  const active = vscode.window.activeTextEditor?.document.uri;
  return (active && vscode.workspace.getWorkspaceFolder(active)) ?? vscode.window.showWorkspaceFolderPick();
}

/** Writes a text or bytes. */
export async function writeFile(uri: vscode.Uri, content: string, encoding: "utf-8" | "base64"): Promise<void> {
  const bytes =
    encoding === "utf-8"
      ? new TextEncoder().encode(content)
      : Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  await vscode.workspace.fs.writeFile(uri, bytes);
}

/** True where something lies at an address. */
export const exists = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
