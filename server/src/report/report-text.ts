import { lineBreak, markdownText } from "../base/markdown.ts";
import { type Counts, statuses } from "./coverage.ts";
import { withoutUris } from "./integration-as-read.ts";
import { integrationMarkdown } from "./integration-markdown.ts";
import { markdownTable } from "./markdown-table.ts";
import type { CoverageReport, ReportDocument, ReportRequirement } from "./report.ts";

/** The report as Markdown, for a wiki or a pull request; the quotes of one point are cut to the strongest. */
export function reportMarkdown(report: CoverageReport): string {
  const { subject, date, commit, version, standards, gaps, documents, considerations, integration } = report;
  const from = [date, commit === undefined ? "" : `commit ${commit.slice(0, 12)}`, `Codicil ${version}`].filter(
    Boolean,
  );
  const blocks = [`# Coverage report: ${markdownText(subject)}`, from.join(" · "), "## Summary"];
  const counts = (title: string, all: Counts): string[] => [
    title,
    ...statuses.map((status) => String(all[status])),
    String(all.total),
  ];
  blocks.push(
    markdownTable([
      ["", ...statuses, "total"],
      ...standards.flatMap(({ name, controls, clauses }) => [
        counts(`${name}: controls`, controls),
        ...(clauses.total > 0 ? [counts(`${name}: clauses`, clauses)] : []),
      ]),
    ]),
    "## Gaps by owner",
  );
  if (gaps.length === 0) blocks.push("There are no gaps.");
  for (const { owner, gaps: own } of gaps)
    blocks.push(
      `### ${owner === "" ? "Nobody: no document is the place for these" : markdownText(owner)}`,
      markdownTable([
        ["Requirement", "Status", "Not found", "Document"],
        ...own.map((gap) => [
          `${gap.number} ${gap.title} (${gap.standard})`,
          gap.status,
          gap.missing.join("; "),
          gap.document,
        ]),
      ]),
    );
  blocks.push("## Documents", documentsTable(documents));
  if (considerations.length > 0)
    blocks.push(
      "## AI considerations",
      markdownTable([
        ["Consideration", "Control", "Said", "Where"],
        ...considerations.map((one) => [
          one.says,
          one.control,
          one.isAddressed ? "yes" : "no",
          one.quotes.map(({ document, line }) => `${document}:${line}`).join(", "),
        ]),
      ]),
    );
  if (integration) blocks.push(integrationMarkdown(integration, 2).trimEnd());
  blocks.push("## Evidence");
  for (const { name, groups } of standards) {
    blocks.push(`### ${markdownText(name)}`);
    for (const { requirements } of groups)
      for (const { number, title, word, justification, points } of requirements) {
        blocks.push(`#### ${number} ${markdownText(title)}: ${word}`);
        if (justification !== "") blocks.push(markdownText(justification));
        blocks.push(...pointBlocks(points));
      }
  }
  return `${blocks.join("\n\n")}\n`;
}

/** Points with a mark each: what is said with its quote below it, what is not line by line. */
function pointBlocks(points: ReportRequirement["points"]): string[] {
  const blocks: string[] = [];
  let open: string[] = [];
  const closeOpen = (): void => {
    if (open.length > 0) blocks.push(open.join(lineBreak));
    open = [];
  };
  for (const { says, quotes } of points) {
    const [quote] = quotes;
    if (quote) {
      closeOpen();
      const place = markdownText(`${quote.document}:${quote.line}`);
      blocks.push(`✓ ${markdownText(says)}`, `> “${markdownText(quote.text)}”${lineBreak}> ${place}`);
    } else open.push(`✗ ${markdownText(says)}`);
  }
  closeOpen();
  return blocks;
}

const documentsTable = (documents: readonly ReportDocument[]): string =>
  documents.length === 0
    ? "There are no policies."
    : markdownTable([
        ["Document", "Title", "Type", "Owner", "Version", "Last review", "Next review", "Covered", "In part"],
        ...documents.map((one) => {
          const count = (status: string): string =>
            String(Object.values(one.verdicts).filter((other) => other === status).length);
          const next = one.isOverdue ? `${one.nextReview} (overdue)` : one.nextReview;
          return [
            one.path,
            one.title,
            one.type,
            one.owner,
            one.version,
            one.lastReview,
            next,
            count("covered"),
            count("partial"),
          ];
        }),
      ]);

/** The report as JSON: the model itself. Uris of this machine are left out; paths name the documents. */
export const reportJson = (report: CoverageReport): string => `${JSON.stringify(report, withoutUris, 2)}\n`;
