import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type {
  DistinctionDetail,
  FindingDetail,
  IntegrationDetail,
  PairDetail,
  PlaceDetail,
  RiskDetail,
  ServerNotifications,
  SideDetail,
} from "../../../server/src/lsp/protocol.ts";
import { hasPolicies } from "./requirements-tree.ts";
import type { CoverageStore } from "./store.ts";
import { statusIcon } from "./words.ts";
import { type TreeLine, treeItem } from "./tree-item.ts";

/** A line of the tree; `id` is unique in it and stays the same across changes. */
export type IntegrationNode = { readonly id: string } & (
  | { readonly kind: "project"; readonly name: string; readonly detail: IntegrationDetail }
  | { readonly kind: "clause"; readonly clause: IntegrationDetail["clauses"][number] }
  | { readonly kind: "pair"; readonly pair: PairDetail }
  | { readonly kind: "side"; readonly side: SideDetail }
  | { readonly kind: "distinctions"; readonly distinctions: readonly DistinctionDetail[] }
  | { readonly kind: "distinction"; readonly distinction: DistinctionDetail }
  | { readonly kind: "risks"; readonly risks: readonly RiskDetail[] }
  | { readonly kind: "risk"; readonly risk: RiskDetail }
  | { readonly kind: "finding"; readonly finding: FindingDetail }
  | { readonly kind: "place"; readonly place: PlaceDetail }
  | { readonly kind: "note"; readonly text: string; readonly icon: string; readonly tooltip?: string }
);

/** Clause pairs of two management systems, what has to stay distinct, and the risks that AI brings. */
export function createIntegrationTree(
  store: CoverageStore,
  client: LanguageClient,
): vscode.TreeDataProvider<IntegrationNode> & vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const method: keyof ServerNotifications = "codicil/integrationChanged";
  const subscriptions = [
    changed,
    client.onNotification(method, () => changed.fire(undefined)),
    // Other projects, or the server is another; what edits change is told by the notification.
    store.onDidChange((change) => {
      if (change.kind === "all") changed.fire(undefined);
    }),
  ];
  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: itemOf,
    getChildren: (node) => (node ? childrenOf(node) : rootsOf(store)),
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
}

/** One project's parts, or the projects that have two management systems. */
async function rootsOf(store: CoverageStore): Promise<IntegrationNode[]> {
  const projects: Extract<IntegrationNode, { kind: "project" }>[] = [];
  for (const { key, name } of store.projects.filter(hasPolicies)) {
    const detail = await store.ask("codicil/integration", { project: key });
    if (detail) projects.push({ kind: "project", id: key, name, detail });
  }
  void vscode.commands.executeCommand("setContext", "codicil.hasIntegration", projects.length > 0);
  const [only, ...more] = projects;
  return only && more.length === 0 ? childrenOf(only) : projects;
}

function childrenOf(node: IntegrationNode): IntegrationNode[] {
  const { id } = node;
  const findingsOf = (findings: readonly FindingDetail[]): IntegrationNode[] =>
    findings.map((finding, i) => ({ kind: "finding", id: `${id}|finding ${i}`, finding }));
  const placesOf = (places: readonly PlaceDetail[]): IntegrationNode[] =>
    places.map((place, i) => ({ kind: "place", id: `${id}|place ${i}`, place }));
  switch (node.kind) {
    case "project": {
      const { clauses, distinctions, risks } = node.detail;
      return [
        ...clauses.map((clause): IntegrationNode => ({ kind: "clause", id: `${id}|${clause.number}`, clause })),
        { kind: "distinctions", id: `${id}|distinctions`, distinctions },
        { kind: "risks", id: `${id}|risks`, risks },
      ];
    }
    case "clause":
      return node.clause.pairs.map((pair) => ({ kind: "pair", id: `${id}|${pair.id}`, pair }));
    case "pair": {
      const { sides, step, findings } = node.pair;
      return [
        ...sides.map((side): IntegrationNode => ({ kind: "side", id: `${id}|${side.standard}`, side })),
        ...(step ? [stepNode(id, step)] : []),
        ...findingsOf(findings),
      ];
    }
    case "side":
      return [
        ...placesOf(node.side.places),
        ...node.side.missing.map(
          (text, i): IntegrationNode => ({
            kind: "note",
            id: `${id}|missing ${i}`,
            text,
            icon: "circle-outline",
            tooltip: `Not found: ${text}`,
          }),
        ),
      ];
    case "distinctions":
      return node.distinctions.map((distinction) => ({
        kind: "distinction",
        id: `${id}|${distinction.id}`,
        distinction,
      }));
    case "distinction":
      return findingsOf(node.distinction.findings);
    case "risks":
      return node.risks.map((risk) => ({ kind: "risk", id: `${id}|${risk.id}`, risk }));
    case "risk":
      return [...placesOf(node.risk.places), ...findingsOf(node.risk.findings)];
    case "finding":
    case "place":
    case "note":
      return [];
  }
}

const stepNode = (id: string, { says, effort, how }: NonNullable<PairDetail["step"]>): IntegrationNode => ({
  kind: "note",
  id: `${id}|step`,
  text: how,
  icon: "arrow-right",
  tooltip: `Next step: ${says}, ${effort} effort. ${how}.`,
});

