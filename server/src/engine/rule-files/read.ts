import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { createReader } from "../../base/words.ts";
import type { TextFile } from "../../base/text.ts";
import type { Library } from "../../catalog/library.ts";
import type { CatalogProblem } from "../../catalog/model.ts";
import { type CatalogSource, readSource } from "../../catalog/source.ts";
import { parsePattern, readClasses } from "../../evidence/pattern.ts";
import type { ConfigProblem } from "../model.ts";
import { problemAt } from "../own-files.ts";
import { didYouMean } from "../suggest.ts";
import type { ReadRule, RuleDefinition } from "./model.ts";
import { ruleFileSchema } from "./schema.ts";

/** Reads rule files with one library. Never throws on what they hold. */
export interface RuleFileReader {
  /** A rule with a fault is left out and reported; the others count. */
  read(file: TextFile): { readonly rules: readonly ReadRule[]; readonly problems: readonly ConfigProblem[] };
}

/** @param taken  ids that rules have already */
export function createRuleFileReader(library: Library, taken: readonly string[]): RuleFileReader {
  const checkPattern = createPatternChecker(library);
  const seen = new Set(taken);
  return {
    read(file) {
      const source = readSource({ path: file.uri, text: file.text }, validator());
      const problems = source.problems.map((problem) => problemAt(file, problem.place, explained(problem)));
      if (source.data === undefined) return { rules: [], problems };
      const rules: ReadRule[] = [];
      (source.data as { rules: readonly RuleDefinition[] }).rules.forEach((definition, i) => {
        const found = faultsOf(definition, source, ["rules", i], {
          library,
          checkPattern,
          file,
          isTaken: seen.has(definition.id),
        });
        seen.add(definition.id);
        problems.push(...found);
        if (found.length === 0)
          rules.push({
            definition,
            file: file.uri,
            placeOf: (path) => source.placeOf(["rules", i, ...path]),
          });
      });
      return { rules, problems };
    },
  };
}

/** Patterns of a rule, with the key they stand under and their path in the rule. */
export function patternsOf(definition: RuleDefinition): {
  readonly key: "require" | "forbid" | "count";
  readonly path: readonly (string | number)[];
  readonly pattern: string;
}[] {
  const listed = (
    key: "require" | "forbid" | "count",
    base: readonly string[],
    value: string | readonly string[] | undefined,
  ): { key: typeof key; path: readonly (string | number)[]; pattern: string }[] =>
    typeof value === "string"
      ? [{ key, path: base, pattern: value }]
      : (value ?? []).map((pattern, i) => ({ key, path: [...base, i], pattern }));
  return [
    ...listed("require", ["require"], definition.require),
    ...listed("forbid", ["forbid"], definition.forbid),
    ...listed("count", ["count", "of"], definition.count?.of),
  ];
}

