import type { IntegrationView, PairView, PlanStep } from "./integration.ts";
import { markdownCell } from "./markdown-cell.ts";

/** How a reader sees a state, and what a step does. */
export const stateWords: Readonly<Record<PairView["state"], string>> = {
  integrated: "integrated",
  parallel: "parallel",
  "one-sided": "one-sided",
  single: "by itself",
  absent: "absent",
};

/**
 * The chapter on integration as Markdown, from its heading on.
 * @param pathOf  how a document is named to the reader
 * @param level   of the chapter's heading
 */
export function integrationMarkdown(view: IntegrationView, pathOf: (uri: string) => string, level = 1): string {
  const heading = (text: string, below = 0): string[] => [`${"#".repeat(level + below)} ${text}`, ""];
  const files = (uris: readonly string[]): string => uris.map((uri) => markdownCell(pathOf(uri))).join(", ");
  const lines = heading("Integration of the management systems");
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
    for (const { uri, message } of findings) lines.push(`  - ${markdownCell(pathOf(uri))}: ${markdownCell(message)}`);
  }
  lines.push("", ...heading("Security risks that AI brings", 1));
  lines.push(
    "| Risk | Compromises | Considered in |",
    "|---|---|---|",
    ...view.risks.map(
      ({ title, compromises, places }) =>
        `| ${title} | ${compromises.join(", ")} | ${files([...new Set(places.map((place) => place.uri))]) || "no document"} |`,
    ),
    "",
  );
  return lines.join("\n");
}

/** What a step does, with the standard it adds: `extend to ISO/IEC 42001:2023`. */
export function stepWords({ action, adds }: PlanStep): string {
  if (action === "extend") return `extend to ${adds.join(" and ")}`;
  return action === "write" && adds.length === 1 ? `write for ${adds.join("")}` : action;
}

export const notApplicable =
  "Nothing is compared: only where both ISO/IEC 27001 and ISO/IEC 42001 are in scope, and AI is used, are there two management systems to bring together.";
