import path from "node:path";
import { createParser } from "../../document/parse.ts";
import { detectDocuments } from "../../engine/detect-documents.ts";
import { configName, uriOf } from "../../host/node.ts";
import { draftConfig, type SetUp } from "../../report/draft-config.ts";
import { type CliCommand } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { putOut } from "../output.ts";
import { plural, printable } from "../terminal.ts";

/** `codicil init` */
export const initCommand: CliCommand = (program, context, done) => {
  program
    .command("init [folder]")
    .description("Look at the documents of a folder and write a commented codicil.yaml for them.")
    .option("--dry-run", "print the configuration instead of writing it")
    .option("--force", "replace a codicil.yaml that is there")
    .addHelpText("after", "\nExample:\n  codicil init policies")
    .action(async (folder: string | undefined, options: InitOptions) =>
      done(await init(folder ?? ".", options, context)),
    );
};

interface InitOptions {
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

async function init(folder: string, options: InitOptions, context: CliContext): Promise<number> {
  const { host, terminal } = context;
  const root = path.resolve(terminal.cwd, folder);
  const kind = await host.kindOf(uriOf(root));
  if (kind !== "folder")
    throw new UsageError(`“${folder}” ${typeof kind === "string" ? "is no folder" : `cannot be read: ${kind.error}`}.`);
  const { library } = context.knowledge();
  const setUp = draftConfig(library, await detectDocuments(uriOf(root), host, createParser(library)));
  const target = path.join(root, configName);
  if (options.dryRun === true) {
    await putOut(setUp.text, undefined, context);
    return exit.clean;
  }
  if (options.force !== true && (await host.exists(uriOf(target))))
    throw new UsageError(`“${path.join(folder, configName)}” is there already; --force replaces it.`);
  await putOut(setUp.text, target, context, options.force === true);
  terminal.out(
    summaryOf(setUp, folder)
      .map((line) => `${printable(line)}\n`)
      .join(""),
  );
  return exit.clean;
}

function summaryOf({ recognized, proposed, untyped, others }: SetUp, folder: string): string[] {
  const lines = [
    `${plural(recognized.length, "document")} recognized, ${proposed.length} with a proposed type, ${untyped.length} without one, ${plural(others.length, "other file")} left alone.`,
  ];
  for (const { path: file, classification } of proposed)
    lines.push(`  ${file}: ${classification.type ?? ""}? ${classification.reasons[0] ?? ""}`);
  for (const { path: file } of untyped) lines.push(`  ${file}: a policy of no known type`);
  if (recognized.length + proposed.length + untyped.length === 0)
    lines.push("There are no policies yet: codicil new backup-policy --output policies/backup-policy.md writes one.");
  else lines.push(["Next: codicil check", ...(folder === "." ? [] : [quoted(folder)])].join(" "));
  return lines;
}

/** A path as it can be typed into a shell. */
const quoted = (file: string): string => (/^[\w./\\:~-]+$/.test(file) ? file : `"${file}"`);
