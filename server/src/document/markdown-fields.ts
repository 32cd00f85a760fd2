import type { Paragraph } from "mdast";
import { type Span, trimSpan } from "../base/span.ts";
import type { ControlLineReader } from "./control-lines.ts";
import { spanOf } from "./markdown-inline.ts";

/** `**Owner:** CISO` */
export interface PartField {
  readonly key: Span;
  readonly value: Span;
  /** What the key stands for, where its words do not say it alone: "approved by the CISO on <date>". */
  readonly name?: string;
}

/** "Owner: CISO", or "Version 2.0 | Owner: CISO": a first part without a colon is short and ends at a bar or dot. */
const startsWithField = /^[*_]?\p{L}(?:[^|·•:\n]{1,40}[|·•] )?[\p{L} ]{1,40}:/u;

/** Fields of a paragraph: `**Owner:** CISO`, `**Owner**: CISO`, several to a line when a bar parts them. */
export function fieldsIn(node: Paragraph, text: string, readControlLine: ControlLineReader): PartField[] {
  const fields: PartField[] = [];
  node.children.forEach((child, i) => {
    if (child.type !== "strong") return;
    const key = spanOf(child);
    const inner = { start: key.start + 2, end: key.end - 2 };
    const after = node.children[i + 1];
    const colonInside = /:\s*$/.test(text.slice(inner.start, inner.end));
    const colonAfter = after?.type === "text" && /^\s*:/.test(after.value);
    if (colonInside || colonAfter) fields.push(boldField(inner, key.end, node, text));
  });
  const whole = spanOf(node);
  const lines = text.slice(whole.start, whole.end);
  if (lines.length > 400 || /\*\*/.test(lines)) return fields;
  fields.push(...readControlLine(text, whole));
  if (!startsWithField.test(lines)) return fields;
  // "*Document owner: GRC lead | Next review: 2027-01-15*", "Version 2 · Owner: CISO" and plain "Owner: CISO" lines.
  for (const match of lines.matchAll(/(?<=^|\n|[|·•] ?|[*_])(\p{L}[\p{L} ]{1,40}):[ \t]*([^|·•\n]*)/gu)) {
    const start = whole.start + match.index;
    const key = { start, end: start + (match[1] ?? "").length };
    const more = /\.\s+(?=(?:reviewed|approved|version|next|last|effective)\b)/i.exec(match[2] ?? "");
    const end = start + match[0].length - (more ? (match[2] ?? "").length - more.index : 0);
    const value = trimSpan(text, { start: key.end + 1, end });
    fields.push({ key, value: dropMarks(text, value) });
  }
  return fields;
}

/** @param from  where the bold key ends */
function boldField(key: Span, from: number, node: Paragraph, text: string): PartField {
  const rest = text.slice(from, spanOf(node).end);
  const stop = /\n|\s\|\s|(?:\s|&nbsp;)\*\*[^*\n]{1,60}(?::\*\*|\*\*\s?:)/.exec(rest);
  const value = trimSpan(text, { start: from, end: from + (stop?.index ?? rest.length) });
  const colon = text[value.start] === ":" ? trimSpan(text, { start: value.start + 1, end: value.end }) : value;
  const name = trimSpan(text, key);
  const trimmed = trimSpan(text, text[name.end - 1] === ":" ? { start: name.start, end: name.end - 1 } : name);
  return { key: trimmed, value: dropMarks(text, colon) };
}

function dropMarks(text: string, value: Span): Span {
  let { start, end } = value;
  while (start < end && /[*_]/.test(text[start] ?? "")) start++;
  while (end > start && /[*_\\]/.test(text[end - 1] ?? "")) end--;
  return trimSpan(text, { start, end });
}
