import type { TextFile } from "../base/text.ts";
import { type ConfigHost, loadConfig } from "../engine/config-load.ts";
import { createGlobMatcher, defaultExclude, defaultInclude, folderOf, pathBelow } from "../engine/globs.ts";
import type { Finding, Host } from "../engine/model.ts";
import { lookUpLinks } from "../engine/linked-files.ts";
import {
  createProject,
  dropDocument,
  findingsOf,
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
  /**
   * Looks again for linked files that were not there: nobody tells of those that are no documents.
   * @returns  whether one has come or gone
   */
  lookAgain(): Promise<boolean>;
  /** Follows changes on the disk. */
  filesChanged(
    changes: readonly { readonly uri: string; readonly kind: "created" | "changed" | "deleted" }[],
  ): Promise<void>;
  /** The project of a document, its latest text taken in; undefined where it belongs to none. */
  projectOf(uri: string): Promise<Project | undefined>;
  /** The project that a document would belong to, whether it is there or not. */
  configurationOf(uri: string): Promise<Project | undefined>;
  /** Whether a configuration is written in a file, or rests on it: what it extends, its baseline, catalogs and rule files. */
  isConfigSource(uri: string): boolean;
  /** The text of a configuration, or of what it rests on, was edited in the editor. */
  configEdited(uri: string): Promise<void>;
  /** The project whose configuration names a catalog or rule file. */
  ownerOf(uri: string): Project | undefined;
  projects(): readonly Project[];
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
  const { host } = services;
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
  const configHost: ConfigHost = {
    ...(host.cache ? { cache: host.cache } : {}),
    read,
    list,
    exists: async (uri) => open.has(uri) || host.exists(uri),
  };

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

  /** Whether a document that was never saved would be one of a project's. */
  const isWanted = ({ configUri, key, config }: Project, uri: string): boolean => {
    const path = pathBelow(configUri === undefined ? key : folderOf(configUri), uri);
    if (path === undefined) return false;
    const isExcluded = createGlobMatcher([...defaultExclude, ...config.exclude]);
    return createGlobMatcher(config.include)(path) && !isExcluded(path);
  };

  /** Documents of a project, as the command line would find them; undefined for a single document. */
  const listMembers = async (project: Project, within: State): Promise<ReadonlySet<string> | undefined> => {
    const { configUri, config, key, equipment } = project;
    if (configUri === undefined && !folders.includes(key)) return undefined;
    const all =
      configUri === undefined
        ? await list(key, defaultInclude, [])
        : await list(folderOf(configUri), config.include, config.exclude);
    const members = new Set<string>();
    for (const uri of all) {
      if (equipment.files.has(uri) || (await configOf(uri, within)) !== configUri) continue;
      if (configUri !== undefined || folderHolding(uri) === key) members.add(uri);
    }
    return members;
  };

  const projectFor = (key: string, configUri: string | undefined, within: State): Promise<Project> => {
    const known = within.projects.get(key);
    if (known) return known;
    const made = (async () => {
      const project = await createProject(key, configUri, configHost, services);
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

  const takeIn = (project: Project, file: TextFile): void => {
    if (project.workspace.document(file.uri)?.doc.text !== file.text) putDocument(project, file);
  };
  const lookUp = ({ workspace }: Project, document?: string): Promise<boolean> =>
    lookUpLinks(workspace, host, document);

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
    const loaded = await loadConfig(project.configUri, configHost, services);
    const { config, problems, files, sources, equipment } = loaded;
    const hasOwn = equipment.files.size + project.equipment.files.size > 0;
    const isSameSelection =
      (!hasOwn || isSame(files, project.configFiles)) &&
      String(config.include) === String(project.config.include) &&
      String(config.exclude) === String(project.config.exclude);
    if (!isSameSelection) return rebuild();
    project.workspace.configure({ config });
    // What the documents were read with stays, unless nothing of its own is in it.
    const replaced = hasOwn ? {} : { equipment };
    Object.assign(project, { config, problems, configFiles: files, configSources: sources, ...replaced });
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
      if (world.isConfigSource(uri)) await world.configEdited(uri);
      if (isConfig(uri)) return;
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

    async lookAgain() {
      const news = await Promise.all([...state.ready.values()].map((project) => lookUp(project)));
      return news.includes(true);
    },

    async filesChanged(all) {
      // Any JSON file may be a catalog or baseline; those that no configuration names are none of ours.
      const changes = all.filter(({ uri }) => !uri.endsWith(".json") || world.isConfigSource(uri));
      if (changes.length === 0) return;
      const isStructural = ({ uri, kind }: (typeof changes)[number]): boolean =>
        (isConfig(uri) && kind !== "changed") ||
        uri.endsWith("/.gitignore") ||
        uri.endsWith("/.codicilignore") ||
        (kind === "created" && [...state.ready.values()].some((project) => project.equipment.isRuleFile(uri)));
      if (changes.some(isStructural)) return rebuild();
      for (const { uri } of changes.filter((change) => world.isConfigSource(change.uri))) await world.configEdited(uri);
      const within = state;
      if (changes.some((change) => change.kind === "created")) {
        for (const project of within.ready.values()) {
          if (project.members) project.members = await listMembers(project, within);
        }
      }
      for (const { uri, kind } of changes) {
        if (isConfig(uri) || uri.endsWith(".json") || open.has(uri)) continue;
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
      if (!project || isConfig(uri) || project.equipment.files.has(uri)) return undefined;
      const file = open.get(uri);
      if (project.members && !project.members.has(uri)) {
        // It may have been made a moment ago; where it is left out on purpose, it stays out.
        if (!file || project.workspace.document(uri) || !(await isNewMember(project, uri))) return undefined;
      }
      if (file) {
        takeIn(project, file);
        // Whoever took the text in may still be looking.
        await lookUp(project, uri);
      }
      return project;
    },

    configurationOf: homeOf,
    isConfigSource: (uri) =>
      isConfig(uri) || [...state.ready.values()].some((project) => project.configSources.has(uri)),

    async configEdited(uri) {
      await listed;
      const within = state;
      const resting = [...within.ready.values()].filter((project) => project.configSources.has(uri));
      // Reconfiguring may read everything anew: then all of them are up to date.
      for (const project of resting) if (state === within) await reconfigure(project);
      if (resting.length === 0) await rebuild();
    },

    ownerOf: (uri) => [...state.ready.values()].find((project) => project.equipment.files.has(uri)),
    projects: () => [...state.ready.values()],
    findings: (project, uri, cancelled) => findingsOf(project, uri, cancelled),

    checkDay() {
      const today = services.today();
      for (const project of state.ready.values()) {
        if (project.today === today) continue;
        project.workspace.configure({ today });
        project.today = today;
      }
    },

    get isIndexing() {
      return indexing > 0 || turn === 0;
    },
  };

  const asked = new WeakMap<Project, Map<string, Promise<boolean>>>();
  /** Asks the disk once a document and project; who asks meanwhile waits for the same answer. */
  const isNewMember = (project: Project, uri: string): Promise<boolean> => {
    const answers = asked.get(project) ?? new Map<string, Promise<boolean>>();
    asked.set(project, answers);
    const known = answers.get(uri);
    if (known) return known;
    const answer = listMembers(project, state).then(async (members) => {
      const isMember = members?.has(uri) === true || (isWanted(project, uri) && !(await host.exists(uri)));
      project.members = members && isMember ? new Set([...members, uri]) : members;
      return isMember;
    });
    answers.set(uri, answer);
    return answer;
  };
  return world;
}

const emptyState = (): State => ({ configs: new Map(), projects: new Map(), ready: new Map() });

/** Whether two sets of files hold the same texts. */
const isSame = (some: ReadonlyMap<string, TextFile>, others: ReadonlyMap<string, TextFile>): boolean =>
  some.size === others.size && [...some].every(([uri, { text }]) => others.get(uri)?.text === text);
