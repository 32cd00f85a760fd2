import { markdownCell } from "../../base/markdown.ts";
import { LineIndex } from "../../base/text.ts";
import type { Sources } from "../../engine/report-json.ts";
import { isStated } from "../../evidence/decide.ts";
import type { Evidence, Verdict } from "../../evidence/model.ts";
import { type Counts, statedPoints, statuses, type StandardCoverage } from "../../report/coverage.ts";
import { csvLines } from "../../report/csv.ts";
import type { Project } from "../projects.ts";

/** Where the statement that an evidence quotes starts: path, line and column from one. */
export function placeOf(
  { uri, statement }: Evidence,
  sources: Sources,
): { document: string; line: number; column: number } {
  const { line, column } = new LineIndex(sources.textOf(uri)).positionAt(statement.start);
  return { document: sources.pathOf(uri), line: line + 1, column: column + 1 };
}

/** Coverage of one configuration's documents as a JSON value, evidence included. */
export function coverageJson(standards: readonly StandardCoverage[], project: Project, sources: Sources): unknown {
  return {
    ...(project.config.uri === undefined ? {} : { configuration: sources.pathOf(project.config.uri) }),
    documents: project.workspace.coverage().documents.map(({ uri }) => sources.pathOf(uri)),
    standards: standards.map(({ standard, controls, clauses, groups }) => ({
      id: standard.id,
      name: standard.name,
      controls,
      clauses,
      groups: groups.map((group) => ({
        id: group.id,
        title: group.title,
        kind: group.kind,
        counts: group.counts,
        requirements: group.verdicts.map((verdict) => verdictJson(verdict, sources)),
      })),
    })),
  };
}

function verdictJson(
  { requirement, status, justification, notAsked, basis, credit, documents, points, references }: Verdict,
  sources: Sources,
): unknown {
  return {
    id: requirement.id,
    number: requirement.number,
    title: requirement.title,
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(basis === undefined ? {} : { basis }),
    ...(credit === undefined
      ? {}
      : { credit: { from: credit.from, relation: credit.relation.type, counts: credit.credit } }),
    ...(notAsked ? { notAsked } : {}),
    documents: documents.map((uri) => sources.pathOf(uri)),
    points: points.map(({ point, strength, evidence }) => ({
      id: point.id,
      says: point.says,
      core: point.core,
      strength: strength ?? null,
      evidence: evidence.map((one) => ({
        ...placeOf(one, sources),
        quote: one.quote,
        signal: one.signal,
        strength: one.strength,
        wording: one.wording,
      })),
    })),
    references: references.map(({ uri, reference }) => ({
      document: sources.pathOf(uri),
      line: new LineIndex(sources.textOf(uri)).positionAt(reference.span.start).line + 1,
    })),
  };
}

/** One row a requirement. */
export function coverageCsv(standards: readonly StandardCoverage[], sources: Sources): string {
  const head = [
    "standard",
    "number",
    "title",
    "kind",
    "group",
    "status",
    "points stated",
    "points",
    "documents",
    "strongest evidence",
    "place",
    "justification",
  ];
  const rows = standards.flatMap(({ standard, groups }) =>
    groups.flatMap((group) =>
      group.verdicts.map((verdict) => {
        const { requirement } = verdict;
        const evidence = strongestOf(verdict);
        const place = evidence && placeOf(evidence, sources);
        return [
          standard.id,
          requirement.number,
          requirement.title,
          requirement.kind,
          group.title,
          verdict.status,
          String(statedPoints(verdict)),
          String(verdict.points.length),
          verdict.documents.map((uri) => sources.pathOf(uri)).join("; "),
          evidence?.quote ?? "",
          place ? `${place.document}:${place.line}` : "",
          verdict.justification ?? "",
        ];
      }),
    ),
  );
  return csvLines([head, ...rows]);
}

/** Tables for a page or a pull request: the counts, then each group. */
export function coverageMarkdown(standards: readonly StandardCoverage[], sources: Sources): string {
  const lines: string[] = [];
  const row = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(" | ")} |`;
  const counts = (title: string, all: Counts): string =>
    row([title, ...statuses.map((status) => String(all[status])), String(all.total)]);
  for (const { standard, controls, clauses, groups } of standards) {
    lines.push(
      `## ${standard.name}`,
      "",
      row(["", ...statuses, "total"]),
      `|---|${"--:|".repeat(statuses.length + 1)}`,
      counts("Controls", controls),
    );
    if (clauses.total > 0) lines.push(counts("Clauses", clauses));
    for (const group of groups) {
      lines.push(
        "",
        `### ${group.id} ${group.title}`,
        "",
        row(["Requirement", "Status", "Points", "Documents"]),
        "|---|---|--:|---|",
      );
      for (const verdict of group.verdicts) {
        const points = verdict.points.length > 0 ? `${statedPoints(verdict)}/${verdict.points.length}` : "";
        lines.push(
          row([
            `${verdict.requirement.number} ${verdict.requirement.title}`,
            verdict.status,
            points,
            verdict.documents.map((uri) => sources.pathOf(uri)).join(", "),
          ]),
        );
      }
    }
    lines.push("");
  }
  return `${lines.join("\n")}\n`;
}

function strongestOf(verdict: Verdict): Evidence | undefined {
  return (
    verdict.points.find((point) => point.point.core && isStated(point.strength))?.evidence[0] ??
    verdict.points.find((point) => isStated(point.strength))?.evidence[0]
  );
}
