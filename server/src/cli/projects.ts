import path from "node:path";
import type { TextFile } from "../base/text.ts";
import { loadConfig, type LoadedConfig } from "../engine/config-load.ts";
import type { OwnEquipment } from "../engine/equipment.ts";
import { folderOf, pathBelow } from "../engine/globs.ts";
import type { Config, ConfigProblem } from "../engine/model.ts";
import { lookUpLinks } from "../engine/linked-files.ts";
import type { Sources } from "../engine/report-json.ts";
import { createWorkspace, type Workspace } from "../engine/workspace.ts";
import { fileOf, type NodeHost, uriOf } from "../host/node.ts";
import { type CliContext, UsageError } from "./context.ts";
import { findTarget } from "./targets.ts";

/** The documents that one configuration holds. */
export interface Project {
  readonly config: Config;
  readonly loaded: LoadedConfig;
  readonly problems: readonly ConfigProblem[];
  /** What the documents are judged with, the configuration's own catalogs and rules included. */
  readonly equipment: OwnEquipment;
  readonly workspace: Workspace;
  /** The documents that were asked for; the others only count as part of the whole. */
  readonly selected: ReadonlySet<string>;
  readonly unreadable: readonly { readonly uri: string; readonly reason: string }[];
}

export interface ProjectOptions {
  /** Path of the configuration to use instead of the nearest ones. */
  readonly config?: string | undefined;
  readonly today: string;
  /** False to count what the baseline holds, too. */
  readonly baseline?: boolean;
  /** The disk where absent. */
  readonly host?: NodeHost;
}

/** Documents by configuration, and how their places are written. */
export interface Loaded {
  readonly projects: readonly Project[];
  readonly sources: Sources;
  /** Uris of the files and folders that were asked for; of a glob the folder that it starts from. */
  readonly targets: readonly string[];
}

/**
 * Loads the documents at or below some paths; a path may be a glob. Each belongs to the nearest `codicil.yaml`, and a configuration's documents
 * are always loaded all, because they are judged together; without a configuration those below the paths are.
 * @throws UsageError where a path leads nowhere
 */
export async function loadProjects(
  paths: readonly string[],
  options: ProjectOptions,
  context: CliContext,
): Promise<Loaded> {
  const { terminal } = context;
  const host = options.host ?? context.host;
  const targets = await Promise.all(
    (paths.length > 0 ? paths : ["."]).map((written) => findTarget(written, host, terminal.cwd)),
  );
  const forced = options.config === undefined ? undefined : await host.locate(options.config, terminal.cwd);
  const configOf = async (uri: string): Promise<string | undefined> => forced ?? host.configAbove(folderOf(uri));

  const groups = new Map<string | undefined, Set<string>>();
  const add = (config: string | undefined, uri: string): void => {
    groups.set(config, (groups.get(config) ?? new Set<string>()).add(uri));
  };
  for (const { documents } of targets) for (const uri of documents) add(await configOf(uri), uri);
  if (forced !== undefined && !groups.has(forced)) groups.set(forced, new Set());
  for (const { uri, kind } of targets) {
    const above = kind === "folder" ? (forced ?? (await host.configAbove(uri))) : undefined;
    if (above !== undefined && !groups.has(above)) groups.set(above, new Set());
  }

  const texts = new Map<string, string>();
  const explicit = new Set(targets.filter((target) => target.kind === "file").map((target) => target.uri));

  const load = async (configUri: string | undefined, found: ReadonlySet<string>): Promise<Project> => {
    const file = configUri === undefined ? undefined : await host.read(configUri);
    if (file && "error" in file)
      throw new UsageError(
        `The configuration “${display(fileOf(configUri ?? ""), terminal.cwd)}” cannot be read: ${file.error}.`,
      );
    const loaded = await loadConfig(configUri, host, context.knowledge());
    for (const { uri, text } of loaded.files.values()) texts.set(uri, text);
    const config = options.baseline === false ? { ...loaded.config, baseline: undefined } : loaded.config;
    const { problems, equipment } = loaded;
    const { all, selected } = await choose(config, found, equipment);
    const { library, knowledge, rules, parser, analyzer } = equipment;
    const workspace = createWorkspace({ library, knowledge, rules, parser, analyzer, config, today: options.today });
    const unreadable: { uri: string; reason: string }[] = [];
    for (const uri of all) {
      const text = await host.read(uri);
      if ("error" in text) unreadable.push({ uri, reason: text.error });
      else workspace.set(text);
    }
    await lookUpLinks(workspace, host);
    return { config, loaded, problems, equipment, workspace, selected, unreadable };
  };

  /** Documents of a configuration, and which of them were asked for. */
  const choose = async (
    config: Config,
    found: ReadonlySet<string>,
    { files }: OwnEquipment,
  ): Promise<{ all: string[]; selected: ReadonlySet<string> }> => {
    if (config.uri === undefined) return { all: [...found].sort(), selected: found };
    const root = folderOf(config.uri);
    const isAbove =
      targets.every((target) => target.uri === root || pathBelow(root, target.uri) !== undefined) ||
      forced === undefined;
    const roots = isAbove ? [root] : targets.filter((target) => target.kind !== "file").map((target) => target.uri);
    const listed = (await Promise.all(roots.map((one) => host.list(one, config.include, config.exclude)))).flat();
    const own = new Set<string>();
    for (const uri of listed) if (!files.has(uri) && (await configOf(uri)) === config.uri) own.add(uri);
    const selected = new Set([...found].filter((uri) => own.has(uri) || (explicit.has(uri) && !files.has(uri))));
    for (const uri of own)
      if (targets.some((target) => target.kind === "folder" && pathBelow(target.uri, uri) !== undefined))
        selected.add(uri);
    return { all: [...new Set([...own, ...selected])].sort(), selected };
  };

  const projects: Project[] = [];
  for (const [config, found] of [...groups].sort(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1)))
    projects.push(await load(config, found));
  const textOf = (uri: string): string =>
    projects.map(({ workspace }) => workspace.document(uri)?.doc.text).find((text) => text !== undefined) ??
    texts.get(uri) ??
    "";
  return {
    projects,
    targets: targets.map(({ uri }) => uri),
    sources: { pathOf: (uri) => (uri === "" ? "." : display(fileOf(uri), terminal.cwd)), textOf },
  };
}

/** The configuration that is named, else the nearest one above the folder the command runs in. */
export async function configHere(
  written: string | undefined,
  { host, terminal }: CliContext,
): Promise<TextFile | undefined> {
  const uri =
    written === undefined ? await host.configAbove(uriOf(terminal.cwd)) : uriOf(path.resolve(terminal.cwd, written));
  const file = uri === undefined ? undefined : await host.read(uri);
  if (!file || !("error" in file)) return file;
  throw new UsageError(
    `The configuration “${display(fileOf(uri ?? ""), terminal.cwd)}” cannot be read: ${file.error}.`,
  );
}

/** The configuration that counts in the folder the command runs in, with all it rests on. */
export async function loadedHere(context: CliContext, written?: string): Promise<LoadedConfig> {
  return loadConfig((await configHere(written, context))?.uri, context.host, context.knowledge());
}

/** The path as a reader would write it: relative to the folder the command runs in where the file lies below it. */
export function display(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative === "" ? "." : relative.startsWith("..") || path.isAbsolute(relative) ? file : relative;
}
