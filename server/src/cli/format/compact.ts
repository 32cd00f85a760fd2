import { LineIndex } from "../../base/text.ts";
import type { CheckReport } from "../check-report.ts";
import { printable } from "../terminal.ts";

/** One line a finding, for problem matchers and grep: `policies/backup.md:3:5-3:12: warning: What is wrong. [rule/id]`. */
export function checkCompact({ findings, sources }: CheckReport): string {
  const indices = new Map<string, LineIndex>();
  const lines = findings.map(({ uri, span, severity, message, rule }) => {
    const index = indices.get(uri) ?? new LineIndex(sources.textOf(uri));
    indices.set(uri, index);
    const [start, end] = [index.positionAt(span.start), index.positionAt(span.end)];
    const place = `${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1}`;
    return `${printable(sources.pathOf(uri))}:${place}: ${severity}: ${printable(message)} [${rule}]\n`;
  });
  return lines.join("");
}
