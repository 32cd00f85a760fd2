import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { FromOverview, OverviewProject, OverviewState, ToOverview } from "../../webview/messages.ts";
import { hasPolicies } from "./requirements-tree.ts";
import type { CoverageStore, LiveProject } from "./store.ts";

/** The overview: a web page that draws what the store holds. */
export function createOverview(store: CoverageStore, extensionUri: vscode.Uri): vscode.Disposable {
  let view: vscode.WebviewView | undefined;
  let isReady = false;
  const assets = vscode.Uri.joinPath(extensionUri, "dist", "webview");

  const post = (message: ToOverview): void => void view?.webview.postMessage(message);
  const show = (): void => {
    if (!isReady) return;
    post({
      type: "show",
      state: stateOf(store),
      isIndexing: store.isIndexing,
      canCompareWithCommit: vscode.extensions.getExtension("vscode.git") !== undefined,
      projects: store.projects.filter(hasPolicies).map(overviewProject),
    });
  };
  const receive = async (message: FromOverview): Promise<void> => {
    switch (message.type) {
      case "ready":
        isReady = true;
        return show();
      case "openRequirement":
        await vscode.commands.executeCommand("codicil.panel.openRequirement", message.project, message.requirement);
        return;
      case "run":
        if (commands.has(message.command)) await vscode.commands.executeCommand(message.command);
    }
  };

  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView(resolved) {
      view = resolved;
      isReady = false;
      resolved.webview.options = { enableScripts: true, localResourceRoots: [assets] };
      resolved.webview.html = pageOf(resolved.webview, assets);
      resolved.webview.onDidReceiveMessage(receive);
      // A hidden page is thrown away and built anew when it is shown again.
      resolved.onDidDispose(() => {
        view = undefined;
        isReady = false;
      });
    },
  };
  return vscode.Disposable.from(
    vscode.window.registerWebviewViewProvider("codicil.overview", provider),
    store.onDidChange((change) => {
      const isNews =
        change.kind === "all" || change.projects.some(({ key }) => !shownKeys(store).includes(key)) || !isReady;
      if (isNews) return show();
      post({
        type: "change",
        projects: change.projects.map(({ key, changes: { standards, groups, requirements, pairs } }) => ({
          key,
          rows: { standards, groups, requirements, pairs },
        })),
      });
    }),
  );
}

const commands = new Set<string>([
  "codicil.coverage.saveBaseline",
  "codicil.coverage.compareWithCommit",
  "codicil.setUpWorkspace",
  "codicil.newPolicy",
  "codicil.restartServer",
  "vscode.openFolder",
]);

const shownKeys = ({ projects }: CoverageStore): string[] => projects.filter(hasPolicies).map(({ key }) => key);

function stateOf(store: CoverageStore): OverviewState {
  if (store.state === "stopped") return "stopped";
  if (store.projects.some(hasPolicies)) return "ready";
  if (store.state === "starting" || store.isIndexing) return "starting";
  return (vscode.workspace.workspaceFolders ?? []).length === 0 ? "noFolder" : "noPolicies";
}

const overviewProject = (project: LiveProject): OverviewProject => ({
  key: project.key,
  name: project.name,
  hasConfig: project.configUri !== null,
  outline: project.outline,
  baseline: project.baseline,
  rows: {
    standards: [...project.standards.values()],
    groups: [...project.groups.values()],
    requirements: [...project.requirements.values()],
    pairs: [...project.pairs.values()],
  },
});

function pageOf(webview: vscode.Webview, assets: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const asset = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(assets, name)).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; font-src ${webview.cspSource}; script-src 'nonce-${nonce}';">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Codicil: overview</title>
<link rel="stylesheet" href="${asset("overview.css")}">
</head>
<body>
<main id="overview"></main>
<script nonce="${nonce}" src="${asset("overview.js")}"></script>
</body>
</html>`;
}
