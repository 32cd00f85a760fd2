import type { AiRole } from "../catalog/integration.ts";
import type { Library } from "../catalog/library.ts";
import type { RequirementId, StandardId } from "../catalog/model.ts";
import type { RuleId, RuleOptions, Severity } from "../rules/rule.ts";
import type { Config, RuleConfig } from "./model.ts";
import { aiRoles } from "./config-schema.ts";
import { categoryOf, type KnownRule } from "./own-rules.ts";
import { didYouMean } from "./suggest.ts";

/** Keys and indices from the top of the configuration. */
export type ConfigPath = readonly (string | number)[];
type Report = (path: ConfigPath, message: string) => void;

/** Standards in scope; undefined where none can be used. Values of a wrong type were reported by the schema. */
export function readStandards(value: unknown, library: Library, report: Report): StandardId[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const ids = library.standards
    .filter((standard) => standard.supersededBy === undefined)
    .map((standard) => standard.id);
  const found: StandardId[] = [];
  value.forEach((written: unknown, i) => {
    if (typeof written !== "string") return;
    const standard = library.standard(written);
    if (!standard)
      return report(["standards", i], `The standard “${written}” is unknown. Expected one of: ${ids.join(", ")}.`);
    if (standard.supersededBy !== undefined)
      return report(["standards", i], `${standard.name} was replaced: write “${standard.supersededBy}”.`);
    if (!found.includes(written)) found.push(written);
  });
  return found.length > 0 ? found : undefined;
}

/** What the organization does with AI; undefined where it does not say. Unknown roles were reported by the schema. */
export function readRoles(value: unknown): readonly AiRole[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const roles = aiRoles.filter((role) => value.includes(role));
  return roles.length > 0 ? roles : undefined;
}

export function readDocuments(value: unknown, library: Library, report: Report): Config["documents"] {
  const ids = ["none", ...library.data.documentTypes.map((type) => type.id)];
  return records(value).flatMap(([entry, i]) => {
    const { path, type } = entry;
    if (typeof path !== "string" || path === "" || typeof type !== "string") return [];
    if (ids.includes(type)) return [{ path, type }];
    report(["documents", i, "type"], `The document type “${type}” is unknown.${didYouMean(type, ids)}`);
    return [];
  });
}

/** Severities and options by rule. What is said of a rule goes before what is said of its category. */
export function readRules(
  value: unknown,
  rules: readonly KnownRule[],
  report: Report,
): ReadonlyMap<RuleId, RuleConfig> {
  const result = new Map<RuleId, RuleConfig>();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return result;
  const categories = new Set(rules.map((rule) => categoryOf(rule.id)));
  const ids = rules.map((rule) => rule.id);
  const entries = Object.entries(value).sort(([a], [b]) => Number(a.includes("/")) - Number(b.includes("/")));
  for (const [name, written] of entries) {
    const isCategory = categories.has(name);
    const taken = rules.filter((rule) => (isCategory ? categoryOf(rule.id) === name : rule.id === name));
    if (taken.length === 0) {
      report(["rules", name], `The rule “${name}” is unknown.${didYouMean(name, [...ids, ...categories])}`);
      continue;
    }
    const { severity: level, ...rest } = isObject(written) ? written : { severity: written };
    const severity = severityOf(level);
    for (const rule of taken) {
      const before = result.get(rule.id);
      const options = isCategory
        ? {}
        : optionsOf(rule, rest, (option, message) => report(["rules", name, option], message));
      result.set(rule.id, { severity: severity ?? before?.severity, options });
    }
    if (isCategory)
      for (const option of Object.keys(rest))
        report(["rules", name, option], `A category has no options: set “${option}” at the rule it belongs to.`);
  }
  return result;
}

/** Controls left out, with the reason. Only Annex A controls can be: the clauses of a standard always apply. */
export function readExclusions(value: unknown, library: Library, report: Report): ReadonlyMap<RequirementId, string> {
  const result = new Map<RequirementId, string>();
  const controls = library.standards
    .filter((standard) => standard.supersededBy === undefined)
    .flatMap((standard) => standard.requirements.filter((one) => one.kind === "control").map((one) => one.id));
  for (const [entry, i] of records(value)) {
    const { control, justification } = entry;
    if (typeof control !== "string") continue;
    const path = ["applicability", "exclusions", i, "control"];
    const requirement = library.requirement(control);
    if (!requirement) report(path, unknownControl(control, controls));
    else if (requirement.kind === "clause")
      report(path, `“${control}” is a clause; only Annex A controls can be excluded.`);
    else if (!controls.includes(control)) report(path, `“${control}” is a control of an edition that was replaced.`);
    else if (result.has(control)) report(path, `“${control}” is excluded twice.`);
    else if (typeof justification === "string" && justification.trim() === "")
      report(
        [...path.slice(0, -1), "justification"],
        `The exclusion of “${control}” has no justification, so it does not count.`,
      );
    else if (typeof justification === "string") result.set(control, justification.trim().replace(/\s+/g, " "));
  }
  return result;
}

function unknownControl(written: string, controls: readonly RequirementId[]): string {
  const full = controls.filter((id) => id.endsWith(`/${written}`));
  if (full.length > 0) return `Write “${written}” with its standard: ${full.map((id) => `“${id}”`).join(" or ")}.`;
  return `The control “${written}” is unknown.${didYouMean(written, controls)}`;
}

/** Options that the rule has and whose values have the type of the default. */
function optionsOf(
  rule: KnownRule,
  written: Readonly<Record<string, unknown>>,
  report: (option: string, message: string) => void,
): RuleOptions {
  const result: Record<string, RuleOptions[string]> = {};
  for (const [option, value] of Object.entries(written)) {
    const standing = rule.options[option];
    if (standing === undefined)
      report(option, `“${rule.id}” has no option “${option}”.${didYouMean(option, Object.keys(rule.options))}`);
    else if (typeof value !== typeof standing || Array.isArray(value) !== Array.isArray(standing))
      report(option, `The option “${option}” of “${rule.id}” must be ${kindOf(standing)}.`);
    else result[option] = value as RuleOptions[string];
  }
  return result;
}

function kindOf(value: RuleOptions[string]): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "string" ? "a text" : typeof value === "number" ? "a number" : "true or false";
}

const severities: readonly unknown[] = ["off", "hint", "info", "warning", "error"];

function severityOf(value: unknown): Severity | "off" | undefined {
  if (value === false) return "off";
  return severities.includes(value) ? (value as Severity | "off") : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The entries of a list that are mappings, with their index. */
function records(value: unknown): [Record<string, unknown>, number][] {
  return Array.isArray(value)
    ? value
        .map((one: unknown, i): [unknown, number] => [one, i])
        .filter((pair): pair is [Record<string, unknown>, number] => isObject(pair[0]))
    : [];
}
