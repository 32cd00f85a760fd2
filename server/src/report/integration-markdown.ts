import { markdownCell } from "../base/markdown.ts";
import { stateWords } from "../rules/pair-words.ts";
import type { IntegrationAsRead } from "./integration-as-read.ts";
import { notApplicable, stepWords } from "./integration-words.ts";

/**
 * The chapter on integration as Markdown, from its heading on.
 * @param level   of the chapter's heading
 */
export function integrationMarkdown(view: IntegrationAsRead, level = 1): string {
  const heading = (text: string, below = 0): string[] => [`${"#".repeat(level + below)} ${text}`, ""];
  const files = (paths: readonly string[]): string => paths.map(markdownCell).join(", ");
  const lines = heading("Integration of the two management systems");
  const { standards, counts } = view;
  if (!standards) return [...lines, notApplicable, ""].join("\n");
  lines.push(
    `${counts.integrated} pairs of sub-clauses are integrated, ${counts.parallel} parallel, ${counts["one-sided"]} one-sided, ${counts.single} stand by themselves and ${counts.absent} are absent.`,
    "",
  );
  lines.push(...heading("Clauses 4 to 10", 1));
  lines.push(
    `| Topic | ${standards.source} | ${standards.target} | State | Documents |`,
    "|---|---|---|---|---|",
    ...view.pairs.map(
      ({ topic, source, target, state, documents }) =>
        `| ${topic} | ${source ? `${source.number} ${source.status}` : "–"} | ${target.number} ${target.status} | ${stateWords[state]} | ${files(documents)} |`,
    ),
    "",
  );
  lines.push(...heading("What to do", 1));
  if (view.plan.length === 0) lines.push("Nothing is left to merge, to extend or to write.", "");
  else
    lines.push(
      "| Step | Effort | Clause | What | Documents |",
      "|---|---|---|---|---|",
      ...view.plan.map(
        (step) =>
          `| ${stepWords(step)} | ${step.effort} | ${step.clause} | ${step.topic}: ${step.how} | ${files(step.documents)} |`,
      ),
      "",
    );
  lines.push(...heading("What has to stay distinct", 1));
  for (const { topic, says, findings } of view.distinctions) {
    lines.push(`- **${topic}.** ${says}`);
    for (const { document, line, message } of findings)
      lines.push(`  - ${markdownCell(`${document}:${line}`)}: ${markdownCell(message)}`);
  }
  lines.push("", ...heading("Security risks that AI brings", 1));
  lines.push(
    "| Risk | Compromises | Considered in |",
    "|---|---|---|",
    ...view.risks.map(
      ({ title, compromises, places }) =>
        `| ${title} | ${compromises.join(", ")} | ${files([...new Set(places.map((place) => place.document))]) || "no document"} |`,
    ),
    "",
  );
  return lines.join("\n");
}
