import path from "node:path";
import { Option } from "commander";
import { folderOf } from "../../engine/globs.ts";
import { fileOf, uriOf } from "../../host/node.ts";
import { buildReport, type CoverageReport } from "../../report/report.ts";
import { reportHtml } from "../../report/report-html.ts";
import { reportJson, reportMarkdown } from "../../report/report-text.ts";
import { type CliCommand, documentCommand, outputOption } from "../command.ts";
import { type CliContext, exit } from "../context.ts";
import { prettyProblems } from "../format/pretty.ts";
import { onlyProject, putOut, warnOfNoPolicy } from "../output.ts";
import { loadProjects } from "../projects.ts";
import { colorsFor } from "../terminal.ts";

/** `codicil report` */
export const reportCommand: CliCommand = (program, context, done) => {
  documentCommand(
    program,
    "report",
    "Write a coverage report with gaps, owners and the sentences that cover each requirement.",
  )
    .addOption(
      new Option("--format <format>", "how to write the report").choices(["html", "markdown", "json"]).default("html"),
    )
    .addOption(outputOption())
    .addHelpText("after", "\nExample:\n  codicil report policies --output coverage.html")
    .action(async (paths: string[], options: ReportOptions) => done(await report(paths, options, context)));
};

interface ReportOptions {
  readonly format: "html" | "markdown" | "json";
  readonly output?: string;
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
}

async function report(paths: readonly string[], options: ReportOptions, context: CliContext): Promise<number> {
  const { terminal } = context;
  const today = options.today ?? context.today;
  const { projects, sources, targets } = await loadProjects(paths, { config: options.config, today }, context);
  const { workspace, config, problems, equipment } = onlyProject(projects);
  const folder = config.uri === undefined ? fileOf(targets[0] ?? uriOf(terminal.cwd)) : fileOf(folderOf(config.uri));
  const source = {
    library: equipment.library,
    workspace,
    today,
    pathOf: (uri: string) => sources.pathOf(uri),
  };
  const built = buildReport(source, {
    version: context.version,
    commit: await context.host.commit?.(uriOf(folder)),
    subject: path.basename(folder),
  });
  warnOfNoPolicy(projects, terminal);
  await putOut(write(built, options.format), options.output, context);
  if (problems.length === 0) return exit.clean;
  terminal.err(`${prettyProblems(problems, sources, colorsFor(terminal, options.color)).join("\n")}\n`);
  return exit.usage;
}

/** The page's only style is its own: the nonce need not be secret, it only has to be there. */
const nonce = "codicil";

function write(built: CoverageReport, format: ReportOptions["format"]): string {
  switch (format) {
    case "html":
      return reportHtml(built, { nonce });
    case "markdown":
      return reportMarkdown(built);
    case "json":
      return reportJson(built);
  }
}
