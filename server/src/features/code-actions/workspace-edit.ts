import type { SnippetTextEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { isEmpty } from "../../base/span.ts";
import { lineEndOf, type TextEdit } from "../../base/text.ts";
import { type Source, toEdits } from "../convert.ts";
import { reasonToWrite } from "../suppression.ts";
import type { EditorAbilities } from "./request.ts";

/** Values that the author decides on: `[every day]`, and the reason of a suppression. Link texts and check boxes are none. */
const choices = new RegExp(String.raw`(?<!\])\[(?![ xX]\])([^[\]\n]{1,120})\](?![[(:])|(${reasonToWrite})`, "g");

/**
 * Edits of one document as the editor takes them. Where it takes snippets, values that the author decides on become tab
 * stops, in the order of the document.
 */
export function workspaceEdit(
  source: Source,
  edits: readonly TextEdit[],
  editor: Pick<EditorAbilities, "versioned" | "snippets">,
): WorkspaceEdit {
  if (!editor.versioned) return { changes: { [source.uri]: toEdits(source.lines, edits) } };
  const textDocument = { uri: source.uri, version: source.version };
  const snippets = editor.snippets ? snippetsOf(source, edits) : undefined;
  return { documentChanges: [{ textDocument, edits: snippets ?? toEdits(source.lines, edits) }] };
}

/** One edit of several documents; all have the same form. */
export function joinWorkspaceEdits(edits: readonly WorkspaceEdit[]): WorkspaceEdit {
  if (edits.some((edit) => edit.documentChanges))
    return { documentChanges: edits.flatMap((edit) => edit.documentChanges ?? []) };
  return {
    changes: Object.assign({}, ...edits.map((edit) => edit.changes ?? {})) as Required<WorkspaceEdit>["changes"],
  };
}

/** The edit as snippets; undefined where there is nothing to fill, or where an editor would indent the lines once more. */
function snippetsOf(source: Source, edits: readonly TextEdit[]): SnippetTextEdit[] | undefined {
  const placed = [...edits].sort((a, b) => a.span.start - b.span.start).map((edit) => fromLineStart(source.text, edit));
  if (!placed.some((edit) => edit.newText.match(choices)) || placed.some((edit) => isIndented(source.text, edit)))
    return undefined;
  let stop = 0;
  const asSnippet = (text: string): string => {
    let at = 0;
    let written = "";
    for (const match of text.matchAll(choices)) {
      const words = match[1] ?? match[2] ?? "";
      written += `${escaped(text.slice(at, match.index))}\${${++stop}:${escaped(words)}}`;
      at = match.index + match[0].length;
    }
    return written + escaped(text.slice(at));
  };
  return toEdits(source.lines, placed).map(({ range, newText }) => ({
    range,
    snippet: { kind: "snippet", value: asSnippet(newText) },
  }));
}

const escaped = (text: string): string => text.replace(/[\\$}]/g, "\\$&");

/** An insertion of whole lines at the end of a line, moved to the start of the next: there no editor indents it. */
function fromLineStart(text: string, edit: TextEdit): TextEdit {
  const eol = lineEndOf(text);
  const { span, newText } = edit;
  if (!isEmpty(span) || !newText.startsWith(eol) || !text.startsWith(eol, span.end)) return edit;
  const at = span.end + eol.length;
  return { span: { start: at, end: at }, newText: newText.slice(eol.length) + eol };
}

/** Editors give the later lines of a snippet the indentation of the line it starts in. */
function isIndented(text: string, { span, newText }: TextEdit): boolean {
  const line = text.slice(text.lastIndexOf("\n", span.start - 1) + 1, span.start);
  return newText.includes("\n") && /^[ \t]/.test(line);
}
