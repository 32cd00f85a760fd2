import type { GroupRow, PanelOutline, RequirementRow, Status } from "../../server/src/lsp/protocol.ts";
import { h, setAttributes, setText } from "./dom.ts";
import { describeRow, signs } from "./words.ts";

type Groups = PanelOutline["standards"][number]["groups"];
type Names = Groups[number]["requirements"][number];

/** All requirements of some groups as cells; arrow keys walk, Enter opens. */
export interface Grid {
  readonly element: HTMLElement;
  update(rows: { readonly requirements: readonly RequirementRow[]; readonly groups: readonly GroupRow[] }): void;
  /** Shows cells with these verdicts only; all where empty. */
  filter(wanted: ReadonlySet<Status>): void;
  /** The requirement that the Tab key leads to. */
  readonly current: string | undefined;
  /** Makes a requirement the one that Tab leads to. */
  setCurrent(id: string): void;
}

export interface GridOptions {
  readonly label: string;
  readonly groups: Groups;
  readonly open: (id: string) => void;
  /** A cell got the focus or the pointer: its name in full, and its verdict. */
  readonly point: (text: string) => void;
  readonly moved: (id: string) => void;
}

interface Cell {
  readonly id: string;
  readonly names: Names;
  readonly element: HTMLElement;
  readonly sign: HTMLElement;
  row: RequirementRow | undefined;
}

export function createGrid({ label, groups, open, point, moved }: GridOptions): Grid {
  const cells = new Map<string, Cell>();
  const counts = new Map<string, HTMLElement>();
  const lines: { readonly element: HTMLElement; readonly cells: readonly Cell[] }[] = [];
  let wanted: ReadonlySet<Status> = new Set();
  let current: Cell | undefined;

  const cellOf = (names: Names): Cell => {
    const sign = h("span", { class: "sign", "aria-hidden": "true" });
    const number = h("span", { class: "number", "aria-hidden": "true" }, names.number.replace(/^A\./, ""));
    const element = h("div", { role: "gridcell", class: "cell", tabindex: -1, "data-id": names.id }, number, sign);
    const cell: Cell = { id: names.id, names, element, sign, row: undefined };
    cells.set(names.id, cell);
    return cell;
  };
  const element = h("div", { role: "grid", class: "grid", "aria-label": label });
  for (const group of groups) {
    const count = h("span", { class: "count" });
    counts.set(group.id, count);
    const title = h("div", { role: "rowheader", class: "group-title" }, `${group.number} ${group.title} `, count);
    const own = group.requirements.map(cellOf);
    const box = h("div", { role: "presentation", class: "cells" }, ...own.map((cell) => cell.element));
    const line = h("div", { role: "row", class: "group" }, title, box);
    lines.push({ element: line, cells: own });
    element.append(line);
  }

  const isVisible = (cell: Cell): boolean => !cell.element.hidden;
  const visible = (): Cell[] => [...cells.values()].filter(isVisible);
  const select = (cell: Cell | undefined): void => {
    if (current !== cell && current) setAttributes(current.element, { tabindex: -1 });
    current = cell;
    if (cell) setAttributes(cell.element, { tabindex: 0 });
  };
  const focus = (cell: Cell | undefined): void => {
    if (!cell) return;
    select(cell);
    cell.element.focus();
    cell.element.scrollIntoView({ block: "nearest" });
  };
  const cellAt = (target: EventTarget | null): Cell | undefined => {
    const found = target instanceof Element ? target.closest<HTMLElement>("[data-id]") : null;
    return cells.get(found?.dataset["id"] ?? "");
  };
  const nameOf = ({ names, row }: Cell): string =>
    `${names.number} ${names.title}${row ? `: ${describeRow(row)}` : ""}`;

  element.addEventListener("keydown", (event) => {
    const cell = cellAt(event.target);
    if (!cell || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") open(cell.id);
    else {
      const next = neighbour(cell, event.key, event.ctrlKey);
      if (next === undefined) return;
      focus(next);
    }
    event.preventDefault();
  });
  element.addEventListener("click", (event) => {
    const cell = cellAt(event.target);
    if (!cell) return;
    focus(cell);
    open(cell.id);
  });
  element.addEventListener("focusin", (event) => {
    const cell = cellAt(event.target);
    if (!cell) return;
    select(cell);
    moved(cell.id);
    point(nameOf(cell));
  });
  element.addEventListener("pointerover", (event) => {
    const cell = cellAt(event.target);
    if (cell) point(nameOf(cell));
  });

  const neighbour = (cell: Cell, key: string, isFar: boolean): Cell | undefined => {
    const all = visible();
    const line = lines.find((one) => one.cells.includes(cell))?.cells.filter(isVisible) ?? [];
    const at = all.indexOf(cell);
    switch (key) {
      case "ArrowRight":
        return all[at + 1] ?? cell;
      case "ArrowLeft":
        return all[at - 1] ?? cell;
      case "Home":
        return (isFar ? all : line)[0];
      case "End":
        return (isFar ? all : line).at(-1);
      case "ArrowDown":
        return beside(cell, all.slice(at + 1), 1) ?? cell;
      case "ArrowUp":
        return beside(cell, all.slice(0, at).toReversed(), -1) ?? cell;
      default:
        return undefined;
    }
  };

  return {
    element,
    update({ requirements, groups: groupRows }) {
      for (const row of requirements) {
        const cell = cells.get(row.id);
        if (!cell) continue;
        cell.row = row;
        setText(cell.sign, signs[row.status]);
        setAttributes(cell.element, {
          class: `cell ${row.status}${row.before === null ? "" : " changed"}`,
          "aria-label": nameOf(cell),
          title: nameOf(cell),
        });
      }
      for (const {
        id,
        counts: { covered, total },
      } of groupRows) {
        const count = counts.get(id);
        if (count) setText(count, `${covered}/${total}`);
      }
      this.filter(wanted);
    },
    filter(shown) {
      wanted = shown;
      for (const line of lines) {
        for (const { element: box, row } of line.cells)
          box.hidden = wanted.size > 0 && !!row && !wanted.has(row.status);
        line.element.hidden = line.cells.every((cell) => cell.element.hidden);
      }
      if (!current || current.element.hidden) select(visible()[0]);
    },
    get current() {
      return current?.id;
    },
    setCurrent(id) {
      const cell = cells.get(id);
      if (cell && isVisible(cell)) select(cell);
    },
  };
}

/** The nearest cell on the next line of the screen in a direction. */
function beside(from: Cell, others: readonly Cell[], direction: 1 | -1): Cell | undefined {
  const { top, left } = from.element.getBoundingClientRect();
  const boxes = others.map((cell) => ({ cell, box: cell.element.getBoundingClientRect() }));
  const next = boxes.find(({ box }) => (box.top - top) * direction > 1);
  if (!next) return undefined;
  const line = boxes.filter(({ box }) => Math.abs(box.top - next.box.top) <= 1);
  return line.sort((a, b) => Math.abs(a.box.left - left) - Math.abs(b.box.left - left))[0]?.cell;
}