/** Icons differ in shape, not in colour alone. */
const stateIcons: Readonly<Record<PairDetail["state"], readonly [icon: string, color: string]>> = {
  integrated: ["pass-filled", "charts.green"],
  parallel: ["split-horizontal", "charts.blue"],
  "one-sided": ["color-mode", "charts.yellow"],
  single: ["pass", "charts.green"],
  absent: ["circle-large-outline", "charts.red"],
};
const icon = (name: string, color?: string): vscode.ThemeIcon =>
  new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));

function itemOf(node: IntegrationNode): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const make = (label: string, ...rest: TreeLine): vscode.TreeItem => treeItem(node, label, ...rest);
  switch (node.kind) {
    case "project":
      return make(node.name, Expanded, { iconPath: icon("folder") });
    case "clause": {
      const { number, title, pairs } = node.clause;
      const states = [...new Set(pairs.map(({ says }) => says))];
      return make(`${number} ${title}`, Collapsed, {
        description: states.map((one) => `${pairs.filter(({ says }) => says === one).length} ${one}`).join(", "),
        iconPath: icon("list-ordered"),
      });
    }
    case "pair": {
      const { topic, state, says, reason, step, documents, sides, findings } = node.pair;
      const numbers = [...new Set(sides.map(({ number }) => number))].join(" / ");
      const tooltip = text(`${numbers} ${topic}: ${says}\n\n${reason}`);
      if (step) tooltip.appendText(`\n\nNext step: ${step.says}, ${step.effort} effort. ${step.how}.`);
      const isCompared = sides.filter(({ places }) => places.length > 0).length === 2;
      return make(`${numbers} ${topic}`, Collapsed, {
        description: [says, ...documents].join(" · "),
        tooltip,
        iconPath: icon(...stateIcons[state]),
        contextValue: `pair${isCompared ? ".compared" : ""}${fixMark(findings)}`,
      });
    }
    case "side": {
      const { standard, number, title, status, places, missing } = node.side;
      const [first] = places;
      return make(`${standard} ${number}`, places.length + missing.length > 0 ? Collapsed : None, {
        description: [status, ...new Set(places.map(({ document }) => document))].join(" · "),
        tooltip: text(`${standard} ${number} ${title}: ${status}`),
        iconPath: statusIcon(status),
        ...(first ? { command: openCommand(first) } : {}),
      });
    }
    case "distinctions":
      return make("What has to stay distinct", Collapsed, {
        description: findingWords(node.distinctions.flatMap(({ findings }) => findings).length),
        iconPath: icon("split-vertical"),
      });
    case "distinction": {
      const { topic, says, findings } = node.distinction;
      return make(topic, findings.length > 0 ? Expanded : None, {
        description: findingWords(findings.length),
        tooltip: text(`${topic}\n\n${says}`),
        iconPath:
          findings.length > 0 ? icon("warning", "problemsWarningIcon.foreground") : icon("pass", "charts.green"),
        contextValue: `distinction${fixMark(findings)}`,
      });
    }
    case "risks": {
      const considered = node.risks.filter(({ places }) => places.length > 0).length;
      return make("Security risks that AI brings", Collapsed, {
        description: `${considered} of ${node.risks.length} considered`,
        iconPath: icon("shield"),
      });
    }
    case "risk": {
      const { title, says, compromises, places, findings } = node.risk;
      const documents = [...new Set(places.map(({ document }) => document))];
      return make(title, places.length + findings.length > 0 ? Collapsed : None, {
        description: documents.length > 0 ? `considered in ${documents.join(", ")}` : "no document considers it",
        tooltip: text(`${title}, compromises ${compromises}\n\n${says}`),
        iconPath: documents.length > 0 ? icon("pass", "charts.green") : icon("circle-large-outline", "charts.red"),
        contextValue: `risk${fixMark(findings)}`,
      });
    }
    case "finding": {
      const { message, rule, place, hasFix } = node.finding;
      return make(message, None, {
        description: placeWords(place),
        tooltip: text(`${message}\n\n${placeWords(place)}, ${rule}`),
        iconPath: icon(hasFix ? "lightbulb" : "comment"),
        contextValue: `finding${fixMark([node.finding])}`,
        command: openCommand(place),
      });
    }
    case "place":
      return make(node.place.quote, None, {
        description: placeWords(node.place),
        tooltip: text(`${node.place.quote}\n\n${placeWords(node.place)}`),
        iconPath: icon("quote"),
        command: openCommand(node.place),
      });
    case "note":
      return make(node.text, None, { tooltip: node.tooltip ?? node.text, iconPath: icon(node.icon) });
  }
}

/** Text of documents stays text in a tooltip. */
const text = (plain: string): vscode.MarkdownString => new vscode.MarkdownString().appendText(plain);

const placeWords = ({ document, range }: PlaceDetail): string => `${document}, line ${range.start.line + 1}`;

const openCommand = (place: PlaceDetail): vscode.Command => ({
  command: "codicil.panel.openPlace",
  title: "Open",
  arguments: [place],
});

/** Ends the context value of lines that a fix belongs to (menus in package.json). */
const fixMark = (findings: readonly FindingDetail[]): string => (findings.some(({ hasFix }) => hasFix) ? ".fix" : "");

const findingWords = (count: number): string => `${count === 0 ? "no" : count} ${count === 1 ? "finding" : "findings"}`;
