import { isMap, isPair, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { type Span, trimSpan } from "../base/span.ts";
import { lineEndOf, oneLine, type TextEdit } from "../base/text.ts";
import { lineEndAt, lineStartAt } from "./edit-lines.ts";
import type { Cell, PolicyDocument } from "./model.ts";
import { parseStream } from "./yaml-stream.ts";
import { blockScalar } from "./yaml-write.ts";

/** A list whose entries have the same fields: a Markdown table, or a YAML sequence of mappings. */
export interface Register {
  /** Headings of the columns, or keys in order of appearance. */
  readonly columns: readonly string[];
  readonly rows: readonly RegisterRow[];
  /** Where a finding about the whole list stands: its header, or the first entry's first key. */
  readonly head: Span;
  readonly span: Span;
  /** Adds an entry at the end; a value for each column, in order. */
  append(values: readonly string[]): TextEdit[];
}

export interface RegisterRow {
  readonly span: Span;
  /** By column; undefined where the entry has none. */
  readonly cells: readonly (Cell | undefined)[];
}

/** Registers of a document in order; tables and sequences with fewer than two columns are none. */
export function registersOf(doc: PolicyDocument): Register[] {
  return doc.format === "yaml" ? yamlRegisters(doc.text) : markdownRegisters(doc);
}

/** All words of an entry. */
export const textOfRow = ({ cells }: RegisterRow): string =>
  cells.flatMap((cell) => (cell && cell.text !== "" ? [cell.text] : [])).join(" | ");

function markdownRegisters({ tables, text }: PolicyDocument): Register[] {
  return tables
    .filter((table) => table.header.length > 1)
    .map((table): Register => {
      const first = table.header[0]?.span.start ?? table.span.start;
      return {
        columns: table.header.map((cell) => cell.text),
        rows: table.rows.map((cells) => ({
          cells,
          span: { start: cells[0]?.span.start ?? 0, end: cells.at(-1)?.span.end ?? 0 },
        })),
        head: { start: first, end: table.header.at(-1)?.span.end ?? first },
        span: table.span,
        append(values) {
          const end = lineEndAt(text, trimSpan(text, table.span).end);
          const indent = /^[ \t>]*/.exec(text.slice(lineStartAt(text, first)))?.[0] ?? "";
          const row = `${indent}| ${values.map((value) => value.replaceAll("|", "\\|")).join(" | ")} |`;
          return [{ span: { start: end, end }, newText: lineEndOf(text) + row }];
        },
      };
    });
}

function yamlRegisters(text: string): Register[] {
  const { documents } = parseStream(text);
  const found: Register[] = [];
  const walk = (node: unknown, depth: number): void => {
    if (depth > 12) return;
    if (isSeq(node)) {
      const register = registerOf(node, text);
      if (register) found.push(register);
      for (const item of node.items) walk(item, depth + 1);
    } else if (isMap(node)) for (const pair of node.items) walk(pair.value, depth + 1);
  };
  for (const document of documents) walk(document.contents, 0);
  return found;
}

function registerOf(list: YAMLSeq, text: string): Register | undefined {
  const items = list.items.filter((item): item is YAMLMap => isMap(item));
  if (items.length === 0 || items.length < list.items.length) return undefined;
  const columns = [...new Set(items.flatMap((item) => item.items.map((pair) => keyText(pair.key))))];
  if (columns.length < 2) return undefined;
  const head = spanOf(items[0]?.items[0]?.key, text);
  return {
    columns,
    head,
    span: spanOf(list, text),
    rows: items.map((item) => ({
      span: spanOf(item, text),
      cells: columns.map((column) => cellOf(item, column, text)),
    })),
    append: (values) => appendItem(list, columns, values, text),
  };
}

function appendItem(list: YAMLSeq, columns: readonly string[], values: readonly string[], text: string): TextEdit[] {
  const end = spanOf(list, text).end;
  if (list.flow) {
    const entries = columns.map((column, i) => `${JSON.stringify(column)}: ${JSON.stringify(values[i] ?? "")}`);
    return [{ span: { start: end - 1, end: end - 1 }, newText: `, {${entries.join(", ")}}` }];
  }
  const eol = lineEndOf(text);
  const start = list.range?.[0] ?? 0;
  const indent = " ".repeat(start - lineStartAt(text, start));
  const lines = columns.map(
    (column, i) => `${indent}${i === 0 ? "- " : "  "}${column}: ${blockScalar(values[i] ?? "")}`,
  );
  const at = lineEndAt(text, end);
  return [{ span: { start: at, end: at }, newText: eol + lines.join(eol) }];
}

function cellOf(item: YAMLMap, column: string, text: string): Cell | undefined {
  const pair = item.items.find((one) => isPair(one) && keyText(one.key) === column);
  if (!pair?.value) return undefined;
  const span = spanOf(pair.value, text);
  const words = isScalar(pair.value) ? String(pair.value.value ?? "") : text.slice(span.start, span.end);
  return { text: oneLine(words), span };
}

function spanOf(node: unknown, text: string): Span {
  const [start, end] = (node as Node | undefined)?.range ?? [0, 0];
  return trimSpan(text, { start, end: Math.min(end, text.length) });
}

const keyText = (key: unknown): string => (isScalar(key) ? (key.source ?? String(key.value)) : "");
