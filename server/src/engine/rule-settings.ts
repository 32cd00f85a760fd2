import type { Library } from "../catalog/library.ts";
import type { RuleSettings } from "../rules/rule.ts";
import type { Config } from "./model.ts";

/** What a configuration means to the rules. */
export function ruleSettings({ standards, ai, exclusions }: Config, library: Library, today: string): RuleSettings {
  const aiInScope = ai.used && library.data.crosswalks.some((crosswalk) => standards.includes(crosswalk.target));
  return { library, standards, aiInScope, today, exclusions };
}
