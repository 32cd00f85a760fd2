import { contains, overlaps, type Span, sliceOf, trimSpan } from "../../base/span.ts";
import type { TextEdit } from "../../base/text.ts";
import type { PolicyDocument, Section } from "../../document/model.ts";
import { isPlain } from "../../document/yaml-write.ts";
import { anchorEdits, anchorsOf } from "./anchors.ts";

/** What stands at a place and can have another name. */
export type Renamable =
  | { readonly is: "heading"; readonly span: Span; readonly text: string; readonly section: Section }
  /** `owner` is the document that carries the id in its metadata. */
  | { readonly is: "id"; readonly span: Span; readonly text: string; readonly owner: PolicyDocument };

/** Edits of one document. */
export interface DocumentEdits {
  readonly doc: PolicyDocument;
  readonly edits: readonly TextEdit[];
}

/** The words of a heading, or a document's number where it is given or mentioned. */
export function renamableAt(
  doc: PolicyDocument,
  offset: number,
  documents: readonly PolicyDocument[],
): Renamable | undefined {
  const at = { start: offset, end: offset };
  for (const owner of documents) {
    const id = idOf(owner);
    if (id === undefined) continue;
    const span = mentionsOf(doc, id.text).find((one) => overlaps(one, at));
    if (span) return { is: "id", span, text: id.text, owner };
  }
  const section = doc.sections.find((one) => one.heading && overlaps(one.heading.span, at));
  if (!section?.heading || isField(doc, section)) return undefined;
  const span = doc.format === "yaml" ? section.heading.span : withMarks(doc.text, section.heading.span);
  return { is: "heading", span, text: sliceOf(doc.text, span), section };
}

/** A heading's words with the mark that closes or opens an emphasis within them: `Roles and *duties*`. */
function withMarks(text: string, { start, end }: Span): Span {
  const marks = (of: string): number => [...of].filter((sign) => /[*_`]/.test(sign)).length;
  const words = text.slice(start, end);
  const behind = /^[*_`]+/.exec(text.slice(end))?.[0] ?? "";
  const before = /[*_`]+$/.exec(text.slice(0, start))?.[0] ?? "";
  if (marks(words) % 2 === 0) return { start, end };
  return behind.length >= before.length ? { start, end: end + marks(words) } : { start: start - marks(words), end };
}

/** Why a new name cannot be taken; undefined where it can. */
export function refusalOf({ is }: Renamable, name: string): string | undefined {
  if (name.trim() === "") return "The new name is empty.";
  if (/[\r\n]/.test(name)) return "A name has one line.";
  if (is === "id" && !isId(name.trim()))
    return "A document number has letters or digits, at least one digit and no blanks, such as POL-014.";
  return undefined;
}

/** Edits of all documents that give what stands at a place another name, and keep what points to it. */
export function renameEdits(
  doc: PolicyDocument,
  found: Renamable,
  name: string,
  documents: readonly PolicyDocument[],
  root: string | undefined,
): DocumentEdits[] {
  const words = name.trim();
  if (found.is === "id")
    return documents
      .map((one) => ({ doc: one, edits: mentionsOf(one, found.text).map((span) => ({ span, newText: words })) }))
      .filter(({ edits }) => edits.length > 0);
  const own = { span: found.span, newText: doc.format === "yaml" ? yamlName(doc, found.span, words) : words };
  const before = anchorsOf(doc);
  const after = anchorsOf(doc, { section: found.section, words });
  const changed = new Map(before.flatMap((old, i) => (old !== "" && old !== after[i] ? [[old, after[i] ?? ""]] : [])));
  return documents
    .map((one) => {
      const links = anchorEdits(one, doc, changed, root);
      return {
        doc: one,
        edits: one.uri === doc.uri ? [own, ...links.filter((edit) => !overlaps(edit.span, own.span))] : links,
      };
    })
    .filter(({ edits }) => edits.length > 0);
}

/** The number in a document's metadata, where it is one that can be told from other words. */
function idOf(doc: PolicyDocument): { text: string; span: Span } | undefined {
  const field = doc.metadata.fields.get("id");
  const span = field && trimSpan(doc.text, field.valueSpan);
  const text = span ? sliceOf(doc.text, span) : "";
  return span && isId(text) ? { text, span } : undefined;
}

const isId = (text: string): boolean => text.length >= 3 && /^(?=.*\d)[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u.test(text);

/** Places where a text writes a document number as a word of its own, in the same spelling. */
function mentionsOf({ text }: PolicyDocument, id: string): Span[] {
  if (id === "") return [];
  const spans: Span[] = [];
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + id.length)) {
    const span = { start: at, end: at + id.length };
    // "POL-01" is no part of "POL-01-2", nor of "POL-01.md" or a path.
    if (/[\p{L}\p{N}_/-]$/u.test(text.slice(Math.max(0, at - 2), at))) continue;
    if (/^(?:[\p{L}\p{N}_]|[./-][\p{L}\p{N}])/u.test(text.slice(span.end, span.end + 3))) continue;
    spans.push(span);
  }
  return spans;
}

/** True where the heading is the key of a metadata field, which the catalog names. */
const isField = (doc: PolicyDocument, { heading }: Section): boolean =>
  doc.format === "yaml" &&
  heading !== undefined &&
  [...doc.metadata.fields.values()].some((field) => contains(heading.line, field.keySpan));

/** A key or a title in YAML, in quotes where it needs them and has none. */
function yamlName({ text }: PolicyDocument, span: Span, words: string): string {
  const quote = text[span.start - 1];
  if (quote === '"' && text[span.end] === '"') return JSON.stringify(words).slice(1, -1);
  if (quote === "'" && text[span.end] === "'") return words.replaceAll("'", "''");
  return isPlain(words) ? words : JSON.stringify(words);
}
