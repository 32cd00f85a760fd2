import { Option } from "commander";
import type { Finding } from "../../engine/model.ts";
import { createFindingWriter, type Sources } from "../../engine/report-json.ts";
import { reportCoverage, type StandardCoverage } from "../../report/coverage.ts";
import { applyFixes, type FixResult } from "../apply-fixes.ts";
import { type CliCommand, documentCommand, parseCount } from "../command.ts";
import { type CliContext, exit } from "../context.ts";
import { prettyFindings, prettyProblems } from "../format/pretty.ts";
import { countSeverities, coverageSummary, severityLine } from "../format/summary.ts";
import { loadProjects, type Project } from "../projects.ts";
import { type Colors, colorsFor, plural, printable } from "../terminal.ts";

/** `codicil check` */
export const checkCommand: CliCommand = (program, context, done) => {
  documentCommand(
    program,
    "check",
    "Report what is wrong with the documents in some files and folders (here where none is given).",
  )
    .addOption(new Option("--format <format>", "how to print findings").choices(["pretty", "json"]).default("pretty"))
    .option("--fix", "apply the fixes that keep the meaning, and write the files")
    .option("--quiet", "print errors and warnings only, no summary")
    .addOption(new Option("--max-warnings <count>", "how many warnings do not fail the check").argParser(parseCount))
    .addHelpText(
      "after",
      "\nExample:\n  codicil check policies --format json\n\nExit code: 0 nothing that weighs, 1 errors or warnings, 2 the command or codicil.yaml is wrong.",
    )
    .action(async (paths: string[], options: CheckOptions) => done(await check(paths, options, context)));
};

interface CheckOptions {
  readonly format: "pretty" | "json";
  readonly fix?: boolean;
  readonly config?: string;
  readonly today?: string;
  readonly quiet?: boolean;
  readonly maxWarnings?: number;
  readonly color?: boolean;
}

/** Reports findings; the exit code says whether any weighs. */
async function check(paths: readonly string[], options: CheckOptions, context: CliContext): Promise<number> {
  const { terminal } = context;
  const colors = colorsFor(terminal, options.color);
  const { projects, sources } = await loadProjects(
    paths,
    { config: options.config, today: options.today ?? context.today },
    context,
  );
  const fixed: FixResult[] = [];
  if (options.fix) for (const project of projects) fixed.push(...(await applyFixes(project, context.host)));

  const findings = projects.flatMap(selectedFindings);
  const shown = options.quiet
    ? findings.filter(({ severity }) => severity === "error" || severity === "warning")
    : findings;
  const problems = projects.flatMap((project) => project.problems);
  const unreadable = projects.flatMap((project) => project.unreadable);
  const result: Result = { projects, findings: shown, fixed, sources };

  if (options.format === "json") terminal.out(`${JSON.stringify(jsonOf(result, context), undefined, 2)}\n`);
  else writePretty(result, { quiet: options.quiet ?? false, colors }, context);
  if (problems.length > 0) terminal.err(`${prettyProblems(problems, sources, colors).join("\n")}\n`);
  for (const { uri, reason } of unreadable)
    terminal.err(`${printable(sources.pathOf(uri))} cannot be read: ${reason}.\n`);

  if (problems.length > 0 || unreadable.length > 0 || fixed.some((one) => one.failed !== undefined)) return exit.usage;
  const counts = countSeverities(findings);
  return counts.error > 0 || counts.warning > (options.maxWarnings ?? 0) ? exit.findings : exit.clean;
}

interface Result {
  readonly projects: readonly Project[];
  readonly findings: readonly Finding[];
  readonly fixed: readonly FixResult[];
  readonly sources: Sources;
}

/** Findings of the documents that were asked for, and those that stand at no document. */
function selectedFindings({ workspace, selected }: Project): readonly Finding[] {
  return workspace.findings().filter(({ uri }) => selected.has(uri) || workspace.document(uri) === undefined);
}

function countDocuments(projects: readonly Project[]): { documents: number; others: number } {
  const all = projects.flatMap(({ workspace, selected }) =>
    [...selected].flatMap((uri) => workspace.document(uri)?.doc ?? []),
  );
  const documents = all.filter((doc) => doc.classification.isPolicy).length;
  return { documents, others: all.length - documents };
}

function coverageOf({ workspace, config, equipment }: Project): StandardCoverage[] {
  return reportCoverage(workspace.coverage(), equipment.library, config.standards);
}

function writePretty(
  { projects, findings, fixed, sources }: Result,
  { quiet, colors }: { quiet: boolean; colors: Colors },
  context: CliContext,
): void {
  const lines = prettyFindings(findings, sources, colors);
  for (const { uri, mended, failed } of fixed) {
    const what = [...mended].map(([rule, count]) => `${rule}${count > 1 ? ` (${count})` : ""}`).join(", ");
    if (failed === undefined) lines.push(`${colors.green("fixed")} ${printable(sources.pathOf(uri))}: ${what}`);
    else lines.push(`${colors.red("not fixed")} ${printable(sources.pathOf(uri))}: ${failed}`);
  }
  if (!quiet) {
    const { documents, others } = countDocuments(projects);
    if (documents === 0)
      lines.push(others > 0 ? `No policy among ${plural(others, "file")}.` : "No Markdown or YAML files found.");
    else lines.push(severityLine(countSeverities(findings), documents, others, colors));
    for (const project of projects) {
      if (project.workspace.coverage().documents.length === 0) continue;
      if (projects.length > 1)
        lines.push(
          "",
          colors.underline(
            project.config.uri === undefined ? "without configuration" : printable(sources.pathOf(project.config.uri)),
          ),
        );
      else lines.push("");
      lines.push(...coverageSummary(coverageOf(project), colors));
    }
  }
  if (lines.length > 0) context.terminal.out(`${lines.join("\n")}\n`);
}

function jsonOf({ projects, findings, fixed, sources }: Result, context: CliContext): unknown {
  const { documents, others } = countDocuments(projects);
  return {
    version: context.version,
    summary: { documents, otherFiles: others, ...countSeverities(findings) },
    findings: findings.map(createFindingWriter(sources)),
    fixed: fixed.map(({ uri, mended, failed }) => ({
      document: sources.pathOf(uri),
      rules: Object.fromEntries(mended),
      ...(failed === undefined ? {} : { failed }),
    })),
    configurations: projects.map((project) => ({
      ...(project.config.uri === undefined ? {} : { path: sources.pathOf(project.config.uri) }),
      problems: project.problems.map(({ message, span }) => ({ message, offset: span.start })),
      unreadable: project.unreadable.map(({ uri, reason }) => ({ document: sources.pathOf(uri), reason })),
      coverage: coverageOf(project).map(({ standard, controls, clauses }) => ({
        standard: standard.id,
        controls,
        clauses,
      })),
    })),
  };
}
