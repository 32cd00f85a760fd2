import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { lineEndOf, oneLine, type TextEdit } from "../base/text.ts";
import { trimSpan } from "../base/span.ts";
import type { MetadataField } from "../catalog/model.ts";
import type { SectionPlace } from "./edit.ts";
import { fillEmpty, replaceValue } from "./edit-fields.ts";
import { asBlock, lineEndAt, lineStartAt, linesOf } from "./edit-lines.ts";
import { keyOf } from "./metadata.ts";
import type { PolicyDocument, Section } from "./model.ts";
import { parseStream } from "./yaml-stream.ts";
import { isBlank, isBlock, wordsOf } from "./yaml-scalars.ts";
import { blockScalar, blockValue, keyLike, usualKey, snakeKey, yamlScalar } from "./yaml-write.ts";
import { isBodyKey, isTitledItem, isTitleKey } from "./yaml-entries.ts";

/** A new key with a block of text or a list; a new item where the sections are items of a list. */
export function insertYamlSection(
  doc: PolicyDocument,
  heading: string,
  body: string,
  { siblings, after, before }: SectionPlace,
): TextEdit[] {
  const { text } = doc;
  const eol = lineEndOf(text);
  const roots = readRoots(doc);
  if (!roots) return [];
  const words = oneLine(heading);
  const lines = linesOf(body);
  const model = after ?? before ?? siblings.at(-1);
  const holder = model && findHolder(roots, model);
  if (holder?.is === "item") return [newItem(text, holder, words, lines, model === before ? "before" : "after", eol)];
  const root = holder?.map ?? roots[0] ?? null;
  if (root === null)
    return [
      {
        span: { start: text.length, end: text.length },
        newText: asBlock(text, text.length, snakeKey(words) + ":" + blockValue(lines, "  ", eol), eol),
      },
    ];
  if (isSeq(root) && !root.flow)
    return [
      behind(
        text,
        root,
        `${indentOf(text, root)}- title: ${yamlScalar(words)}${eol}${indentOf(text, root)}  text:${blockValue(lines, `${indentOf(text, root)}    `, eol)}`,
        eol,
      ),
    ];
  if (!isMap(root)) return [];
  const blank = root.items.find((pair) => keyOf(keyText(pair)) === keyOf(words));
  const indent = root.flow ? "" : indentOf(text, root);
  if (blank && isScalar(blank.key) && !root.flow && isToFill(doc, blank)) {
    const value = blank.value as Node | null;
    const end = value === null || isBlank(value as Scalar, text) ? undefined : value.range?.[1];
    return [fillEmpty(text, blank.key.range?.[1] ?? 0, blockValue(lines, `${indent}  `, eol), end)];
  }
  const key = freeKey(root, snakeKey(words));
  if (root.flow)
    return [
      intoFlowMap(root, holder?.pair, model === before, `${JSON.stringify(key)}: ${JSON.stringify(lines.join("\n"))}`),
    ];
  const entry = `${indent}${key}:${blockValue(lines, `${indent}  `, eol)}`;
  const isSpaced =
    !model ||
    /\n[ \t]*\r?\n[ \t]*$/.test(
      text.slice(Math.max(0, aboveComments(text, model.span.start) - 200), aboveComments(text, model.span.start)),
    );
  const gap = isSpaced ? eol : "";
  if (model && model === before) {
    const at = aboveComments(text, model.span.start);
    // A key that shares its line with `---` or `- ` stays where it is.
    if (text.slice(lineStartAt(text, model.span.start), model.span.start).trim() !== "")
      return [
        {
          span: { start: model.span.start, end: model.span.start },
          newText: `${entry.slice(indent.length)}${eol}${gap}${indent}`,
        },
      ];
    return [{ span: { start: at, end: at }, newText: `${entry}${eol}${gap}` }];
  }
  const end = lineEndAt(text, model && model === after ? model.outer.end : endOf(text, root));
  return [{ span: { start: end, end }, newText: `${eol}${gap}${entry}` }];
}

/** True for a key without a value, or with a placeholder on its line (`scope: TODO`). */
function isToFill({ text, metadata }: PolicyDocument, { key, value }: Pair): boolean {
  if (value === null) return true;
  if (!isScalar(value)) return false;
  if (isBlank(value, text)) return true;
  const [start = 0, end = 0] = value.range ?? [];
  const keyStart = (key as Node).range?.[0];
  return (
    !isBlock(value) &&
    !text.slice(start, end).includes("\n") &&
    [...metadata.fields.values()].some((field) => field.text === "" && field.keySpan.start === keyStart)
  );
}

