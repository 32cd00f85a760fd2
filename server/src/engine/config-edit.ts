import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { lineEndOf, type TextEdit } from "../base/text.ts";
import type { RequirementId, StandardId } from "../catalog/model.ts";
import { lineEndAt, lineStartAt } from "../document/edit-lines.ts";
import { yamlScalar } from "../document/yaml-write.ts";

/** One item of a list in `codicil.yaml`: keys and values, in order, or a value. */
export type ConfigEntry = Readonly<Record<string, string>> | string;

/** Edits that add an exclusion to the text of a `codicil.yaml`; nothing where the control is excluded already. */
export function addExclusion(text: string, control: RequirementId, justification: string): TextEdit[] {
  return addConfigEntry(text, ["applicability", "exclusions"], { control, justification }, "control");
}

/**
 * Edits that add a standard to those that the text of a `codicil.yaml` lists; nothing where it is listed already.
 * @param inForce  the standards in scope now, written before it where the text lists none: a list replaces the default
 */
export function addStandard(text: string, standard: StandardId, inForce: readonly StandardId[]): TextEdit[] {
  const listed = parseDocument(text, { prettyErrors: false }).get("standards");
  if (!isSeq(listed)) return addConfigEntries(text, ["standards"], [...new Set([...inForce, standard])]);
  if (listed.items.some((item) => isScalar(item) && item.value === standard)) return [];
  return addConfigEntries(text, ["standards"], listed.items.length > 0 ? [standard] : [...inForce, standard]);
}

/**
 * Edits that add an item to a list of `codicil.yaml`, with the keys above it; comments and layout of all else stay as they
 * are.
 * @param path    keys from the top
 * @param unique  key whose value no two items share
 * @returns       nothing where the text is no valid YAML, holds something else in that place, or the item already
 */
export function addConfigEntry(text: string, path: readonly string[], entry: ConfigEntry, unique?: string): TextEdit[] {
  return addConfigEntries(text, path, [entry], unique);
}

function addConfigEntries(
  text: string,
  path: readonly string[],
  entries: readonly ConfigEntry[],
  unique?: string,
): TextEdit[] {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return [];
  const eol = lineEndOf(text);
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null))
    return [atEnd(text, blockOf(path, entries, "", eol), eol)];
  let map: unknown = root;
  for (const [depth, key] of path.entries()) {
    if (!isMap(map)) return [];
    const pair = pairOf(map, key);
    const indent = " ".repeat(columnOf(text, map));
    if (!pair) {
      if (map.flow) return [intoFlow(text, map, flowOf(path.slice(depth), entries))];
      const lines = blockOf(path.slice(depth), entries, indent, eol);
      return [map === root ? atEnd(text, lines, eol, endOf(map)) : behind(text, map, lines, eol)];
    }
    const { value } = pair;
    if (isEmptyNode(value) && !map.flow)
      return [fill(text, pair, eol + blockOf(path.slice(depth + 1), entries, `${indent}  `, eol))];
    map = value;
  }
  if (!isSeq(map) || (unique !== undefined && entries.some((entry) => holds(map, unique, entry)))) return [];
  if (map.flow) return [intoFlow(text, map, flowOf([], entries))];
  return [behind(text, map, blockOf([], entries, " ".repeat(columnOf(text, map)), eol), eol)];
}

/** Keys below each other, with items in the list of the last. */
function blockOf(path: readonly string[], entries: readonly ConfigEntry[], indent: string, eol: string): string {
  const [key, ...below] = path;
  if (key !== undefined) return `${indent}${key}:${eol}${blockOf(below, entries, `${indent}  `, eol)}`;
  return entries
    .flatMap((entry) => linesOf(entry).map((line, i) => `${indent}${i === 0 ? "- " : "  "}${line}`))
    .join(eol);
}

/** The same in brackets. */
function flowOf(path: readonly string[], entries: readonly ConfigEntry[]): string {
  const [key, ...below] = path;
  if (key === undefined)
    return entries
      .map((entry) => (typeof entry === "string" ? yamlScalar(entry) : `{ ${linesOf(entry).join(", ")} }`))
      .join(", ");
  const inner = flowOf(below, entries);
  return `${key}: ${below.length === 0 ? `[${inner}]` : `{ ${inner} }`}`;
}

const linesOf = (entry: ConfigEntry): string[] =>
  typeof entry === "string"
    ? [yamlScalar(entry)]
    : Object.entries(entry).map(([name, value]) => `${name}: ${yamlScalar(value)}`);

const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);

/** Nothing, `~`, `[]` or `{}`. */
const isEmptyNode = (node: unknown): boolean =>
  node === null || (isScalar(node) && node.value === null) || ((isSeq(node) || isMap(node)) && node.items.length === 0);

const holds = (list: YAMLSeq, key: string, entry: ConfigEntry): boolean =>
  typeof entry !== "string" && list.items.some((item) => isMap(item) && item.get(key) === entry[key]);

const endOf = (node: Node): number => node.range?.[1] ?? 0;

/** Column of a block collection's first line. */
function columnOf(text: string, node: Node): number {
  const start = node.range?.[0] ?? 0;
  return start - lineStartAt(text, start);
}

/** Lines below the last line of a node that holds something. */
function behind(text: string, node: Node, lines: string, eol: string): TextEdit {
  const content = text.slice(0, endOf(node)).trimEnd().length;
  const end = lineEndAt(text, content);
  return { span: { start: end, end }, newText: eol + lines };
}

/** Puts lines behind a key in the place of an empty value; a comment behind the key stays. */
function fill(text: string, pair: Pair, lines: string): TextEdit {
  const key = pair.key as Node;
  const colon = text.indexOf(":", endOf(key)) + 1;
  const value = pair.value as Node | null;
  const [valueStart, valueEnd] = value?.range ?? [0, 0];
  const end = valueEnd > valueStart ? valueEnd : colon;
  const rest = text.slice(end, lineEndAt(text, end));
  return { span: { start: colon, end: end + rest.length }, newText: rest.trimEnd() + lines };
}

function intoFlow(text: string, node: YAMLMap | YAMLSeq, entry: string): TextEdit {
  const close = endOf(node) - 1;
  const inside = text.slice((node.range?.[0] ?? 0) + 1, close);
  const at = close - (inside.length - inside.trimEnd().length);
  const comma = inside.trim() === "" ? "" : inside.trimEnd().endsWith(",") ? " " : ", ";
  return { span: { start: at, end: at }, newText: comma + entry };
}

/** A key of its own at the end of the text, parted by a blank line. */
function atEnd(text: string, lines: string, eol: string, from = 0): TextEdit {
  const content = Math.max(from, text.trimEnd().length);
  const at = content === 0 ? 0 : text.length;
  const gap = text.trim() === "" ? "" : text.endsWith("\n") ? eol : eol + eol;
  return { span: { start: at, end: at }, newText: `${gap}${lines}${eol}` };
}
