import { overlaps } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import type { Fix } from "../rules/rule.ts";
import type { Finding } from "./model.ts";

/** The fix to take where one is asked for: the preferred one, or the only one. */
export function preferredFix(finding: Finding): Fix | undefined {
  return finding.fixes.find((fix) => fix.preferred) ?? (finding.fixes.length === 1 ? finding.fixes[0] : undefined);
}

/**
 * Safe fixes of one document that can be applied together: whole fixes only, none touching another. What is left out can be
 * applied in a next round.
 */
export function safeFixes(findings: readonly Finding[]): {
  readonly edits: readonly TextEdit[];
  readonly mended: readonly Finding[];
} {
  const edits: TextEdit[] = [];
  const mended: Finding[] = [];
  for (const finding of findings) {
    const fix = preferredFix(finding);
    if (!fix?.safe || fix.edits.length === 0) continue;
    if (fix.edits.some((edit) => edits.some((other) => overlaps(edit.span, other.span)))) continue;
    edits.push(...fix.edits);
    mended.push(finding);
  }
  return { edits, mended };
}
