import type { TextFile } from "../base/text.ts";
import { isRecord } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { Preset } from "../catalog/model.ts";
import type { RuleId } from "../rules/rule.ts";
import { readApplicability } from "./config-applicability.ts";
import {
  readDocuments,
  readOverrides,
  readRoles,
  readRules,
  readStandards,
  readWaivers,
  type Report,
} from "./config-parts.ts";
import { type ConfigPath, type ConfigSource, readConfigSource } from "./config-source.ts";
import { defaultInclude } from "./globs.ts";
import {
  type Config,
  type ConfigProblem,
  type Inclusion,
  type ReferenceStyle,
  referenceStyles,
  type RuleConfig,
} from "./model.ts";
import { categoryOf, type KnownRule } from "./own-rules.ts";
import { mergeRules } from "./rule-finder.ts";

/** Name of the baseline beside `codicil.yaml` where the configuration does not say. */
export const defaultBaseline = "codicil-baseline.json";

/** The configuration where there is no `codicil.yaml`: every current standard, AI in scope. */
export function defaultConfig(library: Library): Config {
  return {
    uri: undefined,
    standards: library.standards
      .filter((standard) => standard.supersededBy === undefined)
      .map((standard) => standard.id),
    ai: { used: true, roles: undefined },
    include: defaultInclude,
    exclude: [],
    documents: [],
    rules: new Map(),
    exclusions: new Map(),
    references: { style: "number" },
    inclusions: new Map(),
    defaultInclusion: undefined,
    overrides: [],
    waivers: [],
    baseline: undefined,
  };
}

/** A part of a configuration: a preset, or a file. */
export type ConfigLayer = { readonly preset: Preset } | { readonly source: ConfigSource };

/** Where a value was set: by a preset, or at a path in a file. A value that is not there is a default. */
export type Origin =
  | { readonly preset: string }
  | { readonly uri: string; readonly path: ConfigPath; readonly start: number };

/** Origins by key: `standards`, `include`, `rules/<id>`, `waivers/0` … */
export type Origins = ReadonlyMap<string, Origin>;

export interface ComposedConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
  readonly origins: Origins;
}

/**
 * Reads one `codicil.yaml` by itself, without what it extends. Never throws: what is wrong is reported with its place, and
 * defaults stand in for the parts that cannot be used.
 * @param rules  every rule; ids and options are checked against them
 */
export function readConfig(file: TextFile | undefined, library: Library, rules: readonly KnownRule[]): ComposedConfig {
  return composeConfig(file && [{ source: readConfigSource(file) }], library, rules);
}

/**
 * Lays parts of a configuration over each other. A later one takes precedence: single values and `include` and `exclude` are
 * replaced, rules are merged one by one, lists of documents, exclusions, overrides and waivers are continued.
 * @param layers  the file of the documents' own folder last; undefined for the defaults alone
 */
export function composeConfig(
  layers: readonly ConfigLayer[] | undefined,
  library: Library,
  rules: readonly KnownRule[],
): ComposedConfig {
  const problems: ConfigProblem[] = [];
  const origins = new Map<string, Origin>();
  let config: Config = defaultConfig(library);
  for (const layer of layers ?? []) {
    if ("preset" in layer) {
      const own = presetRules(layer.preset, rules);
      for (const id of own.keys()) origins.set(`rules/${id}`, { preset: layer.preset.id });
      config = withRules(config, own);
    } else {
      const { source } = layer;
      const report: Report = (path, message) =>
        problems.push({ uri: source.file.uri, span: source.placeOf(path), message });
      problems.push(...source.problems);
      config = addSource(config, source, { library, rules, report, origins });
    }
  }
  const own = layers?.at(-1);
  const uri = own && "source" in own ? own.source.file.uri : undefined;
  return {
    config: { ...config, uri },
    problems: problems.sort((a, b) => (a.uri === b.uri ? a.span.start - b.span.start : a.uri === uri ? -1 : 1)),
    origins,
  };
}

interface Reading {
  readonly library: Library;
  readonly rules: readonly KnownRule[];
  readonly report: Report;
  readonly origins: Map<string, Origin>;
}

