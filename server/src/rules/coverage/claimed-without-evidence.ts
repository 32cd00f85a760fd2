import { claimsOf, mappingLimits } from "../claims.ts";
import { insertClauses } from "../clauses.ts";
import { lowerFirst, nameOf, shortNameOf } from "../naming.ts";
import { documentRule, fixLater } from "../rule.ts";
import { isAddressed, isAsked } from "../scope.ts";

/** A control that a document names and does nothing about. */
export const rule = documentRule({
  id: "coverage/claimed-without-evidence",
  summary: "Flags a control that a document refers to while none of its sentences speaks to it.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    claimed: "This refers to {control}, but no sentence of this document says that {missing}.",
  },
  options: { ...mappingLimits },

  *check(context) {
    const { doc, coverage, library, options } = context;
    for (const [id, reference] of claimsOf(context, options)) {
      const requirement = library.requirement(id);
      if (requirement?.kind !== "control" || requirement.points.length === 0 || !isAsked(context, id)) continue;
      if (isAddressed(coverage.verdicts.get(id)?.status)) continue;
      const section = reference.where === "metadata" ? undefined : doc.sections[reference.section];
      const fix = fixLater(
        { title: `Add what ${shortNameOf(library, id)} asks for`, safe: false, preferred: true },
        () => insertClauses(context, requirement, section),
      );
      const main = requirement.points.find((point) => point.core) ?? requirement.points[0];
      yield {
        message: "claimed",
        span: reference.span,
        data: { control: nameOf(library, id), missing: lowerFirst(main?.says ?? "") },
        requirement: id,
        fixes: [fix],
      };
    }
  },
});
