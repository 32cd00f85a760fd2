import * as vscode from "vscode";
import type { PlaceDetail, PointDetail, RequirementDetail } from "../../../server/src/lsp/protocol.ts";
import { describeRow } from "../../webview/words.ts";
import type { CoverageStore, LiveProject, StoreChange } from "./store.ts";
import { countWords, statusIcon } from "./words.ts";
import { type TreeLine, treeItem } from "./tree-item.ts";

/** A line of the tree; `id` is unique in it and stays the same across changes. */
export type RequirementNode = { readonly id: string; readonly project: string; readonly parent?: RequirementNode } & (
  | { readonly kind: "project" }
  | { readonly kind: "standard"; readonly standard: string }
  | { readonly kind: "group"; readonly group: string }
  | { readonly kind: "requirement"; readonly requirement: string }
  | { readonly kind: "point"; readonly point: PointDetail }
  | { readonly kind: "references"; readonly places: readonly PlaceDetail[]; readonly more: number }
  | { readonly kind: "place"; readonly place: PlaceDetail }
  | { readonly kind: "note"; readonly text: string }
);
export type RequirementLeaf = Extract<RequirementNode, { kind: "requirement" }>;

export interface RequirementsTree extends vscode.TreeDataProvider<RequirementNode>, vscode.Disposable {
  /** The line of a requirement; undefined where it is filtered out. */
  nodeOf(project: string, requirement: string): RequirementNode | undefined;
  /** Shows these requirements only, in this order; all where undefined. */
  limit(ids: ReadonlyMap<string, readonly string[]> | undefined): void;
  /** Asks the filter again where one is set; called before a change is drawn. */
  onNeedsFilter: (() => void) | undefined;
}

