import { oneLine } from "../../base/text.ts";
import { normalize } from "../../document/section-kinds.ts";
import type { PolicyDocument, Section } from "../../document/model.ts";
import type { Query } from "../../evidence/knowledge.ts";
import type { Evidence } from "../../evidence/model.ts";
import { addStatement } from "../../rules/mend.ts";
import { type DocumentContext, documentRule, type Fix, type Report, type Rule } from "../../rules/rule.ts";
import { createGlobMatcher, folderOf, pathBelow } from "../globs.ts";
import type { ReadRule, RuleDefinition } from "./model.ts";
import { compileMetadataSchema, patternsOf } from "./read.ts";

/** The patterns of rules, for the matcher that reads every statement once. */
export function queriesOf(rules: readonly ReadRule[]): Query[] {
  return rules.flatMap(({ definition, placeOf }) =>
    (["require", "forbid", "count"] as const).flatMap((key): Query[] => {
      const signals = patternsOf(definition)
        .filter((one) => one.key === key)
        .map(({ pattern, path }) => ({ pattern, place: placeOf(path) }));
      return signals.length > 0 ? [{ id: queryId(definition.id, key), signals }] : [];
    }),
  );
}

/** Name of the patterns that stand under a key of a rule. */
export const queryId = (rule: string, key: "require" | "forbid" | "count"): string => `${rule}#${key}`;

/**
 * Makes a rule that the linter runs like any other.
 * @param configUri  configuration that `paths` are relative to
 */
export function compileRule({ definition }: ReadRule, configUri: string): Rule {
  const { id, summary, message, severity, types, controls, paths } = definition;
  const folder = folderOf(configUri);
  const isOnPath = paths ? createGlobMatcher(paths) : undefined;
  const checks = checksOf(definition);
  return documentRule({
    id,
    summary: summary ?? message,
    severity: severity ?? "warning",
    requirements: controls ?? [],
    messages: { fault: message },
    options: {},
    ...(types ? { types } : {}),

    *check(context) {
      if (isOnPath && !isOnPath(pathBelow(folder, context.doc.uri) ?? "")) return;
      for (const check of checks) yield* check(context);
    },
  });
}

type Check = (context: DocumentContext) => Iterable<Report>;

function checksOf(definition: RuleDefinition): Check[] {
  const { require, forbid, count, metadata, sections, references, columns } = definition;
  const requirement = definition.controls?.length === 1 ? { requirement: definition.controls[0] } : {};
  const report = (span: Report["span"], data: Report["data"] = {}, fixes: readonly Fix[] = []): Report => ({
    message: "fault",
    span,
    data: { found: "", missing: "", count: "", ...data },
    fixes,
    ...requirement,
  });
  const checks: Check[] = [];
  if (require !== undefined)
    checks.push(function* (context) {
      if (matchesOf(context, definition, "require").length === 0)
        yield report(context.doc.titleSpan, {}, insertFix(definition, context));
    });
  if (forbid !== undefined)
    checks.push(function* (context) {
      for (const evidence of matchesOf(context, definition, "forbid"))
        yield report(wordsOf(evidence), { found: evidence.quote }, replaceFix(definition, context.doc, evidence));
    });
  if (count)
    checks.push(function* (context) {
      const found = matchesOf(context, definition, "count");
      const data = { count: String(found.length) };
      if (count.min !== undefined && found.length < count.min)
        yield report(context.doc.titleSpan, data, insertFix(definition, context));
      for (const evidence of found.slice(count.max ?? found.length))
        yield report(wordsOf(evidence), { ...data, found: evidence.quote });
    });
  if (metadata) checks.push(metadataCheck(metadata, report));
  if (sections)
    checks.push(function* (context) {
      const { doc } = context;
      for (const name of sections.require ?? [])
        if (!doc.sections.some((section) => isSection(section, name)))
          yield report(doc.titleSpan, { missing: name }, insertFix(definition, context));
      for (const name of sections.forbid ?? [])
        for (const section of doc.sections.filter((one) => isSection(one, name)))
          if (section.heading) yield report(section.heading.span, { found: section.heading.text });
    });
  if (references)
    checks.push(function* (context) {
      const { doc } = context;
      const named = doc.references.flatMap(({ resolution, span, implied }) =>
        resolution.is === "resolved" ? [{ id: resolution.requirement, span, implied }] : [],
      );
      for (const id of references.require ?? [])
        if (!named.some((one) => one.id === id))
          yield report(doc.titleSpan, { missing: id }, insertFix(definition, context));
      for (const one of named)
        if (references.forbid?.includes(one.id) && !one.implied) yield report(one.span, { found: one.id });
    });
  if (columns) checks.push(columnsCheck(columns, report));
  return checks;
}

