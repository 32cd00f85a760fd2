import { writeFile } from "node:fs/promises";
import { type BaselineCounts, countFindings, shrinkBaseline, sumCounts, writeBaseline } from "../../engine/baseline.ts";
import { fileOf } from "../../host/node.ts";
import { type CliCommand, documentCommand } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { prettyProblems } from "../format/pretty.ts";
import { loadProjects } from "../projects.ts";
import { colorsFor, plural, printable } from "../terminal.ts";

/** `codicil baseline` */
export const baselineCommand: CliCommand = (program, context, done) => {
  documentCommand(
    program,
    "baseline",
    "Record today's findings beside codicil.yaml, so that checks report only what is worse.",
  )
    .option("--shrink", "take out of a baseline what was mended, and add nothing")
    .option("--update", "write a baseline anew: all that is found today is accepted")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  codicil baseline",
        "  codicil baseline --shrink",
        "",
        "The baseline holds how many findings each rule has in each document. Commit it. Where a document has more findings of",
        "a rule than that, codicil check shows all of them; codicil check --no-baseline shows everything.",
      ].join("\n"),
    )
    .action(async (paths: string[], options: BaselineOptions) => done(await baseline(paths, options, context)));
};

interface BaselineOptions {
  readonly shrink?: boolean;
  readonly update?: boolean;
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
}

async function baseline(paths: readonly string[], options: BaselineOptions, context: CliContext): Promise<number> {
  const { terminal } = context;
  if (options.shrink && options.update) throw new UsageError("--shrink and --update do not go together.");
  const { projects, sources } = await loadProjects(
    paths,
    { config: options.config, today: options.today ?? context.today, baseline: false },
    context,
  );
  const configured = projects.filter(({ loaded }) => loaded.baselineUri !== undefined);
  if (configured.length === 0)
    throw new UsageError(
      "A baseline stands beside codicil.yaml, and there is none here or above: make one first, it can be empty.",
    );
  const problems = configured.flatMap((project) =>
    project.problems.filter(({ uri }) => uri !== project.loaded.baselineUri),
  );
  if (problems.length > 0) {
    terminal.err(`${prettyProblems(problems, sources, colorsFor(terminal, options.color)).join("\n")}\n`);
    return exit.usage;
  }
  for (const project of configured) {
    const uri = project.loaded.baselineUri ?? "";
    const now = countFindings(project.workspace.findings(), project.config);
    const before = project.loaded.config.baseline?.counts;
    const after = nextCounts(before, now, await context.host.exists(uri), options, sources.pathOf(uri));
    await write(fileOf(uri), writeBaseline(after));
    terminal.out(`${summaryOf(printable(sources.pathOf(uri)), before, after)}\n`);
  }
  return exit.clean;
}

/** @throws UsageError where a baseline would be overwritten without having been asked for */
function nextCounts(
  before: BaselineCounts | undefined,
  now: BaselineCounts,
  exists: boolean,
  { shrink, update }: BaselineOptions,
  name: string,
): BaselineCounts {
  if (shrink) {
    if (before) return shrinkBaseline(before, now);
    throw new UsageError(
      exists
        ? `“${name}” cannot be read, so it cannot shrink. Write it anew with codicil baseline --update.`
        : "There is no baseline to shrink yet: record one with codicil baseline.",
    );
  }
  if (exists && !update)
    throw new UsageError(
      `“${name}” is there already. Take out what was mended with --shrink, or accept all that is found today with --update.`,
    );
  return now;
}

function summaryOf(name: string, before: BaselineCounts | undefined, after: BaselineCounts): string {
  const held = `${name} holds ${plural(sumCounts(after), "finding")} in ${plural(after.size, "document")}`;
  return before ? `${held}; it held ${sumCounts(before)} before.` : `${held}.`;
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`“${printable(file)}” cannot be written: ${code ?? message}.`);
  }
}
