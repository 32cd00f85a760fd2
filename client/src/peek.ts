import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

/** What a code lens of the server passes on, in the protocol's words. */
type PeekArguments = [
  uri: string,
  position: { line: number; character: number },
  locations: Parameters<LanguageClient["protocol2CodeConverter"]["asLocation"]>[0][],
];

/** Shows the places that a code lens counts, in a peek at the lens. */
export function registerPeek({ protocol2CodeConverter: convert }: LanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand("codicil.peekPlaces", async (...[uri, position, locations]: PeekArguments) => {
    const places = locations.map((location) => convert.asLocation(location));
    const at = convert.asPosition(position);
    await vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri), at, places);
  });
}
