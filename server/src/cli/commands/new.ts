import path from "node:path";
import { Option } from "commander";
import type { Library } from "../../catalog/library.ts";
import { loadConfig } from "../../engine/config-load.ts";
import { didYouMean } from "../../engine/suggest.ts";
import { uriOf } from "../../host/node.ts";
import { draftWithoutFindings } from "../../report/finish-draft.ts";
import { isAiInScope } from "../../engine/scope.ts";
import { type CliCommand, outputOption, parseDate } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { putOut } from "../output.ts";

/** `codicil new` */
export const newCommand: CliCommand = (program, context, done) => {
  program
    .command("new [type]")
    .description("Write a complete document of a type, with the clauses it is expected to hold.")
    .addOption(
      new Option("--format <format>", "format of the document; by the file's ending where left out").choices([
        "markdown",
        "yaml",
      ]),
    )
    .option("--title <title>", "title of the document")
    .addOption(outputOption("write into this file instead of printing; a file that is there is never replaced"))
    .option("--list", "list the types")
    .addOption(new Option("--today <date>", "date of the draft").argParser(parseDate))
    .addHelpText("after", "\nExample:\n  codicil new backup-policy --output policies/backup-policy.md")
    .action(async (type: string | undefined, options: NewOptions) => done(await create(type, options, context)));
};

interface NewOptions {
  readonly format?: "markdown" | "yaml";
  readonly title?: string;
  readonly output?: string;
  readonly list?: boolean;
  readonly today?: string;
}

async function create(type: string | undefined, options: NewOptions, context: CliContext): Promise<number> {
  const { terminal } = context;
  const common = context.knowledge();
  const { library } = common;
  if (options.list === true) {
    terminal.out(listOf(library));
    return exit.clean;
  }
  if (type === undefined) throw new UsageError("Name the type of the document; --list shows the types.");
  const format = options.format ?? formatOf(options.output);
  const draft = draftWithoutFindings(common, {
    type,
    format,
    today: options.today ?? context.today,
    ...(options.title === undefined ? {} : { title: options.title }),
    ...(await scopeOf(options.output, context)),
  });
  if (!draft) {
    const ids = library.data.documentTypes.map((one) => one.id);
    throw new UsageError(`There is no document type “${type}”.${didYouMean(type, ids)} --list shows all.`);
  }
  await putOut(draft.text, options.output, context, false);
  return exit.clean;
}

/**
 * The format that a file's ending stands for; Markdown without a file.
 * @throws UsageError where no check would read the file
 */
function formatOf(file: string | undefined): "markdown" | "yaml" {
  if (file === undefined || /\.(?:md|markdown)$/i.test(file)) return "markdown";
  if (/\.ya?ml$/i.test(file)) return "yaml";
  throw new UsageError(`“${file}” ends neither in .md nor in .yaml: say with --format which of the two it is to be.`);
}

/** Standards and AI as the configuration says that will hold the document. */
async function scopeOf(
  output: string | undefined,
  context: CliContext,
): Promise<{ standards: readonly string[]; aiInScope: boolean }> {
  const { host, terminal } = context;
  const folder = path.dirname(path.resolve(terminal.cwd, output ?? "document.md"));
  const uri = await host.configAbove(uriOf(folder));
  const { config, equipment } = await loadConfig(uri, host, context.knowledge());
  return { standards: config.standards, aiInScope: isAiInScope(config, equipment.library) };
}

function listOf(library: Library): string {
  const types = library.data.documentTypes;
  const width = Math.max(...types.map((type) => type.id.length));
  return types.map((type) => `${type.id.padEnd(width)}  ${type.title} (${type.kind})\n`).join("");
}
