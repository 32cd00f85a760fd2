import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { lineEndOf, type TextEdit } from "../base/text.ts";
import { blockScalar, yamlScalar } from "../document/yaml-write.ts";

/** Keys and values of one item of a list in `codicil.yaml`, in order. */
export type ConfigEntry = Readonly<Record<string, string>>;

/**
 * Edits that add an item to a list of `codicil.yaml`, making the keys above it where they are not there. All else, comments
 * included, stays as it is written.
 * @param path  keys from the top: `["applicability", "exclusions"]`
 * @returns     undefined where the text is broken or holds something else there
 */
export function addConfigEntry(text: string, path: readonly string[], entry: ConfigEntry): TextEdit[] | undefined {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return undefined;
  const eol = lineEndOf(text);
  let map = document.contents as Node | null;
  if (map === null || (isScalar(map) && map.value === null))
    return [atEnd(text, nested(path, entry, "", eol), text.length, eol)];
  for (const [depth, key] of path.entries()) {
    if (!isMap(map) || map.flow || map.items.length === 0) return undefined;
    const indent = indentOf(text, map);
    const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (!pair) return [atEnd(text, nested(path.slice(depth), entry, indent, eol), endOf(text, map), eol)];
    const isLast = depth === path.length - 1;
    const value = pair.value as Node | null;
    const isBlank = value === null || (isScalar(value) && value.value === null);
    const inner = `${indent}  `;
    if (isBlank) {
      const added = isLast ? itemOf(entry, inner, eol) : nested(path.slice(depth + 1), entry, inner, eol);
      return [atEnd(text, added, keyEnd(pair), eol)];
    }
    if (isLast) return intoList(text, value, entry, inner, eol);
    map = value;
  }
  return undefined;
}

function intoList(text: string, list: Node, entry: ConfigEntry, indent: string, eol: string): TextEdit[] | undefined {
  if (!isSeq(list) || !list.range) return undefined;
  const [start, end] = list.range;
  if (list.flow) {
    if (list.items.length === 0)
      return [{ span: { start: start - blanksBefore(text, start), end }, newText: eol + itemOf(entry, indent, eol) }];
    const last = (list.items.at(-1) as Node).range?.[1] ?? end - 1;
    const flat = Object.entries(entry).map(([key, value]) => `${key}: ${yamlScalar(value)}`);
    return [{ span: { start: last, end: last }, newText: `, { ${flat.join(", ")} }` }];
  }
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  return [atEnd(text, itemOf(entry, " ".repeat(column), eol), endOf(text, list), eol)];
}

/** A new block below the line that holds an offset. */
function atEnd(text: string, block: string, offset: number, eol: string): TextEdit {
  const rest = /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? "";
  const end = offset + rest.length;
  const isFresh = end === 0 || /[\r\n]$/.test(text.slice(0, end));
  const newText = isFresh ? `${block}${end === text.length ? eol : ""}` : eol + block;
  return { span: { start: end, end }, newText };
}

function nested(path: readonly string[], entry: ConfigEntry, indent: string, eol: string): string {
  const keys = path.map((key, depth) => `${indent}${"  ".repeat(depth)}${key}:`);
  return [...keys, itemOf(entry, indent + "  ".repeat(path.length), eol)].join(eol);
}

const itemOf = (entry: ConfigEntry, indent: string, eol: string): string =>
  Object.entries(entry)
    .map(([key, value], i) => `${indent}${i === 0 ? "- " : "  "}${key}: ${plainOr(value)}`)
    .join(eol);

/** Ids and paths need no quotes; all else as the documents have it. */
const plainOr = (value: string): string => (/^[\w./-]+(?::\d[\w./-]*)?$/.test(value) ? value : blockScalar(value));

/** Where the last thing of a map or list ends, blank lines and comments behind it left out. */
function endOf(text: string, node: Node): number {
  const last = deepestLast(node);
  return text.slice(0, last).trimEnd().length;
}

function deepestLast(node: Node): number {
  const item: unknown = isMap(node) || isSeq(node) ? node.items.at(-1) : undefined;
  const inner = isPairLike(item) ? ((item.value as Node | null) ?? (item.key as Node)) : (item as Node | undefined);
  return inner ? deepestLast(inner) : (node.range?.[1] ?? 0);
}

const isPairLike = (item: unknown): item is Pair => typeof item === "object" && item !== null && "key" in item;

const keyEnd = (pair: Pair): number => (isScalar(pair.key) ? (pair.key.range?.[1] ?? 0) : 0);

function indentOf(text: string, map: YAMLMap): string {
  const start = map.range?.[0] ?? 0;
  return " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
}

const blanksBefore = (text: string, offset: number): number => offset - text.slice(0, offset).trimEnd().length;