/** New sentences in the value of a section's key, in the form the value has. */
export function insertYamlStatements(doc: PolicyDocument, section: Section, statements: readonly string[]): TextEdit[] {
  const { text } = doc;
  const roots = readRoots(doc);
  if (!roots) return [];
  if (section.index === 0) return isSeq(roots[0]) ? appendTo(text, roots[0], statements) : [];
  const holder = findHolder(roots, section);
  if (!holder) return [];
  const pair = holder.is === "pair" ? holder.pair : holder.map.items.find((one) => isBodyKey(keyText(one)));
  if (!pair) return appendTo(text, holder.map, statements);
  const value = pair.value as Node | null;
  if (value !== null && !(isScalar(value) && isBlank(value, text))) return appendTo(text, value, statements);
  const lines = statements.flatMap((statement, i) =>
    statements.length > 1 ? [`- ${oneLine(statement)}`] : i > 0 ? ["", ...linesOf(statement)] : linesOf(statement),
  );
  const written = holder.map.flow
    ? JSON.stringify(statements.map(oneLine).join(" "))
    : blockValue(lines, `${indentOf(text, holder.map)}  `, lineEndOf(text));
  return isScalar(pair.key) ? [fillEmpty(text, pair.key.range?.[1] ?? 0, written)] : [];
}

/** A text in the place of all that a section's key holds; nothing where the key stands within brackets or holds comments. */
export function replaceYamlBody(doc: PolicyDocument, section: Section, body: string): TextEdit[] {
  const { text } = doc;
  const holder = findHolder(readRoots(doc) ?? [], section);
  const pair = holder?.is === "item" ? holder.map.items.find((one) => isBodyKey(keyText(one))) : holder?.pair;
  const value = (pair?.value ?? null) as Node | null;
  if (!holder || !pair || !isScalar(pair.key) || holder.map.flow || value === null || isAlias(value)) return [];
  const keyEnd = pair.key.range?.[1] ?? 0;
  const span = { start: text.indexOf(":", keyEnd) + 1, end: endOf(text, value) };
  const written = blockValue(linesOf(body), `${indentOf(text, holder.map)}  `, lineEndOf(text));
  if (span.end <= lineEndAt(text, keyEnd)) return [fillEmpty(text, keyEnd, written, span.end)];
  return text.slice(span.start, span.end).includes("#") ? [] : [{ span, newText: written }];
}

/** Gives a top-level key a value, or adds it below the last key that is metadata. */
export function setYamlField(doc: PolicyDocument, field: MetadataField, value: string): TextEdit[] {
  const { text } = doc;
  const eol = lineEndOf(text);
  const words = oneLine(value);
  const known = doc.metadata.fields.get(field.id);
  if (known) return [replaceValue(text, known, words)];
  const roots = readRoots(doc);
  if (!roots) return [];
  const root = roots[0] ?? null;
  if (root === null)
    return [
      {
        span: { start: text.length, end: text.length },
        newText: asBlock(text, text.length, `${keyLike(usualKey(field), [])}: ${yamlScalar(words)}`, eol),
      },
    ];
  if (!isMap(root)) return [];
  const starts = new Set([...doc.metadata.fields.values()].map((one) => one.keySpan.start));
  const found = pairsWithin(root).filter(({ pair }) => isScalar(pair.key) && starts.has(pair.key.range?.[0] ?? -1));
  const firstSection =
    doc.sections.find(
      (section) =>
        section.level > 0 &&
        section.heading &&
        !found.some(({ pair }) => isScalar(pair.key) && pair.key.range?.[0] === section.span.start),
    )?.span.start ?? text.length;
  const last =
    found.findLast(({ pair }) => isScalar(pair.key) && (pair.key.range?.[0] ?? 0) < firstSection) ?? found.at(-1);
  const map = last?.map ?? root;
  const key = keyLike(usualKey(field), map.items.map(keyText));
  if (map.flow) return [intoFlowMap(map, last?.pair, false, `${JSON.stringify(key)}: ${JSON.stringify(words)}`)];
  const indent = indentOf(text, map);
  const entry = `${key}: ${yamlScalar(words)}`;
  if (last) {
    const node = (last.pair.value ?? last.pair.key) as Node;
    const keyEnd = isScalar(last.pair.key) ? (last.pair.key.range?.[1] ?? 0) : 0;
    const end = lineEndAt(text, Math.max(keyEnd, endOf(text, node)));
    return [{ span: { start: end, end }, newText: eol + indent + entry }];
  }
  const at = map.range?.[0] ?? 0;
  return [{ span: { start: at, end: at }, newText: entry + eol + indent }];
}

