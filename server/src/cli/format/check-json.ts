import { createFindingWriter } from "../../engine/report-json.ts";
import { reportCoverage } from "../../report/coverage.ts";
import type { CheckReport } from "../check-report.ts";

/** A check for programs; `server/schemas/check-report.schema.json` describes it. */
export function checkJson(report: CheckReport): string {
  const { projects, findings, fixed, sources, documents, otherFiles, counts, baseline, version } = report;
  const value = {
    version,
    summary: { documents: documents.length, otherFiles, ...counts },
    baseline,
    findings: findings.map(createFindingWriter(sources)),
    fixed: fixed.map(({ uri, mended, failed }) => ({
      document: sources.pathOf(uri),
      rules: Object.fromEntries(mended),
      ...(failed === undefined ? {} : { failed }),
    })),
    configurations: projects.map((project) => ({
      ...(project.config.uri === undefined ? {} : { path: sources.pathOf(project.config.uri) }),
      problems: project.problems.map(({ uri, message, span }) => ({
        document: sources.pathOf(uri),
        message,
        offset: span.start,
      })),
      unreadable: project.unreadable.map(({ uri, reason }) => ({ document: sources.pathOf(uri), reason })),
      coverage: reportCoverage(project.workspace.coverage(), project.equipment.library, project.config.standards).map(
        ({ standard, controls, clauses }) => ({ standard: standard.id, controls, clauses }),
      ),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
