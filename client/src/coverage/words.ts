import * as vscode from "vscode";
import type { Counts, RequirementRow, Status } from "../../../server/src/lsp/protocol.ts";

/** Icons differ in shape, not in colour alone. */
const icons: Readonly<Record<Status, { readonly icon: string; readonly color: string }>> = {
  covered: { icon: "pass-filled", color: "charts.green" },
  partial: { icon: "color-mode", color: "charts.yellow" },
  claimed: { icon: "tag", color: "charts.orange" },
  missing: { icon: "circle-large-outline", color: "charts.red" },
  excluded: { icon: "circle-slash", color: "disabledForeground" },
};

export function statusIcon(status: Status): vscode.ThemeIcon {
  const { icon, color } = icons[status];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

/** `covered, 3 of 4 points, 2 documents`. */
export function statusWords({ status, stated, points, documents }: RequirementRow): string {
  const parts: string[] = [status];
  if (points > 0 && status !== "excluded") parts.push(`${stated} of ${points} points`);
  if (documents > 0) parts.push(documents === 1 ? "1 document" : `${documents} documents`);
  return parts.join(", ");
}

/** `46 of 93 covered, 12 open`. */
export function countWords({ covered, partial, claimed, missing, total }: Counts): string {
  const open = partial + claimed + missing;
  return `${covered} of ${total} covered${open > 0 ? `, ${open} open` : ""}`;
}
