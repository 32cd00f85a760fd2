import { readStatement } from "../applicability-statement.ts";
import { nameOf } from "../naming.ts";
import { documentRule } from "../rule.ts";

/** A Statement of Applicability that decides otherwise than the configuration. */
export const rule = documentRule({
  id: "applicability/contradicts-decision",
  summary: "Flags a Statement of Applicability that decides on a control otherwise than `codicil.yaml`.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    included: "{control} applies by this statement; `codicil.yaml` leaves it out.",
    excluded: "{control} does not apply by this statement; `codicil.yaml` does not leave it out.",
  },
  options: {},

  *check({ doc, library, standards, exclusions }) {
    // A configuration that holds no decision contradicts none.
    if (exclusions.size === 0) return;
    for (const { requirement: id, applicable, span } of readStatement(doc, library)?.entries ?? []) {
      if (id === undefined || applicable === undefined || applicable !== exclusions.has(id)) continue;
      if (!standards.some((standard) => id.startsWith(`${standard}/`))) continue;
      const message = applicable ? "included" : "excluded";
      yield { message, span, data: { control: nameOf(library, id) }, requirement: id };
    }
  },
});
