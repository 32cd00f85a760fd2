import { Option } from "commander";
import { LineIndex } from "../../base/text.ts";
import type { Sources } from "../../engine/report-json.ts";
import { integrationView, type IntegrationView } from "../../report/integration.ts";
import { type IntegrationAsRead, integrationAsRead, withoutUris } from "../../report/integration-as-read.ts";
import { integrationMarkdown } from "../../report/integration-markdown.ts";
import { type CliCommand, documentCommand } from "../command.ts";
import { type CliContext, exit } from "../context.ts";
import { integrationTable } from "../format/integration-table.ts";
import { prettyProblems } from "../format/pretty.ts";
import { warnOfNoPolicy } from "../output.ts";
import { loadProjects, type Project } from "../projects.ts";
import { colorsFor, printable } from "../terminal.ts";

/** `codicil integrate` */
export const integrateCommand: CliCommand = (program, context, done) => {
  documentCommand(
    program,
    "integrate",
    "Show what the two management systems can share, and plan how to bring them together.",
  )
    .addOption(
      new Option("--format <format>", "how to print it").choices(["table", "json", "markdown"]).default("table"),
    )
    .addHelpText("after", "\nExample:\n  codicil integrate policies")
    .action(async (paths: string[], options: IntegrateOptions) => done(await integrate(paths, options, context)));
};

interface IntegrateOptions {
  readonly format: "table" | "json" | "markdown";
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
}

/** What to merge, extend, write and keep apart; never fails because of what is left to do. */
async function integrate(paths: readonly string[], options: IntegrateOptions, context: CliContext): Promise<number> {
  const { terminal } = context;
  const colors = colorsFor(terminal, options.color);
  const today = options.today ?? context.today;
  const { projects, sources } = await loadProjects(paths, { config: options.config, today }, context);
  const chosen = projects.filter((project) => project.workspace.coverage().documents.length > 0);
  const views = (chosen.length > 0 ? chosen : projects).map((project) => ({
    project,
    view: integrationView(
      project.workspace.coverage(),
      project.equipment.library,
      project.workspace.findings(),
      project.config.ai.used,
    ),
  }));
  switch (options.format) {
    case "json":
      terminal.out(
        `${JSON.stringify(
          views.map(({ project: { config }, view }) => ({
            ...(config.uri === undefined ? {} : { configuration: sources.pathOf(config.uri) }),
            ...asRead(view, sources),
          })),
          withoutUris,
          2,
        )}\n`,
      );
      break;
    case "markdown":
      terminal.out(views.map(({ view }) => integrationMarkdown(asRead(view, sources))).join("\n"));
      break;
    case "table":
      for (const { project, view } of views) {
        if (views.length > 1) terminal.out(`${colors.underline(titleOf(project, sources))}\n\n`);
        terminal.out(`${integrationTable(view, sources, colors).join("\n")}\n`);
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

const titleOf = ({ config }: Project, sources: Sources): string =>
  config.uri === undefined ? "without configuration" : printable(sources.pathOf(config.uri));

function asRead(view: IntegrationView, sources: Sources): IntegrationAsRead {
  const indices = new Map<string, LineIndex>();
  return integrationAsRead(
    view,
    (uri) => sources.pathOf(uri),
    (uri, offset) => {
      const index = indices.get(uri) ?? new LineIndex(sources.textOf(uri));
      indices.set(uri, index);
      return index.positionAt(offset).line + 1;
    },
  );
}
