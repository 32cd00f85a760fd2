import { type CodeAction, CodeActionKind, type WorkspaceEdit } from "vscode-languageserver-types";
import type { Finding } from "../../engine/model.ts";
import type { Fix } from "../../rules/rule.ts";
import { suppressionOf } from "../suppression.ts";
import type { CodeActionRequest } from "./request.ts";
import { joinWorkspaceEdits, workspaceEdit } from "./workspace-edit.ts";

/** The fixes of a finding; the preferred one comes first and is marked. */
export function fixesOf(finding: Finding, request: CodeActionRequest): CodeAction[] {
  const fixes = finding.fixes.filter(
    ({ edits, elsewhere = [] }) => edits.length > 0 && elsewhere.every(({ uri }) => request.sourceOf(uri)),
  );
  const sorted = [...fixes].sort((a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false));
  return sorted.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [request.diagnosticOf(finding)],
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: editOf(fix, request),
  }));
}

/** What a fix changes, in every document that it touches. */
function editOf({ edits, elsewhere = [] }: Fix, { source, sourceOf, editor }: CodeActionRequest): WorkspaceEdit {
  const own = workspaceEdit(source, edits, editor);
  // A fix whose other documents are unknown is not offered.
  const others = elsewhere.flatMap(({ uri, edits: more }) => {
    const other = sourceOf(uri);
    return other ? [workspaceEdit(other, more, editor)] : [];
  });
  return others.length > 0 ? joinWorkspaceEdits([own, ...others]) : own;
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
