import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { type Span, trimSpan } from "../base/span.ts";
import { keyOf } from "./metadata.ts";
import { isBlank, isLong, wordsOf } from "./yaml-scalars.ts";

/** A key of a mapping with what it holds. */
export interface Entry {
  readonly name: string;
  readonly key: Scalar;
  /** The words of the key. */
  readonly keySpan: Span;
  readonly value: Node | null;
  readonly pair: Pair;
}

/** In the mapping of one section: its heading, its number, its words. */
const titleKeys = new Set(["title", "name", "heading", "section"]);
const numberKeys = new Set(["number", "no", "id", "ref"]);
const bodyKeys = new Set(["text", "content", "body", "statement", "statements", "description"]);

/** A key of the section's heading. */
export const isTitleKey = (key: string): boolean => titleKeys.has(keyOf(key));
/** A key of the section's words. */
export const isBodyKey = (key: string): boolean => bodyKeys.has(keyOf(key));
/** A key of the section's number. */
export const isNumberKey = (key: string): boolean => numberKeys.has(keyOf(key));

/** True for a list item that could be a section: a mapping with a title. */
export const isTitledItem = (item: YAMLMap): boolean =>
  item.items.some(
    (pair) => isScalar(pair.key) && isScalar(pair.value) && isTitleKey(pair.key.source ?? String(pair.key.value)),
  );

/** Entries whose keys are words. */
export function entriesOf(text: string, map: YAMLMap): Entry[] {
  return map.items.flatMap((pair): Entry[] => {
    const { key } = pair;
    if (!isScalar(key) || !key.range) return [];
    const name = key.source ?? String(key.value);
    return [{ name, key, keySpan: wordsOf(key, text), value: pair.value as Node | null, pair }];
  });
}

/** The words of a scalar as written. */
export function sourceOf(text: string, node: Scalar): string {
  const words = wordsOf(node, text);
  return text.slice(words.start, words.end);
}

/** A node without the white space at its end. */
export function extentOf(text: string, node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end: Math.max(start, trimSpan(text, { start, end: Math.min(end, text.length) }).end) };
}

/** Null: nothing after the key. */
export const isBlankScalar = (node: Node | null): boolean => isScalar(node) && node.value === null;

/** True for values that may be metadata: short scalars that are no sentences, lists of them, mappings of both. */
export function isFlat(text: string, value: unknown, depth = 0): boolean {
  if (isSeq(value)) return value.items.every((item) => isScalar(item) && isFlat(text, item));
  if (isMap(value)) return depth < 2 && entriesOf(text, value).every((entry) => isFlat(text, entry.value, depth + 1));
  return !isScalar(value) || (!isLong(value, text) && !/\s.*[.!?]$/.test(sourceOf(text, value)));
}

/** Numbers of controls and the like rather than words. */
export function areCodes(text: string, list: YAMLSeq): boolean {
  return list.items.every((item) => isScalar(item) && /\d/.test(sourceOf(text, item)));
}

/** A mapping with a title and more than short values: a section of its own. */
export function isTitled(text: string, map: YAMLMap): boolean {
  const entries = entriesOf(text, map);
  if (!titleOf(text, entries)) return false;
  return entries.some(
    ({ name, value }) =>
      isMap(value) ||
      isSeq(value) ||
      (isScalar(value) && !isTitleKey(name) && (isBodyKey(name) || isLong(value, text))),
  );
}

/** The entry that titles a mapping. */
export function titleOf(text: string, entries: readonly Entry[]): Entry | undefined {
  return entries.find(({ name, value }) => isTitleKey(name) && isScalar(value) && !isBlank(value, text));
}

/** Index of the first item of a list from which on all are sections with a title; its length where the last is none. */
export function titledFrom(text: string, list: YAMLSeq): number {
  let from = list.items.length;
  while (from > 0) {
    const item = list.items[from - 1];
    if (!isMap(item) || !isTitled(text, item)) break;
    from--;
  }
  return from;
}
