import "@vscode-elements/elements/dist/vscode-badge/index.js";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import type { RequirementRow, Status } from "../../server/src/lsp/protocol.ts";
import { h, setText } from "./dom.ts";
import { emptyPage } from "./empty.ts";
import type { FromOverview, OverviewCommand, OverviewProject, OverviewRows, ToOverview } from "./messages.ts";
import { createPairs, type Pairs } from "./pairs.ts";
import { createStandard, type StandardView } from "./standard.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromOverview): void;
  getState(): unknown;
  setState(state: Kept): void;
};

/** What outlives a page that was hidden. */
interface Kept {
  readonly project?: string;
  readonly scroll?: number;
  readonly current?: string;
  readonly open?: readonly string[];
  readonly filter?: readonly Status[];
}

const vscode = acquireVsCodeApi();
const post = (message: FromOverview): void => vscode.postMessage(message);
let kept = (vscode.getState() ?? {}) as Kept;
const keep = (part: Kept): void => {
  kept = { ...kept, ...part };
  vscode.setState(kept);
};

const main = document.querySelector<HTMLElement>("#overview") ?? document.body;
/** What a screen reader is told when a verdict turns. */
const news = h("div", { class: "hidden-words", role: "status" });
/** The name of the cell under the pointer or the focus, in full. */
const pointed = h("div", { class: "pointed", "aria-hidden": "true" });
document.body.append(news);

let projects = new Map<string, OverviewProject>();
let drawn:
  | {
      readonly key: string;
      readonly frame: string;
      readonly standards: readonly StandardView[];
      readonly pairs: Pairs | undefined;
    }
  | undefined;

window.addEventListener("message", ({ data }: MessageEvent<ToOverview>) => {
  if (data.type === "show") show(data);
  else change(data);
});
window.addEventListener("scroll", () => keep({ scroll: window.scrollY }), { passive: true });
post({ type: "ready" });

function show(message: Extract<ToOverview, { type: "show" }>): void {
  projects = new Map(message.projects.map((project) => [project.key, project]));
  if (message.state !== "ready") {
    drawn = undefined;
    main.replaceChildren(emptyPage(message.state, run));
    return;
  }
  const project = projects.get(kept.project ?? "") ?? message.projects[0];
  if (!project) return;
  // Everything that makes the page another one; all else is drawn into the page that is there.
  const { key, name, outline, baseline, hasConfig } = project;
  const frame = JSON.stringify([
    key,
    name,
    outline,
    baseline,
    hasConfig,
    message.isIndexing,
    message.canCompareWithCommit,
    message.projects.map((one) => [one.key, one.name]),
  ]);
  if (drawn?.frame !== frame) draw(project, frame, message);
  update(project.rows);
}

function change(message: Extract<ToOverview, { type: "change" }>): void {
  for (const { key, rows } of message.projects) {
    const project = projects.get(key);
    if (!project) continue;
    projects.set(key, { ...project, rows: merge(project.rows, rows) });
    if (drawn?.key !== key) continue;
    announce(project, rows.requirements);
    update(rows);
  }
}

function update(rows: OverviewRows): void {
  for (const standard of drawn?.standards ?? []) standard.update(rows);
  drawn?.pairs?.update(rows);
}

function draw(project: OverviewProject, frame: string, message: Extract<ToOverview, { type: "show" }>): void {
  const { key, outline, baseline } = project;
  const open = (requirement: string): void => post({ type: "openRequirement", project: key, requirement });
  const wanted = new Set<Status>(kept.filter ?? []);
  const standards = outline.standards.map((standard) =>
    createStandard({
      standard,
      baseline,
      open,
      point: (text) => setText(pointed, text),
      moved: (current) => keep({ current }),
      toggle(status) {
        if (!wanted.delete(status)) wanted.add(status);
        keep({ filter: [...wanted] });
        for (const one of standards) one.filter(wanted);
      },
    }),
  );
  const pairs = outline.pairs.length > 0 ? createPairs(outline, open) : undefined;
  drawn = { key, frame, standards, pairs };
  const before = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["id"] : undefined;
  const scroll = kept.scroll ?? 0;
  main.replaceChildren(
    h("h1", { class: "hidden-words" }, `Coverage of ${project.name}`),
    ...(message.isIndexing
      ? [h("vscode-progress-bar", { "aria-label": "Reading policies", indeterminate: true })]
      : []),
    ...(message.projects.length > 1 ? [projectSelect(message, key)] : []),
    h("div", { class: "standards" }, ...standards.map((standard) => standard.element)),
    ...(pairs ? [pairs.element] : []),
    footer(project, message.canCompareWithCommit),
    pointed,
  );
  update(project.rows);
  for (const standard of standards) {
    standard.filter(wanted);
    if (kept.current !== undefined) for (const grid of standard.grids) grid.setCurrent(kept.current);
  }
  rememberOpen();
  window.scrollTo(0, scroll);
  if (before !== undefined) document.querySelector<HTMLElement>(`[data-id="${CSS.escape(before)}"]`)?.focus();
}

