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
  if (documents.length === 0) return [noPolicyAmong(otherFiles)];
  const lines = [severityLine(counts, documents.length, otherFiles, colors), ...baselineLines(report, colors)];
  for (const { workspace, config, equipment } of projects) {
    if (workspace.coverage().documents.length === 0) continue;
    const name = config.uri === undefined ? "without configuration" : printable(sources.pathOf(config.uri));
    lines.push("", ...(projects.length > 1 ? [colors.underline(name)] : []));
    lines.push(...coverageSummary(reportCoverage(workspace.coverage(), equipment.library, config.standards), colors));
  }
  return lines;
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
