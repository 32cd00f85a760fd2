import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type {
  ClientRequests,
  CoverageChange,
  CoverageSnapshot,
  DocumentRow,
  GroupRow,
  PairRow,
  PanelChanges,
  PanelOutline,
  ProjectCoverage,
  RequirementRow,
  ServerNotifications,
  StandardRow,
} from "../../../server/src/lsp/protocol.ts";

/** A project with its rows by id, kept up to date. */
export interface LiveProject {
  readonly key: string;
  readonly name: string;
  readonly configUri: string | null;
  readonly baseline: string | null;
  readonly outline: PanelOutline;
  readonly standards: Map<string, StandardRow>;
  readonly groups: Map<string, GroupRow>;
  readonly requirements: Map<string, RequirementRow>;
  readonly pairs: Map<string, PairRow>;
  readonly documents: Map<string, DocumentRow>;
}

/** What the views are to draw again: everything, or the rows named. */
export type StoreChange =
  | { readonly kind: "all" }
  | { readonly kind: "rows"; readonly projects: CoverageChange["projects"] };

/** The server's coverage, as the views read it. Computes nothing. */
export interface CoverageStore extends vscode.Disposable {
  readonly projects: readonly LiveProject[];
  readonly isIndexing: boolean;
  readonly state: "starting" | "running" | "stopped";
  readonly onDidChange: vscode.Event<StoreChange>;
  project(key: string): LiveProject | undefined;
  ask<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]["params"],
  ): Promise<ClientRequests[M]["result"]>;
}

export function createCoverageStore(client: LanguageClient): CoverageStore {
  const changed = new vscode.EventEmitter<StoreChange>();
  let projects: LiveProject[] = [];
  let version = -1;
  let isIndexing = true;
  let state: CoverageStore["state"] = "starting";
  /** Changes that came while a snapshot was asked for. */
  let loading: Promise<void> | undefined;

  const ask: CoverageStore["ask"] = (method, params) => client.sendRequest(method, params);

  const load = (): Promise<void> =>
    (loading ??= (async () => {
      const snapshot: CoverageSnapshot = await ask("codicil/coverage", null);
      projects = snapshot.projects.map(liveProject);
      ({ version, isIndexing } = snapshot);
      changed.fire({ kind: "all" });
    })().finally(() => {
      loading = undefined;
    }));
  const reload = (): void => {
    load().catch(() => {
      // The server ended meanwhile; its next start loads again.
    });
  };

  const apply = (change: CoverageChange): void => {
    if (change.version <= version) return;
    const isMissed = change.version !== version + 1 || change.projects.some(({ key }) => !byKey(projects, key));
    if (change.isReset || isMissed) return reload();
    version = change.version;
    const wasIndexing = isIndexing;
    isIndexing = change.isIndexing;
    for (const { key, changes } of change.projects) merge(byKey(projects, key), changes);
    changed.fire(wasIndexing === isIndexing ? { kind: "rows", projects: change.projects } : { kind: "all" });
  };

  const method: keyof ServerNotifications = "codicil/coverageChanged";
  const follow = (): void => {
    if (client.state === State.Running) {
      state = "running";
      version = -1;
      reload();
    } else if (client.state === State.Stopped) {
      state = state === "starting" ? "starting" : "stopped";
      projects = [];
      isIndexing = true;
      changed.fire({ kind: "all" });
    }
  };
  const subscriptions = [
    changed,
    client.onNotification(method, (change: CoverageChange) => {
      if (loading) void loading.then(() => apply(change));
      else apply(change);
    }),
    client.onDidChangeState(follow),
  ];
  follow();
  return {
    get projects() {
      return projects;
    },
    get isIndexing() {
      return isIndexing;
    },
    get state() {
      return state;
    },
    onDidChange: changed.event,
    project: (key) => byKey(projects, key),
    ask,
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
}

const byKey = (projects: readonly LiveProject[], key: string): LiveProject | undefined =>
  projects.find((project) => project.key === key);

function liveProject({ rows, ...project }: ProjectCoverage): LiveProject {
  return {
    ...project,
    standards: byId(rows.standards),
    groups: byId(rows.groups),
    requirements: byId(rows.requirements),
    pairs: byId(rows.pairs),
    documents: byId(rows.documents),
  };
}

function merge(project: LiveProject | undefined, changes: PanelChanges): void {
  if (!project) return;
  put(project.standards, changes.standards);
  put(project.groups, changes.groups);
  put(project.requirements, changes.requirements);
  put(project.pairs, changes.pairs);
  put(project.documents, changes.documents);
  for (const id of changes.removedDocuments) project.documents.delete(id);
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

function put<T extends { readonly id: string }>(known: Map<string, T>, rows: readonly T[]): void {
  for (const row of rows) known.set(row.id, row);
}
