import * as vscode from "vscode";

/** The last commit of the repository that holds a folder, and the files that read otherwise now. */
export interface LastCommit {
  readonly hash: string;
  readonly files: readonly { readonly uri: string; readonly text: string | null }[];
}

/** The part of VS Code's git extension (API version 1) that is used here. */
interface GitExtension {
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly repositories: readonly Repository[];
  readonly onDidOpenRepository: vscode.Event<Repository>;
  getRepository(uri: vscode.Uri): Repository | null;
}
interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly workingTreeChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
    readonly onDidChange: vscode.Event<void>;
  };
  status(): Promise<void>;
  diffWithHEAD(): Promise<readonly Change[]>;
  show(ref: string, path: string): Promise<string>;
}
interface Change {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly status: number;
}

const isPolicyFile = ({ path }: vscode.Uri): boolean => /\.(?:md|markdown|ya?ml)$/i.test(path);

/** VS Code's own git extension; undefined where it is not there or switched off. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  try {
    return (extension?.isActive ? extension.exports : await extension?.activate())?.getAPI(1);
  } catch {
    return undefined;
  }
}

/** @returns undefined where the folder is in no repository, or nothing was committed yet */
export async function lastCommit(folder: vscode.Uri): Promise<LastCommit | undefined> {
  const repository = (await gitApi())?.getRepository(folder);
  if (!repository) return undefined;
  await repository.status();
  const hash = repository.state.HEAD?.commit;
  if (hash === undefined) return undefined;
  const { workingTreeChanges, untrackedChanges = [] } = repository.state;
  const dirty = vscode.workspace.textDocuments.filter((document) => document.isDirty).map(({ uri }) => uri);
  const changes = [...(await repository.diffWithHEAD()), ...workingTreeChanges, ...untrackedChanges];
  const now = [...changes.map(({ uri }) => uri), ...dirty].filter(isPolicyFile);
  const then = changes.map(({ originalUri }) => originalUri).filter(isPolicyFile);
  const inside = new Map(
    [...now, ...then]
      .filter((uri) => uri.fsPath.startsWith(repository.rootUri.fsPath))
      .map((uri) => [uri.toString(), uri]),
  );
  const files = await Promise.all(
    [...inside].map(async ([uri, { fsPath }]) => {
      // A file that the commit does not hold is an error to git.
      const text = await repository.show("HEAD", fsPath).catch(() => null);
      return { uri, text };
    }),
  );
  return { hash, files };
}
