import type { Reference } from "../../document/model.ts";
import { addClauses, addClausesTo } from "../mend.ts";
import { nameOf, shortNameOf } from "../naming.ts";
import { type DocumentContext, documentRule } from "../rule.ts";
import { isAddressed, isAsked, isNoEvidence, missingPoints, pointsToCover, referencesByRequirement } from "../scope.ts";

/** A control that a document names and does nothing about. */
export const rule = documentRule({
  id: "coverage/claimed-without-evidence",
  summary: "Flags a control that a document refers to while none of its sentences speaks to it.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    claimed: "This refers to {control}, but no sentence of this document says that {missing}.",
  },
  options: { mapping: 25, table: 10 },

  *check(context) {
    const { doc, coverage, library, options } = context;
    if (doc.classification.kind === "record" || distinctReferences(doc.references) > options.mapping) return;
    for (const [id, verdict] of coverage.verdicts) {
      if (
        verdict.status !== "claimed" ||
        verdict.requirement.kind !== "control" ||
        verdict.points.length === 0 ||
        !isAsked(context, id)
      )
        continue;
      const reference = verdict.references
        .map((one) => one.reference)
        .find((one) => isClaim(context, one, options.table));
      if (!reference) continue;
      const clauses = pointsToCover(verdict.points).map(({ point }) => point.clause);
      const title = verdict.requirement.title;
      const section = doc.sections[reference.section];
      const inside =
        reference.where !== "metadata" && section?.heading && !section.isTitle && !isNoEvidence(context, section);
      const edits = inside
        ? addClausesTo(doc, library, section, title, clauses)
        : addClauses(doc, library, title, clauses);
      const fix = { title: `Add what ${shortNameOf(library, id)} asks for`, safe: false, preferred: true, edits };
      const first = missingPoints(points)[0]?.point.says ?? "";
      yield {
        message: "claimed",
        span: reference.span,
        data: { control: nameOf(library, id), missing: phrase(first) },
        requirement: id,
        fixes: [fix],
      };
    }
  },
});

/** A reference that claims something: not one to another document, nor one in a list of references or a large mapping. */
function isClaim(context: DocumentContext, reference: Reference, largest: number): boolean {
  const { doc } = context;
  if (reference.elsewhere || reference.where === "comment" || reference.implied) return false;
  if (reference.where === "metadata") return true;
  if (isNoEvidence(context, doc.sections[reference.section])) return false;
  if (reference.where !== "table") return true;
  const table = doc.tables.find((one) => one.span.start <= reference.span.start && reference.span.end <= one.span.end);
  return (
    !table ||
    distinctReferences(
      doc.references.filter((one) => table.span.start <= one.span.start && one.span.end <= table.span.end),
    ) <= largest
  );
}

function distinctReferences(references: readonly Reference[]): number {
  const ids = references.map(({ resolution }) =>
    resolution.is === "resolved" || resolution.is === "outdated" ? resolution.requirement : undefined,
  );
  return new Set(ids.filter((id) => id !== undefined)).size;
}

const phrase = (says: string): string =>
  /^[A-Z][a-z]/.test(says) ? says.charAt(0).toLowerCase() + says.slice(1) : says;
