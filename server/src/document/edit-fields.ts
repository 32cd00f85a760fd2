import { isMap } from "yaml";
import type { Span } from "../base/span.ts";
import { lineEndOf, oneLine, type TextEdit } from "../base/text.ts";
import type { MetadataField } from "../catalog/model.ts";
import { lineEndAt, lineStartAt } from "./edit-lines.ts";
import { isBlockField } from "./metadata.ts";
import type { MetadataValue, PolicyDocument } from "./model.ts";
import { parseStream } from "./yaml-stream.ts";
import { keyLike, usualKey, yamlScalar } from "./yaml-write.ts";

/** Gives a field of a Markdown document a value. */
export function setMarkdownField(doc: PolicyDocument, field: MetadataField, value: string): TextEdit[] {
  const known = doc.metadata.fields.get(field.id);
  const words = oneLine(value);
  if (known) return [replaceValue(doc.text, known, words)];
  const { where, block } = doc.metadata;
  if (where === "front-matter" && block) return addToFrontMatter(doc, block, field, words);
  if (!isBlockField(field.id)) {
    const added =
      where === "table" ? addRow(doc, field, words) : where === "lines" ? addLine(doc, field, words) : undefined;
    if (added) return [added];
  }
  const eol = lineEndOf(doc.text);
  const gap = doc.text === "" ? "" : /^[ \t]*\r?\n/.test(doc.text) ? "" : eol;
  return [
    {
      span: { start: 0, end: 0 },
      newText: `---${eol}${keyLike(usualKey(field), [])}: ${yamlScalar(words)}${eol}---${eol}${gap}`,
    },
  ];
}

/** The edit that puts a value in the place of the one a field has, blank or not. */
export function replaceValue(text: string, known: MetadataValue, value: string): TextEdit {
  if (known.where === "table") return replaceCell(text, known.valueSpan, value);
  if (known.where === "line") return replaceInLine(text, known, value);
  const { start, end } = known.valueSpan;
  if (start >= end) return fillEmpty(text, known.keySpan.end, yamlScalar(value));
  const quote = text[start - 1] ?? "";
  if (quote === text[end] && quote === '"')
    return { span: known.valueSpan, newText: JSON.stringify(value).slice(1, -1) };
  if (quote === text[end] && quote === "'") return { span: known.valueSpan, newText: value.replaceAll("'", "''") };
  const above = text.slice(lineStartAt(text, lineStartAt(text, start) - 1), lineStartAt(text, start));
  const isBlock = text.slice(lineStartAt(text, start), start).trim() === "" && /[|>][-+\d]{0,2}\s*$/.test(above);
  return { span: known.valueSpan, newText: isBlock ? value : yamlScalar(value) };
}

/**
 * Writes a value behind the colon of a key without one (`owner:`, `owner: ~`, `owner: ""`).
 * @param valueEnd  end of a value on the key's line that gives way; where left out there is none
 */
