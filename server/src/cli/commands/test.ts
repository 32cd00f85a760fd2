import { type ExampleResult, runExamples } from "../../engine/rule-files/examples.ts";
import { ruleSettings } from "../../engine/rule-settings.ts";
import { fileOf } from "../../host/node.ts";
import { type CliCommand, withColor } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { prettyProblems } from "../format/pretty.ts";
import { display, loadedHere } from "../projects.ts";
import { type Colors, colorsFor, plural, printable } from "../terminal.ts";

/** `codicil test` */
export const testCommand: CliCommand = (program, context, done) => {
  withColor(
    program.command("test [rules...]").description("Run the examples of your own rules, all or those named by id."),
  )
    .option("--config <file>", "use this codicil.yaml instead of the nearest one")
    .addHelpText(
      "after",
      "\nExamples:\n  codicil test\n  codicil test acme/no-offsite-backup\n\nExit code: 0 every example holds, 1 one does not, 2 a rule file or codicil.yaml is wrong.",
    )
    .action(async (rules: string[], options: TestOptions) => done(await test(rules, options, context)));
};

interface TestOptions {
  readonly config?: string;
  readonly color?: boolean;
}

async function test(wanted: readonly string[], options: TestOptions, context: CliContext): Promise<number> {
  const { terminal } = context;
  const colors = colorsFor(terminal, options.color);
  const { equipment, config, files } = await loadedHere(context, options.config);
  if (config.uri === undefined)
    throw new UsageError("There is no codicil.yaml here or above; its “ruleFiles” name the rules to test.");
  const sources = {
    pathOf: (uri: string) => display(fileOf(uri), terminal.cwd),
    textOf: (uri: string) => files.get(uri)?.text ?? "",
  };
  if (equipment.problems.length > 0)
    terminal.err(`${prettyProblems(equipment.problems, sources, colors).join("\n")}\n`);
  if (equipment.ruleFiles.size === 0 && equipment.problems.length === 0)
    throw new UsageError(
      "codicil.yaml names no rule files; add “ruleFiles: [rules/*.yaml]”, or start with: codicil new-rule acme/my-rule",
    );
  const unknown = wanted.find((id) => !equipment.ownRules.some((rule) => rule.definition.id === id));
  if (unknown !== undefined && equipment.problems.length === 0)
    throw new UsageError(`No rule file has a rule “${unknown}”.`);

  const tools = {
    ...equipment,
    configUri: config.uri,
    settings: ruleSettings(config, equipment.library, context.today),
  };
  const chosen = equipment.ownRules.filter(({ definition }) => wanted.length === 0 || wanted.includes(definition.id));
  const lines: string[] = [];
  let failed = 0;
  let passed = 0;
  for (const read of chosen) {
    const rule = equipment.rules.find((one) => one.id === read.definition.id);
    const results = rule ? runExamples(read, rule, tools) : [];
    const file = sources.pathOf(read.file);
    lines.push(`${colors.bold(read.definition.id)} ${colors.dim(printable(file))}`);
    if (results.length === 0) lines.push(`  ${colors.yellow("○")} no examples`);
    for (const result of results) {
      if (result.passed) passed++;
      else failed++;
      lines.push(...describe(result, file, colors));
    }
  }
  if (chosen.length === 0) return exit.usage;
  const total = `${plural(passed + failed, "example")} of ${plural(chosen.length, "rule")}: ${passed} hold, ${failed} do not`;
  lines.push("", failed > 0 ? colors.red(total) : colors.green(total));
  terminal.out(`${lines.join("\n")}\n`);
  if (equipment.problems.length > 0) return exit.usage;
  return failed > 0 ? exit.findings : exit.clean;
}

/** A failed example tells what was found and what each pattern matched. */
function describe(result: ExampleResult, file: string, colors: Colors): string[] {
  if (result.passed) return [`  ${colors.green("✓")} ${printable(result.name)}`];
  const lines = [
    `  ${colors.red("✗")} ${printable(result.name)} ${colors.dim(`${printable(file)}:${result.place.line}:${result.place.column}`)}`,
    `    ${printable(result.reason ?? "")}`,
  ];
  for (const { line, words, message } of result.findings)
    lines.push(`    finding in line ${line}, at “${printable(short(words))}”: ${printable(message)}`);
  for (const { key, pattern, line, quote } of result.matches)
    lines.push(`    ${key} “${printable(pattern)}” matched line ${line}: ${printable(short(quote))}`);
  for (const { key, pattern } of result.unmatched) lines.push(`    ${key} “${printable(pattern)}” matched nothing`);
  return lines;
}

const short = (text: string): string =>
  text.length > 120 ? `${text.slice(0, 117).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