function addSource(before: Config, source: ConfigSource, { library, rules, report, origins }: Reading): Config {
  const { data, file } = source;
  const note = (key: string, path: ConfigPath): void => {
    origins.set(key, { uri: file.uri, path, start: source.placeOf(path).start });
  };
  /** The value where it can be used, else what was there before. */
  const taken = <T>(key: string, value: T | undefined, standing: T): T => {
    if (value === undefined) return standing;
    note(key, [key]);
    return value;
  };
  const continued = <T>(key: string, path: ConfigPath, list: readonly T[], added: readonly [T, number][]): T[] => {
    added.forEach(([, index], i) => note(`${key}/${list.length + i}`, [...path, index]));
    return [...list, ...added.map(([entry]) => entry)];
  };

  const own = readRules(data["rules"], rules, report);
  for (const id of own.keys()) note(`rules/${id}`, ["rules", ruleKey(id, data["rules"])]);
  const aiUsed = isRecord(data["ai"]) && typeof data["ai"]["used"] === "boolean" ? data["ai"]["used"] : undefined;
  if (aiUsed !== undefined) note("ai.used", ["ai", "used"]);
  const roles = readRoles(isRecord(data["ai"]) ? data["ai"]["roles"] : undefined);
  if (roles) note("ai.roles", ["ai", "roles"]);
  const decisions = readApplicability(data["applicability"], library, report);
  for (const { control, index } of decisions.exclusions)
    note(`exclusions/${control}`, ["applicability", "exclusions", index, "control"]);
  for (const { control, index } of decisions.inclusions)
    note(`inclusions/${control}`, ["applicability", "inclusions", index, "control"]);
  if (decisions.defaultInclusion) note("applicability.defaults", ["applicability", "defaults"]);
  const style = styleOf(data["references"]);
  if (style) note("references.style", ["references", "style"]);
  /** A later decision on a control takes the place of an earlier one of either kind. */
  const undecided = <T>(earlier: ReadonlyMap<string, T>): [string, T][] =>
    [...earlier].filter(
      ([id]) => ![...decisions.exclusions, ...decisions.inclusions].some((one) => one.control === id),
    );

  return {
    ...before,
    standards: taken("standards", readStandards(data["standards"], library, report), before.standards),
    ai: { used: aiUsed ?? before.ai.used, roles: roles ?? before.ai.roles },
    include: taken("include", strings(data["include"]), before.include),
    exclude: taken("exclude", strings(data["exclude"]), before.exclude),
    documents: continued(
      "documents",
      ["documents"],
      before.documents,
      readDocuments(data["documents"], library, report),
    ),
    rules: mergeRules(before.rules, own),
    references: { style: style ?? before.references.style },
    exclusions: new Map([
      ...undecided(before.exclusions),
      ...decisions.exclusions.map(({ control, justification }): [string, string] => [control, justification]),
    ]),
    inclusions: new Map([
      ...undecided(before.inclusions),
      ...decisions.inclusions.map(({ control, reasons, justification }): [string, Inclusion] => [
        control,
        { reasons, justification },
      ]),
    ]),
    defaultInclusion: decisions.defaultInclusion ?? before.defaultInclusion,
    overrides: continued("overrides", ["overrides"], before.overrides, readOverrides(data["overrides"], rules, report)),
    waivers: continued(
      "waivers",
      ["waivers"],
      before.waivers,
      readWaivers(data["waivers"], { source, library, rules, report }),
    ),
  };
}

const withRules = (config: Config, own: ReadonlyMap<RuleId, RuleConfig>): Config => ({
  ...config,
  rules: mergeRules(config.rules, own),
});

/** The key that speaks of a rule: its own, else that of its category. */
function ruleKey(id: RuleId, written: unknown): string {
  const own = isRecord(written) ? written[id] : undefined;
  const says = isRecord(own) ? "severity" in own : own !== undefined;
  return says || !isRecord(written) || !(categoryOf(id) in written) ? id : categoryOf(id);
}

function presetRules({ severities, rules: exceptions }: Preset, rules: readonly KnownRule[]): Map<RuleId, RuleConfig> {
  return new Map(
    rules.map((rule): [RuleId, RuleConfig] => {
      const standing = rule.severity === "off" ? "off" : severities[rule.severity];
      return [rule.id, { severity: exceptions[rule.id] ?? exceptions[categoryOf(rule.id)] ?? standing, options: {} }];
    }),
  );
}

function styleOf(value: unknown): ReferenceStyle | undefined {
  return isRecord(value) ? referenceStyles.find((style) => style === value["style"]) : undefined;
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string" && one !== "") : undefined;
}
