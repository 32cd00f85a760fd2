import * as vscode from "vscode";
import type { FindingDetail, PlaceDetail } from "../../../server/src/lsp/protocol.ts";
import type { IntegrationNode } from "./integration-tree.ts";
import { rangeOf } from "./actions.ts";

/** What can be done with a line of the integration view. */
export function registerIntegrationActions(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("codicil.integration.compare", compare),
    vscode.commands.registerCommand("codicil.integration.fix", fix),
  );
}

/** Opens the best evidence of both sides, side by side. */
async function compare(node: IntegrationNode): Promise<void> {
  if (node.kind !== "pair") return;
  const [source, target] = node.pair.sides.flatMap(({ places }) => places[0] ?? []);
  if (!source || !target) return;
  await show(source, vscode.ViewColumn.One);
  await show(target, vscode.ViewColumn.Two);
}

/** Opens the place of the first finding that has a fix, with the light bulb's menu: that is where the fix is. */
async function fix(node: IntegrationNode): Promise<void> {
  const first = findingsOf(node).find(({ hasFix }) => hasFix);
  if (!first) return;
  await show(first.place, vscode.ViewColumn.Active);
  await vscode.commands.executeCommand("editor.action.quickFix");
}

function findingsOf(node: IntegrationNode): readonly FindingDetail[] {
  switch (node.kind) {
    case "pair":
      return node.pair.findings;
    case "distinction":
      return node.distinction.findings;
    case "risk":
      return node.risk.findings;
    case "finding":
      return [node.finding];
    default:
      return [];
  }
}

async function show({ uri, range }: PlaceDetail, viewColumn: vscode.ViewColumn): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: rangeOf(range), viewColumn });
}
