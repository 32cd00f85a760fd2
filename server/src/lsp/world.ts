import type { TextFile } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import { readOwnEntries } from "../engine/config-own.ts";
import { createGlobMatcher, defaultInclude, folderOf, pathBelow } from "../engine/globs.ts";
import type { Finding, Host } from "../engine/model.ts";
import { uriBeside } from "../engine/own-files.ts";
import { lookUpLinks } from "../engine/linked-files.ts";
import {
  createProject,
  dropDocument,
  findingsOf,
  loadConfig,
  markUnreadable,
  type Project,
  putDocument,
  type Services,
} from "./project.ts";
import { isConfig, isFile, parentOf } from "./uris.ts";

/** Tells how far the reading of the workspace is. */
export interface Progress {
  report(done: number, all: number): void;
}

/** Open folders and documents with their projects. Knows nothing of the protocol; uris are canonical. */
export interface World {
  /** Open documents, by uri. */
  readonly open: ReadonlyMap<string, TextFile>;
  folders(): readonly string[];
  setFolders(uris: readonly string[]): void;
  /** Finds configurations and documents again and reads them; a later call ends an earlier one. */
  rebuild(progress?: Progress): Promise<void>;
  /** Takes the text of an open document over. */
  setOpen(file: TextFile): void;
  close(uri: string): Promise<void>;
  /** Follows changes on the disk. */
  filesChanged(
    changes: readonly { readonly uri: string; readonly kind: "created" | "changed" | "deleted" }[],
  ): Promise<void>;
  /** The project of a document, its latest text taken in; undefined where it belongs to none. */
  projectOf(uri: string): Promise<Project | undefined>;
  /** The text of a configuration, or of a catalog or rule file it names, was edited in the editor. */
  configEdited(uri: string): Promise<void>;
  /** The project whose configuration names a catalog or rule file. */
  ownerOf(uri: string): Project | undefined;
  projects(): readonly Project[];
  /** A library that knows the requirement which an item of a completion list carries. */
  libraryWith(data: unknown): Library | undefined;
  findings(project: Project, uri: string, cancelled?: () => boolean): readonly Finding[];
  /** Takes a new day over. */
  checkDay(): void;
  readonly isIndexing: boolean;
}

/** What is known between two rebuilds. */
interface State {
  /** Nearest configuration by folder. */
  readonly configs: Map<string, Promise<string | undefined>>;
  readonly projects: Map<string, Promise<Project>>;
  /** Projects that are ready, by key. */
  readonly ready: Map<string, Project>;
}

