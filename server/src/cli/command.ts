import { type Command, InvalidArgumentError, Option } from "commander";
import type { CliContext } from "./context.ts";

/**
 * Adds one command to the program, with its options, an example, and what it runs.
 * @param done  takes the exit code
 */
export type CliCommand = (program: Command, context: CliContext, done: (code: number) => void) => void;

/** A command that reads the documents in some files and folders. */
export function documentCommand(program: Command, name: string, summary: string): Command {
  return withColor(
    program
      .command(name)
      .description(summary)
      .argument("[paths...]", "files, folders and globs; this folder where left out"),
  )
    .option("--config <file>", "use this codicil.yaml instead of the nearest one")
    .addOption(new Option("--today <date>", "judge review dates and exceptions as of this day").argParser(parseDate));
}

export function withColor(command: Command): Command {
  return command
    .option("--color", "colour the output even where it is no terminal")
    .option("--no-color", "never colour the output");
}

/** Where a command's result goes; written alike for all commands. */
export const outputOption = (description = "write into this file instead of printing"): Option =>
  new Option("-o, --output <file>", description);

export function parseDate(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError("Write a date as 2026-11-24.");
}

export function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write a number from 0.");
}
