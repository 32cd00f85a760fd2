import { type Hover, MarkupKind } from "vscode-languageserver-types";
import { escapeMarkdown } from "../../base/markdown.ts";
import { cursorAt } from "../completion/cursor.ts";
import { describeType, withPoints } from "../completion/documentation.ts";
import { ruleHover } from "../word-hovers.ts";
import { type Source, toRange } from "../convert.ts";
import { type ConfigPlace, configPlaceAt } from "./place.ts";
import { type ConfigSchema, type ConfigStep, keysOf, schemaAt } from "./schema.ts";
import type { ConfigTools } from "./tools.ts";

export interface ConfigHoverRequest {
  readonly source: Source;
  readonly offset: number;
  readonly tools: ConfigTools;
}

/** What a key or a value of `codicil.yaml` means. */
export function configHover({ source, offset, tools }: ConfigHoverRequest): Hover | undefined {
  const end = wordEnd(source.text, offset);
  const place = configPlaceAt(cursorAt(source.text, end));
  if (!place) return undefined;
  const word = source.text.slice(place.span.start, place.span.end).trim();
  if (word === "" || offset < place.span.start) return undefined;
  const isKey = /^["']?\s*:(?:\s|$)/.test(source.text.slice(place.span.end, place.span.end + 50));
  const value = isKey ? describeKey([...place.path, word], tools) : describeValue(word, place, tools);
  if (value === undefined) return undefined;
  return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(source.lines, place.span) };
}

/** End of the word at an offset: what a completion there would have been asked behind. */
function wordEnd(text: string, offset: number): number {
  const rest = /^[^\s"'#:,[\]{}]*(?::[^\s"'#:,[\]{}]+)*/.exec(text.slice(offset, offset + 200));
  return offset + (rest?.[0].length ?? 0);
}

function describeKey(path: readonly ConfigStep[], tools: ConfigTools): string | undefined {
  const schema = schemaAt(tools.schema, path);
  const key = String(path.at(-1) ?? "");
  const rule = path[0] === "rules" && path.length === 2 ? ruleHover(key, tools.rules) : undefined;
  if (rule !== undefined) return [rule, ...optionsOf(key, tools)].join("\n\n");
  if (!schema) return undefined;
  const keys = [...keysOf(schema).keys()].filter((one) => path[0] !== "rules" && !one.startsWith("$"));
  return [
    `**${escapeMarkdown(key)}**`,
    ...(schema.description === undefined ? [] : [escapeMarkdown(schema.description)]),
    ...defaultOf(schema),
    ...(keys.length > 0 ? [`Keys: ${keys.map((one) => `\`${one}\``).join(", ")}`] : []),
  ].join("\n\n");
}

const defaultOf = (schema: ConfigSchema): string[] =>
  schema.default === undefined ? [] : [`Default: \`${JSON.stringify(schema.default)}\``];

function optionsOf(id: string, { rules }: ConfigTools): string[] {
  const options = Object.entries(rules.find((rule) => rule.id === id)?.options ?? {});
  if (options.length === 0) return [];
  return [
    `Options: ${options.map(([name, value]) => `\`${name}\` (default \`${JSON.stringify(value)}\`)`).join(", ")}`,
  ];
}

function describeValue(word: string, { path }: ConfigPlace, tools: ConfigTools): string | undefined {
  const { library } = tools;
  const standard = library.standard(word);
  if (standard) return `**${escapeMarkdown(standard.name)}**\n\n${escapeMarkdown(standard.title)}`;
  const described = withPoints(word, library) ?? (path.at(-1) === "type" ? describeType(word, library) : undefined);
  if (described !== undefined) return described;
  const schema = schemaAt(tools.schema, path);
  // A value that stands for a mapping is described by itself, not by the key.
  const text = schema?.anyOf?.find((one) => one.description !== undefined)?.description ?? schema?.description;
  return text === undefined ? undefined : escapeMarkdown(text);
}