export function createWorld(services: Services): World {
  const { host, rules } = services;
  const open = new Map<string, TextFile>();
  let folders: readonly string[] = [];
  let state = emptyState();
  let turn = 0;
  let indexing = 0;
  /** Settled once configurations and documents were listed for the first time. */
  let isListed: () => void = () => {};
  const listed = new Promise<void>((resolve) => {
    isListed = resolve;
  });

  /** A folder that is gone, or may not be entered, holds nothing. */
  const list: Host["list"] = async (...args) => host.list(...args).catch(() => []);
  const read: Host["read"] = async (uri) => open.get(uri) ?? host.read(uri);

  const configIn = (folder: string, within: State): Promise<string | undefined> => {
    const known = within.configs.get(folder);
    if (known) return known;
    const found = (async () => {
      const uri = `${folder}/codicil.yaml`;
      if (await host.exists(uri)) return uri;
      const parent = parentOf(folder);
      return parent === undefined ? undefined : configIn(parent, within);
    })();
    within.configs.set(folder, found);
    return found;
  };
  const configOf = (uri: string, within: State): Promise<string | undefined> =>
    isFile(uri) ? configIn(folderOf(uri), within) : Promise.resolve(undefined);

  /** The innermost open folder that holds a document. */
  const folderHolding = (uri: string): string | undefined =>
    folders.filter((folder) => pathBelow(folder, uri) !== undefined).sort((a, b) => b.length - a.length)[0];

  /** Documents of a project, as the command line would find them; undefined for a single document. */
  const listMembers = async (project: Project, within: State): Promise<ReadonlySet<string> | undefined> => {
    const { configUri, config, key } = project;
    if (configUri === undefined && !folders.includes(key)) return undefined;
    const all =
      configUri === undefined
        ? await list(key, defaultInclude, [])
        : await list(folderOf(configUri), config.include, config.exclude);
    const members = new Set<string>();
    for (const uri of all) {
      if ((await configOf(uri, within)) !== configUri) continue;
      if (configUri !== undefined || folderHolding(uri) === key) members.add(uri);
    }
    return members;
  };

  const projectFor = (key: string, configUri: string | undefined, within: State): Promise<Project> => {
    const known = within.projects.get(key);
    if (known) return known;
    const made = (async () => {
      const project = await createProject(key, configUri, read, services);
      project.members = await listMembers(project, within);
      project.isIndexed = project.members === undefined;
      within.ready.set(key, project);
      return project;
    })();
    within.projects.set(key, made);
    return made;
  };

  const homeOf = async (uri: string): Promise<Project | undefined> => {
    await listed;
    const within = state;
    const configUri = await configOf(uri, within);
    const key = configUri ?? folderHolding(uri) ?? uri;
    const isNew = !within.projects.has(key);
    const project = await projectFor(key, configUri, within);
    // A configuration above a file that was opened alone: its other documents count, too.
    if (isNew && project.members) await readMembers([project], within);
    return project;
  };

  /** True where the text is new. */
  const takeIn = (project: Project, file: TextFile): boolean => {
    const held = project.workspace.document(file.uri)?.doc;
    if (held?.text === file.text) return false;
    putDocument(project, file);
    return true;
  };
  const lookUp = ({ workspace }: Project): Promise<boolean> => lookUpLinks(workspace, host);

  const readMembers = async (projects: readonly Project[], within: State, progress?: Progress): Promise<void> => {
    const all = projects.flatMap((project) => [...(project.members ?? [])].map((uri) => ({ project, uri })));
    let done = 0;
    for (const { project, uri } of all) {
      // Reading waits for the disk, so that requests are answered in between.
      const file = await read(uri);
      if (state !== within) return;
      progress?.report(++done, all.length);
      if ("error" in file) markUnreadable(project, uri, file.error);
      else takeIn(project, open.get(uri) ?? file);
    }
    for (const project of projects) {
      await lookUp(project);
      project.isIndexed = true;
    }
  };

  const rebuild = async (progress?: Progress): Promise<void> => {
    const mine = ++turn;
    const next = emptyState();
    indexing++;
    try {
      for (const folder of folders) {
        const above = await configIn(folder, next);
        await projectFor(above ?? folder, above, next);
        for (const uri of await list(folder, defaultInclude, [])) {
          const configUri = await configOf(uri, next);
          await projectFor(configUri ?? folderHolding(uri) ?? folder, configUri, next);
        }
      }
      if (mine !== turn) return;
      state = next;
      isListed();
      for (const uri of open.keys()) await world.projectOf(uri);
      if (mine === turn) await readMembers([...next.ready.values()], next, progress);
    } finally {
      indexing--;
      isListed();
    }
  };

  const reconfigure = async (project: Project): Promise<void> => {
    const { config, problems, file, equipment } = await loadConfig(project.configUri, read, services);
    const isSameSelection =
      equipment.files.length + project.equipment.files.length === 0 &&
      String(config.include) === String(project.config.include) &&
      String(config.exclude) === String(project.config.exclude);
    if (!isSameSelection) return rebuild();
    project.workspace.configure({ config });
    Object.assign(project, { config, problems, configFile: file });
  };

  const world: World = {
    open,
    folders: () => folders,
    setFolders(uris) {
      folders = [...new Set(uris)];
    },
    rebuild,
    setOpen: (file) => void open.set(file.uri, file),

    async close(uri) {
      const project = await world.projectOf(uri);
      open.delete(uri);
      if (isConfig(uri) || world.ownerOf(uri)) return world.configEdited(uri);
      if (!project) return;
      if (project.key === uri) {
        state.projects.delete(uri);
        state.ready.delete(uri);
        return;
      }
      const file = await host.read(uri);
      if ("error" in file) dropDocument(project, uri);
      else takeIn(project, file);
    },

    async filesChanged(all) {
      const isNamed = (uri: string): boolean =>
        world.ownerOf(uri) !== undefined || [...state.ready.values()].some((project) => mayName(project, uri));
      // Any JSON file may be a catalog; those that no configuration names are none of ours.
      const changes = all.filter(({ uri }) => !uri.endsWith(".json") || isNamed(uri));
      if (changes.length === 0) return;
      const isStructural = ({ uri, kind }: (typeof changes)[number]): boolean =>
        (isConfig(uri) && kind !== "changed") ||
        uri.endsWith("/.gitignore") ||
        uri.endsWith("/.codicilignore") ||
        ((kind === "created" || !open.has(uri)) && isNamed(uri));
      if (changes.some(isStructural)) return rebuild();
      for (const { uri } of changes.filter((change) => isConfig(change.uri))) await world.configEdited(uri);
      const within = state;
      if (changes.some((change) => change.kind === "created")) {
        for (const project of within.ready.values()) {
          if (project.members) project.members = await listMembers(project, within);
        }
      }
      for (const { uri, kind } of changes) {
        if (isConfig(uri) || open.has(uri)) continue;
        const project = await homeOf(uri);
        if (!project) continue;
        const file = kind === "deleted" || !project.members?.has(uri) ? { error: "" } : await host.read(uri);
        if (!("error" in file)) takeIn(project, file);
        else if (kind === "deleted" || !project.members?.has(uri)) dropDocument(project, uri);
        else markUnreadable(project, uri, file.error);
      }
      for (const project of within.ready.values()) {
        if (changes.some(({ kind }) => kind === "deleted")) project.workspace.forgetFiles();
        await lookUp(project);
      }
    },

    async projectOf(uri) {
      const project = await homeOf(uri);
      if (!project || isConfig(uri) || project.equipment.files.some((one) => one.uri === uri)) return undefined;
      const file = open.get(uri);
      if (project.members && !project.members.has(uri)) {
        // It may have been made a moment ago; where it is left out on purpose, it stays out.
        if (!file || project.workspace.document(uri) || !(await isNewMember(project, uri))) return undefined;
      }
      if (file && takeIn(project, file)) await lookUp(project);
      return project;
    },

    async configEdited(uri) {
      await listed;
      const project = state.ready.get(uri);
      if (project) await reconfigure(project);
      else await rebuild();
    },

    ownerOf: (uri) =>
      [...state.ready.values()].find((project) => project.equipment.files.some((file) => file.uri === uri)),
    projects: () => [...state.ready.values()],
    libraryWith(data) {
      const id = (data as { requirement?: unknown } | undefined)?.requirement;
      const libraries = [...state.ready.values()].map((project) => project.equipment.library);
      return typeof id === "string" ? libraries.find((library) => library.requirement(id)) : undefined;
    },
    findings: (project, uri, cancelled) => findingsOf(project, uri, rules, cancelled),

    checkDay() {
      const today = services.today();
      for (const project of state.ready.values()) {
        if (project.today === today) continue;
        project.workspace.configure({ today });
        project.today = today;
      }
    },

    get isIndexing() {
      return indexing > 0;
    },
  };

  const refused = new WeakMap<Project, Set<string>>();
  /** Asks the disk once a document and project. */
  const isNewMember = async (project: Project, uri: string): Promise<boolean> => {
    const asked = refused.get(project) ?? new Set<string>();
    if (asked.has(uri)) return false;
    refused.set(project, asked.add(uri));
    project.members = await listMembers(project, state);
    return project.members?.has(uri) ?? false;
  };
  return world;
}

const emptyState = (): State => ({ configs: new Map(), projects: new Map(), ready: new Map() });

/** Whether a new file may be one that a configuration asked for in vain, or that a glob of rule files takes in. */
function mayName({ configUri, configFile }: Project, uri: string): boolean {
  if (configUri === undefined || !configFile) return false;
  const entries = readOwnEntries(configFile);
  const path = pathBelow(folderOf(configUri), uri);
  if (!entries || path === undefined) return false;
  return (
    entries.catalogs.some((entry) => uriBeside(configUri, entry.path) === uri) ||
    createGlobMatcher(entries.ruleFiles.map((entry) => entry.path))(path)
  );
}
