import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CheckReport } from "./check-report.ts";
import { type CliContext, UsageError } from "./context.ts";
import { checkCheckstyle } from "./format/checkstyle.ts";
import { checkCompact } from "./format/compact.ts";
import { checkGithub } from "./format/github.ts";
import { checkGitlab } from "./format/gitlab.ts";
import { checkJson } from "./format/check-json.ts";
import { checkJunit } from "./format/junit.ts";
import { checkPretty } from "./format/check-pretty.ts";
import { checkSarif } from "./format/sarif.ts";
import { severityLine } from "./format/summary.ts";
import { type Colors, colorsFor, printable } from "./terminal.ts";
import { didYouMean } from "../engine/suggest.ts";

const formats = {
  pretty: checkPretty,
  compact: checkCompact,
  json: checkJson,
  sarif: checkSarif,
  github: checkGithub,
  gitlab: checkGitlab,
  junit: checkJunit,
  checkstyle: checkCheckstyle,
} satisfies Readonly<Record<string, (report: CheckReport, colors: Colors) => string>>;

type FormatName = keyof typeof formats;

/** Names of the formats of `codicil check`, in the order of the help text. */
export const formatNames = Object.keys(formats) as FormatName[];

/** A format with where it goes: a file, or standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/**
 * Outputs as `--format` and `--output` name them: `--format sarif=out.sarif` writes a file, `--format pretty` prints, and
 * `--output` is the file of the one format that names none.
 * @throws UsageError where a format is unknown, or two would be printed at once
 */
export function readOutputs(written: readonly string[], output: string | undefined): readonly Output[] {
  const outputs = (written.length > 0 ? written : ["pretty"]).map((one): Output => {
    const equals = one.indexOf("=");
    const name = equals < 0 ? one : one.slice(0, equals);
    const file = equals < 0 ? undefined : one.slice(equals + 1);
    if (!isFormat(name))
      throw new UsageError(
        `There is no format “${name}”: write one of ${formatNames.join(", ")}.${didYouMean(name, formatNames)}`,
      );
    if (file === "") throw new UsageError(`Name the file after “${name}=”.`);
    return { format: name, file };
  });
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1)
    throw new UsageError(
      `Only one format can be printed: give the others a file, as in --format ${printed[1]?.format ?? ""}=report.`,
    );
  if (output === undefined) return outputs;
  if (printed.length === 0) throw new UsageError("--output has nothing to write: each format names its own file.");
  return outputs.map((one) => (one.file === undefined ? { ...one, file: output } : one));
}

/**
 * Writes a report in every format that was asked for. Folders of a file are made.
 * @throws UsageError where a file cannot be written
 */
export async function writeOutputs(
  report: CheckReport,
  outputs: readonly Output[],
  color: boolean | undefined,
  { terminal }: CliContext,
): Promise<void> {
  for (const { format, file } of outputs) {
    const colors = colorsFor(file === undefined ? terminal : { ...terminal, isTerminal: false }, color);
    const text = formats[format](report, colors);
    if (file === undefined) {
      terminal.out(text);
      continue;
    }
    const target = path.resolve(terminal.cwd, file);
    try {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, text);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new UsageError(`“${printable(file)}” cannot be written: ${code ?? message}.`);
    }
  }
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [printable(file)]));
  // Where nothing is printed, a reader still wants to know what happened.
  if (files.length === outputs.length && !report.quiet) {
    const { counts, documents, otherFiles } = report;
    const summary = severityLine(counts, documents.length, otherFiles, colorsFor(terminal, color));
    terminal.out(`${summary}; written to ${files.join(", ")}\n`);
  }
}

const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name);
