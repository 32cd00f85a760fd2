import path from "node:path";
import { numberOf } from "../../catalog/library.ts";
import type { RequirementId } from "../../catalog/model.ts";
import { type Choose, type LeftNumber, type Migration, migrateDocument } from "../../engine/migrate.ts";
import { ruleSettings } from "../../engine/rule-settings.ts";
import { uriOf } from "../../host/node.ts";
import { shortNameOf } from "../../rules/naming.ts";
import { type CliCommand, documentCommand } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { unifiedDiff } from "../format/diff.ts";
import { prettyProblems } from "../format/pretty.ts";
import { loadProjects, type Project } from "../projects.ts";
import { colorsFor, plural, printable } from "../terminal.ts";

/** `codicil migrate` */
export const migrateCommand: CliCommand = (program, context, done) => {
  documentCommand(
    program,
    "migrate",
    "Replace control numbers of withdrawn editions (2013) by their successors (2022).",
  )
    .option("--dry-run", "print what would change as a diff, and write nothing")
    .option("--choose <old=new...>", "the successor to take where a number has several, as A.12.4.1=A.8.15")
    .option("--report <file>", "where to write what was changed and what is left for you", "codicil-migration.md")
    .option("--no-report", "write no report")
    .addHelpText(
      "after",
      "\nExamples:\n  codicil migrate policies --dry-run\n  codicil migrate policies --choose A.14.2.8=A.8.29\n\nExit code: 0 nothing is left, 1 something is left for you, 2 the command or codicil.yaml is wrong.",
    )
    .action(async (paths: string[], options: MigrateOptions) => done(await migrate(paths, options, context)));
};

interface MigrateOptions {
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
  readonly dryRun?: boolean;
  readonly choose?: readonly string[];
  readonly report: string | false;
}

interface Migrated extends Migration {
  readonly uri: string;
  readonly before: string;
}

async function migrate(paths: readonly string[], options: MigrateOptions, context: CliContext): Promise<number> {
  const { terminal, host } = context;
  const colors = colorsFor(terminal, options.color);
  const today = options.today ?? context.today;
  const { projects, sources } = await loadProjects(paths, { config: options.config, today }, context);
  const chosen = readChoices(options.choose ?? [], projects);
  const results: Migrated[] = [];
  for (const project of projects) {
    if (!options.dryRun) await askFor(project, chosen, today, context);
    results.push(...migrateProject(project, (id) => chosen.get(id), today));
  }
  results.sort((a, b) => (a.uri < b.uri ? -1 : 1));
  const lines: string[] = [];
  let failures = 0;
  for (const { uri, before, text, changes } of results) {
    const shown = printable(sources.pathOf(uri));
    if (text === before) continue;
    if (options.dryRun) {
      lines.push(...unifiedDiff(sources.pathOf(uri).split(path.sep).join("/"), before, text).map(printableLine));
      continue;
    }
    const failed = await host.write(uri, before, text);
    if (failed !== undefined) failures++;
    lines.push(
      failed === undefined
        ? `${shown}: ${plural(changes.length, "number")} replaced`
        : `${shown}: not written, ${failed}`,
    );
  }
  const left = results.flatMap((result) => result.left.map((one) => ({ ...one, uri: result.uri })));
  const library = projects[0]?.equipment.library ?? context.knowledge().library;
  const nameOf = (id: RequirementId): string => shortNameOf(library, id);
  if (left.length > 0) {
    lines.push(...(lines.length > 0 ? [""] : []), colors.bold("Left for you"));
    for (const one of left)
      lines.push(
        `  ${printable(sources.pathOf(one.uri))}:${one.line}  ${printable(one.written)}: ${reasonOf(one, nameOf)}`,
      );
  }
  if (results.every(({ text, before }) => text === before))
    lines.push(left.length > 0 ? "" : "No number of a withdrawn edition was found.");
  if (!options.dryRun && options.report !== false && results.some((one) => one.changes.length + one.left.length > 0)) {
    const file = path.resolve(terminal.cwd, options.report);
    const failed = await host.save(
      uriOf(file),
      reportOf(results, (uri) => sources.pathOf(uri), nameOf),
      true,
    );
    if (failed !== undefined) throw new UsageError(`The report cannot be written to “${options.report}”: ${failed}.`);
    lines.push(`Report: ${printable(options.report)}`);
  }
  if (lines.length > 0) terminal.out(`${lines.join("\n")}\n`);
  const problems = projects.flatMap((project) => project.problems);
  if (problems.length > 0) terminal.err(`${prettyProblems(problems, sources, colors).join("\n")}\n`);
  if (failures > 0 || problems.length > 0) return exit.usage;
  return left.length > 0 ? exit.findings : exit.clean;
}

