import * as vscode from "vscode";

/** Whether a line opens, and what else it shows. */
export type TreeLine = readonly [state: vscode.TreeItemCollapsibleState, rest: Partial<vscode.TreeItem>];

/** A line of a tree: known by its node, with what stands behind it read out as well. */
export function treeItem(
  node: { readonly id: string; readonly kind: string },
  label: string,
  ...[state, rest]: TreeLine
): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label, state), {
    id: node.id,
    contextValue: node.kind,
    accessibilityInformation: { label: rest.description ? `${label}: ${String(rest.description)}` : label },
    ...rest,
  });
}
