import { lastStartingBy } from "../base/span.ts";
import { remember } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { MetadataField } from "../catalog/model.ts";
import { readDate } from "./dates.ts";
import type { Metadata, MetadataValue, Table } from "./model.ts";
import type { Outline, OutlineSection, RawField } from "./outline.ts";

/** Looks a written key up among the synonyms of the metadata fields. */
export type FieldFinder = (key: string) => MetadataField | undefined;

export function createFieldFinder(library: Library): FieldFinder {
  const byKey = new Map<string, MetadataField>();
  for (const field of library.data.metadataFields) {
    for (const synonym of [field.id, field.title, ...field.synonyms]) {
      const key = keyOf(synonym);
      if (!byKey.has(key)) byKey.set(key, field);
    }
  }
  return remember((key) => byKey.get(keyOf(key)));
}

/** Lower case, words joined by single blanks: `Next_Review-Date:` and `nextReviewDate` are `next review date`. */
export const keyOf = remember((key) =>
  key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim(),
);

/** Interprets the raw fields and tables of a document; the first value of a field that is no blank wins. */
export function readMetadata(outline: Outline, find: FieldFinder, placeholders: readonly string[]): Metadata {
  const raw = [...outline.fields, ...tableFields(outline, find)];
  const fields = new Map<string, MetadataValue>();
  const isNearEdge = edgeTest(outline);
  const inBlocks = fieldsInBlocks(outline, find);
  const unknown: { key: string; span: { start: number; end: number } }[] = [];
  for (const one of raw) {
    const field = find(one.path.at(-1) ?? "") ?? find(one.path.join(" ")) ?? find(one.path[0] ?? "");
    if (!field) {
      if (one.where === "front-matter" && one.path.length === 1)
        unknown.push({ key: one.path[0] ?? "", span: one.keySpan });
      continue;
    }
    // Far down in the body a bold "Scope:" is text, unless others like it stand around it.
    const isInBody = one.where === "line" || one.where === "table";
    if (isInBody && (isBlockField(field.id) || !(isNearEdge(one) || inBlocks.has(one)))) continue;
    const value = valueOf(one, field, placeholders);
    const known = fields.get(field.id);
    if (!known || (known.text === "" && value.text !== "")) fields.set(field.id, value);
  }
  const first = [...fields.values()].sort((a, b) => a.keySpan.start - b.keySpan.start)[0];
  const where = outline.fieldBlock
    ? outline.format === "yaml"
      ? "yaml"
      : "front-matter"
    : first
      ? first.where === "table"
        ? "table"
        : "lines"
      : "none";
  return { block: outline.fieldBlock, where, fields, unknown };
}

/** Fields that only front matter and YAML keys give: in the body a bold "Scope:" is text. */
export const isBlockField = (id: string): boolean => id === "applies-to" || id === "title";

/** Tells a field within the first section or two, or in the last lines: where document control stands. */
function edgeTest({ text, sections }: Outline): (field: RawField) => boolean {
  const early = sections.filter((section) => section.level > 0 && !section.isTitle)[1]?.span.end ?? text.length;
  return ({ keySpan: { start: at } }) =>
    at < early ||
    isControlSection(sections[lastStartingBy(sections, at)]) ||
    unitsBetween(text, 0, at, 1500) < 1500 ||
    unitsBetween(text, at, text.length, 1200) < 1200;
}

/** So many different fields in lines on top of each other are document control, wherever they stand. */
const fewestInBlock = 3;

/** Fields that stand in a block of several: `**Owner:** CISO`, `**Version:** 1.0`, `**Review date:** …` */
function fieldsInBlocks({ text, fields }: Outline, find: FieldFinder): ReadonlySet<RawField> {
  const blocks: RawField[][] = [];
  for (const one of fields) {
    if (one.where !== "line" || !find(one.path.at(-1) ?? "")) continue;
    const block = blocks.at(-1);
    const last = block?.at(-1);
    const isNext = last !== undefined && !/\n[ \t]*\r?\n/.test(text.slice(last.keySpan.end, one.keySpan.start));
    if (block && isNext) block.push(one);
    else blocks.push([one]);
  }
  const isBlock = (block: readonly RawField[]): boolean =>
    new Set(block.map((one) => find(one.path.at(-1) ?? "")?.id)).size >= fewestInBlock;
  return new Set(blocks.filter(isBlock).flat());
}

