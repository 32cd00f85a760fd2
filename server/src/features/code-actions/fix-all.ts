import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import { fixesOfRule, safeFixes } from "../../engine/fix.ts";
import type { Finding } from "../../engine/model.ts";
import type { CodeActionRequest } from "./request.ts";
import { workspaceEdit } from "./workspace-edit.ts";

export const fixAllKind = "source.fixAll.codicil";

/** All safe fixes of the document together: what an editor applies on save. */
export function fixAllSafe(request: CodeActionRequest): CodeAction[] {
  const { edits, mended } = safeFixes(request.findings);
  if (edits.length === 0) return [];
  return [
    {
      title: mended.length === 1 ? "Apply the safe fix" : `Apply ${mended.length} safe fixes`,
      kind: fixAllKind,
      diagnostics: mended.map(request.diagnosticOf),
      edit: workspaceEdit(request.source, edits, request.editor),
    },
  ];
}

/** For each rule that reports something here: its fixes in the whole document, where there are several to apply together. */
export function fixAllOfRules(here: readonly Finding[], request: CodeActionRequest): CodeAction[] {
  return [...new Set(here.map((finding) => finding.rule))].flatMap((rule) => {
    const { edits, mended } = fixesOfRule(request.findings, rule);
    if (mended.length < 2) return [];
    return [
      {
        title: `Fix all ${mended.length} ${rule} in this document`,
        kind: CodeActionKind.QuickFix,
        diagnostics: mended.map(request.diagnosticOf),
        edit: workspaceEdit(request.source, edits, request.editor),
      },
    ];
  });
}
