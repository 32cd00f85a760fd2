import { isMap, isScalar, isSeq, type Node, parseAllDocuments, type YAMLMap } from "yaml";
import type { Span } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import type { ApplicabilityColumn, StandardId } from "../catalog/model.ts";
import { type ApplicabilityRow, type ColumnFinder, isNumber, standardNamed } from "./applicability-rows.ts";

/**
 * Rows of a Statement of Applicability in YAML: mappings with a key for the control (`control: A.5.1`), or mappings and
 * answers below the control's number (`A.5.1: {applicable: yes}`, `A.5.1: yes`). Keys and fields above a row that name a
 * standard give it its edition.
 */
export function readYamlRows(text: string, columns: ColumnFinder, library: Library): ApplicabilityRow[] {
  const rows: ApplicabilityRow[] = [];
  const visit = (node: unknown, standard: StandardId | undefined): void => {
    if (isSeq(node)) for (const item of node.items) visit(item, standard);
    if (!isMap(node)) return;
    const named = standardOfMap(node, columns, library) ?? standard;
    const row = rowOfMap(node, columns, text, named);
    if (row) return void rows.push(row);
    for (const { key, value } of node.items) {
      const written = isScalar(key) ? wordsOf(key, text) : undefined;
      const span = isScalar(key) ? spanOf(key) : undefined;
      if (written !== undefined && span && isNumber(written) && (isMap(value) || isScalar(value))) {
        const cells = isMap(value) ? cellsOf(value, columns, text) : { applicable: wordsOf(value, text) };
        rows.push({ control: { text: written, span }, cells, standard: named });
      } else visit(value, (written === undefined ? undefined : standardNamed(written, library)) ?? named);
    }
  };
  for (const document of parseAllDocuments(text, { prettyErrors: false }))
    if ("contents" in document) visit(document.contents, undefined);
  return rows;
}

function rowOfMap(
  map: YAMLMap,
  columns: ColumnFinder,
  text: string,
  standard: StandardId | undefined,
): ApplicabilityRow | undefined {
  for (const { key, value } of map.items) {
    if (!isScalar(key) || !isScalar(value) || columns(wordsOf(key, text)) !== "control") continue;
    const written = wordsOf(value, text);
    const span = spanOf(value);
    if (span && isNumber(written))
      return { control: { text: written, span }, cells: cellsOf(map, columns, text), standard };
  }
  return undefined;
}

function cellsOf(map: YAMLMap, columns: ColumnFinder, text: string): Partial<Record<ApplicabilityColumn, string>> {
  const cells: Partial<Record<ApplicabilityColumn, string>> = {};
  for (const { key, value } of map.items) {
    const column = isScalar(key) ? columns(wordsOf(key, text)) : undefined;
    if (column === undefined || (cells[column] ?? "") !== "") continue;
    const items: unknown[] = isSeq(value) ? value.items : [value];
    cells[column] = items.map((item) => (isScalar(item) ? wordsOf(item, text) : "")).join(", ");
  }
  return cells;
}

function standardOfMap(map: YAMLMap, columns: ColumnFinder, library: Library): StandardId | undefined {
  for (const { key, value } of map.items) {
    if (!isScalar(key) || !isScalar(value) || typeof value.value !== "string") continue;
    const name = String(key.value);
    if (columns(name) !== "standard" && !/^(?:id|name|title)$/i.test(name)) continue;
    const named = standardNamed(value.value, library);
    if (named !== undefined) return named;
  }
  return undefined;
}

/** As written: an unquoted `5.10` is the number 5.1 to YAML. */
function wordsOf(node: Node, text: string): string {
  if (!isScalar(node)) return "";
  if (typeof node.value === "string") return node.value;
  const span = spanOf(node);
  return span ? text.slice(span.start, span.end) : "";
}

const spanOf = (node: Node): Span | undefined =>
  node.range ? { start: node.range[0], end: node.range[1] } : undefined;
