import * as vscode from "vscode";
import type { RequirementFilter } from "../../../server/src/lsp/protocol.ts";
import type { RequirementNode, RequirementsTree } from "./requirements-tree.ts";
import type { CoverageStore } from "./store.ts";

interface Filter extends RequirementFilter {
  /** What `documents` stands for, as a reader calls it. */
  readonly documentsLabel: string | null;
}

const everything: Filter = { show: "all", documents: null, documentsLabel: null, text: "", sort: "number" };
const shows = { all: "All", gaps: "Gaps", partial: "Partly covered" } as const;
const sorts = { number: "By number", status: "By verdict, gaps first", title: "By title" } as const;

/** Filter, search and order of the requirements tree; the server decides what is shown. */
export interface RequirementFilterControl extends vscode.Disposable {
  /** Shows everything again. */
  clear(): Promise<void>;
}

export function createRequirementFilter(
  store: CoverageStore,
  tree: RequirementsTree,
  view: vscode.TreeView<RequirementNode>,
): RequirementFilterControl {
  let filter = everything;
  let turn = 0;

  const apply = async (): Promise<void> => {
    const mine = ++turn;
    const isFiltering = filter.show !== "all" || filter.documents !== null || filter.text !== "";
    await vscode.commands.executeCommand("setContext", "codicil.requirements.isFiltered", isFiltering);
    if (!isFiltering && filter.sort === "number") {
      view.message = undefined;
      return tree.limit(undefined);
    }
    const asked = await Promise.all(
      store.projects.map(async ({ key }): Promise<[string, readonly string[]]> => {
        const ids = await store.ask("codicil/filterRequirements", { project: key, filter });
        return [key, ids];
      }),
    );
    // A newer question was asked meanwhile.
    if (mine !== turn) return;
    const count = asked.reduce((sum, [, ids]) => sum + ids.length, 0);
    view.message = isFiltering
      ? `${describe(filter)}: ${count === 1 ? "1 requirement" : `${count} requirements`}`
      : undefined;
    tree.limit(new Map(asked));
  };
  const change = (part: Partial<Filter>): Promise<void> => {
    filter = { ...filter, ...part };
    return apply();
  };
  tree.onNeedsFilter = () => {
    if (filter !== everything) apply().catch(() => {});
  };

  const chooseFilter = async (): Promise<void> => {
    const choice = await vscode.window.showQuickPick(
      [
        ...Object.entries(shows).map(([show, label]) => ({ label, show: show as Filter["show"], by: undefined })),
        { label: "By document…", show: undefined, by: "document" as const },
        { label: "By owner…", show: undefined, by: "owner" as const },
      ],
      { title: "Which requirements to show", placeHolder: describe(filter) },
    );
    if (!choice) return;
    if (choice.show === "all") return change({ ...everything, sort: filter.sort });
    if (choice.show) return change({ show: choice.show });
    const rows = store.projects.flatMap(({ documents }) => [...documents.values()]).filter((row) => row.isPolicy);
    const items =
      choice.by === "document"
        ? rows.map((row) => ({ label: row.title, description: row.path, uris: [row.id] }))
        : [...new Set(rows.map((row) => row.owner))].map((owner) => ({
            label: owner ?? "No owner",
            description: "",
            uris: rows.filter((row) => row.owner === owner).map((row) => row.id),
          }));
    const picked = await vscode.window.showQuickPick(
      items.sort((a, b) => a.label.localeCompare(b.label, "en")),
      { title: choice.by === "document" ? "Requirements that this document speaks to" : "Requirements of this owner" },
    );
    if (picked) return change({ documents: picked.uris, documentsLabel: picked.label });
  };

  const search = async (): Promise<void> => {
    const text = await vscode.window.showInputBox({
      title: "Search requirements",
      prompt: "Words of a number, a title or what it is about",
      value: filter.text,
    });
    if (text !== undefined) return change({ text: text.trim() });
  };

  const sort = async (): Promise<void> => {
    const items = Object.entries(sorts).map(([id, label]) => ({
      label,
      id: id as Filter["sort"],
      ...(id === filter.sort ? { description: "now" } : {}),
    }));
    const choice = await vscode.window.showQuickPick(items, { title: "Order of the requirements in their group" });
    if (choice) return change({ sort: choice.id });
  };

  const clear = (): Promise<void> => change({ ...everything, sort: filter.sort });
  const commands = [
    vscode.commands.registerCommand("codicil.requirements.filter", chooseFilter),
    vscode.commands.registerCommand("codicil.requirements.search", search),
    vscode.commands.registerCommand("codicil.requirements.sort", sort),
    vscode.commands.registerCommand("codicil.requirements.clearFilter", clear),
  ];
  return { clear, dispose: () => vscode.Disposable.from(...commands).dispose() };
}

function describe({ show, documentsLabel, text }: Filter): string {
  const parts: string[] = show === "all" && (documentsLabel !== null || text !== "") ? [] : [shows[show]];
  if (documentsLabel !== null) parts.push(documentsLabel);
  if (text !== "") parts.push(`“${text}”`);
  return parts.join(" · ");
}
