import type { RuleId } from "../rules/rule.ts";
import { createGlobMatcher, folderOf, pathBelow } from "./globs.ts";
import type { Config, RuleConfig } from "./model.ts";

/** Tells what the configuration says of the rules for one document. The same map for documents that are treated alike. */
export type RuleFinder = (uri: string) => ReadonlyMap<RuleId, RuleConfig>;

/** Lays the overrides whose path takes a document in over the rules, in the order they are written. */
export function createRuleFinder({ uri: configUri, rules, overrides }: Config): RuleFinder {
  if (configUri === undefined || overrides.length === 0) return () => rules;
  const entries = overrides.map(({ path, rules: own }) => ({ matches: createGlobMatcher([path]), own }));
  const known = new Map<string, ReadonlyMap<RuleId, RuleConfig>>([["", rules]]);
  return (uri) => {
    const path = pathBelow(folderOf(configUri), uri);
    if (path === undefined) return rules;
    const taken = entries.filter(({ matches }) => matches(path));
    const key = taken.map((entry) => entries.indexOf(entry)).join(" ");
    const merged = known.get(key) ?? taken.reduce((before, { own }) => mergeRules(before, own), rules);
    known.set(key, merged);
    return merged;
  };
}

/** Rules with others laid over them: severities are replaced, options one by one. */
export function mergeRules(
  before: ReadonlyMap<RuleId, RuleConfig>,
  own: ReadonlyMap<RuleId, RuleConfig>,
): ReadonlyMap<RuleId, RuleConfig> {
  const result = new Map(before);
  for (const [id, { severity, options }] of own) {
    const standing = before.get(id);
    result.set(id, { severity: severity ?? standing?.severity, options: { ...standing?.options, ...options } });
  }
  return result;
}
