import type { Span } from "../base/span.ts";
import type { Directive, PolicyDocument } from "../document/model.ts";
import type { Fix, RuleId, Severity } from "../rules/rule.ts";
import type { Config, Finding } from "./model.ts";
import { categoryOf, type KnownRule, missingReason, namesRule, ruleCrash, unknownRule } from "./own-rules.ts";
import { didYouMean, suggest } from "./suggest.ts";

/** Findings of one document without those that its directives suppress. A directive without a reason suppresses nothing. */
export function suppress(findings: readonly Finding[], directives: readonly Directive[]): Finding[] {
  const valid = directives.filter((directive) => directive.reason !== "");
  if (valid.length === 0) return [...findings];
  return findings.filter(
    (finding) => canNotBeSuppressed(finding.rule) || !valid.some((directive) => takesIn(directive, finding)),
  );
}

/** What is wrong with the directives of a document. */
export function directiveFindings(doc: PolicyDocument, rules: readonly KnownRule[], config: Config): Finding[] {
  const ids = rules.map((rule) => rule.id);
  const names = [...ids, ...new Set(ids.map(categoryOf))];
  const make = (rule: RuleId, message: string, span: Span, fixes: readonly Fix[] = []): Finding[] => {
    const severity: Severity | "off" = config.rules.get(rule)?.severity ?? "warning";
    return severity === "off" ? [] : [{ uri: doc.uri, rule, severity, message, span, fixes, related: [] }];
  };
  return doc.directives.flatMap((directive) => [
    ...(directive.reason === ""
      ? make(
          missingReason,
          "This suppression gives no reason, so it has no effect: write one after a colon.",
          directive.span,
        )
      : []),
    ...directive.rules.flatMap((name, i) => {
      if (ids.some((id) => namesRule(name, id))) return [];
      const span = directive.ruleSpans[i] ?? directive.span;
      const meant = suggest(name, names);
      const fixes =
        meant === undefined
          ? []
          : [
              {
                title: `Replace “${name}” by “${meant}”`,
                safe: false,
                preferred: true,
                edits: [{ span, newText: meant }],
              },
            ];
      return make(unknownRule, `There is no rule “${name}”.${didYouMean(name, names)}`, span, fixes);
    }),
  ]);
}

const canNotBeSuppressed = (rule: RuleId): boolean =>
  rule === missingReason || rule === unknownRule || rule === ruleCrash;

/** A finding belongs to the place it starts at. */
function takesIn({ rules, target }: Directive, { rule, span }: Finding): boolean {
  return (
    target.start <= span.start &&
    (span.start < target.end || span.end <= target.end) &&
    rules.some((name) => namesRule(name, rule))
  );
}
