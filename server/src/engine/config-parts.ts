import { oneLine } from "../base/text.ts";
import type { AiRole } from "../catalog/integration.ts";
import { isRecord } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { RequirementId, StandardId } from "../catalog/model.ts";
import type { RuleId, RuleOptions, Severity } from "../rules/rule.ts";
import { isIsoDate } from "../document/dates.ts";
import type { ConfigPath, ConfigSource } from "./config-source.ts";
import { aiRoles } from "./config-schema.ts";
import type { Config, RuleConfig, Waiver } from "./model.ts";
import { categoryOf, type KnownRule, namesRule } from "./own-rules.ts";
import { didYouMean } from "./suggest.ts";

/** Notes a problem at a place of the configuration. */
export type Report = (path: ConfigPath, message: string) => void;

/** Entries of a list that can be used, with their index in the list as written. */
type Entries<T> = [T, number][];

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

export function readDocuments(value: unknown, library: Library, report: Report): Entries<Config["documents"][number]> {
  const ids = ["none", ...library.data.documentTypes.map((type) => type.id)];
  return records(value).flatMap(([entry, i]) => {
    const { path, type } = entry;
    if (typeof path !== "string" || path === "" || typeof type !== "string") return [];
    if (ids.includes(type)) return [[{ path, type }, i]];
    report(["documents", i, "type"], `The document type “${type}” is unknown.${didYouMean(type, ids)}`);
    return [];
  });
}

/** Severities and options by rule. What is said of a rule goes before what is said of its category. */
export function readRules(
  value: unknown,
  rules: readonly KnownRule[],
  report: Report,
  above: ConfigPath = [],
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
      report([...above, "rules", name], `The rule “${name}” is unknown.${didYouMean(name, [...ids, ...categories])}`);
      continue;
    }
    const { severity: level, ...rest } = isRecord(written) ? written : { severity: written };
    const severity = severityOf(level);
    for (const rule of taken) {
      const before = result.get(rule.id);
      const options = isCategory
        ? {}
        : optionsOf(rule, rest, (option, message) => report([...above, "rules", name, option], message));
      result.set(rule.id, { severity: severity ?? before?.severity, options });
    }
    if (isCategory)
      for (const option of Object.keys(rest))
        report(
          [...above, "rules", name, option],
          `A category has no options: set “${option}” at the rule it belongs to.`,
        );
  }
  return result;
}

/** Rules that count otherwise for the documents of a path. */
export function readOverrides(
  value: unknown,
  rules: readonly KnownRule[],
  report: Report,
): Entries<Config["overrides"][number]> {
  return records(value).flatMap(([entry, i]): Entries<Config["overrides"][number]> => {
    const { path } = entry;
    const own = readRules(entry["rules"], rules, report, ["overrides", i]);
    return typeof path === "string" && path !== "" ? [[{ path, rules: own }, i]] : [];
  });
}

/**
 * Agreed exceptions. One that cannot be used in full is left out, so that it never takes in more than was meant; so is one
 * without a reason.
 */
export function readWaivers(
  value: unknown,
  {
    source,
    library,
    rules,
    report,
  }: {
    readonly source: ConfigSource;
    readonly library: Library;
    readonly rules: readonly KnownRule[];
    readonly report: Report;
  },
): Entries<Waiver> {
  const ids = rules.map((rule) => rule.id);
  const controls = currentRequirements(library);
  return records(value).flatMap(([entry, i]): Entries<Waiver> => {
    const at: ConfigPath = ["waivers", i];
    const { rule, path, control, reason, owner, expires, ...unknown } = entry;
    // The schema has told of the key; a limit that nobody reads must not make a waiver wider.
    if (Object.keys(unknown).length > 0) return [];
    const texts = [rule, path, control, owner, expires].filter((one) => one !== undefined);
    if (typeof reason !== "string" || texts.some((one) => typeof one !== "string")) return [];
    const written = { rule, path, control, owner, expires } as Readonly<Record<string, string | undefined>>;
    const fail = (key: string, message: string): Entries<Waiver> => {
      report([...at, key], message);
      return [];
    };
    if (reason.trim() === "") return fail("reason", "This waiver gives no reason, so it does not count.");
    if (written["rule"] === undefined && written["path"] === undefined && written["control"] === undefined) {
      report([...at, "reason"], "This waiver names no rule, no path and no control, so it does not count.");
      return [];
    }
    if (written["rule"] !== undefined && !ids.some((id) => namesRule(written["rule"] ?? "", id)))
      return fail(
        "rule",
        `The rule “${written["rule"]}” is unknown.${didYouMean(written["rule"], [...ids, ...new Set(ids.map(categoryOf))])}`,
      );
    if (written["control"] !== undefined && !controls.includes(written["control"]))
      return fail("control", unknownControl(written["control"], controls));
    if (written["expires"] !== undefined && !isIsoDate(written["expires"]))
      return fail("expires", `“${written["expires"]}” is no date: write one as 2027-01-31.`);
    const waiver: Waiver = {
      rule: written["rule"],
      path: written["path"],
      control: written["control"],
      reason: oneLine(reason),
      owner: written["owner"]?.trim(),
      expires: written["expires"],
      uri: source.file.uri,
      span: source.placeOf([...at, Object.keys(entry)[0] ?? ""]),
    };
    return [[waiver, i]];
  });
}

/** Controls and clauses of current editions. */
export const currentRequirements = (library: Library): RequirementId[] =>
  library.standards
    .filter((standard) => standard.supersededBy === undefined)
    .flatMap((standard) => standard.requirements.map((one) => one.id));

export function unknownControl(written: string, controls: readonly RequirementId[]): string {
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

/** The entries of a list that are mappings, with their index. */
export function records(value: unknown): [Record<string, unknown>, number][] {
  return Array.isArray(value)
    ? value
        .map((one: unknown, i): [unknown, number] => [one, i])
        .filter((pair): pair is [Record<string, unknown>, number] => isRecord(pair[0]))
    : [];
}
