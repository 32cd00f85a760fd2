import type { Span } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import { keyOf } from "../document/metadata.ts";
import type { PolicyDocument } from "../document/model.ts";

/** What is being typed at an offset. */
export type CompletionPlace =
  | {
      readonly kind: "reference";
      /** What has been typed and will be replaced. */
      readonly span: Span;
      readonly of: "control" | "clause" | "any";
      readonly inMetadata: boolean;
      /** The words before it, which may name the standard. */
      readonly context: string;
    }
  | { readonly kind: "key"; readonly span: Span };

/** Tells what is being typed; undefined where nothing that can be completed. */
export function placeAt({
  doc,
  library,
  offset,
}: {
  doc: PolicyDocument;
  library: Library;
  offset: number;
}): CompletionPlace | undefined {
  const { text } = doc;
  const start = offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const prefix = text.slice(Math.max(start, offset - 400), offset);
  const inFrontMatter = doc.format === "markdown" && isInFrontMatter(text, start);
  const inKeys = inFrontMatter || (doc.format === "yaml" && doc.classification.isPolicy);
  if (inKeys) {
    if (/^[A-Za-z][\w-]*$|^$/.test(prefix)) return { kind: "key", span: { start, end: offset } };
    const list = referenceList(text, start, offset, library);
    if (list) return list;
    if (inFrontMatter) return undefined;
  }
  return numberAt(prefix, offset) ?? relatedWord(doc, prefix, offset, start);
}

/** A control or clause number in running text. */
function numberAt(prefix: string, offset: number): CompletionPlace | undefined {
  const control = /(?:^|[^\p{L}\p{N}_./#])(A[.\s-]?\d{0,2}(?:\.\d{0,2}){0,3})$/iu.exec(prefix)?.[1];
  if (
    control !== undefined &&
    (control.length > 1 || /\d{5}(?::\d{4})?[\s,–-]{1,3}(?:annex\s)?a$/i.test(prefix)) &&
    !/^a\s$/i.test(control)
  )
    return {
      kind: "reference",
      span: { start: offset - control.length, end: offset },
      of: "control",
      inMetadata: false,
      context: prefix.slice(0, -control.length),
    };
  const clause = /(?:\bclauses?\s|\bcl\.\s|\d{5}(?::\d{4})?\s)(\d{0,2}(?:\.\d{0,2}){0,2})$/i.exec(prefix)?.[1];
  if (clause === undefined) return undefined;
  const context = prefix.slice(0, prefix.length - clause.length);
  return {
    kind: "reference",
    span: { start: offset - clause.length, end: offset },
    of: "clause",
    inMetadata: false,
    context,
  };
}

/** A word of a title in an item of a section that lists related documents and requirements. */
function relatedWord(doc: PolicyDocument, prefix: string, offset: number, start: number): CompletionPlace | undefined {
  const section = doc.sections.findLast((one) => one.span.start <= start);
  if (!section || ![...section.kinds, ...section.inherited].includes("related-documents")) return undefined;
  const word = /^\s*(?:[-*+]|\d+[.)])\s+(\p{L}[\p{L} ]{1,60})$/u.exec(prefix)?.[1];
  if (word === undefined) return undefined;
  return {
    kind: "reference",
    span: { start: offset - word.length, end: offset },
    of: "any",
    inMetadata: false,
    context: "",
  };
}

/** A member of a metadata field that lists requirements: `controls: [A.5` or an item below the key. */
function referenceList(text: string, start: number, offset: number, library: Library): CompletionPlace | undefined {
  const line = text.slice(start, offset);
  const pair = /^\s*["']?([\w -]{1,60}?)["']?\s*:\s+/.exec(line);
  const item = pair ? null : /^\s*-\s+/.exec(line);
  const key = pair?.[1] ?? (item ? keyAbove(text, start) : undefined);
  if (key === undefined || !isReferenceField(key, library)) return undefined;
  const value = line.slice((pair ?? item)?.[0].length ?? 0);
  const typed = /[^[\],"']*$/.exec(value)?.[0].trimStart() ?? "";
  return {
    kind: "reference",
    span: { start: offset - typed.length, end: offset },
    of: "any",
    inMetadata: true,
    context: key,
  };
}

/** The key that a list item stands under. */
function keyAbove(text: string, start: number): string | undefined {
  for (let at = start, steps = 0; at > 0 && steps < 200; steps++) {
    at = text.lastIndexOf("\n", at - 2) + 1;
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? text.length : end).trimEnd();
    if (line === "" || /^\s*(?:-\s|#)/.test(line)) continue;
    return /^\s*["']?([\w -]{1,60}?)["']?\s*:$/.exec(line)?.[1];
  }
  return undefined;
}

function isReferenceField(key: string, library: Library): boolean {
  const wanted = keyOf(key);
  return library.data.metadataFields.some(
    (field) =>
      field.type === "references" && [field.id, field.title, ...field.synonyms].some((one) => keyOf(one) === wanted),
  );
}

/** True on the lines between the fences at the head of a Markdown text, whether or not what they hold can be read. */
function isInFrontMatter(text: string, lineStart: number): boolean {
  const open = /^---[ \t]*\r?\n/.exec(text);
  if (!open || lineStart < open[0].length) return false;
  const close = /\n---[ \t]*(?:\r?\n|$)/.exec(text.slice(open[0].length - 1));
  return close ? lineStart < open[0].length + close.index : false;
}
