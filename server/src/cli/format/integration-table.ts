import type { Sources } from "../../engine/report-json.ts";
import type { IntegrationView, PairView, PlanStep } from "../../report/integration.ts";
import { notApplicable, stepWords } from "../../report/integration-words.ts";
import { stateWords } from "../../rules/pair-words.ts";
import { type Colors, cut, pad, printable } from "../terminal.ts";
import { alignTable } from "./table.ts";

/** The integration of two management systems for people: the pairs, the plan, the distinctions and the risks. */
export function integrationTable(view: IntegrationView, sources: Sources, colors: Colors): string[] {
  const { standards, counts, pairs, plan } = view;
  if (!standards) return [notApplicable, ""];
  const nameOf = (uri: string): string => printable(sources.pathOf(uri).split(/[/\\]/).at(-1) ?? "");
  const cells = pairs.map((pair) => [
    numbersOf(pair),
    pair.topic,
    pair.source?.status ?? "–",
    pair.target.status,
    cut(pair.documents.map(nameOf), 2),
  ]);
  const header = ["", "", shortOf(standards.source), shortOf(standards.target), ""];
  const rows = alignTable([header, ...cells]).map((line, i) => {
    const state = pairs[i - 1]?.state;
    return state ? `  ${painterOf(state, colors)(pad(stateWords[state], 10))}  ${line}` : `  ${pad("", 10)}  ${line}`;
  });
  const lines = [colors.bold(`${standards.source} and ${standards.target}, clauses 4 to 10`), "", ...rows, ""];
  lines.push(
    `  ${counts.integrated} integrated, ${counts.parallel} parallel, ${counts["one-sided"]} one-sided, ${counts.single} by itself, ${counts.absent} absent`,
    "",
  );
  const isWork = ({ action }: PlanStep): boolean => action === "merge" || action === "extend";
  lines.push(colors.bold("What to bring together, the cheapest first"), "");
  lines.push(...stepLines(plan.filter(isWork), nameOf, colors, "Nothing is left to merge or to extend."));
  lines.push("", colors.bold("What to keep apart"), "");
  lines.push(
    ...stepLines(
      plan.filter(({ action }) => action === "keep apart"),
      nameOf,
      colors,
      "Nothing of it is written yet.",
    ),
  );
  lines.push("", colors.bold("What nobody has written yet"), "");
  const open = alignTable(
    plan
      .filter(({ action }) => action === "write")
      .map((step) => [step.effort, `${step.clause} ${step.topic}`, step.adds.join(", ")]),
  );
  lines.push(...(open.length > 0 ? open.map((line) => `  ${line}`) : [`  ${colors.green("Nothing.")}`]));
  lines.push("", colors.bold("What has to stay distinct"), "");
  for (const { topic, findings } of view.distinctions) {
    lines.push(`  ${findings.length > 0 ? colors.red("✗") : colors.green("✓")} ${topic}`);
    for (const { uri, message } of findings)
      lines.push(`      ${printable(message)}`, `      ${colors.dim(printable(sources.pathOf(uri)))}`);
  }
  lines.push("", colors.bold("Security risks that AI brings"), "");
  for (const { title, compromises, places } of view.risks) {
    const documents = [...new Set(places.map(({ uri }) => nameOf(uri)))];
    const where = documents.length > 0 ? cut(documents, 3) : "no document considers it";
    lines.push(
      `  ${documents.length > 0 ? colors.green("✓") : colors.red("✗")} ${title} ${colors.dim(`(${compromises.join(", ").toLowerCase()})`)}: ${where}`,
    );
  }
  return [...lines, ""];
}

/** Steps in line, each with what to do below it. */
function stepLines(
  steps: readonly PlanStep[],
  nameOf: (uri: string) => string,
  colors: Colors,
  none: string,
): string[] {
  if (steps.length === 0) return [`  ${colors.dim(none)}`];
  const rows = steps.map((step) => [
    step.effort,
    ...(step.action === "keep apart" ? [] : [stepWords(step)]),
    `${step.clause} ${step.topic}`,
    cut(step.documents.map(nameOf), 2),
  ]);
  return alignTable(rows).flatMap((line, i) => [`  ${line}`, `    ${colors.dim(steps[i]?.how ?? "")}`]);
}

/** `27001` of `ISO/IEC 27001:2022`. */
const shortOf = (name: string): string => /\d{4,}/.exec(name)?.[0] ?? name;

const numbersOf = ({ source, target }: PairView): string =>
  source && source.number !== target.number ? `${source.number} / ${target.number}` : target.number;

const painterOf = (state: PairView["state"], { green, yellow, red }: Colors): ((text: string) => string) =>
  ({ integrated: green, parallel: yellow, "one-sided": yellow, single: green, absent: red })[state];
