import { isMap, isPair, isScalar, isSeq, type Node, type Pair, parseDocument } from "yaml";
import { type Hover, MarkupKind } from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import { configSchema } from "../engine/config-schema.ts";
import type { Rule } from "../rules/rule.ts";
import { type Source, toRange } from "./convert.ts";
import { describeRequirement, escapeMarkdown } from "./describe.ts";
import { ruleHover } from "./word-hovers.ts";

export interface ConfigHoverRequest {
  readonly source: Source;
  readonly offset: number;
  readonly library: Library;
  readonly rules: readonly Rule[];
}

/** Explains the key or the value at an offset of `codicil.yaml`. */
export function configHover({ source, offset, library, rules }: ConfigHoverRequest): Hover | undefined {
  const document = parseDocument(source.text);
  const found = document.contents && findAt(document.contents, offset, []);
  if (!found) return undefined;
  const value = found.isKey ? keyText(found.path, rules) : valueText(found.path, found.text, library);
  return value === undefined
    ? undefined
    : { contents: { kind: MarkupKind.Markdown, value }, range: toRange(source.lines, found.span) };
}

interface Found {
  /** Keys from the outermost in; `[]` for an item of a list. */
  readonly path: readonly string[];
  readonly span: Span;
  readonly text: string;
  readonly isKey: boolean;
}

function findAt(node: Node, offset: number, path: readonly string[]): Found | undefined {
  if (isScalar(node)) {
    const [start, end] = node.range ?? [0, 0];
    const isHere = start < end && start <= offset && offset <= end;
    return isHere ? { path, span: { start, end }, text: String(node.value), isKey: false } : undefined;
  }
  if (isSeq(node)) return first(node.items as Node[], (item) => findAt(item, offset, [...path, "[]"]));
  if (!isMap(node)) return undefined;
  return first(node.items, (pair) => findInPair(pair as Pair<Node, Node | null>, offset, path));
}

function findInPair(
  { key, value }: Pair<Node, Node | null>,
  offset: number,
  path: readonly string[],
): Found | undefined {
  const inner = [...path, isScalar(key) ? String(key.value) : ""];
  const found = isScalar(key) ? findAt(key, offset, inner) : undefined;
  if (found) return { ...found, isKey: true };
  return value && !isPair(value) ? findAt(value, offset, inner) : undefined;
}

function first<T>(items: readonly T[], look: (item: T) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}

function keyText(path: readonly string[], rules: readonly Rule[]): string | undefined {
  const [section, name = ""] = path;
  const rule = section === "rules" && path.length === 2 ? ruleHover(name, rules) : undefined;
  const description = descriptionOf(path);
  return (
    rule ??
    (description === undefined
      ? undefined
      : `**${escapeMarkdown(path.at(-1) ?? "")}**\n\n${escapeMarkdown(description)}`)
  );
}

function valueText(path: readonly string[], text: string, library: Library): string | undefined {
  const place = path.join("/");
  if (place === "standards/[]") {
    const standard = library.standard(text);
    return standard && `**${escapeMarkdown(standard.name)}** ${escapeMarkdown(standard.title)}`;
  }
  if (place === "documents/[]/type") {
    if (text === "none") return "**none**: these files are no policies.";
    const type = library.documentType(text);
    return type && `**${escapeMarkdown(type.title)}** · ${type.expects.length} controls and clauses expected`;
  }
  if (place === "applicability/exclusions/[]/control") return describeRequirement(library, text);
  return undefined;
}

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** What the schema says of a key. */
function descriptionOf(path: readonly string[]): string | undefined {
  let schema: Schema | undefined = configSchema;
  for (const name of path) schema = name === "[]" ? schema?.items : schema?.properties?.[name];
  return schema?.description;
}
