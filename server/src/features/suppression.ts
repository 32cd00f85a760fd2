import { contains, type Span } from "../base/span.ts";
import { lineEndOf, type TextEdit } from "../base/text.ts";
import type { PolicyDocument } from "../document/model.ts";
import type { Finding } from "../engine/model.ts";

/** What stands for the reason until the author has written one. */
export const reasonToWrite = "say why here";

/**
 * Edits that suppress a finding with a comment: at the end of its line in running text, above it where a comment within the
 * line would change the document (headings, tables, YAML), for the whole file where the place takes no comment (front matter).
 * @returns  nothing where the text has no such place
 */
export function suppressionOf(doc: PolicyDocument, finding: Finding): TextEdit[] {
  return doc.format === "yaml" ? inYaml(doc, finding) : inMarkdown(doc, finding);
}

function inMarkdown(doc: PolicyDocument, { rule, span }: Finding): TextEdit[] {
  const { text } = doc;
  const end = lineEndOf(text);
  const comment = (kind: string): string => `<!-- codicil-${kind} ${rule}: ${reasonToWrite} -->`;
  const matter = frontMatterEnd(doc);
  if (span.start < matter) return [{ span: at(matter), newText: `${end}${comment("ignore-file")}${end}` }];
  const block =
    doc.tables.find((table) => contains(table.span, at(span.start)))?.span ??
    headingAt(doc, span.start) ??
    boldTitleAt(doc, span.start);
  if (block) {
    const start = lineStart(text, block.start);
    const indent = /^[ \t]*/.exec(text.slice(start, block.start))?.[0] ?? "";
    // Quoted tables and headings would need the quote's mark in front.
    if (
      text.slice(start + indent.length, block.start).trim() !== "" &&
      !/^#{1,6}[ \t]/.test(text.slice(start + indent.length))
    )
      return [];
    return [{ span: at(start), newText: `${indent}${comment("ignore-next")}${end}` }];
  }
  const line = trimmedEnd(text, span.start);
  return line === undefined ? [] : [{ span: at(line), newText: ` ${comment("ignore")}` }];
}

function inYaml(doc: PolicyDocument, { rule, span }: Finding): TextEdit[] {
  const { text } = doc;
  const section = doc.sections.findLast((one) => one.heading !== undefined && contains(one.outer, at(span.start)));
  const key = section?.heading?.line.start ?? topKeyAbove(text, span.start);
  if (key === undefined) return [];
  const start = lineStart(text, key);
  const indent = /^[ \t]*/.exec(text.slice(start, key))?.[0] ?? "";
  return [{ span: at(start), newText: `${indent}# codicil-ignore-next ${rule}: ${reasonToWrite}${lineEndOf(text)}` }];
}

/** Offset behind the front matter's closing fence and its line end; 0 where there is none. */
function frontMatterEnd({ text, metadata }: PolicyDocument): number {
  if (metadata.where !== "front-matter" || !metadata.block) return 0;
  const fence = text.indexOf("\n", text.indexOf("---", Math.max(metadata.block.end - 1, 3)));
  return fence < 0 ? text.length : fence + 1;
}

const headingAt = (doc: PolicyDocument, offset: number): Span | undefined =>
  doc.sections.find((section) => section.heading && contains(section.heading.line, at(offset)))?.heading?.line;

/** The line of a title in bold: with a comment on it, it would be a title no more. */
function boldTitleAt({ text, title, sections }: PolicyDocument, offset: number): Span | undefined {
  if (!title || !contains(title.span, at(offset)) || sections.some((section) => section.isTitle)) return undefined;
  const start = lineStart(text, title.span.start);
  return /^[*_\s]*$/.test(text.slice(start, title.span.start)) ? { start, end: title.span.end } : undefined;
}

/** Start of the nearest key at the left edge, at or above an offset. */
function topKeyAbove(text: string, offset: number): number | undefined {
  for (let start = lineStart(text, offset); ; start = lineStart(text, start - 1)) {
    if (/^[\w"'][^\n]{0,200}?:(?:\s|$)/.test(text.slice(start, start + 220))) return start;
    if (start === 0) return undefined;
  }
}

const at = (offset: number): Span => ({ start: offset, end: offset });

const lineStart = (text: string, offset: number): number => (offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1);

/** End of the words of a line; undefined where the line holds none. */
function trimmedEnd(text: string, offset: number): number | undefined {
  const start = lineStart(text, offset);
  const newline = text.indexOf("\n", offset);
  const words = text.slice(start, newline < 0 ? text.length : newline).trimEnd();
  return words === "" ? undefined : start + words.length;
}
