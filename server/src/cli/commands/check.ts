import { Option } from "commander";
import type { Severity } from "../../rules/rule.ts";
import { applyFixes, type FixResult } from "../apply-fixes.ts";
import { type CheckReport, reportCheck } from "../check-report.ts";
import { type CliCommand, documentCommand, outputOption, parseCount } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { openRepository } from "../git.ts";
import { prettyProblems } from "../format/pretty.ts";
import { formatNames, type Output, readOutputs, writeOutputs } from "../outputs.ts";
import { type Loaded, loadProjects, type ProjectOptions } from "../projects.ts";
import { colorsFor, printable } from "../terminal.ts";
import { withText } from "../text-host.ts";
import { uriOf } from "../../host/node.ts";
import { watchProjects } from "../watch.ts";

/** `codicil check` */
export const checkCommand: CliCommand = (program, context, done) => {
  documentCommand(program, "check", "Report what is wrong with the documents in some files and folders.")
    .addOption(
      new Option(
        "--format <format>",
        `how to show findings: ${formatNames.join(", ")}; with a file to write, as in sarif=out.sarif; can be given several times`,
      )
        .argParser((one: string, before: readonly string[]) => [...before, one])
        .default([], "pretty"),
    )
    .addOption(outputOption("write the format that names no file to this one"))
    .option("--fix", "apply the fixes that keep the meaning, and write the files")
    .option("--quiet", "show errors and warnings only, no summary")
    .addOption(
      new Option("--fail-on <severity>", "what makes the check fail: errors alone, warnings too, or nothing")
        .choices(["error", "warning", "never"])
        .default("warning"),
    )
    .addOption(new Option("--max-warnings <count>", "how many warnings do not fail the check").argParser(parseCount))
    .option("--changed [base]", "report only documents that differ from where this branch left its base (main)")
    .option("--stdin-filename <file>", "check the text on standard input as if it were this file")
    .option("--no-baseline", "show what codicil-baseline.json holds, too")
    .option("--watch", "stay, and check again whenever a document changes")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  codicil check policies",
        "  codicil check --format pretty --format sarif=codicil.sarif",
        "  codicil check --changed=origin/main --fail-on error",
        "  codicil check --stdin-filename policies/backup-policy.md < draft.md",
        "",
        "Exit code: 0 nothing that fails the check, 1 errors or warnings, 2 the command or codicil.yaml is wrong.",
      ].join("\n"),
    )
    .action(async (paths: string[], options: CheckOptions) => done(await check(paths, options, context)));
};

interface CheckOptions {
  readonly format: readonly string[];
  readonly output?: string;
  readonly fix?: boolean;
  readonly config?: string;
  readonly today?: string;
  readonly quiet?: boolean;
  readonly failOn: "error" | "warning" | "never";
  readonly maxWarnings?: number;
  readonly changed?: true | string;
  readonly stdinFilename?: string;
  readonly baseline: boolean;
  readonly watch?: boolean;
  readonly color?: boolean;
}

/** Reports findings; the exit code says whether any weighs. */
async function check(paths: readonly string[], options: CheckOptions, context: CliContext): Promise<number> {
  refuseContradictions(paths, options);
  const outputs = readOutputs(options.format, options.output);
  const { config, today = context.today, baseline, quiet = false } = options;
  const projectOptions: ProjectOptions = { config, today, baseline };
  const write = (report: CheckReport): Promise<void> => show(report, outputs, options, context);

  if (options.watch) {
    return watchProjects(
      () => loadProjects(paths, projectOptions, context),
      async (loaded) => write(await reportCheck(loaded, { quiet }, context)),
      context,
    );
  }
  if (options.stdinFilename !== undefined) {
    const file = options.stdinFilename;
    const uri = await context.host.locate(file, context.terminal.cwd);
    const host = withText(context.host, { uri, version: 0, text: await context.terminal.input() });
    const report = await reportCheck(
      await loadProjects([file], { ...projectOptions, host }, context),
      { quiet },
      context,
    );
    await write(report);
    return exitCodeOf(report, options);
  }
  const only = options.changed === undefined ? undefined : await changedDocuments(options.changed, context);
  const loaded = await loadProjects(paths, projectOptions, context);
  const fixed = options.fix ? await fixAll(loaded, only, context) : [];
  const report = await reportCheck(loaded, { quiet, fixed, only }, context);
  await write(report);
  return exitCodeOf(report, options);
}

function refuseContradictions(paths: readonly string[], options: CheckOptions): void {
  const { stdinFilename, changed, watch, fix } = options;
  const given = Object.entries({
    "--stdin-filename": stdinFilename,
    "--changed": changed,
    "--watch": watch,
    "--fix": fix,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  const [first, second] = given;
  if (second !== undefined && given.join(" ") !== "--changed --fix")
    throw new UsageError(`${first ?? ""} and ${second} do not go together.`);
  if (stdinFilename !== undefined && paths.length > 0)
    throw new UsageError("With --stdin-filename the text is the only document: leave out other paths.");
}

/** Uris of the documents that this branch touches. */
async function changedDocuments(base: true | string, { terminal, host }: CliContext): Promise<ReadonlySet<string>> {
  const repository = await openRepository(terminal.cwd);
  const isPath = base !== true && (await host.exists(await host.locate(base, terminal.cwd)));
  if (isPath && !(await repository.has(base)))
    throw new UsageError(
      `“${printable(base)}” is a path and no commit: write codicil check ${printable(base)} --changed, or --changed=<base>.`,
    );
  const files = await repository.changedSince(await repository.baseOf(base === true ? undefined : base));
  return new Set(files.map(uriOf));
}

async function fixAll(
  { projects }: Loaded,
  only: ReadonlySet<string> | undefined,
  context: CliContext,
): Promise<FixResult[]> {
  const results: FixResult[] = [];
  for (const project of projects) {
    const selected = new Set([...project.selected].filter((uri) => only?.has(uri) ?? true));
    results.push(...(await applyFixes({ ...project, selected }, context.host)));
  }
  return results;
}

/** Writes every output; what keeps the check from being whole goes to standard error. */
async function show(
  report: CheckReport,
  outputs: readonly Output[],
  { color }: CheckOptions,
  context: CliContext,
): Promise<void> {
  const { terminal } = context;
  const { problems, unreadable, sources } = report;
  await writeOutputs(report, outputs, color, context);
  if (problems.length > 0)
    terminal.err(`${prettyProblems(problems, sources, colorsFor(terminal, color)).join("\n")}\n`);
  for (const { uri, reason } of unreadable)
    terminal.err(`${printable(sources.pathOf(uri))} cannot be read: ${reason}.\n`);
}

function exitCodeOf({ problems, unreadable, fixed, counts }: CheckReport, options: CheckOptions): number {
  if (problems.length > 0 || unreadable.length > 0 || fixed.some((one) => one.failed !== undefined)) return exit.usage;
  const { failOn, maxWarnings = 0 } = options;
  const failing: Readonly<Record<typeof failOn, (severity: Severity) => boolean>> = {
    error: (severity) => severity === "error" && counts.error > 0,
    warning: (severity) => counts[severity] > (severity === "warning" ? maxWarnings : 0),
    never: () => false,
  };
  const fails = failing[failOn];
  return fails("error") || fails("warning") ? exit.findings : exit.clean;
}
