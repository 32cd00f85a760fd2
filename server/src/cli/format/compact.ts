import { LineIndex } from "../../base/text.ts";
import type { Finding } from "../../engine/model.ts";
import type { Sources } from "../../engine/report-json.ts";
import { printable } from "../terminal.ts";

/** One line a finding, for problem matchers and grep: `policies/backup.md:3:5-3:12: warning: What is wrong. [rule/id]`. */
export function compactFindings(findings: readonly Finding[], sources: Sources): string[] {
  const indices = new Map<string, LineIndex>();
  return findings.map(({ uri, span, severity, message, rule }) => {
    const index = indices.get(uri) ?? new LineIndex(sources.textOf(uri));
    indices.set(uri, index);
    const [start, end] = [index.positionAt(span.start), index.positionAt(span.end)];
    const place = `${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1}`;
    return `${printable(sources.pathOf(uri))}:${place}: ${severity}: ${printable(message)} [${rule}]`;
  });
}
