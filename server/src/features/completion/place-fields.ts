import type { MetadataField } from "../../catalog/model.ts";
import { type Cursor, linesAbove, linesBelow } from "./cursor.ts";
import type { Place } from "./place.ts";
import { namedStandards } from "./place-reference.ts";
import type { CompletionRequest } from "./request.ts";

const pairPattern = /^(\s*(?:-\s+)?)["']?([\p{L}\p{N}][\p{L}\p{N} _./:-]{0,60}?)["']?\s*:\s+/u;

/** The value of a key, or an item below it, in front matter or a YAML text; undefined elsewhere. */
export function fieldValuePlace(request: CompletionRequest, cursor: Cursor): Place | undefined {
  const { before, after, offset } = cursor;
  const pair = pairPattern.exec(before);
  const item = pair ? null : /^(\s*)-\s+/.exec(before);
  const key = pair?.[2] ?? (item ? keyAbove(cursor, item[1] ?? "") : undefined);
  if (key === undefined) return undefined;
  const value = before.slice((pair ?? item)?.[0].length ?? 0);
  const field = request.tools.fieldOf(key);
  if (!field) {
    if (!isDirectiveKey(key)) return undefined;
    const span = { start: offset - value.length, end: offset };
    return value.includes(":") ? undefined : { kind: "rule", span, of: "ignore-file", written: [] };
  }
  const typed = (field.type === "references" ? /[^[\],"']*$/ : /[^"']*$/).exec(value)?.[0].trimStart() ?? "";
  const start = offset - typed.length;
  if (field.type === "references") {
    const rest = /^[\w.:/-]*/.exec(after)?.[0].length ?? 0;
    const named = namedStandards(key, request);
    return {
      kind: "reference",
      span: { start, end: offset + rest },
      of: "any",
      within: "metadata",
      annex: "",
      named,
      isGuess: false,
    };
  }
  if (item || /^[|>&*!]/.test(value)) return undefined;
  const rest = (/^[^#"'\]},]*/.exec(after)?.[0] ?? "").trimEnd().length;
  return { kind: "value", span: { start, end: offset + rest }, field, isYaml: !/["']/.test(value.slice(0, 1)) };
}

export const isDirectiveKey = (key: string): boolean => /^codicil[ _-]ignore$/i.test(key);

/** The key that a list item stands under. */
export function keyAbove(cursor: Cursor, indent: string): string | undefined {
  for (const { line } of linesAbove(cursor)) {
    const words = line.trimStart();
    if (words === "" || words.startsWith("#")) continue;
    const depth = line.length - words.length;
    if (depth > indent.length || (depth === indent.length && words.startsWith("-"))) continue;
    return /^["']?([^"'#]{1,80}?)["']?\s*:\s*(?:[|>][+-]?\d?)?\s*$/.exec(words)?.[1];
  }
  return undefined;
}

/** Keys at the same indent in the lines around the cursor, up to what ends their mapping. */
export function keysAround(cursor: Cursor, indent: string, isEnd: (line: string) => boolean): string[] {
  const keys: string[] = [];
  const take = (line: string): boolean => {
    const words = line.trimStart();
    if (words === "" || words.startsWith("#")) return true;
    if (isEnd(line)) return false;
    const item = /^(\s*)-(\s+)/.exec(line);
    const depth = line.length - words.length;
    // The first key of an item stands behind its dash.
    const startsItem = item !== null && item[0].length === indent.length;
    if (depth < indent.length && !startsItem) return false;
    const key =
      startsItem || depth === indent.length
        ? /^(?:-\s+)?["']?([^"'#]{1,80}?)["']?\s*:(?:\s|$)/.exec(words)?.[1]
        : undefined;
    if (key !== undefined) keys.push(key);
    return !startsItem;
  };
  for (const { line } of linesAbove(cursor)) if (!take(line)) break;
  for (const line of linesBelow(cursor)) {
    if (/^(\s*)-\s/.exec(line)?.[0].length === indent.length && indent !== "") break;
    if (!take(line)) break;
  }
  return keys;
}

/** A field in a table's second column (`| Owner | … |`) or behind a bold word (`**Owner:** …`) of a Markdown text. */
export function controlBlockPlace({ tools }: CompletionRequest, { before, after, offset }: Cursor): Place | undefined {
  const row = /^\s*\|?\s*\**([^|*:]{1,60}?)\**\s*\|\s*([^|]*)$/.exec(before);
  const line = row ? null : /^\s*(?:[-*+]\s+)?\*\*([^*:]{1,60}?)\s*(?::\*\*|\*\*\s*:)\s*([^*|]*)$/.exec(before);
  const [, key, typed] = row ?? line ?? [];
  const field: MetadataField | undefined = key === undefined ? undefined : tools.fieldOf(key);
  if (!field || typed === undefined || field.type === "references") return undefined;
  const rest = (/^[^|*]*/.exec(after)?.[0] ?? "").trimEnd().length;
  return { kind: "value", span: { start: offset - typed.length, end: offset + rest }, field, isYaml: false };
}
