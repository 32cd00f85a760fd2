import { Option } from "commander";
import type { RequirementId } from "../../catalog/model.ts";
import { type CliCommand, documentCommand } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { coverageCsv, coverageJson, coverageMarkdown } from "../format/coverage-data.ts";
import { diffCoverage } from "../diff-coverage.ts";
import { coverageTable } from "../format/coverage-table.ts";
import { explainVerdict } from "../format/verdict.ts";
import { prettyProblems } from "../format/pretty.ts";
import { findRequirements, requireRequirements } from "../lookup.ts";
import { warnOfNoPolicy } from "../output.ts";
import { loadProjects, type Project } from "../projects.ts";
import { colorsFor, printable } from "../terminal.ts";
import { isOpen, reportCoverage, type StandardCoverage } from "../../report/coverage.ts";

/** `codicil coverage` */
export const coverageCommand: CliCommand = (program, context, done) => {
  documentCommand(program, "coverage", "Show which requirements the documents cover, by theme and objective.")
    .addOption(
      new Option("--format <format>", "how to print the coverage")
        .choices(["table", "json", "markdown", "csv"])
        .default("table"),
    )
    .option("--control <number>", "explain one requirement with the sentences that cover it")
    .option("--gaps", "show only what is neither covered nor excluded")
    .option("--diff <base>", "show what this branch changes, compared with where it left a branch, tag or commit")
    .addOption(
      new Option(
        "--fail-on <change>",
        "with --diff, what fails: a requirement that lost coverage (as where left out), or that only says less",
      ).choices(["lost", "weaker", "never"]),
    )
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  codicil coverage policies --control A.8.13",
        "  codicil coverage --diff main --format markdown",
        "",
        "Exit code: 0; with --diff 1 where a requirement lost coverage; 2 the command or codicil.yaml is wrong.",
      ].join("\n"),
    )
    .action(async (paths: string[], options: CoverageOptions) => done(await coverage(paths, options, context)));
};

interface CoverageOptions {
  readonly format: "table" | "json" | "markdown" | "csv";
  readonly control?: string;
  readonly gaps?: boolean;
  readonly diff?: string;
  readonly failOn?: "lost" | "weaker" | "never";
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
}

/** What the documents cover, by theme and objective; never fails because of gaps, only because of losses. */
async function coverage(paths: readonly string[], options: CoverageOptions, context: CliContext): Promise<number> {
  const { diff, failOn } = options;
  if (diff !== undefined) return diffCoverage(paths, { ...options, base: diff, failOn: failOn ?? "lost" }, context);
  if (failOn !== undefined)
    throw new UsageError("--fail-on judges what a branch changes: name what to compare with, as in --diff main.");
  const { terminal } = context;
  const colors = colorsFor(terminal, options.color);
  const { projects, sources } = await loadProjects(
    paths,
    { config: options.config, today: options.today ?? context.today },
    context,
  );
  const chosen = projects.filter((project) => project.workspace.coverage().documents.length > 0);
  const used = chosen.length > 0 ? chosen : projects;
  const numbers =
    options.control === undefined
      ? undefined
      : new Set(projects.flatMap((project) => idsNamed(options.control ?? "", project, projects)));

  const reports = used.map((project) => {
    const standards = reportCoverage(project.workspace.coverage(), project.equipment.library, project.config.standards);
    return {
      project,
      standards: standards.map((standard) =>
        filterGroups(standard, (id) => numbers?.has(id) ?? true, options.gaps ?? false),
      ),
    };
  });
  switch (options.format) {
    case "json":
      terminal.out(
        `${JSON.stringify(
          reports.map(({ project, standards }) => coverageJson(standards, project, sources)),
          undefined,
          2,
        )}\n`,
      );
      break;
    case "csv":
      terminal.out(
        coverageCsv(
          reports.flatMap(({ standards }) => standards),
          sources,
        ),
      );
      break;
    case "markdown":
      terminal.out(reports.map(({ standards }) => coverageMarkdown(standards, sources)).join("\n"));
      break;
    case "table":
      for (const { project, standards } of reports) {
        if (reports.length > 1)
          terminal.out(
            `${colors.underline(project.config.uri === undefined ? "without configuration" : printable(sources.pathOf(project.config.uri)))}\n\n`,
          );
        const lines = numbers
          ? standards.flatMap((standard) =>
              standard.groups.flatMap((group) =>
                group.verdicts.flatMap((verdict) =>
                  explainVerdict(verdict, project.equipment.library, project.config.standards, sources, colors),
                ),
              ),
            )
          : coverageTable(standards, options.gaps ?? false, sources, colors);
        terminal.out(`${lines.join("\n")}\n`);
      }
  }
  warnOfNoPolicy(projects, terminal);
  const problems = projects.flatMap((project) => project.problems);
  const unreadable = projects.flatMap((project) => project.unreadable);
  if (problems.length > 0) terminal.err(`${prettyProblems(problems, sources, colors).join("\n")}\n`);
  for (const { uri, reason } of unreadable)
    terminal.err(`${printable(sources.pathOf(uri))} cannot be read: ${reason}.\n`);
  return problems.length + unreadable.length > 0 ? exit.usage : exit.clean;
}

/** Requirements that a reader's writing names in a project; where no project has it, that is an error. */
function idsNamed(written: string, { config, equipment }: Project, all: readonly Project[]): RequirementId[] {
  const found = findRequirements(written, equipment.library, config.standards);
  const isElsewhere = all.some(
    (other) => findRequirements(written, other.equipment.library, other.config.standards).length > 0,
  );
  const needed =
    found.length > 0 || isElsewhere ? found : requireRequirements(written, equipment.library, config.standards);
  return needed.map((requirement) => requirement.id);
}

/** The groups that hold wanted verdicts; counts stay those of the whole. */
function filterGroups(
  standard: StandardCoverage,
  isWanted: (id: string) => boolean,
  gapsOnly: boolean,
): StandardCoverage {
  const groups = standard.groups
    .map((group) => ({
      ...group,
      verdicts: group.verdicts.filter((verdict) => isWanted(verdict.requirement.id) && (!gapsOnly || isOpen(verdict))),
    }))
    .filter((group) => group.verdicts.length > 0);
  return { ...standard, groups };
}
