import { readStatement } from "../applicability-statement.ts";
import { placeholderFinder } from "../placeholders.ts";
import { documentRule } from "../rule.ts";

/** A decision of a Statement of Applicability without its reason. */
export const rule = documentRule({
  id: "applicability/missing-justification",
  summary: "Flags a Statement of Applicability that does not say why a control applies or does not.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    excluded: "The statement leaves {number} out and does not say why.",
    included: "The statement takes {number} in and does not say why.",
    column: "The statement has no column that says why controls apply or do not.",
  },
  options: {},

  *check({ doc, library }) {
    const statement = readStatement(doc, library);
    if (!statement) return;
    const { entries, span } = statement;
    if (entries.every((entry) => (entry.justification ?? "") === "")) {
      yield { message: "column", span };
      return;
    }
    const placeholders = placeholderFinder(library.language);
    for (const { applicable, justification = "", number, requirement, span: place } of entries) {
      if (applicable === undefined || (justification !== "" && !placeholders.test(justification))) continue;
      yield {
        message: applicable ? "included" : "excluded",
        span: place,
        data: { number },
        ...(requirement === undefined ? {} : { requirement }),
      };
    }
  },
});