type Reporter = (span: Report["span"], data?: Report["data"], fixes?: readonly Fix[]) => Report;

function metadataCheck(schema: object, report: Reporter): Check {
  const validate = compileMetadataSchema(schema);
  return function* ({ doc }) {
    if ("error" in validate) return;
    const { fields } = doc.metadata;
    const values = Object.fromEntries([...fields].map(([id, field]) => [id, field.date ?? field.text]));
    if (validate(values)) return;
    const seen = new Set<string>();
    for (const error of validate.errors ?? []) {
      const missing = (error.params as { missingProperty?: string }).missingProperty;
      const id = error.instancePath.split("/")[1] ?? missing ?? "";
      if (seen.has(id)) continue;
      seen.add(id);
      const field = fields.get(id);
      if (field) {
        const span = field.valueSpan.end > field.valueSpan.start ? field.valueSpan : field.keySpan;
        yield report(span, { found: field.text, missing: id });
      } else yield report(doc.titleSpan, { missing: id, found: "" });
    }
  };
}

function columnsCheck({ of, require }: NonNullable<RuleDefinition["columns"]>, report: Reporter): Check {
  const lacking = (header: readonly { readonly text: string }[], wanted: readonly string[]): string[] => {
    const names = new Set(header.map((cell) => normalize(cell.text)));
    return wanted.filter((name) => !names.has(normalize(name)));
  };
  return function* ({ doc }) {
    if (!of) {
      if (!doc.tables.some((table) => lacking(table.header, require).length === 0))
        yield report(doc.titleSpan, { missing: require.join(", ") });
      return;
    }
    for (const table of doc.tables) {
      if (lacking(table.header, of).length > 0) continue;
      const missing = lacking(table.header, require);
      const [first, last] = [table.header[0], table.header.at(-1)];
      if (missing.length > 0 && first && last)
        yield report({ start: first.span.start, end: last.span.end }, { missing: missing.join(", ") });
    }
  };
}

/** Statements that match the patterns under a key, in document order; within the rule's sections where it names any. */
export function matchesOf(
  { doc, coverage }: Pick<DocumentContext, "doc" | "coverage">,
  { id, within }: Pick<RuleDefinition, "id" | "within">,
  key: "require" | "forbid" | "count",
): Evidence[] {
  const found = coverage.queries.get(queryId(id, key)) ?? [];
  return found
    .filter(({ section }) => !within || within.some((name) => isBelow(doc, section, name)))
    .sort((a, b) => a.statement.start - b.statement.start);
}

function isBelow(doc: PolicyDocument, index: number, name: string): boolean {
  for (let at = doc.sections[index]; at; at = at.parent === undefined ? undefined : doc.sections[at.parent])
    if (isSection(at, name)) return true;
  return false;
}

const isSection = (section: Section, name: string): boolean =>
  section.kinds.includes(name) ||
  (section.heading !== undefined && normalize(section.heading.text) === normalize(name));

function wordsOf({ words, statement }: Evidence): Report["span"] {
  const [first, last] = [words[0], words.at(-1)];
  return first && last ? { start: first.start, end: last.end } : statement;
}

function insertFix({ fix, within }: RuleDefinition, { doc, library }: DocumentContext): Fix[] {
  if (fix === undefined) return [];
  const section = within && doc.sections.find((one) => within.some((name) => isSection(one, name)));
  return fixOf(`Add “${short(fix)}”`, addStatement(doc, library, section, fix.trim()));
}

function replaceFix({ fix }: RuleDefinition, doc: PolicyDocument, { statement }: Evidence): Fix[] {
  // In YAML the text may need quotes that only its author can set.
  if (fix === undefined || doc.format === "yaml") return [];
  return fixOf(`Replace the sentence by “${short(fix)}”`, [{ span: statement, newText: fix.trim() }]);
}

const fixOf = (title: string, edits: Fix["edits"]): Fix[] =>
  edits.length > 0 ? [{ title, safe: false, preferred: true, edits }] : [];

const short = (text: string): string => {
  const line = oneLine(text);
  return line.length > 60 ? `${line.slice(0, 57).replace(/[\uD800-\uDBFF]$/, "")}…` : line;
};
