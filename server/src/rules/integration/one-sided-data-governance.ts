import { addStatement } from "../mend.ts";
import { lowerFirst } from "../naming.ts";
import { documentRule, type Fix, fixLater } from "../rule.ts";
import { distinctionOf, headingSpanOf, oneSidedIn, sidesOf } from "../sides.ts";

/** A data governance document that protects data and never asks for its proper use, or the reverse. */
export const rule = documentRule({
  id: "integration/one-sided-data-governance",
  summary:
    "Flags data governance for both standards that protects data and never asks for its proper use, or the reverse.",
  severity: "warning",
  requirements: ["iso42001:2023/8.1", "iso42001:2023/A.7.2", "iso27001:2022/8.1"],
  messages: {
    use: "This document protects data and never asks for its proper use: purpose, provenance, quality, bias.",
    protection:
      "This document asks for the proper use of data and never protects it: access, encryption, retention, deletion.",
  },
  options: {},

  *check(context) {
    const { doc, coverage, library, aiInScope } = context;
    const distinction = distinctionOf(library, "separate-data-governance");
    if (!aiInScope || !distinction?.types.includes(doc.classification.type ?? "")) return;
    const sides = sidesOf(context);
    // Data is what both are about: it need not say so of security.
    const found = sides.target ? oneSidedIn(coverage, distinction) : undefined;
    if (!found) return;
    const section = doc.sections[found.evidence[0]?.section ?? 0];
    const edits = (): Fix["edits"] => addStatement(doc, library, section, found.missing.clause);
    yield {
      message: found.lacks === "target" ? "use" : "protection",
      span: headingSpanOf(doc, section),
      requirement: found.lacks === "target" ? "iso42001:2023/A.7.2" : "iso27001:2022/8.1",
      fixes: [fixLater({ title: `Add ${lowerFirst(found.missing.says)}`, safe: false, preferred: true }, edits)],
    };
  },
});
