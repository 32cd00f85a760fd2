import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type CliContext, exit, UsageError } from "./context.ts";
import { check, type CheckOptions } from "./commands/check.ts";
import { coverage, type CoverageOptions } from "./commands/coverage.ts";
import { explain } from "./commands/explain.ts";
import { printable } from "./terminal.ts";

/**
 * Runs the command line.
 * @param args  without the program's name
 * @returns     the exit code: 0 clean, 1 findings, 2 usage, configuration or a fault of the program
 */
export async function run(args: readonly string[], context: CliContext): Promise<number> {
  const { terminal } = context;
  let code: number = exit.clean;
  const program = createProgram(context, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.clean : exit.usage;
    if (error instanceof UsageError) terminal.err(`codicil: ${printable(error.message)}\n`);
    else
      terminal.err(
        `codicil failed; this is a fault of the program: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    return exit.usage;
  }
}

function createProgram(context: CliContext, done: (code: number) => void): Command {
  const { terminal } = context;
  const program = new Command("codicil")
    .description("Lints security and AI policies against ISO/IEC 27001:2022 and ISO/IEC 42001:2023.")
    .version(context.version, "-v, --version")
    .helpCommand(false)
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .showHelpAfterError("Run with --help to see what can be written.")
    .exitOverride();

  const onDocuments = (name: string, summary: string): Command =>
    program
      .command(`${name} [paths...]`)
      .description(summary)
      .option("--config <file>", "use this codicil.yaml instead of the nearest one")
      .addOption(new Option("--today <date>", "judge review dates as of this day").argParser(parseDate))
      .option("--color", "colour the output even where it is no terminal")
      .option("--no-color", "never colour the output");

  onDocuments("check", "Report what is wrong with the documents in some files and folders (here where none is given).")
    .addOption(new Option("--format <format>", "how to print findings").choices(["pretty", "json"]).default("pretty"))
    .option("--fix", "apply the fixes that keep the meaning, and write the files")
    .option("--quiet", "print errors and warnings only, no summary")
    .addOption(new Option("--max-warnings <count>", "how many warnings do not fail the check").argParser(parseCount))
    .addHelpText(
      "after",
      "\nExample:\n  codicil check policies --format json\n\nExit code: 0 nothing that weighs, 1 errors or warnings, 2 the command or codicil.yaml is wrong.",
    )
    .action(async (paths: string[], options: CheckOptions) => done(await check(paths, options, context)));

  onDocuments("coverage", "Show which requirements the documents cover, by theme and objective.")
    .addOption(
      new Option("--format <format>", "how to print the coverage")
        .choices(["table", "json", "markdown", "csv"])
        .default("table"),
    )
    .option("--control <number>", "explain one requirement with the sentences that cover it")
    .option("--gaps", "show only what is neither covered nor excluded")
    .addHelpText("after", "\nExample:\n  codicil coverage policies --control A.8.13")
    .action(async (paths: string[], options: CoverageOptions) => done(await coverage(paths, options, context)));

  program
    .command("explain <id>")
    .description("Say in plain words what a control, clause, consideration or rule asks.")
    .option("--color", "colour the output even where it is no terminal")
    .option("--no-color", "never colour the output")
    .addHelpText("after", "\nExample:\n  codicil explain A.8.13\n  codicil explain structure/missing-section")
    .action((id: string, options: { color?: boolean }) => done(explain(id, options, context)));

  program
    .command("lsp")
    .description("Run the language server for editors.")
    .requiredOption("--stdio", "talk over standard input and output")
    .addHelpText("after", "\nExample:\n  codicil lsp --stdio")
    .action(async () => context.startLanguageServer());

  program.addHelpText("after", "\nExample:\n  codicil check policies");
  return program;
}

function parseDate(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError("Write a date as 2026-11-24.");
}

function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write a number from 0.");
}