/** Blocks that were opened stay open. */
function rememberOpen(): void {
  const blocks = [...main.querySelectorAll("details")];
  for (const [i, block] of blocks.entries()) {
    block.open = (kept.open ?? []).includes(String(i));
    block.addEventListener("toggle", () => keep({ open: blocks.flatMap((one, k) => (one.open ? [String(k)] : [])) }));
  }
}

function projectSelect(message: Extract<ToOverview, { type: "show" }>, key: string): HTMLElement {
  const options = message.projects.map((project) =>
    h("vscode-option", { value: project.key, selected: project.key === key }, project.name),
  );
  const select = h("vscode-single-select", { label: "Folder", class: "project" }, ...options);
  select.addEventListener("change", () => {
    keep({ project: (select as HTMLElement & { value: string }).value });
    show({ ...message, projects: [...projects.values()] });
  });
  return select;
}

function footer(project: OverviewProject, canCompareWithCommit: boolean): HTMLElement {
  const buttons = [
    button("Save as baseline", "codicil.coverage.saveBaseline"),
    ...(canCompareWithCommit && !project.baseline?.startsWith("commit")
      ? [button("Compare with the last commit", "codicil.coverage.compareWithCommit")]
      : []),
  ];
  return h(
    "div",
    { class: "footer" },
    h("div", { class: "buttons" }, ...buttons),
    ...(project.hasConfig
      ? []
      : [
          h(
            "p",
            { class: "about" },
            "There is no codicil.yaml here: document types are told from titles, file names and sections, and both standards are in scope.",
          ),
          button("Create codicil.yaml", "codicil.setUpWorkspace"),
        ]),
  );
}

function button(label: string, command: OverviewCommand): HTMLElement {
  const element = h("vscode-button", { secondary: true }, label);
  element.addEventListener("click", () => run(command));
  return element;
}

function run(command: OverviewCommand): void {
  post({ type: "run", command });
}

function announce({ outline, rows }: OverviewProject, changed: readonly RequirementRow[]): void {
  const before = new Map(rows.requirements.map((row) => [row.id, row.status]));
  const turned = changed.filter(({ id, status }) => before.get(id) !== status);
  if (turned.length === 0) return;
  const names = new Map(
    outline.standards.flatMap(({ groups }) =>
      groups.flatMap(({ requirements }) => requirements.map(({ id, number }) => [id, number] as const)),
    ),
  );
  const words = turned.slice(0, 3).map(({ id, status }) => `${names.get(id) ?? id} is now ${status}`);
  setText(news, `${words.join(", ")}${turned.length > 3 ? `, and ${turned.length - 3} more changed` : ""}.`);
}

function merge(before: OverviewRows, rows: OverviewRows): OverviewRows {
  return {
    standards: mergeRows(before.standards, rows.standards),
    groups: mergeRows(before.groups, rows.groups),
    requirements: mergeRows(before.requirements, rows.requirements),
    pairs: mergeRows(before.pairs, rows.pairs),
  };
}

function mergeRows<T extends { readonly id: string }>(before: readonly T[], rows: readonly T[]): readonly T[] {
  if (rows.length === 0) return before;
  const fresh = new Map(rows.map((row) => [row.id, row]));
  return before.map((row) => fresh.get(row.id) ?? row);
}
