import type { StandardId } from "../../catalog/model.ts";
import type { Sources } from "../../engine/report-json.ts";
import type { Status } from "../../evidence/model.ts";
import type { ChangeKind, PointChange, RequirementChange } from "../../report/coverage-diff.ts";
import { type Colors, plural, printable } from "../terminal.ts";
import { placeOf } from "./coverage-data.ts";
import { inertMarkdown } from "./markdown.ts";

/** The coverage of two states compared, with how the places of each are written. */
export interface CoverageDiff {
  /** What is compared with, as the author names it. */
  readonly base: string;
  readonly changes: readonly RequirementChange[];
  readonly standardNames: ReadonlyMap<StandardId, string>;
  readonly before: Sources;
  readonly after: Sources;
}

const kinds: readonly ChangeKind[] = ["lost", "weaker", "decided", "gained", "stronger"];
const maxQuotes = 3;

/** For people at a terminal. */
export function coverageDiffPretty(diff: CoverageDiff, colors: Colors): string[] {
  const { changes } = diff;
  const paint = {
    lost: colors.red,
    weaker: colors.yellow,
    decided: colors.blue,
    gained: colors.green,
    stronger: colors.green,
  };
  const lines: string[] = [];
  for (const change of inOrder(changes)) {
    lines.push(`${paint[change.kind](change.kind)} ${colors.bold(nameOf(change, diff))}: ${wordsOf(change)}`);
    if (change.justification !== undefined) lines.push(`    ${printable(change.justification)}`);
    for (const { sign, point, quotes } of pointsOf(change, diff)) {
      lines.push(`    ${sign === "-" ? colors.red("-") : colors.green("+")} ${point.says}`);
      for (const { quote, place } of quotes)
        lines.push(`        “${printable(quote)}”`, `        ${colors.dim(printable(place))}`);
    }
    lines.push("");
  }
  lines.push(headline(diff));
  return lines;
}

/** For the description or the summary of a pull request. */
export function coverageDiffMarkdown(diff: CoverageDiff): string {
  const { changes } = diff;
  const lines = ["### Coverage of this change", "", inertMarkdown(headline(diff))];
  if (changes.length > 0) {
    lines.push("", "| | Requirement | Before | Now |", "|---|---|---|---|");
    for (const change of inOrder(changes))
      lines.push(
        `| ${change.kind} | ${inertMarkdown(nameOf(change, diff))} | ${wordOf(change.before)} | ${wordOf(change.after)} |`,
      );
  }
  for (const change of inOrder(changes)) {
    const points = pointsOf(change, diff);
    if (points.length === 0 && change.justification === undefined) continue;
    lines.push("", `**${inertMarkdown(nameOf(change, diff))}**: ${wordsOf(change)}`);
    if (change.justification !== undefined) lines.push("", inertMarkdown(change.justification));
    for (const { sign, point, quotes } of points) {
      lines.push("", `${sign === "-" ? "No longer said" : "Now said"}: ${inertMarkdown(point.says)}`);
      for (const { quote, place } of quotes) lines.push("", `> ${inertMarkdown(quote)}  `, `> ${inertMarkdown(place)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** For programs. */
export function coverageDiffJson(diff: CoverageDiff): unknown {
  return {
    base: diff.base,
    summary: Object.fromEntries(kinds.map((kind) => [kind, countOf(diff.changes, kind)])),
    changes: inOrder(diff.changes).map((change) => ({
      kind: change.kind,
      requirement: change.requirement.id,
      title: change.requirement.title,
      before: change.before ?? null,
      after: change.after ?? null,
      ...(change.justification === undefined ? {} : { justification: change.justification }),
      lost: change.lost.map((point) => pointJson(point, diff.before)),
      gained: change.gained.map((point) => pointJson(point, diff.after)),
    })),
  };
}

const pointJson = ({ point, evidence }: PointChange, sources: Sources): unknown => ({
  id: point.id,
  says: point.says,
  core: point.core,
  evidence: evidence.map((one) => ({ ...placeOf(one, sources), quote: one.quote })),
});

interface ShownPoint {
  readonly sign: "-" | "+";
  readonly point: PointChange["point"];
  readonly quotes: readonly { readonly quote: string; readonly place: string }[];
}

/** What was lost is shown of all, what was gained only where something was. */
function pointsOf({ kind, lost, gained }: RequirementChange, { before, after, base }: CoverageDiff): ShownPoint[] {
  const shown = (sign: "-" | "+", points: readonly PointChange[], sources: Sources): ShownPoint[] =>
    points.map(({ point, evidence }) => ({
      sign,
      point,
      quotes: evidence.slice(0, maxQuotes).map((one) => {
        const { document, line } = placeOf(one, sources);
        return { quote: one.quote, place: `${document}:${line}${sign === "-" ? ` at ${base}` : ""}` };
      }),
    }));
  return [...shown("-", lost, before), ...(kind === "lost" ? [] : shown("+", gained, after))];
}

function headline({ base, changes }: CoverageDiff): string {
  if (changes.length === 0) return `Nothing changes in what the documents cover, compared with ${printable(base)}.`;
  const [lost, gained] = [countOf(changes, "lost"), countOf(changes, "gained")];
  const others = changes.length - lost - gained;
  const rest = others > 0 ? `, ${others} changed within ${others === 1 ? "its" : "their"} status or by decision` : "";
  return `Compared with ${printable(base)}, ${plural(lost, "requirement")} lost coverage and ${gained} gained${rest}.`;
}

const countOf = (changes: readonly RequirementChange[], kind: ChangeKind): number =>
  changes.filter((change) => change.kind === kind).length;

const inOrder = (changes: readonly RequirementChange[]): RequirementChange[] =>
  kinds.flatMap((kind) => changes.filter((change) => change.kind === kind));

const nameOf = ({ requirement }: RequirementChange, { standardNames }: CoverageDiff): string =>
  `${standardNames.get(requirement.standard) ?? requirement.standard} ${requirement.number} ${requirement.title}`;

const wordsOf = ({ kind, before, after }: RequirementChange): string =>
  before === after
    ? `still ${wordOf(after)}, ${kind === "weaker" ? "and says less" : "and says more"}`
    : `from ${wordOf(before)} to ${wordOf(after)}`;

const wordOf = (status: Status | undefined): string => status ?? "out of scope";
