import type { RuleId } from "../rules/rule.ts";

/** Where Codicil is at home. */
export const homePage = "https://github.com/codicil/codicil";

/** Where a rule is explained. */
export function pageOf(rule: RuleId): string {
  return `${homePage}/blob/main/docs/rules/${rule}.md`;
}
