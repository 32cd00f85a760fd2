import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { type Span, trimSpan } from "../base/span.ts";
import { remember } from "../base/values.ts";
import type { DocumentProblem } from "./model.ts";
import { frontMatterStart } from "./markdown-chunks.ts";
import type { RawField } from "./outline.ts";

export interface FieldBlock {
  readonly fields: readonly RawField[];
  readonly block: Span | undefined;
  readonly problems: readonly DocumentProblem[];
}

/**
 * Reads the opening of a text that ends with its front matter, closing fence and line end included.
 * @returns fields with spans into the text; one problem where the YAML is broken
 */
export const readFrontMatter = remember((text: string): FieldBlock => {
  const start = frontMatterStart(text);
  const fence = text.lastIndexOf("---");
  const block = { start, end: Math.max(start, fence) };
  const source = text.slice(block.start, block.end);
  const document = parseDocument(source, { lineCounter: new LineCounter(), prettyErrors: false, uniqueKeys: false });
  const error = document.errors[0];
  if (error) {
    const at = Math.min(start + error.pos[0], Math.max(start, fence - 1));
    const span = { start: at, end: Math.min(block.end, Math.max(at + 1, start + error.pos[1])) };
    return {
      fields: [],
      block,
      problems: [
        { id: "front-matter", message: `The front matter is not valid YAML: ${firstSentence(error.message)}`, span },
      ],
    };
  }
  if (!isMap(document.contents)) return { fields: [], block, problems: [] };
  return { fields: fieldsOf(document.contents.items, source, start, [], "front-matter"), block, problems: [] };
}, 2_000);

/**
 * Fields of a mapping, nested mappings spelt out: `compliance: {iso_27001: [A.5.1]}` has the path `compliance`, `iso_27001`.
 * @param shiftBy  offset of `source` in the document's text
 */
export function fieldsOf(
  pairs: readonly Pair[],
  source: string,
  shiftBy: number,
  path: readonly string[],
  where: RawField["where"],
  depth = 0,
): RawField[] {
  return pairs.flatMap((pair): RawField[] => {
    const key = pair.key;
    if (!isScalar(key) || !key.range || depth > 6) return [];
    const name = key.source ?? String(key.value);
    const keySpan = { start: key.range[0] + shiftBy, end: key.range[1] + shiftBy };
    const own = [...path, name];
    const value = pair.value as Node | null;
    if (isMap(value)) return fieldsOf(value.items, source, shiftBy, own, where, depth + 1);
    if (isSeq(value)) {
      const items = value.items.filter((item) => isScalar(item)).map((item) => scalarText(item, source, shiftBy));
      const nested = value.items
        .filter((item) => isMap(item))
        .flatMap((item) => fieldsOf(item.items.filter(isPair), source, shiftBy, own, where, depth + 1));
      const whole = value.range
        ? trimSpan(source, { start: value.range[0], end: value.range[1] })
        : { start: keySpan.end - shiftBy, end: keySpan.end - shiftBy };
      const valueSpan = { start: whole.start + shiftBy, end: whole.end + shiftBy };
      return [
        { path: own, keySpan, valueSpan, text: items.map((item) => item.text).join(", "), items, where },
        ...nested,
      ];
    }
    if (isScalar(value)) {
      const { text, span } = scalarText(value, source, shiftBy);
      return [
        {
          path: own,
          keySpan,
          valueSpan: text === "" ? { start: keySpan.end, end: keySpan.end } : span,
          text,
          items: [],
          where,
        },
      ];
    }
    if (isAlias(value)) return [];
    return [{ path: own, keySpan, valueSpan: { start: keySpan.end, end: keySpan.end }, text: "", items: [], where }];
  });
}

/** A scalar as written, without its quotes: ids such as `5.10` must not become numbers. */
function scalarText(node: Node, source: string, shiftBy: number): { text: string; span: Span } {
  if (!isScalar(node) || !node.range) return { text: "", span: { start: shiftBy, end: shiftBy } };
  const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
  const block = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  const raw = { start: node.range[0] + (quoted ? 1 : 0), end: node.range[1] - (quoted ? 1 : 0) };
  const span = block
    ? trimSpan(source, { start: source.indexOf("\n", raw.start) + 1, end: raw.end })
    : trimSpan(source, raw);
  const text =
    block || quoted ? String(node.value ?? "").trim() : (node.source ?? source.slice(span.start, span.end)).trim();
  const empty = node.value === null || text === "" || text === "~" || text === "null";
  return { text: empty ? "" : text, span: { start: span.start + shiftBy, end: span.end + shiftBy } };
}

/** A parser's message without its advice. */
export const firstSentence = (message: string): string =>
  `${(message.split("\n")[0] ?? message).replace(/[.:]?\s*$/, "")}.`;
