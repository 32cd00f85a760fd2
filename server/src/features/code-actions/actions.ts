import { type CodeAction, CodeActionKind, type Command } from "vscode-languageserver-types";
import { overlaps } from "../../base/span.ts";
import { ambiguityRefactorings } from "./ambiguous-references.ts";
import { chooseControl, clauseKind, clauseRefactorings } from "./clauses.ts";
import { exclusionActions } from "./exclusions.ts";
import { fixAllKind, fixAllOfRules, fixAllSafe } from "./fix-all.ts";
import { fixesOf, suppressionsOf } from "./quick-fixes.ts";
import { moveRefactorings } from "./reference-lists.ts";
import { styleRefactorings } from "./reference-style.ts";
import type { CodeActionRequest, Refactoring } from "./request.ts";
import { standardActions } from "./standards.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/** Kinds of code actions that this feature gives. */
export const codeActionKinds: readonly string[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorRewrite,
  CodeActionKind.RefactorMove,
  clauseKind,
  fixAllKind,
];

/** What an action carries until its edit is asked for. Offsets are those of the version it was made for. */
export interface ActionData {
  readonly uri: string;
  readonly version: number | null;
  readonly start: number;
  readonly end: number;
  readonly id: string;
}

/**
 * What can be done at a place: quick fixes for its findings, the same for all findings of their rules, a suppression for
 * each, refactorings; on request all safe fixes of the document together.
 */
export function codeActions(request: CodeActionRequest): (CodeAction | Command)[] {
  const isWanted = (kind: string): boolean => isAskedFor(request.only, kind);
  const actions: (CodeAction | Command)[] = [];
  if (isWanted(CodeActionKind.QuickFix)) {
    const here = request.findings.filter((finding) => overlaps(finding.span, request.range));
    actions.push(...here.flatMap((finding) => fixesOf(finding, request)));
    actions.push(...fixAllOfRules(here, request));
    actions.push(...exclusionActions(here, request));
    actions.push(...standardActions(request));
    actions.push(...here.flatMap((finding) => suppressionsOf(finding, request)));
  }
  if (isWanted(CodeActionKind.Refactor) || request.only?.some((kind) => kind.startsWith("refactor."))) {
    actions.push(
      ...refactoringsAt(request)
        .filter(({ kind }) => isWanted(kind))
        .flatMap((one) => asAction(one, request)),
    );
    if (isWanted(clauseKind)) actions.push(...chooseControl(request));
  }
  if (isWanted(fixAllKind)) actions.push(...fixAllSafe(request));
  return actions;
}

/** Refactorings at a place; none in a text that is no policy. */
export function refactoringsAt(request: CodeActionRequest): Refactoring[] {
  if (!request.doc.classification.isPolicy) return [];
  return [
    ...clauseRefactorings(request),
    ...ambiguityRefactorings(request),
    ...styleRefactorings(request),
    ...moveRefactorings(request),
  ];
}

/** An action with its edit, for an editor that asks when the action is chosen. */
export function resolveAction(action: CodeAction, request: CodeActionRequest): CodeAction {
  const { id } = action.data as ActionData;
  const edits = refactoringsAt(request)
    .find((one) => one.id === id)
    ?.edits();
  return edits ? { ...action, edit: workspaceEdit(request.source, edits, request.editor) } : action;
}

function asAction(refactoring: Refactoring, request: CodeActionRequest): CodeAction[] {
  const { title, kind, id } = refactoring;
  const { source, range, editor } = request;
  if (editor.resolves) {
    const data: ActionData = { uri: source.uri, version: source.version, ...range, id };
    return [{ title, kind, data }];
  }
  const edits = refactoring.edits();
  return edits.length > 0 ? [{ title, kind, edit: workspaceEdit(source, edits, editor) }] : [];
}

/** A kind is asked for by its name or by that of a kind above it: `source` asks for `source.fixAll.codicil`. */
function isAskedFor(only: readonly string[] | undefined, kind: string): boolean {
  // Without a wish editors mean the light bulb, where an action for the whole document would be noise.
  if (only === undefined) return kind !== fixAllKind;
  return only.some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`));
}
