import path from "node:path";
import { Option } from "commander";
import { isMap, parseDocument } from "yaml";
import { pageInDocs } from "../../engine/rule-pages.ts";
import { fileOf, uriOf } from "../../host/node.ts";
import { type CliCommand, outputOption } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { configHere, display } from "../projects.ts";
import { printable } from "../terminal.ts";

/** `codicil new-rule` */
export const newRuleCommand: CliCommand = (program, context, done) => {
  program
    .command("new-rule <id>")
    .description("Start a rule of your own: a rule file with examples, named in codicil.yaml.")
    .addOption(outputOption("the rule file to write; rules/<category>-<name>.yaml where left out"))
    // What it was called before every command had --output.
    .addOption(new Option("--file <file>").hideHelp())
    .addHelpText("after", "\nExample:\n  codicil new-rule acme/no-offsite-backup\n\nThen run: codicil test")
    .action(async (id: string, { output, file }: { output?: string; file?: string }) =>
      done(await newRule(id, output ?? file, context)),
    );
};

async function newRule(id: string, output: string | undefined, context: CliContext): Promise<number> {
  const { host, terminal } = context;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))
    throw new UsageError(
      `“${id}” is no id for a rule; write a category and a fault in small letters, as in acme/no-offsite-backup.`,
    );
  if (context.rules.some((rule) => rule.id === id)) throw new UsageError(`There is a rule “${id}” already.`);
  const config = await configHere(undefined, context);
  const folder = config ? path.dirname(fileOf(config.uri)) : terminal.cwd;
  const file =
    output === undefined
      ? path.join(folder, "rules", `${id.replace("/", "-")}.yaml`)
      : path.resolve(terminal.cwd, output);
  const written = display(file, terminal.cwd);
  const failed = await host.save(uriOf(file), scaffold(id), false);
  if (failed !== undefined) throw new UsageError(`“${written}” cannot be written: ${failed}.`);
  terminal.out(`Wrote ${printable(written)}\n`);

  if (config && isMap(parseDocument(config.text).contents) && !/^ruleFiles\s*:/m.test(config.text)) {
    const end = config.text.includes("\r\n") ? "\r\n" : "\n";
    const gap = config.text.endsWith("\n") ? "" : end;
    const refused = await host.write(
      config.uri,
      config.text,
      `${config.text}${gap}ruleFiles:${end}  - rules/*.yaml${end}`,
    );
    if (refused === undefined) terminal.out("Added “ruleFiles: [rules/*.yaml]” to codicil.yaml\n");
  } else if (!config) {
    const made = await host.save(
      uriOf(path.join(terminal.cwd, "codicil.yaml")),
      "ruleFiles:\n  - rules/*.yaml\n",
      false,
    );
    if (made === undefined) terminal.out("Wrote codicil.yaml with “ruleFiles: [rules/*.yaml]”\n");
  }
  terminal.out("Change the patterns and examples, then run: codicil test\n");
  return exit.clean;
}

/** A rule that works: its examples hold. */
const scaffold = (
  id: string,
): string => `# Rules of your own, as data. What can be written: ${pageInDocs("own-rules.md")}
rules:
  - id: ${id}
    summary: Flags backup policies that keep no copy at another place.
    message: This policy does not say that a backup copy is kept at another place.
    severity: warning
    types: [backup-policy]
    controls: [iso27001:2022/A.8.13]
    # One statement has to match one of these patterns: ~ means "both in one statement", (a|b) "either".
    require:
      - (backup|copy) ~ (off-site|another location|second site)
    fix: The [IT operations manager] must keep a copy of every backup at another location.
    examples:
      - name: a copy is kept off site
        text: |
          # Backup policy

          A copy of each backup is kept off-site.
      - name: nothing is said about a second place
        text: |
          # Backup policy

          All data is backed up every night.
        findings: [Backup policy]
`;
