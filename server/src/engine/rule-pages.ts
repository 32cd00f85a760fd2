import { rules } from "../rules/registry.ts";
import type { RuleId } from "../rules/rule.ts";
import { ownRules } from "./own-rules.ts";

/** Where Codicil is at home. */
export const homePage = "https://github.com/codicil/codicil";

/** Where a file of `docs/` is read by somebody who only has the program. */
export const pageInDocs = (file: string): string => `${homePage}/blob/main/docs/${file}`;

const withPage = new Set(rules.map((rule) => rule.id));

/** Where a rule is explained; undefined for one that a workspace wrote. */
export function pageOf(rule: RuleId): string | undefined {
  // A heading's anchor on GitHub has no slash.
  if (ownRules.some((own) => own.id === rule)) return pageInDocs(`built-in-findings.md#${rule.replace("/", "")}`);
  return withPage.has(rule) ? pageInDocs(`rules/${rule}.md`) : undefined;
}
