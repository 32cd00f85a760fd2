import { LineIndex } from "../../base/text.ts";
import { preferredFix } from "../../engine/fix.ts";
import type { ConfigProblem, Finding } from "../../engine/model.ts";
import type { Sources } from "../../engine/report-json.ts";
import type { Severity } from "../../rules/rule.ts";
import { type Colors, plural, printable } from "../terminal.ts";
import { codeFrame } from "./frame.ts";

/** Colour of a severity. */
export function painter(severity: Severity, colors: Colors): (text: string) => string {
  const painters = { error: colors.red, warning: colors.yellow, info: colors.blue, hint: colors.dim };
  return painters[severity];
}

/** Findings by document, each with what is wrong, the rule, its fix and the place. Expects them sorted. */
export function prettyFindings(findings: readonly Finding[], sources: Sources, colors: Colors): string[] {
  const lines: string[] = [];
  for (const [uri, group] of groupBy(findings, (finding) => finding.uri)) {
    const text = sources.textOf(uri);
    const index = new LineIndex(text);
    lines.push(colors.underline(printable(sources.pathOf(uri))));
    for (const same of groupBy(group, ({ span }) => `${span.start}:${span.end}`).values()) {
      const [first] = same;
      if (!first) continue;
      for (const finding of same) lines.push(...describe(finding, index, sources, colors));
      if (first.span.end > first.span.start || first.span.start > 0)
        lines.push(...codeFrame(text, index, first.span, colors, painter(first.severity, colors)));
      lines.push("");
    }
  }
  return lines;
}

/** Problems of a configuration, told like findings. */
export function prettyProblems(problems: readonly ConfigProblem[], sources: Sources, colors: Colors): string[] {
  const findings = problems.map(
    ({ uri, span, message }): Finding => ({
      uri,
      span,
      message,
      rule: "configuration",
      severity: "error",
      fixes: [],
      related: [],
    }),
  );
  return prettyFindings(findings, sources, colors);
}

const maxRelated = 3;

function describe(finding: Finding, index: LineIndex, sources: Sources, colors: Colors): string[] {
  const { line, column } = index.positionAt(finding.span.start);
  const paint = painter(finding.severity, colors);
  const place = colors.dim(`${line + 1}:${column + 1}`);
  const lines = [`  ${place} ${paint(finding.severity)} ${printable(finding.message)} ${colors.dim(finding.rule)}`];
  for (const other of finding.related.slice(0, maxRelated)) {
    const at = new LineIndex(sources.textOf(other.uri)).positionAt(other.span.start);
    lines.push(
      `    ${colors.dim(`see ${printable(sources.pathOf(other.uri))}:${at.line + 1}: ${printable(other.message)}`)}`,
    );
  }
  if (finding.related.length > maxRelated)
    lines.push(`    ${colors.dim(`and ${plural(finding.related.length - maxRelated, "more place")}`)}`);
  const fix = preferredFix(finding) ?? finding.fixes[0];
  const more = finding.fixes.length - 1;
  if (fix)
    lines.push(
      `    ${colors.green(`fix: ${printable(fix.title)}`)}${more > 0 ? colors.dim(` (or ${more} other${more > 1 ? "s" : ""})`) : ""}`,
    );
  return lines;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
