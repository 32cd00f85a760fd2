/**
 * Renders what is derived from the rules: the registry and the table of pages. Pure: text in, text out.
 *
 * @typedef {{ id: string, summary: string, severity: string, scope: string, options: Record<string, unknown>, requirements: readonly string[] }} RuleLike
 */

/**
 * Source of `server/src/rules/registry.ts`.
 * @param {readonly string[]} ids  rule ids, which are also the files' paths
 */
export function renderRegistry(ids) {
  const sorted = [...ids].sort();
  const imports = sorted.map((id) => `import { rule as ${nameOf(id)} } from "./${id}.ts";`);
  const list = sorted.map((id) => `  ${nameOf(id)},`);
  return [
    "// Written by scripts/gen.mjs from the files of this folder. Do not edit.",
    ...imports,
    'import type { Rule } from "./rule.ts";',
    "",
    "/** Every rule, in the order of ids. */",
    "export const rules: readonly Rule[] = [",
    ...list,
    "];",
    "",
  ].join("\n");
}

/**
 * The page `docs/rules/README.md`.
 * @param {readonly RuleLike[]} rules
 */
export function renderTable(rules) {
  const rows = sorted(rules).map(
    (rule) => `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${rule.scope} | ${rule.summary} |`,
  );
  return [
    "<!-- Written by scripts/gen.mjs from the rules. Do not edit. -->",
    "# Rules",
    "",
    "Each rule finds one fault; its page says why it matters and what to write instead. Severities are the defaults; set others",
    "under `rules` in `codicil.yaml`. *Scope* says whether a rule looks at one document or at all of the workspace together.",
    "",
    "| Rule | Default severity | Scope | What it does |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** @param {readonly RuleLike[]} rules */
const sorted = (rules) => [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));

/** `structure/missing-section` is imported as `structureMissingSection`. @param {string} id */
const nameOf = (id) => id.replace(/[/-](\w)/g, (_, letter) => letter.toUpperCase());
