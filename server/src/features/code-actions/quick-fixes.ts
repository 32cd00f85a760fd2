import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import type { Finding } from "../../engine/model.ts";
import { suppressionOf } from "../suppression.ts";
import type { CodeActionRequest } from "./request.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/** The fixes of a finding; the preferred one comes first and is marked. */
export function fixesOf(finding: Finding, request: CodeActionRequest): CodeAction[] {
  const fixes = finding.fixes.filter((fix) => fix.edits.length > 0);
  const sorted = [...fixes].sort((a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false));
  return sorted.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [request.diagnosticOf(finding)],
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(request.source, fix.edits, request.editor),
  }));
}

/** A comment that suppresses a finding, its reason to be written. */
export function suppressionsOf(finding: Finding, request: CodeActionRequest): CodeAction[] {
  const edits = suppressionOf(request.doc, finding);
  if (edits.length === 0) return [];
  return [
    {
      title: `Suppress ${finding.rule} here, with a reason`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [request.diagnosticOf(finding)],
      edit: workspaceEdit(request.source, edits, request.editor),
    },
  ];
}
