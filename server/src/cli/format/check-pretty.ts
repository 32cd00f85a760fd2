import { reportCoverage } from "../../report/coverage.ts";
import type { CheckReport } from "../check-report.ts";
import { noPolicyAmong } from "../output.ts";
import { type Colors, plural, printable } from "../terminal.ts";
import { prettyFindings } from "./pretty.ts";
import { coverageSummary, severityLine } from "./summary.ts";

/** A check for people: findings with their places, what was fixed, how many, and the coverage. */
export function checkPretty(report: CheckReport, colors: Colors): string {
  const { findings, fixed, sources, quiet } = report;
  const lines = prettyFindings(findings, sources, colors);
  for (const { uri, mended, failed } of fixed) {
    const what = [...mended].map(([rule, count]) => `${rule}${count > 1 ? ` (${count})` : ""}`).join(", ");
    if (failed === undefined) lines.push(`${colors.green("fixed")} ${printable(sources.pathOf(uri))}: ${what}`);
    else lines.push(`${colors.red("not fixed")} ${printable(sources.pathOf(uri))}: ${failed}`);
  }
  if (!quiet) lines.push(...summaryLines(report, colors));
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

function summaryLines(report: CheckReport, colors: Colors): string[] {
  const { projects, documents, otherFiles, counts, sources } = report;
  if (documents.length === 0 && report.onlyChanged) return ["No document has changed."];
  if (documents.length === 0 && counts.error + counts.warning === 0)
    return [noPolicyAmong(otherFiles), ...unreadLines(report)];
  const lines = [severityLine(counts, documents.length, otherFiles, colors), ...baselineLines(report, colors)];
  for (const { workspace, config, equipment } of projects) {
    if (workspace.coverage().documents.length === 0) continue;
    const name = config.uri === undefined ? "without configuration" : printable(sources.pathOf(config.uri));
    lines.push("", ...(projects.length > 1 ? [colors.underline(name)] : []));
    lines.push(...coverageSummary(reportCoverage(workspace.coverage(), equipment.library, config.standards), colors));
  }
  return lines;
}

/** Files that may be policies for all that can be read of them. */
function unreadLines({ projects, sources }: CheckReport): string[] {
  const unread = projects.flatMap(({ workspace, selected }) =>
    [...selected].filter((uri) => workspace.document(uri)?.doc.problems.some(({ id }) => id === "yaml-syntax")),
  );
  return unread
    .slice(0, 3)
    .map((uri) => `${printable(sources.pathOf(uri))} is not valid YAML, so it cannot be told whether it is one.`);
}

function baselineLines({ baseline: { hidden, mended } }: CheckReport, colors: Colors): string[] {
  const lines: string[] = [];
  if (hidden > 0) lines.push(colors.dim(`${plural(hidden, "older finding")} of the baseline not shown`));
  if (mended > 0)
    lines.push(
      `${plural(mended, "finding")} of the baseline ${mended === 1 ? "is" : "are"} gone; take ${mended === 1 ? "it" : "them"} out: codicil baseline --shrink`,
    );
  return lines;
}
