import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { registerActions } from "./actions.ts";
import { registerBaselines } from "./baseline.ts";
import { createDocumentsTree } from "./documents-tree.ts";
import { registerIntegrationActions } from "./integration-actions.ts";
import { createIntegrationTree } from "./integration-tree.ts";
import { createOverview } from "./overview.ts";
import { createRequirementFilter } from "./requirement-filter.ts";
import { createRequirementsTree, hasPolicies } from "./requirements-tree.ts";
import { createCoverageStore } from "./store.ts";

/** The side panel: overview, requirements, documents, integration. */
export function createPanel(client: LanguageClient, context: vscode.ExtensionContext): vscode.Disposable {
  const store = createCoverageStore(client);
  const requirements = createRequirementsTree(store);
  const documents = createDocumentsTree(store);
  const requirementsView = vscode.window.createTreeView("codicil.requirements", {
    treeDataProvider: requirements,
    showCollapseAll: true,
  });
  const documentsView = vscode.window.createTreeView("codicil.documents", {
    treeDataProvider: documents,
    showCollapseAll: true,
  });
  const integration = createIntegrationTree(store, client);
  const integrationView = vscode.window.createTreeView("codicil.integration", {
    treeDataProvider: integration,
    showCollapseAll: true,
  });
  const filter = createRequirementFilter(store, requirements, requirementsView);

  // What the views say while they are empty (viewsWelcome in package.json).
  const tellState = (): void => {
    const isReading = store.state !== "stopped" && (store.state === "starting" || store.isIndexing);
    void vscode.commands.executeCommand("setContext", "codicil.isReading", isReading);
    void vscode.commands.executeCommand("setContext", "codicil.isStopped", store.state === "stopped");
    void vscode.commands.executeCommand("setContext", "codicil.hasPolicies", store.projects.some(hasPolicies));
  };
  tellState();
  return vscode.Disposable.from(
    store,
    requirements,
    documents,
    requirementsView,
    documentsView,
    integration,
    integrationView,
    registerIntegrationActions(),
    filter,
    store.onDidChange(tellState),
    createOverview(store, context.extensionUri),
    registerActions({ client, store, tree: requirements, view: requirementsView, filter }),
    registerBaselines(store, context.workspaceState),
  );
}
