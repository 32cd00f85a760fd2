import type { RuleId } from "../rules/rule.ts";
import type { Facts } from "./lint.ts";

/** What the workspace rules collected; a document that changes costs what was collected from it. */
export interface FactStore {
  /** Takes what was collected from a document, in place of what was collected before. */
  put(uri: string, facts: Facts): void;
  /** By rule and uri, in order of uris. It goes on changing with the store. */
  all(): ReadonlyMap<RuleId, ReadonlyMap<string, unknown>>;
}

export function createFactStore(): FactStore {
  const byRule = new Map<RuleId, Map<string, unknown>>();
  /** Rules whose documents are not in order: some came. */
  const unordered = new Set<RuleId>();

  return {
    put(uri, facts) {
      for (const [rule, collected] of byRule) if (!facts.has(rule)) collected.delete(uri);
      for (const [rule, fact] of facts) {
        const collected = byRule.get(rule) ?? new Map<string, unknown>();
        if (!collected.has(uri)) unordered.add(rule);
        byRule.set(rule, collected.set(uri, fact));
      }
    },
    all() {
      for (const rule of unordered)
        byRule.set(rule, new Map([...(byRule.get(rule) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))));
      unordered.clear();
      return byRule;
    },
  };
}
