import type { Span } from "../../base/span.ts";
import { type Cursor, linesAbove, linesBelow } from "../completion/cursor.ts";
import { anyItem, type ConfigStep } from "./schema.ts";

/** A place in `codicil.yaml`, told from the lines around it: it need not be valid YAML yet. */
export interface ConfigPlace {
  readonly kind: "key" | "value";
  /** Path of the mapping that holds the key, or of the value. */
  readonly path: readonly ConfigStep[];
  /** The word at the cursor. */
  readonly span: Span;
  /** Keys of the mapping, or items of the list, that are there already. */
  readonly present: readonly string[];
  /** Blanks before the keys of the mapping. */
  readonly indent: string;
}

const keyPattern = /^["']?([^\s"'#:[\]{},][^"'#:[\]{},]*?)["']?\s*:(?=\s|$)/;

/** What stands, or may stand, at the cursor; undefined in comments. */
export function configPlaceAt(cursor: Cursor): ConfigPlace | undefined {
  const { before, after, offset } = cursor;
  if (/(?:^|\s)#/.test(before)) return undefined;
  const marks = /^\s*(?:-\s+)*/.exec(before)?.[0] ?? "";
  const content = before.slice(marks.length);
  const pair = /^["']?([^\s"'#:[\]{},][^"'#:[\]{},]*?)["']?\s*:\s+/.exec(content);
  if (pair) {
    const value = content.slice(pair[0].length);
    const isList = value.startsWith("[");
    const typed = (isList ? /[^[\],"'\s][^[\],"']*$|$/ : /[^"'\s].*$|$/).exec(value)?.[0] ?? "";
    const path = [...pathOf(cursor, marks), pair[1] ?? ""];
    const listed = isList
      ? value
          .slice(1, value.length - typed.length)
          .split(",")
          .map(unquoted)
      : [];
    return {
      kind: "value",
      path: isList ? [...path, anyItem] : path,
      span: spanOf(typed, after, offset),
      present: listed.filter((one) => one !== ""),
      indent: blanks(marks),
    };
  }
  if (!/^["']?[^\s"':[\]{},]*$/.test(content)) return undefined;
  const typed = content.replace(/^["']/, "");
  const path = pathOf(cursor, marks);
  const span = spanOf(typed, after, offset);
  // An item of a list may be a value, or the first key of a mapping: which, the schema tells.
  const isItem = marks.includes("-");
  return { kind: isItem ? "value" : "key", path, span, present: presentAround(cursor, marks), indent: blanks(marks) };
}

const blanks = (marks: string): string => " ".repeat(marks.length);

function spanOf(typed: string, after: string, offset: number): Span {
  const rest = /^[^\s"'#:,[\]{}]*(?::[^\s"'#:,[\]{}]+)*/.exec(after)?.[0].length ?? 0;
  return { start: offset - typed.length, end: offset + rest };
}

const unquoted = (text: string): string => text.trim().replace(/^["']|["']$/g, "");

/** Steps to the mapping or list that a line with these marks (`  - `) stands in. */
function pathOf(cursor: Cursor, marks: string): ConfigStep[] {
  const path: ConfigStep[] = [];
  let depth = takeItems(marks, path);
  for (const { line } of linesAbove(cursor)) {
    if (depth <= 0 && path[0] !== anyItem) break;
    const lead = /^\s*(?:-\s+)*/.exec(line)?.[0] ?? "";
    const content = line.slice(lead.length);
    if (content === "" || content.startsWith("#")) continue;
    const key = keyPattern.exec(content)?.[1];
    const column = lead.length;
    if (path[0] === anyItem) {
      // The key above a list stands at the list's column or left of it.
      if (key !== undefined && !lead.includes("-") && column <= depth) {
        path.unshift(key);
        depth = column;
      } else if (key !== undefined && lead.includes("-") && column < depth) {
        path.unshift(key);
        depth = takeItems(lead, path);
      }
    } else if (column < depth && key !== undefined) {
      path.unshift(key);
      depth = takeItems(lead, path);
    } else if (column === depth && lead.includes("-")) depth = takeItems(lead, path);
  }
  return path;
}

/** Puts an item step before the path for each dash; returns the column that the outermost one stands at. */
function takeItems(lead: string, path: ConfigStep[]): number {
  const dashes = lead.match(/-/g)?.length ?? 0;
  for (let i = 0; i < dashes; i++) path.unshift(anyItem);
  return dashes === 0 ? lead.length : lead.indexOf("-");
}

/** Keys or items beside the cursor's line: the lines at its column, up to what ends their mapping or list. */
function presentAround(cursor: Cursor, marks: string): string[] {
  const isItem = marks.includes("-");
  const column = isItem ? marks.lastIndexOf("-") : marks.length;
  const present: string[] = [];
  const take = (line: string, isAbove: boolean): boolean => {
    const lead = /^\s*(?:-\s+)*/.exec(line)?.[0] ?? "";
    const content = line.slice(lead.length);
    if (content === "" || content.startsWith("#")) return true;
    const at = isItem ? (lead.includes("-") ? lead.lastIndexOf("-") : lead.length) : lead.length;
    if (at < column || (isItem && at === column && !lead.includes("-"))) return false;
    if (at > column) return true;
    if (!isItem && lead.includes("-") && !isAbove) return false;
    present.push(isItem ? unquoted(content) : (keyPattern.exec(content)?.[1] ?? content));
    return isItem || !lead.includes("-");
  };
  for (const { line } of linesAbove(cursor)) if (!take(line, true)) break;
  for (const line of linesBelow(cursor)) if (!take(line, false)) break;
  return present;
}
