import type { Counts } from "../../server/src/lsp/protocol.ts";
import { setAttributes, setText, svg } from "./dom.ts";
import { statuses } from "./words.ts";

/** A ring whose arcs are the shares of the verdicts. The figures beside it say the same in words. */
export interface Ring {
  readonly element: SVGElement;
  update(counts: Counts): void;
}

const radius = 40;
const around = 2 * Math.PI * radius;

export function createRing(): Ring {
  const arcs = statuses.map((status) =>
    svg("circle", { class: `arc ${status}`, cx: 50, cy: 50, r: radius, fill: "none", "stroke-width": 11 }),
  );
  const share = svg("text", { class: "share", x: 50, y: 50, "text-anchor": "middle" });
  const caption = svg("text", { class: "caption", x: 50, y: 64, "text-anchor": "middle" });
  caption.textContent = "covered";
  const track = svg("circle", { class: "track", cx: 50, cy: 50, r: radius, fill: "none", "stroke-width": 11 });
  const element = svg(
    "svg",
    { class: "ring", viewBox: "0 0 100 100", "aria-hidden": "true" },
    track,
    ...arcs,
    share,
    caption,
  );
  return {
    element,
    update(counts) {
      let done = 0;
      for (const [i, status] of statuses.entries()) {
        const length = counts.total === 0 ? 0 : (counts[status] / counts.total) * around;
        const gap = length > 3 ? 1.5 : 0;
        setAttributes(arcs[i] as Element, {
          // Dash and gap together are one turn, so that an arc goes on beyond the point where the circle starts.
          "stroke-dasharray": `${Math.max(0, length - gap)} ${around - Math.max(0, length - gap)}`,
          // The first arc starts at the top.
          "stroke-dashoffset": around / 4 - done,
        });
        done += length;
      }
      setText(share, `${counts.covered}/${counts.total}`);
    },
  };
}
