import { quotationTest } from "../applicability-statement.ts";
import { listed, standardNameOf } from "../naming.ts";
import { documentRule } from "../rule.ts";

/** A control number that no edition holds. */
export const rule = documentRule({
  id: "references/unknown-control",
  summary: "Flags a control number that no edition of a standard holds.",
  severity: "error",
  requirements: ["iso27001:2022/7.5.2", "iso42001:2023/7.5.2"],
  messages: {
    one: "{standards} has no control {number}.",
    several: "{standards} have no control {number}.",
  },
  options: {},

  *check({ doc, library }) {
    const isQuoted = quotationTest(doc, library);
    // "A1.2" is a criterion of SOC 2: a number in a group that no Annex A has is a slip only where a standard is named.
    const groups = new Set(library.standards.flatMap((standard) => standard.groups.map((group) => group.id)));
    for (const { span, number, resolution, implied, named } of doc.references) {
      if (resolution.is !== "unknown" || implied || isQuoted(span)) continue;
      if (named === undefined && !groups.has(number.split(".").slice(0, 2).join("."))) continue;
      const standards = resolution.standards.map((id) => standardNameOf(library, id));
      yield {
        message: standards.length === 1 ? "one" : "several",
        span,
        data: { number, standards: listed(standards) },
      };
    }
  },
});
