import { Command, CommanderError } from "commander";
import type { CliCommand } from "./command.ts";
import { baselineCommand } from "./commands/baseline.ts";
import { checkCommand } from "./commands/check.ts";
import { configCommand } from "./commands/config.ts";
import { coverageCommand } from "./commands/coverage.ts";
import { explainCommand } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { initCommand } from "./commands/init.ts";
import { integrateCommand } from "./commands/integrate.ts";
import { lspCommand } from "./commands/lsp.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { newCommand } from "./commands/new.ts";
import { newRuleCommand } from "./commands/new-rule.ts";
import { reportCommand } from "./commands/report.ts";
import { soaCommand } from "./commands/soa.ts";
import { testCommand } from "./commands/test.ts";
import { type CliContext, exit, UsageError } from "./context.ts";
import { printable } from "./terminal.ts";

/** In the order of the help text. */
const commands: readonly CliCommand[] = [
  checkCommand,
  coverageCommand,
  integrateCommand,
  reportCommand,
  soaCommand,
  exportCommand,
  explainCommand,
  initCommand,
  newCommand,
  migrateCommand,
  newRuleCommand,
  testCommand,
  baselineCommand,
  configCommand,
  lspCommand,
];

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

  for (const add of commands) add(program, context, done);
  program.addHelpText("after", "\nExample:\n  codicil check policies");
  return program;
}
