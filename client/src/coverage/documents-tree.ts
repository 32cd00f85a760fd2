import * as vscode from "vscode";
import type { DocumentRow } from "../../../server/src/lsp/protocol.ts";
import type { CoverageStore, LiveProject } from "./store.ts";
import { type TreeLine, treeItem } from "./tree-item.ts";

/** A line of the tree; `id` is unique in it. */
export type DocumentNode = { readonly id: string; readonly project: string } & (
  | { readonly kind: "project" }
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "others" }
  | { readonly kind: "document"; readonly uri: string }
);

/** Policies by type, and the files that were not taken for policies. */
export function createDocumentsTree(store: CoverageStore): vscode.TreeDataProvider<DocumentNode> & vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const subscription = store.onDidChange((change) => {
    const isTouched =
      change.kind === "all" ||
      change.projects.some(({ changes }) => changes.documents.length + changes.removedDocuments.length > 0);
    if (isTouched) changed.fire(undefined);
  });
  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => itemOf(node, store.project(node.project)),
    getChildren(node) {
      if (!node) {
        const [only, ...more] = store.projects;
        if (!only) return [];
        if (more.length === 0) return groupsOf(only);
        return store.projects.map(({ key }) => ({ kind: "project", id: key, project: key }));
      }
      const project = store.project(node.project);
      if (!project) return [];
      switch (node.kind) {
        case "project":
          return groupsOf(project);
        case "type":
          return documentsOf(project, (row) => row.isPolicy && typeOf(row) === node.type);
        case "others":
          return documentsOf(project, (row) => !row.isPolicy);
        case "document":
          return [];
      }
    },
    dispose: () => vscode.Disposable.from(subscription, changed).dispose(),
  };
}

/** Types with an overdue document first, then by name; the files that are no policies last. */
function groupsOf(project: LiveProject): DocumentNode[] {
  const rows = [...project.documents.values()];
  const policies = rows.filter((row) => row.isPolicy);
  const overdue = new Set(policies.filter((row) => row.isOverdue).map(typeOf));
  const types = [...new Set(policies.map(typeOf))].sort(
    (a, b) => Number(overdue.has(b)) - Number(overdue.has(a)) || a.localeCompare(b, "en"),
  );
  const { key } = project;
  const groups: DocumentNode[] = types.map((type) => ({ kind: "type", id: `${key}|${type}`, project: key, type }));
  if (policies.length < rows.length) groups.push({ kind: "others", id: `${key}|others`, project: key });
  return groups;
}

const typeOf = (row: DocumentRow): string => row.type ?? "Other policies";

function documentsOf({ key, documents }: LiveProject, isWanted: (row: DocumentRow) => boolean): DocumentNode[] {
  return [...documents.values()]
    .filter(isWanted)
    .sort((a, b) => Number(b.isOverdue) - Number(a.isOverdue) || (a.path < b.path ? -1 : 1))
    .map(({ id }) => ({ kind: "document", id: `${key}|${id}`, project: key, uri: id }));
}

function itemOf(node: DocumentNode, project: LiveProject | undefined): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const rows = [...(project?.documents.values() ?? [])];
  const make = (label: string, ...rest: TreeLine): vscode.TreeItem => treeItem(node, label, ...rest);
  switch (node.kind) {
    case "project":
      return make(project?.name ?? "", Expanded, { iconPath: new vscode.ThemeIcon("folder") });
    case "type": {
      const own = rows.filter((row) => row.isPolicy && typeOf(row) === node.type);
      const overdue = own.filter((row) => row.isOverdue).length;
      return make(node.type, own.length <= 5 ? Expanded : Collapsed, {
        description: `${own.length}${overdue > 0 ? `, ${overdue} overdue` : ""}`,
      });
    }
    case "others":
      return make("Not taken for policies", Collapsed, {
        description: String(rows.filter((row) => !row.isPolicy).length),
        tooltip: "Codicil says nothing about these files. Give one a document type where it is a policy after all.",
      });
    case "document": {
      const row = project?.documents.get(node.uri);
      if (!row) return make("", None, {});
      return make(row.isPolicy ? row.title : row.path, None, {
        description: row.isPolicy ? factsOf(row).join(" · ") : (row.reasons[0] ?? ""),
        tooltip: tooltipOf(row),
        iconPath: iconOf(row),
        contextValue: row.isPolicy ? "policy" : "otherFile",
        command: { command: "vscode.open", title: "Open", arguments: [vscode.Uri.parse(row.id)] },
      });
    }
  }
}

function factsOf(row: DocumentRow): string[] {
  const facts: string[] = [];
  if (row.isOverdue) facts.push(`review overdue since ${row.review ?? ""}`);
  facts.push(row.findings === 0 ? "no findings" : row.findings === 1 ? "1 finding" : `${row.findings} findings`);
  facts.push(`covers ${row.covered}${row.partial > 0 ? `, ${row.partial} in part` : ""}`);
  facts.push(row.owner ?? "no owner");
  if (!row.isOverdue && row.review !== null) facts.push(`review ${row.review}`);
  return facts;
}

function iconOf(row: DocumentRow): vscode.ThemeIcon {
  if (!row.isPolicy) return new vscode.ThemeIcon("file");
  if (row.isOverdue) return new vscode.ThemeIcon("history", new vscode.ThemeColor("problemsWarningIcon.foreground"));
  if (row.findings > 0) return new vscode.ThemeIcon("checklist");
  return new vscode.ThemeIcon("pass", new vscode.ThemeColor("charts.green"));
}

function tooltipOf(row: DocumentRow): vscode.MarkdownString {
  const text = new vscode.MarkdownString().appendText(row.path);
  if (row.isPolicy) text.appendText(`\n\n${row.type ?? "A policy of no known type"}: ${factsOf(row).join(", ")}.`);
  const why = row.isPolicy ? "Taken for a policy" : "Not taken for a policy";
  return text.appendText(`\n\n${why}: ${row.reasons.join("; ")}.`);
}
