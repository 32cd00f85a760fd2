import { LineIndex } from "../../base/text.ts";
import type { Library } from "../../catalog/library.ts";
import type { StandardId } from "../../catalog/model.ts";
import type { Sources } from "../../engine/report-json.ts";
import { isStated } from "../../evidence/decide.ts";
import type { Evidence, Verdict } from "../../evidence/model.ts";
import { type Colors, cut, printable } from "../terminal.ts";
import { statusWord } from "../../report/coverage.ts";
import { placeOf } from "./coverage-data.ts";
import { statusPainter } from "./coverage-table.ts";
import { relationLines, relationText } from "./relations.ts";

const maxEvidence = 3;
const maxQuote = 240;

/** Why a requirement has its status: each point with the sentences that state it, or that it was not found. */
export function explainVerdict(
  verdict: Verdict,
  library: Library,
  standards: readonly StandardId[],
  sources: Sources,
  colors: Colors,
): string[] {
  const { requirement, status, points, references, justification, notAsked } = verdict;
  const name = library.standard(requirement.standard)?.name ?? requirement.standard;
  const lines = [
    `${colors.bold(`${requirement.number} ${requirement.title}`)} ${colors.dim(`(${name})`)}: ${statusPainter(status, colors)(statusWord(verdict))}`,
  ];
  if (verdict.basis === "derived")
    lines.push(colors.dim("  Derived from the catalog's own words: less sure than for the standards Codicil knows."));
  if (verdict.credit) {
    const { from, relation, credit } = verdict.credit;
    const other = library.requirement(from);
    lines.push(
      `  By relation: the coverage of ${other?.number ?? from} ${other?.title ?? ""} counts ${credit === "whole" ? "in full" : "in part"}, since ${relationText(relation, library)}.`,
    );
  }
  if (justification !== undefined)
    lines.push(notAsked ? `  ${printable(justification)}` : `  Excluded: ${printable(justification)}`);
  lines.push("");
  for (const { point, strength, evidence } of points) {
    const isFound = isStated(strength);
    const mark = isFound ? colors.green("✓") : colors.red("✗");
    const note = strength === undefined ? "not found" : strength === "mentioned" ? "only mentioned" : strength;
    lines.push(`  ${mark} ${point.says} ${colors.dim(`(${note}${point.core ? ", core" : ""})`)}`);
    for (const one of evidence.slice(0, maxEvidence)) lines.push(...quoteLines(one, sources, colors));
    if (evidence.length > maxEvidence) lines.push(`      ${colors.dim(`and ${evidence.length - maxEvidence} more`)}`);
  }
  if (points.length === 0) lines.push(`  ${colors.dim("No points are known for this requirement.")}`);
  const named = references.map(
    ({ uri, reference }) =>
      `${printable(sources.pathOf(uri))}:${new LineIndex(sources.textOf(uri)).positionAt(reference.span.start).line + 1}`,
  );
  lines.push("", `  Named in: ${named.length > 0 ? cut([...new Set(named)], 8) : "no document"}`);
  const related = relationLines(requirement, library, standards);
  if (related.length > 0) lines.push("  Related:", ...related.map((line) => `    ${line}`));
  lines.push("");
  return lines;
}

function quoteLines(evidence: Evidence, sources: Sources, colors: Colors): string[] {
  const { document, line } = placeOf(evidence, sources);
  const quote = evidence.quote.length > maxQuote ? `${evidence.quote.slice(0, maxQuote)}…` : evidence.quote;
  return [`      “${printable(quote)}”`, `      ${colors.dim(`${printable(document)}:${line}`)}`];
}
