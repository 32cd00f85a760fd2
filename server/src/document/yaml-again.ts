import { isMap, isPair, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { sharedEnds } from "../base/shared-ends.ts";
import { shift, type Span } from "../base/span.ts";
import { detached } from "../base/text.ts";
import { maxDepth, parseStream, type Stream } from "./yaml-stream.ts";

/** A text with what was read of it. The nodes of a version are those of the next one, once that was read from it. */
export interface ReadStream {
  readonly text: string;
  readonly stream: Stream;
}

/**
 * Like `parseStream`, but parses no more than the entry that an edit lies in, where it lies within one: an item of a list or
 * a key with its value, in block style, in whole lines, with another one behind it.
 */
export function parseAgain(text: string, before: ReadStream | undefined): ReadStream {
  return (before && patched(text, before)) ?? { text, stream: parseStream(text) };
}

type Collection = YAMLMap | YAMLSeq;

/** An entry of a collection. */
interface Entry {
  readonly collection: Collection;
  readonly index: number;
  /** Where its words begin, behind indentation and dash. */
  readonly words: number;
  /** Its lines, where it can be parsed alone. */
  readonly lines: Span | undefined;
}

function patched(text: string, { text: old, stream }: ReadStream): ReadStream | undefined {
  const [document, ...others] = stream.documents;
  const root = document?.contents;
  if (!document || others.length > 0 || stream.problems.length > 0 || stream.hasAnchors || !isBlock(root))
    return undefined;
  // A directive changes how all of it is read.
  if (/^%/m.test(old.slice(0, root.range?.[0]))) return undefined;
  const { prefix, suffix } = sharedEnds(old, text);
  const path = pathTo({ start: prefix, end: old.length - suffix }, root, old);
  const entry = path.at(-1);
  if (!entry?.lines) return undefined;
  const { collection, index, words, lines: span } = entry;
  const moved = text.length - old.length;
  const again = parseStream(detached(text.slice(span.start, span.end + moved)));
  const part = again.documents[0]?.contents;
  if (again.documents.length !== 1 || again.problems.length > 0 || again.hasAnchors) return undefined;
  if (path.length + again.depth > maxDepth) return undefined;
  if (!isBlock(part) || isMap(part) !== isMap(collection)) return undefined;
  // It may have got another indentation.
  if (startOf(part.items[0]) !== words - span.start) return undefined;

  moveFrom(part, 0, span.start);
  for (const { collection: above, index: at } of path) {
    moveRange(above, span.end, moved);
    for (const item of above.items.slice(at + 1)) moveFrom(item, span.end, moved);
  }
  moveRange(document, span.end, moved);
  (collection.items as unknown[]).splice(index, 1, ...part.items);
  const comments = [
    ...stream.comments.filter((comment) => comment.start < span.start),
    ...again.comments.map((comment) => shift(comment, span.start)),
    ...stream.comments.filter((comment) => comment.start >= span.end).map((comment) => shift(comment, moved)),
  ];
  return { text, stream: { ...stream, comments } };
}

const isBlock = (node: unknown): node is Collection => (isMap(node) || isSeq(node)) && node.flow !== true;

/** The entries around a stretch, the outermost first, down to the last one that can be parsed alone. */
function pathTo(changed: Span, root: Collection, text: string): Entry[] {
  const path: Entry[] = [];
  for (let at: unknown = root; isBlock(at); ) {
    const entry = entryAround(changed, at, text);
    if (!entry) break;
    path.push(entry);
    const item = at.items[entry.index];
    at = isPair(item) ? item.value : item;
  }
  return path.slice(0, path.findLastIndex(({ lines }) => lines !== undefined) + 1);
}

function entryAround(changed: Span, collection: Collection, text: string): Entry | undefined {
  const starts = collection.items.map(startOf);
  const index = starts.findLastIndex((start) => start !== undefined && start <= changed.start);
  const words = starts[index];
  if (words === undefined) return undefined;
  const start = lineOf(words, text, isSeq(collection));
  const next = starts[index + 1];
  const end = next === undefined ? undefined : lineOf(next, text, isSeq(collection));
  // The line end that parts it from the next entry stays.
  const isAlone = start !== undefined && end !== undefined && changed.end < end;
  return { collection, index, words, lines: isAlone ? { start, end } : undefined };
}

/** Where the words of an entry begin. */
function startOf(this: void, item: unknown): number | undefined {
  const node = isPair(item) ? item.key : item;
  return isScalar(node) || isBlock(node) ? node.range?.[0] : undefined;
}

/** Where the line of an entry begins; undefined where it holds more than the entry. */
function lineOf(words: number, text: string, isItem: boolean): number | undefined {
  const start = text.lastIndexOf("\n", words - 1) + 1;
  return (isItem ? /^ *- +$/ : /^ *$/).test(text.slice(start, words)) ? start : undefined;
}

/** Moves what stands at an offset or behind it, in a node and all below it. */
function moveFrom(node: unknown, from: number, by: number): void {
  if (isPair(node)) {
    moveFrom(node.key, from, by);
    moveFrom(node.value, from, by);
  } else if (isScalar(node) || isMap(node) || isSeq(node)) {
    moveRange(node, from, by);
    if (!isScalar(node)) for (const item of node.items) moveFrom(item, from, by);
  }
}

function moveRange(node: Pick<Node, "range">, from: number, by: number): void {
  const moved = (offset: number): number => (offset >= from ? offset + by : offset);
  if (node.range) node.range = [moved(node.range[0]), moved(node.range[1]), moved(node.range[2])];
}
