import { numberOf } from "../../catalog/library.ts";
import type { Sources } from "../../engine/report-json.ts";
import type { Status, Verdict } from "../../evidence/model.ts";
import { type Counts, statedPoints, statuses, statusWord, type StandardCoverage } from "../../report/coverage.ts";
import { type Colors, cut, pad, printable } from "../terminal.ts";
import { alignTable } from "./table.ts";

/** The colour of a status. */
export function statusPainter(status: Status, colors: Colors): (text: string) => string {
  const { green, yellow, red, dim } = colors;
  return { covered: green, partial: yellow, claimed: yellow, missing: red, excluded: dim }[status];
}

/** What a less sure status rests on, in brackets; empty where it rests on written signals. */
export function basisText({ basis, credit }: Verdict): string {
  if (basis === "derived") return "[derived]";
  return basis === "related" && credit ? `[by relation to ${numberOf(credit.from)}]` : "";
}

/** Coverage for people: each standard with its groups and requirements, and the counts of all groups at the end. */
export function coverageTable(
  standards: readonly StandardCoverage[],
  gapsOnly: boolean,
  sources: Sources,
  colors: Colors,
): string[] {
  return standards.flatMap(({ standard, groups, controls, clauses }) => {
    const lines = [colors.bold(`${standard.name}${gapsOnly ? ": what is open" : ""}`), ""];
    for (const group of groups) {
      lines.push(colors.underline(`${group.id} ${group.title}`));
      const cells = group.verdicts.map((verdict) => [
        verdict.requirement.number,
        verdict.requirement.title,
        pointsOf(verdict),
        [basisText(verdict), documentsOf(verdict, sources)].filter((part) => part !== "").join(" "),
      ]);
      const aligned = alignTable(cells);
      aligned.forEach((line, i) => {
        const verdict = group.verdicts[i] ?? { status: "missing" };
        lines.push(`  ${statusPainter(verdict.status, colors)(pad(statusWord(verdict), 9))}  ${line}`);
      });
      lines.push("");
    }
    if (groups.some((group) => group.verdicts.some((verdict) => verdict.basis !== undefined)))
      lines.push(
        colors.dim(
          "[derived]: from the catalog's own words, less sure. [by relation]: another requirement's coverage stands for it.",
        ),
        "",
      );
    if (groups.length === 0) lines.push(colors.green("Nothing is open."), "");
    const rows: string[][] = groups
      .filter(() => !gapsOnly)
      .map((group) => countRow(`${group.id} ${group.title}`, group.counts));
    lines.push(
      ...alignTable(
        [
          ["", ...statuses, "total"],
          ...rows,
          countRow("All controls", controls),
          ...(clauses.total > 0 ? [countRow("All clauses", clauses)] : []),
        ],
        [1, 2, 3, 4, 5, 6],
      ),
      "",
    );
    return lines;
  });
}

const countRow = (title: string, counts: Counts): string[] => [
  title,
  ...statuses.map((status) => String(counts[status])),
  String(counts.total),
];

const pointsOf = (verdict: Verdict): string =>
  verdict.points.length > 0 && verdict.status !== "excluded" ? `${statedPoints(verdict)}/${verdict.points.length}` : "";

const documentsOf = (verdict: Verdict, sources: Sources): string =>
  cut(
    verdict.documents.map((uri) => printable(sources.pathOf(uri).split(/[/\\]/).at(-1) ?? "")),
    2,
  );
