import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { lineEndOf, type TextEdit } from "../base/text.ts";
import type { RequirementId } from "../catalog/model.ts";
import { lineEndAt, lineStartAt } from "../document/edit-lines.ts";
import { yamlScalar } from "../document/yaml-write.ts";

/**
 * Edits that add an exclusion to the text of a `codicil.yaml`; comments and layout of all else stay as they are.
 * @returns  nothing where the text is no valid YAML, holds something else in that place, or excludes the control already
 */
export function addExclusion(text: string, control: RequirementId, justification: string): TextEdit[] {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return [];
  const eol = lineEndOf(text);
  const entry = (indent: string): string =>
    `${indent}- control: ${control}${eol}${indent}  justification: ${yamlScalar(justification)}`;
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null))
    return [atEnd(text, `applicability:${eol}  exclusions:${eol}${entry("    ")}`, eol)];
  if (!isMap(root)) return [];
  const flowEntry = `{ control: ${control}, justification: ${JSON.stringify(justification)} }`;

  const applicability = pairOf(root, "applicability");
  if (!applicability) {
    if (root.flow) return [intoFlow(text, root, `applicability: { exclusions: [${flowEntry}] }`)];
    const indent = " ".repeat(columnOf(text, root));
    return [
      atEnd(
        text,
        `${indent}applicability:${eol}${indent}  exclusions:${eol}${entry(`${indent}    `)}`,
        eol,
        endOf(root),
      ),
    ];
  }
  const indent = " ".repeat(columnOf(text, root));
  if (isEmptyNode(applicability.value))
    return [fill(text, applicability, `${eol}${indent}  exclusions:${eol}${entry(`${indent}    `)}`)];
  const map = applicability.value;
  if (!isMap(map)) return [];

  const exclusions = pairOf(map, "exclusions");
  if (!exclusions) {
    if (map.flow) return [intoFlow(text, map, `exclusions: [${flowEntry}]`)];
    const inner = " ".repeat(columnOf(text, map));
    return [behind(text, map, `${inner}exclusions:${eol}${entry(`${inner}  `)}`, eol)];
  }
  const list = exclusions.value;
  if (isEmptyNode(list) && !map.flow)
    return [fill(text, exclusions, eol + entry(`${" ".repeat(columnOf(text, map))}  `))];
  if (!isSeq(list) || holds(list, control)) return [];
  if (list.flow) return [intoFlow(text, list, flowEntry)];
  return [behind(text, list, entry(" ".repeat(columnOf(text, list))), eol)];
}

const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);

/** Nothing, `~`, `[]` or `{}`. */
const isEmptyNode = (node: unknown): boolean =>
  node === null || (isScalar(node) && node.value === null) || ((isSeq(node) || isMap(node)) && node.items.length === 0);

const holds = (list: YAMLSeq, control: RequirementId): boolean =>
  list.items.some((item) => isMap(item) && item.get("control") === control);

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
