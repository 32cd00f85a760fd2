import type { Library } from "../../catalog/library.ts";
import type { Equipment } from "../../engine/equipment.ts";
import { ownRules, type KnownRule } from "../../engine/own-rules.ts";

type Known = Pick<Equipment, "library" | "rules">;

/** Makes tools for catalogs and rules once: projects that bring none of their own share them, and those that do have theirs. */
export function toolsFor<T>(make: (library: Library, rules: readonly KnownRule[]) => T): (equipment: Known) => T {
  const kept = new WeakMap<Library, WeakMap<Equipment["rules"], T>>();
  return ({ library, rules }) => {
    const byRules = kept.get(library) ?? new WeakMap<Equipment["rules"], T>();
    kept.set(library, byRules);
    const tools = byRules.get(rules) ?? make(library, [...rules, ...ownRules]);
    byRules.set(rules, tools);
    return tools;
  };
}
