import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { upperFirst } from "../base/text.ts";
import type { CatalogProblem, Place } from "./model.ts";

/** A file of `catalogs/` as text; `path` is relative to that folder. */
export interface CatalogFile {
  readonly path: string;
  readonly text: string;
}

/** A catalog file that was parsed and checked against its schema. */
export interface CatalogSource {
  readonly path: string;
  /** Plain data; undefined where the file could not be parsed or broke its schema. */
  readonly data: unknown;
  readonly problems: readonly CatalogProblem[];
  /** Where the node at a path of keys and indices is written. */
  placeOf(path: readonly (string | number)[]): Place;
}

/** Validators by schema name (`standard`, `evidence` …), made from the `schemas/*.schema.json` among the files. */
export function compileSchemas(files: readonly CatalogFile[]): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
  const named = files.filter((file) => file.path.startsWith("schemas/") && file.path.endsWith(".schema.json"));
  return new Map(
    named.map((file) => [
      file.path.slice("schemas/".length, -".schema.json".length),
      ajv.compile(JSON.parse(file.text) as object),
    ]),
  );
}

/** Parses a YAML file and checks it against a schema; never throws on what the file holds. */
export function readSource(file: CatalogFile, schema: ValidateFunction | undefined): CatalogSource {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: file.path, line, column: col };
  };
  const placeOf = (path: readonly (string | number)[]): Place => placeAt(offsetOf(document.contents, path));
  const syntax = document.errors[0];
  if (syntax) {
    const message = `This is not valid YAML: ${syntax.message.split("\n")[0] ?? ""}`;
    return {
      path: file.path,
      data: undefined,
      problems: [{ place: placeAt(syntax.pos[0]), field: "", message }],
      placeOf,
    };
  }
  const data: unknown = document.toJS({ maxAliasCount: 100 });
  if (!schema) return { path: file.path, data, problems: [], placeOf };
  if (schema(data)) return { path: file.path, data, problems: [], placeOf };
  const problems = worst(schema.errors ?? []).map((error) => ({
    place: placeOf(pathOf(error)),
    field: error.instancePath || "/",
    message: messageOf(error),
  }));
  return { path: file.path, data: undefined, problems, placeOf };
}

/** A schema error in words: `“title” is missing.`, `Expected a list.` */
export function messageOf(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "required":
      return `“${String(params["missingProperty"])}” is missing.`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return `“${String(params["additionalProperty"] ?? params["unevaluatedProperty"])}” is not a known key here.`;
    case "enum":
      return `Expected one of: ${(params["allowedValues"] as unknown[]).map(String).join(", ")}.`;
    case "type":
      return `Expected ${[params["type"]].flat().map(typeName).join(" or ")}.`;
    case "minLength":
    case "minItems":
      return params["limit"] === 1 ? "Must not be empty." : asAjvPutsIt(error);
    default:
      return asAjvPutsIt(error);
  }
}

const asAjvPutsIt = ({ message = "is not valid" }: ErrorObject): string => upperFirst(`${message}.`);

/** A JSON type as authors of YAML call it. */
function typeName(type: unknown): string {
  const names: Readonly<Record<string, string>> = {
    array: "a list",
    boolean: "true or false",
    integer: "a whole number",
    null: "nothing",
    number: "a number",
    object: "keys with values",
    string: "a text",
  };
  return names[String(type)] ?? String(type);
}

/** Keys and indices of a schema error, with the key that is too many where there is one. */
export function pathOf(error: ErrorObject): (string | number)[] {
  const path: (string | number)[] = error.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const extra = (error.params as Record<string, unknown>)["additionalProperty"];
  return typeof extra === "string" ? [...path, extra] : path;
}

/** One error a place: the deepest ones say most. */
function worst(errors: readonly ErrorObject[]): ErrorObject[] {
  const real = errors.filter((error) => !["anyOf", "oneOf", "if", "propertyNames"].includes(error.keyword));
  return (real.length > 0 ? real : [...errors]).slice(0, 20);
}

/** Offset of the key (or item) that a path leads to; of the nearest parent where it does not exist. */
export function offsetOf(root: Node | null, path: readonly (string | number)[]): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isScalar(item.key) && String(item.key.source ?? item.key.value) === String(part),
      );
      if (!pair) return offset;
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = isNode(pair.value) ? pair.value : null;
    } else if (isSeq(node) && typeof part === "number") {
      const item: unknown = node.items[part];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}
