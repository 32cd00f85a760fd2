import type { Language } from "../catalog/model.ts";

/**
 * Tells a statement that lays down a rule without a modal verb: "Encrypt every laptop", "1. Never share it", "We close
 * accounts"; not "Use of cryptography" or "Keep?".
 */
export function createOrderTest({
  ruleOpenings,
  noRuleBefore,
}: Pick<Language, "ruleOpenings" | "noRuleBefore">): (text: string) => boolean {
  const openings = new Set(ruleOpenings);
  const nouns = new Set(noRuleBefore);
  return (text) => {
    const [, first = "", second = ""] = /^[^\p{L}]{0,8}(\p{L}+)\s+(\p{L}+)/u.exec(text) ?? [];
    return openings.has(first.toLowerCase()) && !nouns.has(second) && !/\?\s*$/.test(text);
  };
}
