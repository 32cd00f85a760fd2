import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { parseDocument } from "yaml";
import type { Span } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";
import { isRecord } from "../base/values.ts";
import { messageOf, offsetOf, pathOf } from "../catalog/source.ts";
import { configSchema } from "./config-schema.ts";
import type { ConfigProblem } from "./model.ts";
import { didYouMean } from "./suggest.ts";

/** Keys and indices from the top of a configuration. */
export type ConfigPath = readonly (string | number)[];

/** One configuration file, read by itself: what it says, where it says so, and what is wrong with its shape. */
export interface ConfigSource {
  readonly file: TextFile;
  /** Plain data; empty where the file could not be read. Values of a wrong type are among it, and reported. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly problems: readonly ConfigProblem[];
  /** The key or item that a path leads to. */
  readonly placeOf: (path: ConfigPath) => Span;
}

/** Parses a configuration file and checks it against the schema; never throws on what it holds. */
export function readConfigSource(file: TextFile): ConfigSource {
  const document = parseDocument(file.text, { prettyErrors: false });
  const placeOf = (path: ConfigPath): Span => tokenAt(file.text, offsetOf(document.contents, path));
  const fail = (message: string, span: Span): ConfigSource => ({
    file,
    data: {},
    problems: [{ uri: file.uri, span, message }],
    placeOf,
  });
  const syntax = document.errors[0];
  if (syntax)
    return fail(`The configuration is not valid YAML: ${sentence(syntax.message)}`, tokenAt(file.text, syntax.pos[0]));
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch {
    return fail("The configuration uses too many YAML aliases.", tokenAt(file.text, 0));
  }
  const problems = errorsOf(data).map((error) => ({
    uri: file.uri,
    span: placeOf(pathOf(error)),
    message: named(error),
  }));
  return { file, data: isRecord(data) ? data : {}, problems, placeOf };
}

let compiled: ValidateFunction | undefined;

/** The schema, compiled on first use: most runs of the command line need it once or never. */
function validator(): ValidateFunction {
  const options = { allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false } as const;
  return (compiled ??= new Ajv2020({ ...options, strictRequired: false, verbose: true }).compile(configSchema));
}

/** Schema errors, one a place. */
function errorsOf(data: unknown): ErrorObject[] {
  const validate = validator();
  if (validate(data)) return [];
  const seen = new Set<string>();
  return (validate.errors ?? []).filter((error) => {
    const isRule = /^(?:\/overrides\/\d+)?\/rules\//.test(error.instancePath);
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
  if (error.keyword === "additionalProperties") {
    const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
    const where = path.length > 1 ? `in “${String(path[0])}”` : "of the configuration";
    const other = known.find((one) => otherNames[one]?.includes(key ?? ""));
    return message.replace("here", where) + (other ? ` Did you mean “${other}”?` : didYouMean(key ?? "", known));
  }
  return key === undefined ? message : `“${key}”: ${message}`;
}

/** What else a key could be called; not by its letters, but by what it means. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  expires: ["until", "ends", "end", "due", "validUntil", "expiry"],
  reason: ["justification", "why", "because", "comment"],
  justification: ["reason", "why", "because", "comment"],
  path: ["file", "files", "document", "documents", "glob"],
  control: ["requirement", "id", "number"],
  owner: ["by"],
};

/** The scalar or key that starts at an offset, up to what ends it on its line. */
function tokenAt(text: string, offset: number): Span {
  const start = Math.min(Math.max(0, offset), text.length);
  const rest = /^[^\r\n]*/.exec(text.slice(start, start + 300))?.[0] ?? "";
  const quoted = /^"(?:[^"\\]|\\.)*"|^'[^']*'/.exec(rest);
  const token = quoted?.[0] ?? rest.split(/:(?=\s|$)|,(?=\s)|\s#|[\]}]/)[0]?.trimEnd() ?? "";
  return { start, end: start + Math.max(token.length, Math.min(1, rest.length)) };
}

const sentence = (message: string): string => `${(message.split("\n")[0] ?? "").replace(/[.:]$/, "")}.`;
