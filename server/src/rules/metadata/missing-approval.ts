import { isBlank, missingField } from "../fields.ts";
import { documentRule } from "../rule.ts";

/** A policy that nobody has approved, as far as it says. */
export const rule = documentRule({
  id: "metadata/missing-approval",
  summary: "Flags a policy that does not say who approved it, or when.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.2", "iso27001:2022/A.5.1", "iso27001:2022/5.2", "iso42001:2023/7.5.2"],
  messages: {
    absent: "This document does not say who approved it, or when.",
    blank: "“{key}” is there, but names nobody.",
  },
  options: {},

  *check(context) {
    const { doc, library } = context;
    const kind = doc.classification.kind;
    const approval = library.sectionKind("approval");
    if (kind !== undefined && approval && approval.need[kind] !== "required") return;
    if (!isBlank(doc, "approved-by") || !isBlank(doc, "approved-on")) return;
    if (
      doc.sections.some(
        (section) => [...section.kinds, ...section.inherited].includes("approval") && section.statements.length > 0,
      )
    )
      return;
    const report = missingField(context, "approved-by", { title: "Add who approved it" });
    if (report) yield report;
  },
});
