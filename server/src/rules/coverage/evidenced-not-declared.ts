import { standardOf } from "../../catalog/library.ts";
import { isStated } from "../../evidence/decide.ts";
import type { Verdict } from "../../evidence/model.ts";
import { nameOf, shortNameOf } from "../naming.ts";
import { addToList, declaredIn } from "../reference-list.ts";
import { documentRule, type Fix } from "../rule.ts";
import { isAsked } from "../scope.ts";

/** A control that a document covers and does not list, though it lists others. */
export const rule = documentRule({
  id: "coverage/evidenced-not-declared",
  summary: "Hints at a control that a document covers but does not list among its controls.",
  severity: "off",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    undeclared: "This covers {control}, which the document does not list among its controls.",
  },
  options: {},

  *check(context) {
    const { doc, coverage, library } = context;
    const declared = declaredIn(doc);
    if (declared.length === 0) return;
    const standards = new Set(
      declared.flatMap(({ resolution }) => (resolution.is === "resolved" ? [standardOf(resolution.requirement)] : [])),
    );
    for (const [id, verdict] of coverage.verdicts) {
      if (verdict.status !== "covered" || verdict.references.length > 0 || verdict.requirement.kind !== "control")
        continue;
      if (!standards.has(verdict.requirement.standard) || !isAsked(context, id)) continue;
      const words = bestWords(verdict);
      if (!words) continue;
      const edit = addToList(doc, verdict.requirement);
      const fixes: Fix[] = edit
        ? [
            {
              title: `List ${shortNameOf(library, id)} among the controls`,
              safe: false,
              preferred: true,
              edits: [edit],
            },
          ]
        : [];
      yield { message: "undeclared", span: words, data: { control: nameOf(library, id) }, requirement: id, fixes };
    }
  },
});

function bestWords({ points }: Verdict): { start: number; end: number } | undefined {
  const evidence = points.flatMap((point) => point.evidence).filter((one) => isStated(one.strength));
  const best = evidence.find((one) => one.strength === "operational") ?? evidence[0];
  const [first, last] = [best?.words[0], best?.words.at(-1)];
  return first && last && { start: first.start, end: last.end };
}
