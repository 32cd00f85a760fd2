import { withoutStop } from "../naming.ts";
import { addStatement } from "../mend.ts";
import { documentRule, type Fix, fixLater } from "../rule.ts";
import { distinctionOf, headingSpanOf, oneSidedIn, sidesOf } from "../sides.ts";

/** A risk methodology for both standards that knows the harm of one of them only. */
export const rule = documentRule({
  id: "integration/blurred-risk-criteria",
  summary: "Flags a risk methodology for both standards that rates harm to information only, or harm to people only.",
  severity: "warning",
  requirements: ["iso42001:2023/6.1.2", "iso27001:2022/6.1.2"],
  messages: {
    people:
      "This methodology rates AI risks by harm to information only: it has no criteria for harm to individuals, groups and society.",
    information:
      "This methodology rates information security risks by harm to people only: it has no criteria for the loss of confidentiality, integrity and availability.",
  },
  options: {},

  *check(context) {
    const { doc, coverage, library, aiInScope } = context;
    const distinction = distinctionOf(library, "separate-risk-focus");
    if (!aiInScope || !distinction?.types.includes(doc.classification.type ?? "")) return;
    const sides = sidesOf(context);
    const found = sides.source && sides.target ? oneSidedIn(coverage, distinction) : undefined;
    if (!found) return;
    const section = doc.sections[found.evidence[0]?.section ?? 0];
    const edits = (): Fix["edits"] => addStatement(doc, library, section, found.missing.clause);
    const title = `Add criteria: ${withoutStop(found.missing.says).replace(/^H/, "h")}`;
    yield {
      message: found.lacks === "target" ? "people" : "information",
      span: headingSpanOf(doc, section),
      requirement: found.lacks === "target" ? "iso42001:2023/6.1.2" : "iso27001:2022/6.1.2",
      fixes: [fixLater({ title, safe: false, preferred: true }, edits)],
    };
  },
});
