import { addStatement } from "../mend.ts";
import { lowerFirst } from "../naming.ts";
import { documentRule, type Fix, fixLater } from "../rule.ts";
import { distinctionOf, headingSpanOf, oneSidedIn, sidesOf } from "../sides.ts";
import type { PolicyDocument } from "../../document/model.ts";

/** A section on records, in a document for both standards, that lists the evidence of one of them only. */
export const rule = documentRule({
  id: "integration/one-sided-records",
  summary: "Flags a section on records, in a document for both standards, that lists the evidence of one of them only.",
  severity: "warning",
  requirements: ["iso42001:2023/7.5.3", "iso27001:2022/7.5.3"],
  messages: {
    ai: "These records show what runs and none shows why AI runs: intent, design rationale, transparency, human oversight.",
    operational: "These records show why AI runs and none shows what runs: logs, settings, backups.",
  },
  options: {},

  *check(context) {
    const { doc, coverage, library, aiInScope } = context;
    const distinction = distinctionOf(library, "separate-evidence");
    if (!aiInScope || !distinction?.types.includes(doc.classification.type ?? "")) return;
    const sides = sidesOf(context);
    if (!sides.source || !sides.target) return;
    const found = oneSidedIn(coverage, distinction, (one) => isOnRecords(doc, one.section));
    if (!found) return;
    const section = doc.sections[found.evidence[0]?.section ?? 0];
    const edits = (): Fix["edits"] => addStatement(doc, library, section, found.missing.clause);
    yield {
      message: found.lacks === "target" ? "ai" : "operational",
      span: headingSpanOf(doc, section),
      requirement: found.lacks === "target" ? "iso42001:2023/7.5.3" : "iso27001:2022/7.5.3",
      fixes: [fixLater({ title: `Add ${lowerFirst(found.missing.says)}`, safe: false, preferred: true }, edits)],
    };
  },
});

function isOnRecords(doc: PolicyDocument, index: number): boolean {
  const section = doc.sections[index];
  const kinds = section && (section.kinds.length > 0 ? section.kinds : section.inherited);
  return kinds?.includes("records-evidence") ?? false;
}