export function createRequirementsTree(store: CoverageStore): RequirementsTree {
  const changed = new vscode.EventEmitter<RequirementNode[] | undefined>();
  /** Lines down to requirements, by id: VS Code finds them again by identity. */
  const nodes = new Map<string, RequirementNode>();
  let shown: ReadonlyMap<string, readonly string[]> | undefined;
  /** Grows with each filter: VS Code keeps a line folded for as long as its id stays the same. */
  let filterTurn = 0;

  const keep = <T extends RequirementNode>(node: T): T => {
    const known = nodes.get(node.id);
    if (known) return known as T;
    nodes.set(node.id, node);
    return node;
  };
  const rank = (project: string): ReadonlyMap<string, number> | undefined => {
    const ids = shown?.get(project);
    return shown && new Map((ids ?? []).map((id, i) => [id, i]));
  };

  const standardsOf = (project: LiveProject, parent?: RequirementNode): RequirementNode[] =>
    project.outline.standards
      .map(({ id }) =>
        keep({
          kind: "standard",
          id: `${project.key}|${id}`,
          project: project.key,
          standard: id,
          ...(parent ? { parent } : {}),
        }),
      )
      .filter((node) => !shown || groupsOf(node).length > 0);
  const groupsOf = (parent: RequirementNode): RequirementNode[] => {
    if (parent.kind !== "standard") return [];
    const standard = store.project(parent.project)?.outline.standards.find(({ id }) => id === parent.standard);
    return (standard?.groups ?? [])
      .map(({ id }) =>
        keep({ kind: "group", id: `${parent.project}|${id}#`, project: parent.project, group: id, parent }),
      )
      .filter((node) => !shown || requirementsOf(node).length > 0);
  };
  const requirementsOf = (parent: RequirementNode): RequirementNode[] => {
    if (parent.kind !== "group") return [];
    const order = rank(parent.project);
    const ids = (groupIn(store.project(parent.project), parent.group)?.requirements ?? []).map(({ id }) => id);
    const wanted = order
      ? ids.filter((id) => order.has(id)).sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
      : ids;
    return wanted.map((requirement) =>
      keep({
        kind: "requirement",
        id: `${parent.project}|${requirement}`,
        project: parent.project,
        requirement,
        parent,
      }),
    );
  };

  const draw = (change: StoreChange): void => {
    if (change.kind === "all") {
      nodes.clear();
      changed.fire(undefined);
      return;
    }
    const touched = change.projects.flatMap(({ key, changes }) =>
      [
        ...changes.standards.map(({ id }) => `${key}|${id}`),
        ...changes.groups.map(({ id }) => `${key}|${id}#`),
        ...changes.requirements.map(({ id }) => `${key}|${id}`),
      ].flatMap((id) => nodes.get(id) ?? []),
    );
    if (touched.length > 0) changed.fire(touched);
  };
  const subscription = store.onDidChange((change) => {
    draw(change);
    tree.onNeedsFilter?.();
  });

  const tree: RequirementsTree = {
    onNeedsFilter: undefined,
    onDidChangeTreeData: changed.event,
    getParent: (node) => node.parent,
    getTreeItem(node) {
      const item = itemOf(node, store);
      if (!shown || node.kind !== "group") return item;
      const collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
      return Object.assign(item, { id: `${node.id}|${filterTurn}`, collapsibleState });
    },

    async getChildren(node) {
      if (!node) {
        const filled = store.projects.filter(hasPolicies);
        if (filled.length === 1 && filled[0]) return standardsOf(filled[0]);
        return filled
          .map((project) => keep({ kind: "project", id: project.key, project: project.key }))
          .filter((one) => !shown || (shown.get(one.project) ?? []).length > 0);
      }
      const project = store.project(node.project);
      if (!project) return [];
      switch (node.kind) {
        case "project":
          return standardsOf(project, node);
        case "standard":
          return groupsOf(node);
        case "group":
          return requirementsOf(node);
        case "requirement":
          return partsOf(node, await store.ask("codicil/requirement", node));
        case "point":
          return placesOf(node, node.point.evidence, node.point.moreEvidence);
        case "references":
          return placesOf(node, node.places, node.more);
        case "place":
        case "note":
          return [];
      }
    },

    nodeOf(project, requirement) {
      const live = store.project(project);
      if (!live) return undefined;
      const isSingle = store.projects.filter(hasPolicies).length === 1;
      const top = isSingle ? undefined : keep({ kind: "project", id: live.key, project: live.key });
      return standardsOf(live, top)
        .flatMap(groupsOf)
        .flatMap(requirementsOf)
        .find((node) => node.kind === "requirement" && node.requirement === requirement);
    },

    limit(ids) {
      const isSame = shown && ids && JSON.stringify([...shown]) === JSON.stringify([...ids]);
      if (isSame) return;
      shown = ids;
      filterTurn++;
      changed.fire(undefined);
    },
    dispose: () => vscode.Disposable.from(subscription, changed).dispose(),
  };
  return tree;
}

export const hasPolicies = ({ documents }: LiveProject): boolean => [...documents.values()].some((row) => row.isPolicy);

const groupIn = (
  project: LiveProject | undefined,
  id: string,
): LiveProject["outline"]["standards"][number]["groups"][number] | undefined =>
  project?.outline.standards.flatMap(({ groups }) => groups).find((group) => group.id === id);

function partsOf(parent: RequirementNode, detail: RequirementDetail | null): RequirementNode[] {
  if (!detail) return [];
  const { project } = parent;
  const parts: RequirementNode[] = detail.points.map((point) => ({
    kind: "point",
    id: `${parent.id}|${point.id}`,
    project,
    point,
    parent,
  }));
  if (detail.justification !== null)
    parts.unshift({
      kind: "note",
      id: `${parent.id}|why`,
      project,
      text: detail.notAsked ? detail.justification : `Excluded: ${detail.justification}`,
      parent,
    });
  if (detail.references.length > 0)
    parts.push({
      kind: "references",
      id: `${parent.id}|references`,
      project,
      places: detail.references,
      more: detail.moreReferences,
      parent,
    });
  if (parts.length === 0)
    parts.push({
      kind: "note",
      id: `${parent.id}|none`,
      project,
      text: "It is met by its sub-clauses, or outside documents.",
      parent,
    });
  return parts;
}

