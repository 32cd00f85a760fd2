import { numberOf, standardOf } from "../../catalog/library.ts";
import type { RequirementId } from "../../catalog/model.ts";
import { quotationTest } from "../applicability-statement.ts";
import { listed, nameOf, standardNameOf } from "../naming.ts";
import { qualify } from "../requalify.ts";
import { type DocumentContext, documentRule, fixLater } from "../rule.ts";

/** A number that two standards hold, without a word on which one is meant. */
export const rule = documentRule({
  id: "references/ambiguous-control",
  summary: "Flags a number that several standards hold where nothing says which one is meant.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.2", "iso42001:2023/7.5.2"],
  messages: {
    ambiguous: "{number} can be {readings}; nothing here says which.",
  },
  options: {},

  *check(context) {
    const { doc, library } = context;
    const isQuoted = quotationTest(doc, library);
    for (const reference of doc.references) {
      const { resolution, span, number, implied } = reference;
      if (resolution.is !== "ambiguous" || implied || isQuoted(span)) continue;
      const candidates = readings(context, resolution.candidates);
      if (candidates.length < 2) continue;
      const fixes = candidates.map((id) =>
        fixLater({ title: `Write ${standardNameOf(library, standardOf(id))} ${numberOf(id)}`, safe: false }, () =>
          qualify(doc, library, reference, id),
        ),
      );
      yield {
        message: "ambiguous",
        span,
        data: {
          number,
          readings: listed(
            candidates.map((id) => nameOf(library, id)),
            "or",
          ),
        },
        fixes,
      };
    }
  },
});

/** Readings of current editions; where only one of them is in scope, there is nothing to ask. */
function readings({ library, standards }: DocumentContext, candidates: readonly RequirementId[]): RequirementId[] {
  const current = candidates.filter((id) => library.standard(standardOf(id))?.supersededBy === undefined);
  return current.filter((id) => standards.includes(standardOf(id))).length === 1 ? [] : current;
}