/** A compiler for JSON Schemas of metadata. Formats are not checked; nothing is fetched. */
export function compileMetadataSchema(schema: object): ValidateFunction | { readonly error: string } {
  try {
    return new Ajv2020({ allErrors: true, strict: false, validateFormats: false, logger: false }).compile(schema);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  compiled ??= new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(
    ruleFileSchema,
  );
  return compiled;
}

/** The problem with a hint at the key that was meant. */
function explained({ message, field }: CatalogProblem): string {
  const unknown = /^“(.+)” is not a known key here\.$/.exec(message)?.[1];
  if (unknown !== undefined) return `${message}${didYouMean(unknown, keysAt(field))}`;
  if (field.endsWith("/id") && message.startsWith("Must match pattern"))
    return "A rule's id is a category and a fault in small letters, as in “acme/no-offsite-backup”.";
  return message;
}

/** The keys that may stand at a JSON pointer into a rule file. */
export function keysAt(pointer: string): string[] {
  return Object.keys(schemaAt(pointer)?.properties ?? {});
}

/** A part of the schema, as far as completion and messages need it. */
export interface SchemaPart {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly items?: SchemaPart;
  readonly anyOf?: readonly SchemaPart[];
}

/** The schema of what stands at a JSON pointer (`/rules/0/count`). */
export function schemaAt(pointer: string): SchemaPart | undefined {
  let part: SchemaPart | undefined = ruleFileSchema as SchemaPart;
  for (const step of pointer.split("/").filter((one) => one !== "")) {
    if (!part) return undefined;
    part = /^\d+$/.test(step) ? itemsOf(part) : part.properties?.[step];
  }
  return part;
}

const itemsOf = (part: SchemaPart): SchemaPart | undefined =>
  part.items ?? part.anyOf?.find((one) => one.items !== undefined)?.items;

interface Checks {
  readonly library: Library;
  readonly checkPattern: (pattern: string) => { readonly column: number; readonly message: string } | undefined;
  readonly file: TextFile;
  /** Another rule has the id. */
  readonly isTaken: boolean;
}

/** What the schema cannot see: patterns, ids, JSON Schemas. */
function faultsOf(
  definition: RuleDefinition,
  source: CatalogSource,
  base: readonly (string | number)[],
  { library, checkPattern, file, isTaken }: Checks,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  /** Underlines the key that a path leads to, or from some column of what is written behind it. */
  const report = (path: readonly (string | number)[], message: string, written?: string, column = 0): void => {
    const place = source.placeOf([...base, ...path]);
    const line = file.text.split("\n")[place.line - 1] ?? "";
    const at = written === undefined ? -1 : line.indexOf(written, place.column - 1);
    problems.push(problemAt(file, at < 0 ? place : { line: place.line, column: at + 1 + column }, message));
  };
  for (const { path, pattern } of patternsOf(definition)) {
    const error = checkPattern(pattern);
    if (error) report(path, `The pattern cannot be read: ${error.message}`, pattern, error.column);
  }
  if (isTaken) report(["id"], `There is a rule “${definition.id}” already.`, definition.id);
  const types = library.data.documentTypes.map((type) => type.id);
  const checkType = (path: readonly (string | number)[], type: string): void => {
    if (!types.includes(type)) report(path, `The document type “${type}” is unknown.${didYouMean(type, types)}`, type);
  };
  definition.types?.forEach((type, i) => checkType(["types", i], type));
  definition.examples?.forEach(({ type }, i) => {
    if (type !== undefined) checkType(["examples", i, "type"], type);
  });
  const checkIds = (path: readonly (string | number)[], ids: readonly string[] | undefined): void =>
    ids?.forEach((id, i) => {
      if (library.requirement(id)) return;
      const all = library.standards.flatMap((standard) => standard.requirements.map((one) => one.id));
      const full = all.filter((one) => one.endsWith(`/${id}`));
      const hint =
        full.length > 0
          ? `Write “${id}” with its standard: ${full.map((one) => `“${one}”`).join(" or ")}.`
          : `The requirement “${id}” is unknown.${didYouMean(id, all)}`;
      report([...path, i], hint);
    });
  checkIds(["controls"], definition.controls);
  checkIds(["references", "require"], definition.references?.require);
  checkIds(["references", "forbid"], definition.references?.forbid);
  if (definition.metadata) {
    const result = compileMetadataSchema(definition.metadata);
    if ("error" in result) report(["metadata"], `This is no JSON Schema: ${result.error.replace(/\.$/, "")}.`);
  }
  if (definition.count && (definition.count.min ?? 0) > (definition.count.max ?? Infinity))
    report(["count", "min"], "“min” is greater than “max”, so that no document can be right.");
  return problems;
}

function createPatternChecker(library: Library): Checks["checkPattern"] {
  const reader = createReader(library.language);
  const classes = readClasses(library.language.classes, reader);
  return (pattern) => {
    const result = parsePattern(pattern, reader, classes);
    return "error" in result ? result.error : undefined;
  };
}
