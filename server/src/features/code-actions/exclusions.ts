import { type CodeAction, CodeActionKind, type WorkspaceEdit } from "vscode-languageserver-types";
import type { RequirementId } from "../../catalog/model.ts";
import { addExclusion } from "../../engine/config-edit.ts";
import type { Finding } from "../../engine/model.ts";
import { shortNameOf } from "../../rules/naming.ts";
import { reasonToWrite } from "../suppression.ts";
import { type CodeActionRequest, type ConfigPlace, contextOf } from "./request.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/** For findings that a control is not covered: leaves the control out of the Statement of Applicability, in `codicil.yaml`. */
export function exclusionActions(here: readonly Finding[], request: CodeActionRequest): CodeAction[] {
  const { config, settings } = request;
  if (!config) return [];
  const controls = new Map<RequirementId, Finding[]>();
  for (const finding of here.filter((one) => one.rule.startsWith("coverage/"))) {
    const { requirement } = finding;
    if (requirement === undefined || contextOf(request).library.requirement(requirement)?.kind !== "control") continue;
    controls.set(requirement, [...(controls.get(requirement) ?? []), finding]);
  }
  const decided = config.inclusions;
  return [...controls].flatMap(([control, findings]) => {
    if (decided.has(control)) return [];
    const edit = exclusionEdit(control, config, request);
    if (!edit) return [];
    return [
      {
        title: `Exclude ${shortNameOf(settings.library, control)} from the Statement of Applicability, with a reason`,
        kind: CodeActionKind.QuickFix,
        diagnostics: findings.map(request.diagnosticOf),
        edit,
      },
    ];
  });
}

function exclusionEdit(
  control: RequirementId,
  { uri, file, source }: ConfigPlace,
  { editor }: CodeActionRequest,
): WorkspaceEdit | undefined {
  const edits = addExclusion(file?.text ?? "", control, reasonToWrite);
  if (edits.length === 0) return undefined;
  if (source) return workspaceEdit(source, edits, editor);
  if (!editor.versioned || !editor.createFiles) return undefined;
  const start = { line: 0, character: 0 };
  const newText = edits.map((edit) => edit.newText).join("");
  return {
    documentChanges: [
      { kind: "create", uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
    ],
  };
}
