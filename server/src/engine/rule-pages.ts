import type { RuleId } from "../rules/rule.ts";
import { ownRules } from "./own-rules.ts";

/** Where Codicil is at home. */
export const homePage = "https://github.com/codicil/codicil";

/** Where a rule is explained. */
export function pageOf(rule: RuleId): string {
  // A heading's anchor on GitHub has no slash.
  if (ownRules.some((own) => own.id === rule))
    return `${homePage}/blob/main/docs/own-rules.md#${rule.replace("/", "")}`;
  return `${homePage}/blob/main/docs/rules/${rule}.md`;
}
