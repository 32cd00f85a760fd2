import type { Library } from "../catalog/library.ts";
import type { RuleSettings } from "../rules/rule.ts";
import { isAiInScope } from "./scope.ts";
import type { Config } from "./model.ts";

/** What a configuration means to the rules. */
export function ruleSettings(config: Config, library: Library, today: string): RuleSettings {
  const { standards, exclusions } = config;
  return { library, standards, aiInScope: isAiInScope(config, library), today, exclusions };
}