export function fillEmpty(text: string, keyEnd: number, written: string, valueEnd?: number): TextEdit {
  const colon = keyEnd + (/^["']?\s{0,80}:/.exec(text.slice(keyEnd, keyEnd + 84))?.[0].length ?? 0);
  const rest = text.slice(colon, lineEndAt(text, colon));
  const empty =
    valueEnd === undefined
      ? (/^[ \t]*(?:~|null|""|''|[|>][-+]?)?(?=[ \t]*(?:$|#|,|\}))/i.exec(rest)?.[0] ?? "")
      : text.slice(colon, valueEnd);
  const lineBreak = written.search(/\r?\n/);
  if (lineBreak >= 0) {
    // What stands behind the key stays there: below a block's header it would become text.
    const more = rest.slice(empty.length).trim();
    return {
      span: { start: colon, end: colon + rest.length },
      newText: written.slice(0, lineBreak) + (more === "" ? "" : ` ${more}`) + written.slice(lineBreak),
    };
  }
  const tail =
    empty.trim() === "" && rest.slice(empty.length) !== "" && empty !== "" && !/^[,}]/.test(rest.slice(empty.length))
      ? " "
      : "";
  return {
    span: { start: colon, end: colon + empty.length },
    newText: `${/^\s/.test(written) ? "" : " "}${written}${tail}`,
  };
}

function replaceCell(text: string, cell: Span, value: string): TextEdit {
  const words = value.replaceAll("|", "\\|");
  if (cell.start < cell.end) return { span: cell, newText: words };
  const before = text[cell.start - 1] === "|" ? " " : "";
  const after = text[cell.end] === "|" ? " " : "";
  return { span: cell, newText: before + words + after };
}

function replaceInLine(text: string, { keySpan, valueSpan }: MetadataValue, value: string): TextEdit {
  if (valueSpan.start < valueSpan.end) return { span: valueSpan, newText: value };
  const marks = /^[*_]{0,3}:[*_]{0,3}/.exec(text.slice(keySpan.end, keySpan.end + 8));
  const at = keySpan.end + (marks?.[0].length ?? 0);
  return { span: { start: at, end: at }, newText: ` ${value}` };
}

function addToFrontMatter(doc: PolicyDocument, block: Span, field: MetadataField, value: string): TextEdit[] {
  const { text } = doc;
  const eol = lineEndOf(text);
  const stream = parseStream(text.slice(block.start, block.end));
  const root = stream.documents[0]?.contents ?? null;
  if (
    doc.problems.some((problem) => problem.id === "front-matter") ||
    stream.documents.length > 1 ||
    (root !== null && !isMap(root) && root.range?.[0] !== root.range?.[1])
  )
    return [];
  const keys = isMap(root) ? root.items.map((pair) => String(pair.key)) : [];
  const entry = `${keyLike(usualKey(field), keys)}: ${yamlScalar(value)}`;
  if (isMap(root) && root.flow) {
    const at = block.start + (root.range?.[0] ?? 0) + 1;
    return [{ span: { start: at, end: at }, newText: root.items.length > 0 ? `${entry}, ` : entry }];
  }
  return [{ span: { start: block.end, end: block.end }, newText: entry + eol }];
}

/** A row below the last one of the table that holds the fields; nothing where they stand in columns. */
function addRow(doc: PolicyDocument, field: MetadataField, value: string): TextEdit | undefined {
  const { text } = doc;
  const first = [...doc.metadata.fields.values()].find((one) => one.where === "table");
  const table =
    first && doc.tables.find((one) => one.span.start <= first.keySpan.start && first.keySpan.end <= one.span.end);
  if (!first || !table) return undefined;
  const rows = [table.header, ...table.rows];
  const isInRow = (row: (typeof rows)[number]): boolean =>
    row[0]?.span.start === first.keySpan.start && row[1]?.span.start === first.valueSpan.start;
  const starts = new Set([...doc.metadata.fields.values()].map((one) => one.keySpan.start));
  const known = rows.filter((row) => starts.has(row[0]?.span.start ?? -1)).length;
  // One key among rows of another matter ("Type | Examples") makes no document control.
  if (!rows.some(isInRow) || (known < 2 && known * 2 < rows.length)) return undefined;
  const lineStart = lineStartAt(text, table.span.end);
  const line = text.slice(lineStart, table.span.end);
  const lead = /^[ \t>]*/.exec(line)?.[0] ?? "";
  const mark = /^[*_]{1,3}/.exec(text.slice(first.keySpan.start, first.keySpan.end))?.[0] ?? "";
  const isBold = mark !== "" && text.slice(first.keySpan.start, first.keySpan.end).endsWith(mark);
  const colon = /:[*_]*$/.test(text.slice(first.keySpan.start, first.keySpan.end)) ? ":" : "";
  const key = isBold ? `${mark}${field.title}${colon}${mark}` : field.title + colon;
  const cells = [key, value.replaceAll("|", "\\|"), ...Array.from({ length: table.header.length - 2 }, () => "")];
  const hasBars = line.slice(lead.length).startsWith("|");
  const row = cells.join(" | ").trimEnd();
  return {
    span: { start: table.span.end, end: table.span.end },
    newText: lineEndOf(text) + lead + (hasBars ? `| ${row} |` : row),
  };
}

/** A line such as `**Owner:** CISO` below the last of the first block of such lines. */
function addLine(doc: PolicyDocument, field: MetadataField, value: string): TextEdit | undefined {
  const { text } = doc;
  const lines = [...doc.metadata.fields.values()]
    .filter((one) => one.where === "line")
    .sort((a, b) => a.keySpan.start - b.keySpan.start);
  let model = lines[0];
  for (const one of lines) {
    if (model && one.keySpan.start - lineEndAt(text, model.keySpan.end) < 200) model = one;
  }
  if (!model) return undefined;
  const start = lineStartAt(text, model.keySpan.start);
  const front = text.slice(start, model.keySpan.start);
  const joint = /^[*_]{0,3}:[*_]{0,3}[ \t]?/.exec(text.slice(model.keySpan.end, model.keySpan.end + 9))?.[0] ?? ": ";
  const glue = joint.endsWith(" ") ? joint : `${joint} `;
  if (/\p{L}/u.test(front)) {
    // Several fields in one line: go on behind the value, with the marks that open the key before.
    const marks = /[*_]+$/.exec(front)?.[0] ?? "";
    return {
      span: { start: model.valueSpan.end, end: model.valueSpan.end },
      newText: ` | ${marks}${field.title}${glue}${value}`,
    };
  }
  if (front.trim() === "*" || front.trim() === "_")
    return {
      span: { start: model.valueSpan.end, end: model.valueSpan.end },
      newText: ` | ${field.title}${glue}${value}`,
    };
  const end = lineEndAt(text, Math.max(model.valueSpan.end, model.keySpan.end));
  const shared = /\s\|\s/.test(text.slice(model.valueSpan.end, end));
  const above = start > 0 ? text.slice(lineStartAt(text, start - 1), lineEndAt(text, start - 1)) : "";
  const hardBreak = / {2,}$|\\$/.exec(text.slice(start, end))?.[0] ?? "";
  const missing = hardBreak === "" && !shared ? (/ {2,}$|\\$/.exec(above)?.[0] ?? "") : "";
  const next = front.replace(/\d+(?=[.)])/, (digits) => String(Number(digits) + 1));
  return {
    span: { start: end, end },
    newText: `${missing}${lineEndOf(text)}${next}${field.title}${glue}${value}${hardBreak}`,
  };
}
