import { standardOf } from "../../catalog/library.ts";
import type { MetadataValue, PolicyDocument, Reference } from "../../document/model.ts";
import { isStated } from "../../evidence/decide.ts";
import type { Verdict } from "../../evidence/model.ts";
import { nameOf, shortNameOf } from "../naming.ts";
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
    const declared = doc.references.filter((one) => one.where === "metadata" && one.resolution.is === "resolved");
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
      const edit = listEdit(doc, declared, verdict);
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

/** Adds the control behind the last one of its standard in the list, in the list's own form. */
function listEdit(
  doc: PolicyDocument,
  declared: readonly Reference[],
  verdict: Verdict,
): Fix["edits"][number] | undefined {
  const { standard, number, id } = verdict.requirement;
  const own = declared.filter(
    (one) => !one.implied && one.resolution.is === "resolved" && standardOf(one.resolution.requirement) === standard,
  );
  const last = own.at(-1);
  const field: MetadataValue | undefined = doc.metadata.fields.get("references");
  if (!last || !field || last.span.start < field.valueSpan.start || last.span.end > field.valueSpan.end)
    return undefined;
  const line = doc.text.slice(doc.text.lastIndexOf("\n", last.span.start - 1) + 1, last.span.start);
  const item = /^(\s*-\s+["']?)(?:[\w:]+\/)?$/.exec(line);
  const qualified = /[\w:]+\/$/.test(line) || own.length < declared.length;
  const text = qualified ? id : number;
  if (!item) {
    const closing = /^["']/.exec(doc.text.slice(last.span.end))?.[0] ?? "";
    const at = last.span.end + closing.length;
    return { span: { start: at, end: at }, newText: `, ${closing}${text}${closing}` };
  }
  // A block list: a line of its own, opened (and closed) like the one before.
  const rest = /^[^\r\n]*(\r?\n|$)/.exec(doc.text.slice(last.span.end));
  const at = last.span.end + (rest?.[0].length ?? 0) - (rest?.[1]?.length ?? 0);
  const quote = /["']$/.exec(item[1] ?? "")?.[0] ?? "";
  return {
    span: { start: at, end: at },
    newText: `${doc.text.includes("\r\n") ? "\r\n" : "\n"}${item[1] ?? ""}${text}${quote}`,
  };
}
