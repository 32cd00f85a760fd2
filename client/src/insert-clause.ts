import * as vscode from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";
import type { ClauseChoicesParams, ControlChoice } from "../../server/src/lsp/protocol.ts";

/** Asks which control a clause is wanted for, and has the server write it. Without a uri for the document in the editor. */
export async function insertClause(client: LanguageClient, uri?: string): Promise<void> {
  const document = uri ?? vscode.window.activeTextEditor?.document.uri.toString();
  if (document === undefined) {
    void vscode.window.showInformationMessage("Open the policy that the clause is for first.");
    return;
  }
  const params: ClauseChoicesParams = { uri: document };
  const choices = await client.sendRequest<readonly ControlChoice[]>("codicil/clauseChoices", params);
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(
      "There is no clause to insert: this is no policy, or it says all that Codicil asks for.",
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(itemsOf(choices), {
    title: "Insert a clause for a control",
    placeHolder: "Number or words of the title",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.id === undefined) return;
  const done = await client.sendRequest(ExecuteCommandRequest.type, {
    command: "codicil.server.insertClause",
    arguments: [document, picked.id],
  });
  if (done !== true) void vscode.window.showWarningMessage(`The clause for ${picked.label} could not be inserted.`);
}

interface ControlItem extends vscode.QuickPickItem {
  readonly id?: string;
}

function itemsOf(choices: readonly ControlChoice[]): ControlItem[] {
  const item = ({ id, number, title, standard, clauses }: ControlChoice): ControlItem => ({
    id,
    label: `${number} ${title}`,
    description: standard,
    detail: clauses === 1 ? "1 clause" : `${clauses} clauses`,
  });
  const group = (label: string, expected: boolean): ControlItem[] => {
    const own = choices.filter((choice) => choice.expected === expected);
    return own.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...own.map(item)] : [];
  };
  return [...group("Expected of this document type", true), ...group("Others", false)];
}
