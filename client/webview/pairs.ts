import type { PairRow, PanelOutline, RequirementRow } from "../../server/src/lsp/protocol.ts";
import { h, setAttributes, setText } from "./dom.ts";
import { describeRow, signs } from "./words.ts";

/** The mapped controls with what AI adds to them. */
export interface Pairs {
  readonly element: HTMLElement;
  update(rows: { readonly requirements: readonly RequirementRow[]; readonly pairs: readonly PairRow[] }): void;
}

export function createPairs(outline: PanelOutline, open: (id: string) => void): Pairs {
  const titles = new Map(
    outline.standards.flatMap(({ groups }) =>
      groups.flatMap(({ requirements }) => requirements.map((one) => [one.id, one] as const)),
    ),
  );
  const links = new Map<string, HTMLElement[]>();
  const considerations = new Map<string, { readonly sign: HTMLElement; readonly state: HTMLElement }[]>();
  const counts = new Map<string, HTMLElement>();
  const total = h("vscode-badge", { variant: "counter" });

  const linkTo = (id: string, withTitle: boolean): HTMLElement => {
    const names = titles.get(id);
    const sign = h("span", { class: "sign", "aria-hidden": "true" });
    const words = withTitle ? `${names?.number ?? id} ${names?.title ?? ""}` : (names?.number ?? id);
    const button = h("button", { class: "link", type: "button", title: names?.title }, sign, ` ${words}`);
    button.addEventListener("click", () => open(id));
    links.set(id, [...(links.get(id) ?? []), button]);
    return button;
  };
  const pairOf = (pair: PanelOutline["pairs"][number]): HTMLElement => {
    const items = pair.considerations.map(({ says }) => {
      const sign = h("span", { class: "sign", "aria-hidden": "true" });
      const state = h("span", { class: "hidden-words" });
      return { sign, state, element: h("li", {}, sign, ` ${says} `, state) };
    });
    considerations.set(pair.id, items);
    const count = h("span", { class: "count" });
    counts.set(pair.id, count);
    return h(
      "li",
      { class: "pair" },
      h("div", { class: "pair-head" }, linkTo(pair.from, true), " ", count),
      h(
        "div",
        { class: "pair-to" },
        "supports ",
        ...pair.to.flatMap((id, i) => [...(i > 0 ? [", "] : []), linkTo(id, false)]),
      ),
      h("ul", { class: "considerations" }, ...items.map((item) => item.element)),
    );
  };
  const list = h("ul", { class: "pairs" }, ...outline.pairs.map(pairOf));
  const element = h(
    "details",
    { class: "block" },
    h("summary", {}, h("h2", {}, "What AI adds"), " ", total),
    h(
      "p",
      { class: "about" },
      `${outline.pairs.length} security controls have counterparts on AI. What each should also say once AI is in scope:`,
    ),
    list,
  );

  return {
    element,
    update({ requirements, pairs }) {
      for (const row of requirements) {
        for (const link of links.get(row.id) ?? []) {
          const sign = link.firstElementChild;
          if (sign) setText(sign, signs[row.status]);
          const names = titles.get(row.id);
          setAttributes(link, {
            class: `link ${row.status}`,
            "aria-label": `${names?.number ?? ""} ${names?.title ?? ""}: ${describeRow(row)}`,
          });
        }
      }
      for (const { id, stated } of pairs) {
        const pair = outline.pairs.find((one) => one.id === id);
        const items = considerations.get(id) ?? [];
        for (const [i, item] of items.entries()) {
          const isStated = stated.includes(pair?.considerations[i]?.id ?? "");
          setText(item.sign, isStated ? "✓" : "○");
          setText(item.state, isStated ? "(stated)" : "(not found)");
        }
        const count = counts.get(id);
        if (count) setText(count, `${stated.length} of ${items.length} stated`);
      }
      const marks = [...considerations.values()].flat();
      setText(total, `${marks.filter(({ sign }) => sign.textContent === "✓").length}/${marks.length}`);
    },
  };
}
