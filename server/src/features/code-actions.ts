import { type CodeAction, CodeActionKind, type Diagnostic, type SnippetTextEdit } from "vscode-languageserver-types";
import { overlaps, type Span } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import type { PolicyDocument } from "../document/model.ts";
import { safeFixes } from "../engine/fix.ts";
import type { Finding } from "../engine/model.ts";
import { type Source, toEdits } from "./convert.ts";
import { reasonToWrite, suppressionOf } from "./suppression.ts";

export const fixAllKind = "source.fixAll.codicil";

/** Kinds of code actions that this feature gives. */
export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, fixAllKind];

export interface CodeActionRequest {
  readonly source: Source;
  readonly doc: PolicyDocument;
  /** Findings of the document, sorted. */
  readonly findings: readonly Finding[];
  readonly range: Span;
  /** Kinds asked for; all where undefined. */
  readonly only: readonly string[] | undefined;
  /** The diagnostic that shows a finding. */
  readonly diagnosticOf: (finding: Finding) => Diagnostic;
  /** Whether the editor takes edits with the document's version. */
  readonly versioned: boolean;
  /** Whether the editor takes snippets as edits. */
  readonly snippets: boolean;
}

/**
 * Quick fixes for the findings at a place, a suppression for each, and all safe fixes of the document together. The
 * preferred fix of a finding comes first; a preferred mark is given once a finding.
 */
export function codeActions(request: CodeActionRequest): CodeAction[] {
  const actions: CodeAction[] = [];
  if (isAskedFor(request.only, CodeActionKind.QuickFix)) {
    const here = request.findings.filter((finding) => overlaps(finding.span, request.range));
    actions.push(...here.flatMap((finding) => fixesOf(finding, request)));
    actions.push(...here.flatMap((finding) => suppressions(finding, request)));
  }
  if (isAskedFor(request.only, fixAllKind)) actions.push(...fixAll(request));
  return actions;
}

function fixesOf(finding: Finding, request: CodeActionRequest): CodeAction[] {
  const fixes = finding.fixes.filter((fix) => fix.edits.length > 0);
  const sorted = [...fixes].sort((a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false));
  return sorted.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [request.diagnosticOf(finding)],
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: editOf(fix.edits, request),
  }));
}

function suppressions(finding: Finding, request: CodeActionRequest): CodeAction[] {
  const edits = suppressionOf(request.doc, finding);
  if (edits.length === 0) return [];
  return [
    {
      title: `Suppress ${finding.rule} here, with a reason`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [request.diagnosticOf(finding)],
      edit: request.versioned && request.snippets ? snippetOf(edits, request) : editOf(edits, request),
    },
  ];
}

/** The edit with the reason selected, so that the author can write it at once. */
function snippetOf(edits: readonly TextEdit[], { source }: CodeActionRequest): CodeAction["edit"] {
  const asSnippet = (text: string): string =>
    text.replace(/[\\$}]/g, "\\$&").replace(reasonToWrite, `\${1:${reasonToWrite}}`);
  const changed = toEdits(source.lines, edits).map(
    ({ range, newText }): SnippetTextEdit => ({ range, snippet: { kind: "snippet", value: asSnippet(newText) } }),
  );
  return { documentChanges: [{ textDocument: { uri: source.uri, version: source.version }, edits: changed }] };
}

function fixAll(request: CodeActionRequest): CodeAction[] {
  const { edits, mended } = safeFixes(request.findings);
  if (edits.length === 0) return [];
  return [
    {
      title: mended.length === 1 ? "Apply the safe fix" : `Apply ${mended.length} safe fixes`,
      kind: fixAllKind,
      diagnostics: mended.map(request.diagnosticOf),
      edit: editOf(edits, request),
    },
  ];
}

function editOf(edits: readonly TextEdit[], { source, versioned }: CodeActionRequest): CodeAction["edit"] {
  const changed = toEdits(source.lines, edits);
  if (!versioned) return { changes: { [source.uri]: changed } };
  return { documentChanges: [{ textDocument: { uri: source.uri, version: source.version }, edits: changed }] };
}

/** A kind is asked for by its name or by that of a kind above it: `source` asks for `source.fixAll.codicil`. */
function isAskedFor(only: readonly string[] | undefined, kind: string): boolean {
  // Without a wish editors mean the light bulb, where an action for the whole document would be noise.
  if (only === undefined) return kind === CodeActionKind.QuickFix;
  return only.some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`));
}
