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
    for (const { span, number, resolution, implied } of doc.references) {
      if (resolution.is !== "unknown" || implied) continue;
      const standards = resolution.standards.map((id) => standardNameOf(library, id));
      yield {
        message: standards.length === 1 ? "one" : "several",
        span,
        data: { number, standards: listed(standards) },
      };
    }
  },
});
