import type { PanelOutline, StandardRow, Status } from "../../server/src/lsp/protocol.ts";
import { h, setAttributes, setText } from "./dom.ts";
import { createGrid, type Grid } from "./grid.ts";
import type { OverviewRows } from "./messages.ts";
import { createRing } from "./ring.ts";
import { describeTrend, meanings, signs, statuses } from "./words.ts";

/** One standard: ring, figures, trend, and the grids of its controls and clauses. */
export interface StandardView {
  readonly element: HTMLElement;
  readonly grids: readonly Grid[];
  update(rows: OverviewRows): void;
  filter(wanted: ReadonlySet<Status>): void;
}

export interface StandardOptions {
  readonly standard: PanelOutline["standards"][number];
  readonly baseline: string | null;
  readonly open: (id: string) => void;
  readonly point: (text: string) => void;
  readonly moved: (id: string) => void;
  /** A figure was pressed: the verdict is to be shown alone, or all again. */
  readonly toggle: (status: Status) => void;
}

export function createStandard({ standard, baseline, toggle, ...handlers }: StandardOptions): StandardView {
  const ring = createRing();
  const figures = new Map(
    statuses.map((status) => {
      const number = h("span", { class: "value" });
      const button = h(
        "button",
        { class: `figure ${status}`, type: "button", "aria-pressed": "false", title: `${status}: ${meanings[status]}` },
        h("span", { class: "sign", "aria-hidden": "true" }, signs[status]),
        " ",
        number,
        ` ${status}`,
      );
      button.addEventListener("click", () => toggle(status));
      return [status, { button, number }] as const;
    }),
  );
  const trend = h("p", { class: "trend", hidden: true });
  const gridOf = (kind: "control" | "clause", label: string): Grid =>
    createGrid({ label, groups: standard.groups.filter((group) => group.kind === kind), ...handlers });
  const controls = gridOf("control", `Controls of ${standard.name}`);
  const clauses = gridOf("clause", `Clauses of ${standard.name}`);
  const clauseCount = h("vscode-badge", { variant: "counter" });
  const hasClauses = standard.groups.some((group) => group.kind === "clause");
  const clauseBlock = h("details", { class: "clauses" }, h("summary", {}, "Clauses ", clauseCount), clauses.element);

  const element = h(
    "section",
    { class: "standard", "aria-label": standard.name },
    h("h2", {}, standard.name),
    h(
      "div",
      { class: "summary" },
      ring.element,
      h(
        "div",
        {
          class: "figures",
          role: "group",
          "aria-label": `Controls of ${standard.name} by verdict; press one to show it alone`,
        },
        ...[...figures.values()].map(({ button }) => button),
      ),
    ),
    trend,
    controls.element,
    ...(hasClauses ? [clauseBlock] : []),
  );

  const showCounts = ({ controls: counts, clauses: own, before }: StandardRow): void => {
    ring.update(counts);
    for (const [status, { number }] of figures) setText(number, String(counts[status]));
    setText(clauseCount, `${own.covered}/${own.total}`);
    trend.hidden = before === null;
    if (before) setText(trend, `Since ${baseline ?? "then"}: ${describeTrend(counts, before)}.`);
  };
  return {
    element,
    grids: hasClauses ? [controls, clauses] : [controls],
    update(rows) {
      const row = rows.standards.find(({ id }) => id === standard.id);
      if (row) showCounts(row);
      controls.update(rows);
      clauses.update(rows);
    },
    filter(wanted) {
      for (const [status, { button }] of figures)
        setAttributes(button, { "aria-pressed": wanted.has(status) ? "true" : "false" });
      controls.filter(wanted);
      clauses.filter(wanted);
    },
  };
}
