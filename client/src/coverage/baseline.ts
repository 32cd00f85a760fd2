import * as vscode from "vscode";
import type { Status } from "../../../server/src/lsp/protocol.ts";
import { gitApi, lastCommit } from "./git.ts";
import { hasPolicies } from "./requirements-tree.ts";
import type { CoverageStore } from "./store.ts";

/** A state of a project that was kept by hand. */
interface SavedBaseline {
  readonly day: string;
  readonly statuses: Readonly<Record<string, Status>>;
}

const storageKey = "codicil.baselines";
const chosenKey = "codicil.baseline";

/**
 * What the trend is against: a state kept by hand in VS Code's workspace storage, else the last commit where there is a
 * repository. Nothing is written into the workspace.
 */
export function registerBaselines(store: CoverageStore, memory: vscode.Memento): vscode.Disposable {
  const known = new Set<string>();
  const heads = new Map<string, string>();
  const chosen = (): "commit" | "saved" => memory.get(chosenKey, "commit");
  const saved = (): Readonly<Record<string, SavedBaseline>> => memory.get(storageKey, {});

  const setBaseline = async (project: string): Promise<void> => {
    const kept = saved()[project];
    if (chosen() === "saved" && kept) {
      const label = `the baseline of ${kept.day}`;
      await store.ask("codicil/setBaseline", { project, label, statuses: kept.statuses });
      return;
    }
    const live = store.project(project);
    const commit = live && (await lastCommit(vscode.Uri.parse(live.configUri ?? live.key)));
    if (!commit) return;
    heads.set(project, commit.hash);
    const label = `commit ${commit.hash.slice(0, 7)}`;
    await store.ask("codicil/setBaseline", { project, label, files: commit.files });
  };
  const guard = (work: Promise<void>): void => {
    // No trend is better than a message about git.
    work.catch(() => {});
  };
  const setAll = (): void => {
    for (const { key } of store.projects) guard(setBaseline(key));
  };
  const follow = (): void => {
    if (store.isIndexing) return known.clear();
    for (const project of store.projects) {
      if (known.has(project.key) || !hasPolicies(project)) continue;
      known.add(project.key);
      guard(setBaseline(project.key));
    }
  };

  const save = async (): Promise<void> => {
    const day = new Date().toISOString().slice(0, 10);
    const states = store.projects.map(({ key, requirements }): [string, SavedBaseline] => [
      key,
      { day, statuses: Object.fromEntries([...requirements].map(([id, row]) => [id, row.status])) },
    ]);
    await memory.update(storageKey, { ...saved(), ...Object.fromEntries(states) });
    await memory.update(chosenKey, "saved");
    setAll();
  };
  const compareWithCommit = async (): Promise<void> => {
    await memory.update(chosenKey, "commit");
    setAll();
  };

  const subscriptions: vscode.Disposable[] = [
    store.onDidChange(({ kind }) => {
      if (kind === "all") follow();
    }),
    vscode.commands.registerCommand("codicil.coverage.saveBaseline", save),
    vscode.commands.registerCommand("codicil.coverage.compareWithCommit", compareWithCommit),
  ];
  guard(
    gitApi().then((git) => {
      if (!git) return;
      const watch = (repository: (typeof git.repositories)[number]): void => {
        subscriptions.push(
          repository.state.onDidChange(() => {
            const { commit } = repository.state.HEAD ?? {};
            if (commit === undefined || chosen() !== "commit") return;
            if ([...heads.values()].every((hash) => hash === commit) && heads.size > 0) return;
            setAll();
          }),
        );
      };
      git.repositories.forEach(watch);
      subscriptions.push(
        git.onDidOpenRepository((repository) => {
          watch(repository);
          if (chosen() === "commit") setAll();
        }),
      );
    }),
  );
  follow();
  return { dispose: () => vscode.Disposable.from(...subscriptions).dispose() };
}
