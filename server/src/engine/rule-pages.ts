import { rules } from "../rules/registry.ts";
import type { RuleId } from "../rules/rule.ts";
import { ownRules } from "./own-rules.ts";

/** Where Codicil is at home. */
export const homePage = "https://github.com/codicil/codicil";

const withPage = new Set(rules.map((rule) => rule.id));

/** Where a rule is explained; undefined for one that a workspace wrote. */
export function pageOf(rule: RuleId): string | undefined {
  // A heading's anchor on GitHub has no slash.
  if (ownRules.some((own) => own.id === rule))
    return `${homePage}/blob/main/docs/built-in-findings.md#${rule.replace("/", "")}`;
  return withPage.has(rule) ? `${homePage}/blob/main/docs/rules/${rule}.md` : undefined;
}
