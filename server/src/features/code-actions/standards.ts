import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import { overlaps } from "../../base/span.ts";
import { standardOf } from "../../catalog/library.ts";
import type { StandardId } from "../../catalog/model.ts";
import { addStandard } from "../../engine/config-edit.ts";
import { standardNameOf } from "../../rules/naming.ts";
import type { CodeActionRequest } from "./request.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/**
 * At references to a standard or own catalog that `standards` leaves out, so that nothing is asked of it: adds it there. A
 * configuration that does not exist leaves nothing out.
 */
export function standardActions(request: CodeActionRequest): CodeAction[] {
  const { config, editor, settings } = request;
  const source = config?.source;
  if (!source) return [];
  return [...leftOutAt(request)].flatMap((standard) => {
    const edits = addStandard(source.text, standard, settings.standards);
    if (edits.length === 0) return [];
    return [
      {
        title: `Add ${standardNameOf(settings.library, standard)} to “standards” in codicil.yaml`,
        kind: CodeActionKind.QuickFix,
        // The brackets of a list are no values to decide.
        edit: workspaceEdit(source, edits, { ...editor, snippets: false }),
      },
    ];
  });
}

/** Standards in force that references at a place belong to, and that are not in scope. */
function leftOutAt({ doc, range, settings: { library, standards } }: CodeActionRequest): ReadonlySet<StandardId> {
  const found = new Set<StandardId>();
  if (!doc.classification.isPolicy) return found;
  for (const { span, resolution } of doc.references) {
    if (resolution.is !== "resolved" || !overlaps(span, range)) continue;
    const standard = standardOf(resolution.requirement);
    if (!standards.includes(standard) && library.standard(standard)?.supersededBy === undefined) found.add(standard);
  }
  return found;
}
