import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { parseDocument } from "yaml";
import type { Span } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import { messageOf, offsetOf, pathOf } from "../catalog/source.ts";
import { configSchema } from "./config-schema.ts";
import { defaultInclude } from "./globs.ts";
import { type ConfigPath, readDocuments, readExclusions, readRules, readStandards } from "./config-parts.ts";
import type { Config, ConfigProblem } from "./model.ts";
import type { KnownRule } from "./own-rules.ts";

/** The configuration where there is no `codicil.yaml`: every current standard, AI in scope. */
export function defaultConfig(library: Library): Config {
  return {
    uri: undefined,
    standards: library.standards
      .filter((standard) => standard.supersededBy === undefined)
      .map((standard) => standard.id),
    ai: { used: true },
    include: defaultInclude,
    exclude: [],
    documents: [],
    rules: new Map(),
    exclusions: new Map(),
  };
}

/**
 * Reads `codicil.yaml`. Never throws: what is wrong is reported with its place, and defaults stand in for the parts that
 * cannot be used.
 * @param rules  every rule; ids and options are checked against them
 */
export function readConfig(
  file: TextFile | undefined,
  library: Library,
  rules: readonly KnownRule[],
): { config: Config; problems: readonly ConfigProblem[] } {
  const defaults = defaultConfig(library);
  if (!file) return { config: defaults, problems: [] };
  const located = { ...defaults, uri: file.uri };
  const fail = (message: string, span: Span): { config: Config; problems: readonly ConfigProblem[] } => ({
    config: located,
    problems: [{ uri: file.uri, span, message }],
  });

  const document = parseDocument(file.text, { prettyErrors: false });
  const syntax = document.errors[0];
  if (syntax)
    return fail(`The configuration is not valid YAML: ${sentence(syntax.message)}`, tokenAt(file.text, syntax.pos[0]));
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch {
    return fail("The configuration uses too many YAML aliases.", tokenAt(file.text, 0));
  }
  const placeOf = (path: ConfigPath): Span => tokenAt(file.text, offsetOf(document.contents, path));
  const problems: ConfigProblem[] = [];
  const report = (path: ConfigPath, message: string): void => {
    problems.push({ uri: file.uri, span: placeOf(path), message });
  };
  for (const error of errorsOf(data)) report(pathOf(error), named(error));
  if (!isRecord(data)) return { config: located, problems };

  const standards = readStandards(data["standards"], library, report) ?? defaults.standards;
  return {
    config: {
      uri: file.uri,
      standards,
      ai: { used: isRecord(data["ai"]) && data["ai"]["used"] === false ? false : defaults.ai.used },
      include: strings(data["include"]) ?? defaults.include,
      exclude: [...(strings(data["exclude"]) ?? []), ...ownFiles(data)],
      documents: readDocuments(data["documents"], library, report),
      rules: readRules(data["rules"], rules, report),
      exclusions: readExclusions(
        isRecord(data["applicability"]) ? data["applicability"]["exclusions"] : undefined,
        library,
        report,
      ),
    },
    problems: problems.sort((a, b) => a.span.start - b.span.start),
  };
}

const validate: ValidateFunction = /* @__PURE__ */ new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  strictTypes: false,
}).compile(configSchema);

/** Schema errors, one a place. */
function errorsOf(data: unknown): ErrorObject[] {
  if (validate(data)) return [];
  const seen = new Set<string>();
  return (validate.errors ?? []).filter((error) => {
    const isRule = error.instancePath.startsWith("/rules/");
    if (isRule ? error.keyword !== "enum" : error.keyword === "anyOf") return false;
    const key =
      pathOf(error).join("\u0000") + (error.keyword === "required" ? String(error.params["missingProperty"]) : "");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The error with the name of the key it is about. */
function named(error: ErrorObject): string {
  const path = pathOf(error);
  if (path.length === 0 && error.keyword === "type") return "The configuration must be keys with values.";
  const key = path.findLast((part) => typeof part === "string");
  const message = messageOf(error);
  if (error.keyword === "additionalProperties")
    return message.replace("here", path.length > 1 ? `in “${String(path[0])}”` : "of the configuration");
  return key === undefined ? message : `“${key}”: ${message}`;
}

/** The scalar or key that starts at an offset, up to what ends it on its line. */
function tokenAt(text: string, offset: number): Span {
  const start = Math.min(Math.max(0, offset), text.length);
  const rest = /^[^\r\n]*/.exec(text.slice(start, start + 300))?.[0] ?? "";
  const quoted = /^"(?:[^"\\]|\\.)*"|^'[^']*'/.exec(rest);
  const token = quoted?.[0] ?? rest.split(/:(?=\s|$)|,(?=\s)|\s#|[\]}]/)[0]?.trimEnd() ?? "";
  return { start, end: start + Math.max(token.length, Math.min(1, rest.length)) };
}

const sentence = (message: string): string => `${(message.split("\n")[0] ?? "").replace(/[.:]$/, "")}.`;

/** Catalogs and rule files are no documents. */
function ownFiles(data: Readonly<Record<string, unknown>>): string[] {
  const catalogs: unknown[] = Array.isArray(data["catalogs"]) ? data["catalogs"] : [];
  const paths = catalogs.map((entry) => (isRecord(entry) ? entry["path"] : entry));
  return [...(strings(paths) ?? []), ...(strings(data["ruleFiles"]) ?? [])];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string" && one !== "") : undefined;
}
