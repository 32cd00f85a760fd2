import { Option } from "commander";
import { buildSoa, type Soa } from "../../report/soa.ts";
import { soaCsv, soaMarkdown } from "../../report/soa-text.ts";
import { soaWorkbook } from "../../report/spreadsheet.ts";
import { checkStatement, openDecisions } from "../check-statement.ts";
import { type CliCommand, documentCommand, outputOption } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { prettyProblems } from "../format/pretty.ts";
import { onlyProject, putOut, warnOfNoPolicy } from "../output.ts";
import { loadProjects } from "../projects.ts";
import { colorsFor, plural, printable } from "../terminal.ts";

/** `codicil soa` */
export const soaCommand: CliCommand = (program, context, done) => {
  documentCommand(program, "soa", "Write the Statement of Applicability, or check the one you keep.")
    .addOption(
      new Option("--format <format>", "how to write the statement")
        .choices(["markdown", "csv", "xlsx"])
        .default("markdown"),
    )
    .addOption(outputOption())
    .option(
      "--check [file]",
      "compare a statement (Markdown, YAML or CSV) with the decisions and the documents; without a file those in the workspace",
    )
    .addHelpText("after", "\nExamples:\n  codicil soa --format xlsx --output soa.xlsx\n  codicil soa --check soa.csv")
    .action(async (paths: string[], options: SoaOptions) => done(await soa(paths, options, context)));
};

interface SoaOptions {
  readonly format: "markdown" | "csv" | "xlsx";
  readonly output?: string;
  readonly check?: string | true;
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
}

async function soa(paths: readonly string[], options: SoaOptions, context: CliContext): Promise<number> {
  const { terminal } = context;
  const colors = colorsFor(terminal, options.color);
  if (options.format === "xlsx" && options.output === undefined && options.check === undefined)
    throw new UsageError("A workbook cannot be printed: name a file with --output.");
  const today = options.today ?? context.today;
  const { projects, sources } = await loadProjects(paths, { config: options.config, today }, context);
  const project = onlyProject(projects);
  warnOfNoPolicy(projects, terminal);
  if (project.problems.length > 0) {
    terminal.err(`${prettyProblems(project.problems, sources, colors).join("\n")}\n`);
    return exit.usage;
  }
  const { library } = project.equipment;
  const source = { library, workspace: project.workspace, today, pathOf: (uri: string) => sources.pathOf(uri) };
  if (options.check === undefined) {
    await putOut(await write(buildSoa(source), options.format), options.output, context);
    return exit.clean;
  }
  const { findings, checked } = await checkStatement(
    options.check === true ? undefined : options.check,
    project,
    context,
  );
  const open = checked.length === 0 ? openDecisions(buildSoa(source)) : [];
  for (const { place, message, rule } of findings)
    terminal.out(`${printable(place)}: ${printable(message)} ${colors.dim(rule)}\n`);
  for (const message of open) terminal.out(`${printable(message)}\n`);
  const found = findings.length + open.length;
  terminal.out(
    `${found === 0 ? `No ${checked.length === 0 ? "open questions" : "contradictions"}` : plural(found, checked.length === 0 ? "open question" : "contradiction")} in ${checked.length === 0 ? "the decisions of the configuration; there is no statement in the workspace" : checked.map((uri) => printable(sources.pathOf(uri))).join(", ")}.\n`,
  );
  return found === 0 ? exit.clean : exit.findings;
}

async function write(statement: Soa, format: SoaOptions["format"]): Promise<string | Uint8Array> {
  switch (format) {
    case "markdown":
      return soaMarkdown(statement);
    case "csv":
      return soaCsv(statement);
    case "xlsx":
      return soaWorkbook(statement);
  }
}
