import type { Library } from "../catalog/library.ts";
import { notAskedOf } from "../evidence/roles.ts";
import type { RuleSettings } from "../rules/rule.ts";
import { isAiInScope } from "./scope.ts";
import type { Config } from "./model.ts";

/** What a configuration means to the rules. */
export function ruleSettings(config: Config, library: Library, today: string): RuleSettings {
  const { standards, exclusions, ai } = config;
  const aiInScope = isAiInScope(config, library);
  return { library, standards, aiInScope, today, exclusions, notAsked: notAskedOf(library, ai.roles) };
}