type Holder =
  | { readonly is: "pair"; readonly map: YAMLMap; readonly pair: Pair }
  | { readonly is: "item"; readonly map: YAMLMap; readonly list: YAMLSeq };

/** Root nodes of a stream; undefined where it is no valid YAML. */
function readRoots(doc: PolicyDocument): (Node | null)[] | undefined {
  const { documents, problems } = parseStream(doc.text);
  if (problems.some((problem) => problem.id === "yaml-syntax")) return undefined;
  return documents.map((document) => {
    const contents = document.contents;
    return isScalar(contents) && contents.value === null ? null : contents;
  });
}

/** The pair or list item that a section stands for: the outermost that starts where the section does. */
function findHolder(roots: readonly (Node | null)[], section: Section): Holder | undefined {
  const at = section.span.start;
  const isItem = (list: YAMLSeq, item: unknown): item is YAMLMap =>
    isMap(item) &&
    item.range?.[0] === at &&
    isTitledItem(item) &&
    section.heading !== undefined &&
    list.items.length > 0;
  const search = (node: unknown): Holder | undefined => {
    if (!(isMap(node) || isSeq(node)) || !node.range || node.range[0] > at || node.range[2] < at) return undefined;
    if (isSeq(node)) {
      for (const item of node.items) {
        if (isItem(node, item) && holdsHeading(item, section)) return { is: "item", map: item, list: node };
        const found = search(item);
        if (found) return found;
      }
      return undefined;
    }
    for (const pair of node.items) {
      if (isScalar(pair.key) && pair.key.range?.[0] === at) return { is: "pair", map: node, pair };
      const found = search(pair.value);
      if (found) return found;
    }
    return undefined;
  };
  for (const root of roots) {
    const found = search(root);
    if (found) return found;
  }
  return undefined;
}

/** True where a value of the item, and no key, is the section's heading. */
const holdsHeading = (item: YAMLMap, section: Section): boolean =>
  item.items.some(
    (pair) =>
      isScalar(pair.value) &&
      pair.value.range !== undefined &&
      (pair.value.range?.[0] ?? -1) <= (section.heading?.span.start ?? -2) &&
      (section.heading?.span.end ?? -1) <= (pair.value.range?.[1] ?? -2),
  );

/** Pairs of the root, and of a mapping that wraps all. */
function pairsWithin(root: YAMLMap, depth = 0): { map: YAMLMap; pair: Pair }[] {
  return root.items.flatMap((pair) => [
    { map: root, pair },
    ...(isMap(pair.value) && depth < 4 ? pairsWithin(pair.value, depth + 1) : []),
  ]);
}

function appendTo(text: string, node: Node | null, statements: readonly string[]): TextEdit[] {
  const eol = lineEndOf(text);
  if (node === null || isAlias(node)) return [];
  if (isSeq(node)) return [appendItems(text, node, statements.map(oneLine), eol)];
  if (isMap(node)) {
    const at = (node.range?.[0] ?? 0) + (node.flow ? 1 : 0);
    const keys: string[] = [];
    for (const _ of statements) keys.push(freeKey(node, "statement", keys));
    const entries = statements.map(
      (statement, i) => `${keys[i] ?? ""}: ${node.flow ? JSON.stringify(oneLine(statement)) : blockScalar(statement)}`,
    );
    const newText = node.flow
      ? entries.join(", ") + (node.items.length > 0 ? ", " : "")
      : entries.map((entry) => entry + eol + indentOf(text, node)).join("");
    return [{ span: { start: at, end: at }, newText }];
  }
  return isScalar(node) ? [appendSentences(text, node, statements, eol)] : [];
}

function appendItems(text: string, list: YAMLSeq, items: readonly string[], eol: string): TextEdit {
  if (list.flow) {
    const at = endOf(text, list) - 1;
    return {
      span: { start: at, end: at },
      newText: (list.items.length > 0 ? ", " : "") + items.map((item) => JSON.stringify(item)).join(", "),
    };
  }
  const indent = indentOf(text, list);
  const first = list.items.find((item) => isMap(item) && isTitledItem(item));
  if (isMap(first)) {
    const dash = text.lastIndexOf("-", (first.range?.[0] ?? 0) - 1);
    return {
      span: { start: dash, end: dash },
      newText: items.map((item) => `- ${blockScalar(item)}${eol}${indent}`).join(""),
    };
  }
  return behind(text, list, items.map((item) => `${indent}- ${blockScalar(item)}`).join(eol), eol);
}

