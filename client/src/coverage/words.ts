import * as vscode from "vscode";
import type { Counts, Status } from "../../../server/src/lsp/protocol.ts";

/** Icons differ in shape, not in colour alone. */
const icons: Readonly<Record<Status, { readonly icon: string; readonly color: string }>> = {
  covered: { icon: "pass-filled", color: "charts.green" },
  partial: { icon: "color-mode", color: "charts.yellow" },
  claimed: { icon: "tag", color: "charts.blue" },
  missing: { icon: "circle-large-outline", color: "charts.red" },
  excluded: { icon: "circle-slash", color: "disabledForeground" },
};

export function statusIcon(status: Status): vscode.ThemeIcon {
  const { icon, color } = icons[status];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

/** `46 of 93 covered, 12 open`. */
export function countWords({ covered, partial, claimed, missing, total }: Counts): string {
  const open = partial + claimed + missing;
  return `${covered} of ${total} covered${open > 0 ? `, ${open} open` : ""}`;
}
