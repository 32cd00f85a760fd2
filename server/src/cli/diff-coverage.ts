import { type ChangeKind, compareCoverage } from "../report/coverage-diff.ts";
import { type CliContext, exit, UsageError } from "./context.ts";
import {
  type CoverageDiff,
  coverageDiffJson,
  coverageDiffMarkdown,
  coverageDiffPretty,
} from "./format/coverage-diff.ts";
import { prettyProblems } from "./format/pretty.ts";
import { openRepository } from "./git.ts";
import { createGitHost } from "./git-host.ts";
import { type Loaded, loadProjects, type Project } from "./projects.ts";
import { colorsFor, printable } from "./terminal.ts";

export interface DiffOptions {
  readonly base: string;
  readonly format: "table" | "json" | "markdown" | "csv";
  /** The least change that fails. */
  readonly failOn: "lost" | "weaker" | "never";
  readonly control?: string;
  readonly gaps?: boolean;
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
}

/** What the documents of this branch cover, compared with those of another commit; fails where a requirement lost coverage. */
export async function diffCoverage(
  paths: readonly string[],
  options: DiffOptions,
  context: CliContext,
): Promise<number> {
  if (options.format === "csv") throw new UsageError("--diff is shown as table, json or markdown.");
  if (options.control !== undefined || options.gaps)
    throw new UsageError(`--diff and ${options.gaps ? "--gaps" : "--control"} do not go together.`);
  const { terminal } = context;
  const colors = colorsFor(terminal, options.color);
  const repository = await openRepository(terminal.cwd);
  const base = await repository.baseOf(options.base);
  const common = { config: options.config, today: options.today ?? context.today };
  const after = await loadProjects(paths, common, context);
  const past = await createGitHost(repository, base, context.host);
  const { config } = options;
  // A configuration that is named and was not there yet: the nearest one counted then.
  const wasThere = config !== undefined && (await past.exists(await past.locate(config, terminal.cwd)));
  const before = await loadProjects(paths, { ...common, config: wasThere ? config : undefined, host: past }, context);
  const diff: CoverageDiff = {
    base: base.name,
    changes: pairsOf(before, after).flatMap(([old, now]) =>
      compareCoverage(old?.workspace.coverage(), now?.workspace.coverage()),
    ),
    standardNames: new Map(
      [...before.projects, ...after.projects].flatMap(({ equipment }) =>
        equipment.library.standards.map(({ id, name }) => [id, name]),
      ),
    ),
    before: before.sources,
    after: after.sources,
  };
  if (options.format === "json") terminal.out(`${JSON.stringify(coverageDiffJson(diff), undefined, 2)}\n`);
  else if (options.format === "markdown") terminal.out(coverageDiffMarkdown(diff));
  else terminal.out(`${coverageDiffPretty(diff, colors).join("\n")}\n`);

  const problems = after.projects.flatMap((project) => project.problems);
  const unreadable = after.projects.flatMap((project) => project.unreadable);
  if (problems.length > 0) terminal.err(`${prettyProblems(problems, after.sources, colors).join("\n")}\n`);
  for (const { uri, reason } of unreadable)
    terminal.err(`${printable(after.sources.pathOf(uri))} cannot be read: ${reason}.\n`);
  if (problems.length + unreadable.length > 0) return exit.usage;
  const failing = failingKinds[options.failOn];
  return diff.changes.some(({ kind }) => failing.includes(kind)) ? exit.findings : exit.clean;
}

const failingKinds: Readonly<Record<DiffOptions["failOn"], readonly ChangeKind[]>> = {
  lost: ["lost"],
  weaker: ["lost", "weaker"],
  never: [],
};

/** The projects of both sides that belong together: those of one configuration; where each side has one, these two. */
function pairsOf(before: Loaded, after: Loaded): (readonly [Project | undefined, Project | undefined])[] {
  const [old, now] = [before, after].map(({ projects }) =>
    projects.filter(({ workspace }) => workspace.documents().length > 0),
  );
  if (!old || !now) return [];
  if (old.length <= 1 && now.length <= 1) return [[old[0], now[0]]];
  const configs = new Set([...old, ...now].map(({ config }) => config.uri));
  return [...configs].map((uri) => [
    old.find(({ config }) => config.uri === uri),
    now.find(({ config }) => config.uri === uri),
  ]);
}
