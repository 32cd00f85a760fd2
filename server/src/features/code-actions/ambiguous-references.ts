import { CodeActionKind } from "vscode-languageserver-types";
import { overlaps } from "../../base/span.ts";
import type { TextEdit } from "../../base/text.ts";
import { standardOf } from "../../catalog/library.ts";
import type { RequirementId, StandardId } from "../../catalog/model.ts";
import type { Reference } from "../../document/model.ts";
import { standardNameOf } from "../../rules/naming.ts";
import { qualify } from "../../rules/requalify.ts";
import type { CodeActionRequest, Refactoring } from "./request.ts";

/** At an ambiguous number: all ambiguous numbers of the document as those of one standard. A single one has quick fixes. */
export function ambiguityRefactorings({ doc, settings, range }: CodeActionRequest): Refactoring[] {
  const ambiguous = doc.references.filter((one) => one.resolution.is === "ambiguous" && !one.implied);
  if (!ambiguous.some((one) => overlaps(one.span, range))) return [];
  return settings.standards.flatMap((standard): Refactoring[] => {
    const meant = ambiguous.flatMap((reference) => {
      const requirement = readingIn(reference, standard);
      return requirement === undefined ? [] : [{ reference, requirement }];
    });
    if (meant.length < 2) return [];
    return [
      {
        id: `qualify ${standard}`,
        title: `Read all ${meant.length} ambiguous numbers as ${standardNameOf(settings.library, standard)}`,
        kind: CodeActionKind.RefactorRewrite,
        edits: () =>
          distinct(
            meant.flatMap(({ reference, requirement }) => qualify(doc, settings.library, reference, requirement)),
          ),
      },
    ];
  });
}

const readingIn = ({ resolution }: Reference, standard: StandardId): RequirementId | undefined =>
  resolution.is === "ambiguous" ? resolution.candidates.find((id) => standardOf(id) === standard) : undefined;

/** Edits without those of a place that has one already. */
const distinct = (edits: readonly TextEdit[]): TextEdit[] =>
  edits.filter((edit, i) => !edits.slice(0, i).some((one) => overlaps(one.span, edit.span)));
