import type { Library } from "../catalog/library.ts";
import { type NotAsked, notAskedOf } from "../evidence/roles.ts";
import type { RuleSettings } from "../rules/rule.ts";
import { isAiInScope } from "./scope.ts";
import type { Config } from "./model.ts";

/** What a configuration means to the rules. */
export function ruleSettings(config: Config, library: Library, today: string): RuleSettings {
  const { standards, exclusions } = config;
  const aiInScope = isAiInScope(config, library);
  return { library, standards, aiInScope, today, exclusions, notAsked: notAskedIn(config, library) };
}

/** What the organization's AI roles do not call for and its decisions do not take in. */
export const notAskedIn = ({ ai, inclusions }: Config, library: Library): NotAsked =>
  notAskedOf(library, ai.roles, inclusions);