function placesOf(parent: RequirementNode, places: readonly PlaceDetail[], more: number): RequirementNode[] {
  const { project } = parent;
  const lines: RequirementNode[] = places.map((place, i) => ({
    kind: "place",
    id: `${parent.id}|${i}`,
    project,
    place,
    parent,
  }));
  if (more > 0) lines.push({ kind: "note", id: `${parent.id}|more`, project, text: `and ${more} more`, parent });
  return lines;
}

function itemOf(node: RequirementNode, store: CoverageStore): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const project = store.project(node.project);
  const make = (label: string, ...rest: TreeLine): vscode.TreeItem => treeItem(node, label, ...rest);
  switch (node.kind) {
    case "project":
      return make(project?.name ?? "", Expanded, { iconPath: new vscode.ThemeIcon("folder") });
    case "standard": {
      const counts = project?.standards.get(node.standard)?.controls;
      const name = project?.outline.standards.find(({ id }) => id === node.standard)?.name ?? node.standard;
      return make(name, Expanded, {
        description: counts && countWords(counts),
        iconPath: new vscode.ThemeIcon("shield"),
      });
    }
    case "group": {
      const group = groupIn(project, node.group);
      const counts = project?.groups.get(node.group)?.counts;
      return make(`${group?.number ?? ""} ${group?.title ?? ""}`, Collapsed, {
        description: counts && countWords(counts),
        iconPath: new vscode.ThemeIcon(group?.kind === "clause" ? "list-ordered" : "symbol-folder"),
      });
    }
    case "requirement": {
      const row = project?.requirements.get(node.requirement);
      const known = node.parent?.kind === "group" ? groupIn(project, node.parent.group) : undefined;
      const names = known?.requirements.find(({ id }) => id === node.requirement);
      const label = `${names?.number ?? ""} ${names?.title ?? ""}`;
      if (!row) return make(label, Collapsed, {});
      const tooltip = new vscode.MarkdownString().appendText(`${label}\n\n${names?.gist ?? ""}\n\n${describeRow(row)}`);
      return make(label, Collapsed, {
        description: describeRow(row),
        tooltip,
        iconPath: statusIcon(row.status),
        contextValue: `requirement.${row.status}`,
        accessibilityInformation: { label: `${label}: ${describeRow(row)}` },
      });
    }
    case "point": {
      const { says, core, strength, evidence } = node.point;
      const isStated = strength === "stated" || strength === "operational";
      return make(says, evidence.length > 0 ? Collapsed : None, {
        description: `${strength ?? "not found"}${core ? " · core" : ""}`,
        tooltip: says,
        iconPath: new vscode.ThemeIcon(isStated ? "check" : strength === "mentioned" ? "dash" : "circle-outline"),
      });
    }
    case "references":
      return make("Named in", Collapsed, {
        description: String(node.places.length + node.more),
        iconPath: new vscode.ThemeIcon("references"),
      });
    case "place": {
      const { document, quote, range, strength } = node.place;
      return make(quote || document, None, {
        description: `${document}, line ${range.start.line + 1}`,
        tooltip: new vscode.MarkdownString().appendText(
          `${quote}\n\n${document}, line ${range.start.line + 1}${strength ? `, ${strength}` : ""}`,
        ),
        iconPath: new vscode.ThemeIcon(strength === null ? "symbol-reference" : "quote"),
        command: { command: "codicil.panel.openPlace", title: "Open", arguments: [node.place] },
      });
    }
    case "note":
      return make(node.text, None, { iconPath: new vscode.ThemeIcon("info"), tooltip: node.text });
  }
}
