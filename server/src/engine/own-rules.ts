import type { DocumentProblem } from "../document/model.ts";
import type { RuleId, RuleOptions, Severity } from "../rules/rule.ts";

/** A rule as configuration and suppression know it. */
export interface KnownRule {
  readonly id: RuleId;
  readonly summary: string;
  readonly severity: Severity | "off";
  readonly options: RuleOptions;
}

const problems: Readonly<Record<DocumentProblem["id"], string>> = {
  "front-matter": "Flags metadata at the head of a document that cannot be read.",
  "merge-conflict": "Flags conflict markers that a merge left behind.",
  binary: "Tells of files with a document's name that hold binary data.",
  "too-large": "Tells of documents too long to be read.",
  "yaml-syntax": "Flags YAML that cannot be read.",
  "alias-bomb": "Flags YAML whose aliases would grow without bound.",
  "lone-surrogate": "Flags broken characters.",
};

/** Id of the finding that a parser problem becomes. */
export const problemRule = (problem: DocumentProblem["id"]): RuleId => `document/${problem}`;

export const ruleCrash: RuleId = "internal/rule-crash";
export const missingReason: RuleId = "suppressions/missing-reason";
export const unknownRule: RuleId = "suppressions/unknown-rule";
export const invalidExpiry: RuleId = "suppressions/invalid-expiry";
export const expiredException: RuleId = "suppressions/expired";
export const unusedException: RuleId = "suppressions/unused";

/** What the engine itself reports; severities are configured like those of rules. */
export const ownRules: readonly KnownRule[] = [
  ...(Object.keys(problems) as DocumentProblem["id"][]).map((id) => own(problemRule(id), problems[id], "error")),
  own(ruleCrash, "Tells that a rule failed; the other rules ran.", "error"),
  own(missingReason, "Flags suppressions that give no reason.", "warning"),
  own(unknownRule, "Flags suppressions of rules that do not exist.", "warning"),
  own(
    invalidExpiry,
    "Flags suppressions whose last day is no date, or stands behind another word than “until”.",
    "warning",
  ),
  own(expiredException, "Flags suppressions and waivers that have ended.", "warning"),
  own(unusedException, "Flags suppressions and waivers that take nothing in.", "warning"),
];

function own(id: RuleId, summary: string, severity: Severity): KnownRule {
  return { id, summary, severity, options: {} };
}

/** `structure` of `structure/missing-section`. */
export const categoryOf = (id: RuleId): string => id.slice(0, Math.max(0, id.indexOf("/")));

/** Whether a name written by an author (`structure/missing-section`, `structure`, `structure/*`, `*`) takes in a rule. */
export function namesRule(name: string, id: RuleId): boolean {
  if (name === "*" || name === id) return true;
  const category = name.endsWith("/*") ? name.slice(0, -2) : name;
  return category === categoryOf(id);
}
