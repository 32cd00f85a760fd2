import { overlaps } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import type { Fix, RuleId } from "../rules/rule.ts";
import type { Finding } from "./model.ts";

/** Fixes that can be applied together, and the findings they mend. */
export interface FixSet {
  readonly edits: readonly TextEdit[];
  readonly mended: readonly Finding[];
}

/** The fix to take where one is asked for: the preferred one, or the only one. */
export function preferredFix(finding: Finding): Fix | undefined {
  return finding.fixes.find((fix) => fix.preferred) ?? (finding.fixes.length === 1 ? finding.fixes[0] : undefined);
}

/**
 * Safe fixes of one document that can be applied together: whole fixes only, none touching another. What is left out can be
 * applied in a next round.
 */
export function safeFixes(findings: readonly Finding[]): FixSet {
  return together(findings, (fix) => fix.safe);
}

/** The fixes of one rule that can be applied together, safe or not; none where a rule gives a choice. */
export function fixesOfRule(findings: readonly Finding[], rule: RuleId): FixSet {
  return together(
    findings.filter((finding) => finding.rule === rule),
    () => true,
  );
}

function together(findings: readonly Finding[], isWanted: (fix: Fix) => boolean): FixSet {
  const edits: TextEdit[] = [];
  const mended: Finding[] = [];
  for (const finding of findings) {
    const fix = preferredFix(finding);
    // What belongs to edits of another document is applied by itself.
    if (!fix || !isWanted(fix) || fix.edits.length === 0 || (fix.elsewhere ?? []).length > 0) continue;
    if (fix.edits.some((edit) => edits.some((other) => areAtOdds(edit, other)))) continue;
    edits.push(...fix.edits);
    mended.push(finding);
  }
  return { edits, mended };
}

const areAtOdds = (a: TextEdit, b: TextEdit): boolean =>
  overlaps(a.span, b.span) || (a.takes !== undefined && a.takes === b.takes);