function migrateProject(
  { workspace, selected, config, equipment }: Project,
  choose: Choose,
  today: string,
): Migrated[] {
  const { library, parser } = equipment;
  const settings = ruleSettings(config, library, today);
  return [...selected].flatMap((uri): Migrated[] => {
    const doc = workspace.document(uri)?.doc;
    if (!doc?.classification.isPolicy) return [];
    const result = migrateDocument(doc, { parser, settings, choose });
    return result.changes.length + result.left.length > 0 ? [{ ...result, uri, before: doc.text }] : [];
  });
}

/** Asks for each number with several successors once, where there is somebody to ask. */
async function askFor(
  project: Project,
  chosen: Map<RequirementId, RequirementId>,
  today: string,
  { terminal }: CliContext,
): Promise<void> {
  if (!terminal.ask) return;
  const open = new Map<RequirementId, readonly RequirementId[]>();
  for (const { left } of migrateProject(project, (id) => chosen.get(id), today))
    for (const { requirement, successors } of left)
      if (requirement !== undefined && successors.length > 1 && !chosen.has(requirement))
        open.set(requirement, successors);
  for (const [id, successors] of open) {
    const { library } = project.equipment;
    terminal.out(`${shortNameOf(library, id)} has several successors:\n`);
    successors.forEach((one, i) => terminal.out(`  ${i + 1}  ${shortNameOf(library, one)}\n`));
    const answer = await terminal.ask("Which one? (number, or Enter to decide later) ");
    const picked = successors[Number(answer.trim()) - 1];
    if (picked !== undefined) chosen.set(id, picked);
  }
}

/** `A.12.4.1=A.8.15` as ids. */
function readChoices(written: readonly string[], projects: readonly Project[]): Map<RequirementId, RequirementId> {
  const chosen = new Map<RequirementId, RequirementId>();
  const library = projects[0]?.equipment.library;
  for (const one of written) {
    const [from = "", to = ""] = one.split("=").map((part) => part.trim().toUpperCase());
    const old = library?.standards
      .filter((standard) => standard.supersededBy !== undefined)
      .flatMap((standard) => standard.requirements)
      .find((requirement) => requirement.number === from);
    if (!old) throw new UsageError(`“${one}” names no control of a withdrawn edition; write it as A.12.4.1=A.8.15.`);
    const successor = old.successors.find((id) => numberOf(id) === to);
    if (successor === undefined)
      throw new UsageError(
        `“${to}” is no successor of ${from}; choose one of: ${old.successors.map(numberOf).join(", ")}.`,
      );
    chosen.set(old.id, successor);
  }
  return chosen;
}

function reasonOf({ why, successors }: LeftNumber, nameOf: (id: RequirementId) => string): string {
  return successors.length > 0 ? `${why} (${successors.map(nameOf).join("; ")})` : why;
}

function reportOf(
  results: readonly Migrated[],
  pathOf: (uri: string) => string,
  nameOf: (id: RequirementId) => string,
): string {
  const cell = (text: string): string => text.replace(/[\r\n]+/g, " ").replace(/[\\`*_{}[\]<>|]/g, "\\$&");
  const lines = [
    "# Report of the migration to current editions",
    "",
    "<!-- codicil-ignore-file *: it quotes the old numbers -->",
    "",
  ];
  const changed = results.filter((one) => one.changes.length > 0);
  if (changed.length > 0) {
    lines.push("## Replaced", "", "| Document | Line | Before | After |", "|---|--:|---|---|");
    for (const { uri, changes } of changed)
      for (const { line, before, after } of changes)
        lines.push(`| ${cell(pathOf(uri))} | ${line} | ${cell(before)} | ${cell(after)} |`);
    lines.push("");
  }
  const open = results.filter((one) => one.left.length > 0);
  if (open.length > 0) {
    lines.push("## Left for you", "", "| Document | Line | Written | Why |", "|---|--:|---|---|");
    for (const { uri, left } of open)
      for (const one of left)
        lines.push(`| ${cell(pathOf(uri))} | ${one.line} | ${cell(one.written)} | ${cell(reasonOf(one, nameOf))} |`);
    lines.push("");
  }
  return lines.join("\n");
}

/** A line of a diff, its first character kept. */
const printableLine = (line: string): string => line.slice(0, 1) + printable(line.slice(1).replace(/\r$/, ""));
