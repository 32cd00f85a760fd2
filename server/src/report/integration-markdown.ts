import type { Side } from "../catalog/integration.ts";
import type { PairView, PlanStep, SideView } from "./integration.ts";
import type { IntegrationAsRead } from "./integration-as-read.ts";
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

/** What a step does, with the standard it adds: `extend to ISO/IEC 42001:2023`. */
export function stepWords({ action, adds }: PlanStep): string {
  if (action === "extend") return `extend to ${adds.join(" and ")}`;
  return action === "write" && adds.length === 1 ? `write for ${adds.join("")}` : action;
}

/** What of a pair decides its state. */
type PairSupport = Pick<PairView, "state" | "lacks" | "documents"> & {
  readonly source: Pick<SideView, "status"> | undefined;
  readonly target: Pick<SideView, "status">;
};

/**
 * Why a pair is in its state, as a sentence.
 * @param nameOf  how a document is named to the reader
 */
export function pairReason(
  { state, lacks, documents, source, target }: PairSupport,
  standards: Readonly<Record<Side, string>>,
  nameOf: (document: string) => string,
): string {
  const [first, second] = documents.map((one) => `“${nameOf(one)}”`);
  const inPart = (side: Pick<SideView, "status"> | undefined): string => (side?.status === "partial" ? " in part" : "");
  switch (state) {
    case "integrated":
      return `${first} serves both standards.`;
    case "parallel":
      return `${first} serves ${standards.source}${inPart(source)}, and ${second} serves ${standards.target}${inPart(target)}.`;
    case "one-sided": {
      const [served, open] = lacks === "source" ? (["target", "source"] as const) : (["source", "target"] as const);
      const side = served === "source" ? source : target;
      return `${first} serves ${standards[served]}${inPart(side)}, and no document serves ${standards[open]}.`;
    }
    case "single":
      return `Only ${standards.target} asks for it, and ${first} serves it${inPart(target)}.`;
    case "absent":
      return source
        ? "No document serves either standard."
        : `Only ${standards.target} asks for it, and no document serves it.`;
  }
}

export const notApplicable =
  "Nothing is compared: only where both ISO/IEC 27001 and ISO/IEC 42001 are in scope, and AI is used, are there two management systems to bring together.";