/** Length of a stretch, a CRLF counted as one; whatever is far over `enough` is not counted. */
function unitsBetween(text: string, start: number, end: number, enough: number): number {
  if (end - start > enough * 3) return enough;
  let returns = 0;
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === 13) returns++;
  return end - start - returns;
}

const isControlSection = (section: OutlineSection | undefined): boolean =>
  /document|version|revision|history|approval|control|review|metadata|information/i.test(section?.heading?.text ?? "");

function valueOf(raw: RawField, field: MetadataField, placeholders: readonly string[]): MetadataValue {
  const text = isUnfilled(raw.text, placeholders) ? "" : raw.text;
  return {
    field: field.id,
    key: raw.path.at(-1) ?? "",
    keySpan: raw.keySpan,
    valueSpan: raw.valueSpan,
    text,
    date: field.type === "date" && text !== "" ? readDate(text) : undefined,
    where: raw.where,
  };
}

/** Empty, a dash, `TBD`, `[Owner]`, `<date>`, `{{ owner }}`, `YYYY-MM-DD`. */
export function isUnfilled(text: string, placeholders: readonly string[]): boolean {
  const value = text.trim();
  if (
    /^(?:|[-–—_.\s]+|n\/a|none|\[[^\]]*\]|<[^>]*>|\{\{[^}]*\}\}|\{%[^%]*%\}|y{4}[-/.]m{2}[-/.]d{2}|d{2}[-/.]m{2}[-/.]y{4}|x+|\?+)$/i.test(
      value,
    )
  )
    return true;
  const small = value.toLowerCase();
  // "TODO: name" is a blank, "Todor Ivanov" a name.
  return placeholders.some(
    (mark) =>
      small.startsWith(mark.toLowerCase()) && (mark.length > 4 || !/^[\p{L}\p{N}]/u.test(small.slice(mark.length))),
  );
}

/** Fields of two-column tables and of horizontal version tables near the edges of the text. */
function tableFields(outline: Outline, find: FieldFinder): RawField[] {
  return outline.tables.flatMap((table) => {
    const columns = table.header.length;
    if (columns === 2) return pairs(table, find);
    if (columns === 4 && isPaired(table, find)) return pairs(table, find);
    return columns > 2 ? columnFields(table, find) : [];
  });
}

const isPaired = (table: Table, find: FieldFinder): boolean =>
  [table.header, ...table.rows].some(
    (row) =>
      find(row[0]?.text ?? "") !== undefined &&
      find(row[2]?.text ?? "") !== undefined &&
      find(row[1]?.text ?? "") === undefined,
  );

function pairs({ header, rows }: Table, find: FieldFinder): RawField[] {
  const isKnown = (row: Table["header"]): boolean =>
    [row[0], row[2]].some((cell) => cell !== undefined && find(cell.text) !== undefined);
  // The head of a list of controls (`| Control | Owner |`) names columns; where other keys follow, it is a key as they are.
  const isPair = rows.length === 0 || rows.some(isKnown);
  return (isPair ? [header, ...rows] : rows).flatMap((row) =>
    [0, 2].flatMap((i): RawField[] => {
      const key = row[i];
      const value = row[i + 1];
      if (!key || !value || key.text === "" || !find(key.text)) return [];
      return [
        { path: [key.text], keySpan: key.span, valueSpan: value.span, text: value.text, items: [], where: "table" },
      ];
    }),
  );
}

/** `| Version | Date | Author |`: the row with the highest version speaks, the last one where versions are no numbers. */
function columnFields(table: Table, find: FieldFinder): RawField[] {
  const columns = table.header.map((cell) => find(cell.text));
  const version = columns.findIndex((field) => field?.id === "version");
  if (version < 0) return [];
  const filled = table.rows.filter((row) => (row[version]?.text ?? "") !== "");
  const best = filled.reduce<(typeof filled)[number] | undefined>(
    (top, row) => (top && versionOf(top[version]?.text) >= versionOf(row[version]?.text) ? top : row),
    undefined,
  );
  if (!best) return [];
  return table.header.flatMap((cell, i): RawField[] => {
    const field = columns[i];
    const value = best[i];
    if (!field || !value || !["version", "approved-by", "approved-on", "author", "reviewed-by"].includes(field.id))
      return [];
    return [
      { path: [cell.text], keySpan: cell.span, valueSpan: value.span, text: value.text, items: [], where: "table" },
    ];
  });
}

function versionOf(text: string | undefined): number {
  const match = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text ?? "");
  return match ? Number(match[1]) * 1e6 + Number(match[2] ?? 0) * 1e3 + Number(match[3] ?? 0) : -1;
}