function appendSentences(text: string, node: Scalar, statements: readonly string[], eol: string): TextEdit {
  const words = wordsOf(node, text);
  const at = { start: words.end, end: words.end };
  const isClosed = /[.!?:]["')*_]*$/.test(text.slice(words.start, words.end));
  if (isBlock(node)) {
    const indent = text.slice(lineStartAt(text, words.start), words.start);
    const lines = statements.flatMap((statement) => linesOf(statement).map((line) => line.trim()));
    return {
      span: at,
      newText: (isClosed ? "" : eol) + lines.map((line) => (line === "" ? eol : eol + indent + line)).join(""),
    };
  }
  const one = oneLine(statements.join(" "));
  const glue = isClosed ? " " : ". ";
  if (node.type === "QUOTE_DOUBLE") return { span: at, newText: glue + JSON.stringify(one).slice(1, -1) };
  if (node.type === "QUOTE_SINGLE") return { span: at, newText: glue + one.replaceAll("'", "''") };
  if (!/:(?:\s|$)|\s#|[[\]{},]|\p{C}/u.test(one) && typeof node.value === "string")
    return { span: at, newText: glue + one };
  return { span: words, newText: JSON.stringify(oneLine(text.slice(words.start, words.end)) + glue + one) };
}

function newItem(
  text: string,
  { map, list }: { map: YAMLMap; list: YAMLSeq },
  heading: string,
  lines: readonly string[],
  side: "before" | "after",
  eol: string,
): TextEdit {
  const title = map.items.map(keyText).find(isTitleKey) ?? "title";
  const body = map.items.map(keyText).find(isBodyKey) ?? "text";
  const start = map.range?.[0] ?? 0;
  if (list.flow) {
    const item = `{${JSON.stringify(title)}: ${JSON.stringify(heading)}, ${JSON.stringify(body)}: ${JSON.stringify(lines.join("\n"))}}`;
    const at = side === "before" ? start : endOf(text, map);
    return { span: { start: at, end: at }, newText: side === "before" ? `${item}, ` : `, ${item}` };
  }
  const indent = indentOf(text, list);
  const item = `- ${title}: ${yamlScalar(heading)}${eol}${indent}  ${body}:${blockValue(lines, `${indent}    `, eol)}`;
  if (side === "after") return behind(text, map, indent + item, eol);
  const dash = text.lastIndexOf("-", start - 1);
  return { span: { start: dash, end: dash }, newText: item + eol + indent };
}

function intoFlowMap(map: YAMLMap, beside: Pair | undefined, isBefore: boolean, entry: string): TextEdit {
  const key = beside?.key as Node | undefined;
  const value = (beside?.value ?? beside?.key) as Node | undefined;
  if (key?.range && value?.range) {
    const at = isBefore ? key.range[0] : Math.max(key.range[1], value.range[1]);
    return { span: { start: at, end: at }, newText: isBefore ? `${entry}, ` : `, ${entry}` };
  }
  const at = (map.range?.[0] ?? 0) + 1;
  return { span: { start: at, end: at }, newText: map.items.length > 0 ? `${entry}, ` : entry };
}

/** Lines below the last line of a node. */
function behind(text: string, node: Node, lines: string, eol: string): TextEdit {
  const end = lineEndAt(text, endOf(text, node));
  return { span: { start: end, end }, newText: eol + lines };
}

function endOf(text: string, node: Node): number {
  const [start, end] = node.range ?? [0, 0];
  return Math.max(start, trimSpan(text, { start, end: Math.min(end, text.length) }).end);
}

/** Blanks up to the column where a block collection starts. */
function indentOf(text: string, node: Node): string {
  const start = node.range?.[0] ?? 0;
  return " ".repeat(start - lineStartAt(text, start));
}

/** Start of the comment lines right above a key, or of its own line. */
function aboveComments(text: string, at: number): number {
  let start = lineStartAt(text, at);
  while (start > 0) {
    const above = lineStartAt(text, start - 1);
    if (!/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

function freeKey(map: YAMLMap, key: string, others: readonly string[] = []): string {
  const taken = new Set([...map.items.filter((item) => isPair(item)).map(keyText), ...others].map(keyOf));
  if (!taken.has(keyOf(key))) return key;
  let n = 2;
  while (taken.has(keyOf(`${key}_${n}`))) n++;
  return `${key}_${n}`;
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : "";
}
