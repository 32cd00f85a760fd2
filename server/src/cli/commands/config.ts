import { Option } from "commander";
import { LineIndex } from "../../base/text.ts";
import type { Origin } from "../../engine/config.ts";
import { ownRules } from "../../engine/own-rules.ts";
import { createRuleFinder } from "../../engine/rule-finder.ts";
import { createGlobMatcher, folderOf, pathBelow } from "../../engine/globs.ts";
import { type CliCommand, documentCommand } from "../command.ts";
import { type CliContext, exit } from "../context.ts";
import { prettyProblems } from "../format/pretty.ts";
import { alignTable } from "../format/table.ts";
import { loadProjects, type Project } from "../projects.ts";
import { colorsFor, printable } from "../terminal.ts";
import type { Sources } from "../../engine/report-json.ts";

/** `codicil config` */
export const configCommand: CliCommand = (program, context, done) => {
  documentCommand(
    program,
    "config",
    "Show the configuration that counts for a file or folder, and where each value is set.",
  )
    .option("--print", "print it (what the command does anyway)")
    .addOption(new Option("--format <format>", "how to print it").choices(["table", "json"]).default("table"))
    .addHelpText("after", "\nExample:\n  codicil config --print policies/backup-policy.md")
    .action(async (paths: string[], options: ConfigOptions) => done(await printConfig(paths, options, context)));
};

interface ConfigOptions {
  readonly format: "table" | "json";
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
}

/** A value of the configuration with the place that sets it. */
interface Row {
  readonly key: string;
  readonly value: unknown;
  /** `codicil.yaml:3`, `preset strict`, `default`. */
  readonly from: string;
}

async function printConfig(paths: readonly string[], options: ConfigOptions, context: CliContext): Promise<number> {
  const { terminal } = context;
  const colors = colorsFor(terminal, options.color);
  const loaded = await loadProjects(paths, { config: options.config, today: options.today ?? context.today }, context);
  const { projects, sources, targets } = loaded;
  const described = projects.map((project) => {
    const document = targets.find((uri) => project.selected.has(uri));
    const name = project.config.uri === undefined ? undefined : sources.pathOf(project.config.uri);
    return { name, rows: rowsOf(project, document, sources) };
  });
  if (options.format === "json") {
    const values = described.map(({ name, rows }) => ({ configuration: name ?? null, values: rows }));
    terminal.out(`${JSON.stringify(values, undefined, 2)}\n`);
  } else
    for (const { name, rows } of described) {
      terminal.out(
        `${colors.underline(name === undefined ? "No codicil.yaml: the defaults count" : printable(name))}\n`,
      );
      const lines = alignTable(rows.map(({ key, value, from }) => [printable(key), printable(shown(value)), from]));
      terminal.out(`${lines.join("\n")}\n`);
    }
  const problems = projects.flatMap((project) => project.problems);
  if (problems.length > 0) terminal.err(`${prettyProblems(problems, sources, colors).join("\n")}\n`);
  return problems.length > 0 ? exit.usage : exit.clean;
}

/** @param document  where the overrides that take it in are to count */
function rowsOf(project: Project, document: string | undefined, sources: Sources): Row[] {
  const { config, loaded, equipment } = project;
  const describe = (origin: Origin | undefined): string => {
    if (!origin) return "default";
    if ("preset" in origin) return `preset ${origin.preset}`;
    const text = loaded.files.get(origin.uri)?.text ?? "";
    return `${sources.pathOf(origin.uri)}:${new LineIndex(text).positionAt(origin.start).line + 1}`;
  };
  const row = (key: string, value: unknown, origin = key): Row => ({
    key,
    value,
    from: describe(loaded.origins.get(origin)),
  });
  const path = document && config.uri !== undefined ? pathBelow(folderOf(config.uri), document) : undefined;
  const finder = createRuleFinder(config);
  const settled = document === undefined ? config.rules : finder(document);
  /** The last override that takes the document in and speaks of a rule. */
  const overrideOf = (id: string): Origin | undefined => {
    const index = config.overrides.findLastIndex(
      (one) => path !== undefined && createGlobMatcher([one.path])(path) && one.rules.has(id),
    );
    return index < 0 ? undefined : loaded.origins.get(`overrides/${index}`);
  };
  const ruleRows = [...equipment.rules, ...ownRules].flatMap((rule): Row[] => {
    const own = settled.get(rule.id);
    const from = describe(overrideOf(rule.id) ?? loaded.origins.get(`rules/${rule.id}`));
    const options = Object.entries({ ...rule.options, ...own?.options });
    return [
      { key: `rules.${rule.id}`, value: own?.severity ?? rule.severity, from },
      ...options.map(([name, value]) => ({
        key: `rules.${rule.id}.${name}`,
        value,
        from: own?.options[name] === undefined ? "default" : from,
      })),
    ];
  });
  return [
    row("standards", config.standards),
    row("ai.used", config.ai.used),
    row("include", config.include),
    row("exclude", config.exclude),
    ...config.documents.map((one, i) => row(`documents[${i}]`, `${one.path}: ${one.type}`, `documents/${i}`)),
    ...[...config.exclusions].map(([control, why]) =>
      row(`applicability.exclusions.${control}`, why, `exclusions/${control}`),
    ),
    ...config.waivers.map(({ rule, path: glob, control, expires }, i) =>
      row(
        `waivers[${i}]`,
        [rule, glob, control, expires && `until ${expires}`].filter(Boolean).join(", "),
        `waivers/${i}`,
      ),
    ),
    ...(document === undefined
      ? config.overrides.map((one, i) =>
          row(
            `overrides[${i}]`,
            `${one.path}: ${[...one.rules].map(([id, { severity }]) => `${id} ${severity ?? ""}`.trim()).join(", ")}`,
            `overrides/${i}`,
          ),
        )
      : []),
    ...(config.baseline
      ? [{ key: "baseline", value: sources.pathOf(config.baseline.uri), from: "the file is there" }]
      : []),
    ...ruleRows,
  ];
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(String).join(", ");
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
