import type { Finding } from "../../engine/model.ts";
import { statuses, type StandardCoverage } from "../../report/coverage.ts";
import type { Severity } from "../../rules/rule.ts";
import { type Colors, plural } from "../terminal.ts";
import { painter } from "./pretty.ts";
import { alignTable } from "./table.ts";

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countSeverities(findings: readonly Finding[]): SeverityCounts {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** One line: how many documents, how many findings of each severity. */
export function severityLine(counts: SeverityCounts, documents: number, otherFiles: number, colors: Colors): string {
  const words: readonly [Severity, string][] = [
    ["error", plural(counts.error, "error")],
    ["warning", plural(counts.warning, "warning")],
    ["info", `${counts.info} info`],
    ["hint", plural(counts.hint, "hint")],
  ];
  const found = words
    .filter(([severity]) => counts[severity] > 0)
    .map(([severity, text]) => painter(severity, colors)(text));
  const others = otherFiles > 0 ? colors.dim(` (${plural(otherFiles, "other file")} left alone)`) : "";
  return `${plural(documents, "document")} checked${others}: ${found.length > 0 ? found.join(", ") : colors.green("nothing found")}`;
}

/** How many controls of each standard have which status. */
export function coverageSummary(standards: readonly StandardCoverage[], colors: Colors): string[] {
  const rows = standards.map(({ standard, controls, groups }) => {
    const unsure = groups.flatMap((group) => group.verdicts).filter((verdict) => verdict.basis !== undefined).length;
    return [
      standard.name,
      ...statuses.map((status) => String(controls[status])),
      `of ${controls.total} controls${unsure > 0 ? `, ${unsure} derived and less sure` : ""}`,
    ];
  });
  const [head, ...lines] = alignTable([["Coverage", ...statuses, ""], ...rows], [1, 2, 3, 4, 5]);
  return [colors.bold(head ?? ""), ...lines];
}
