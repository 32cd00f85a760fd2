import type { Format } from "../../server/src/document/model.ts";
import { formatOf } from "../../server/src/document/parse.ts";
import { LineIndex } from "../../server/src/base/text.ts";
import { featureOf, type Golden } from "./goldens.ts";

/** A place that an answer names: up to a column of a line of one of the case's documents. */
export interface GoldenPlace {
  readonly path: string;
  readonly line: number;
  /** The last column of the first line of the range. */
  readonly column: number;
}

/** What documents are made of that makes ranges go wrong. */
export const shapesOfFormat: Readonly<Record<Format, readonly string[]>> = {
  markdown: ["CRLF", "emoji", "nested list", "table"],
  yaml: ["CRLF", "emoji", "nested list", "literal block scalar", "folded block scalar"],
};

/** Every place that the answer of a case names; for a completion the place where it was asked for. */
export function placesOf(golden: Golden): GoldenPlace[] {
  const { cursor, expected } = golden;
  switch (featureOf(golden.file)) {
    case "completion": {
      const { line, column } = new LineIndex(golden.files.get(cursor.path) ?? "").positionAt(cursor.offset);
      return [{ path: cursor.path, line, column }];
    }
    case "hover":
      return placeIn(expected, cursor.path);
    case "catalog-entry":
      return [];
    default:
      return placesIn(JSON.parse(expected), cursor.path, golden);
  }
}

function placesIn(value: unknown, path: string, golden: Golden): GoldenPlace[] {
  if (typeof value === "string") return placeIn(value, path);
  if (Array.isArray(value)) return value.flatMap((one) => placesIn(one, path, golden));
  if (typeof value !== "object" || value === null) return [];
  const object = value as Readonly<Record<string, unknown>>;
  const about = object["textDocument"] as { readonly uri?: unknown } | undefined;
  const uri = object["uri"] ?? object["targetUri"] ?? about?.uri ?? path;
  return Object.entries(object).flatMap(([key, one]) => {
    if (key === "originSelectionRange") return placesIn(one, golden.cursor.path, golden);
    return placesIn(one, golden.files.has(key) ? key : String(uri), golden);
  });
}

/** `8:10-8:16 A.8.13` or `8:10`. */
function placeIn(text: string, path: string): GoldenPlace[] {
  const [, line, start, endLine, end] = /^(\d+):(\d+)(?:-(\d+):(\d+)(?=\s|$)|$)/.exec(text) ?? [];
  if (line === undefined) return [];
  return [{ path, line: Number(line), column: Number(endLine === line ? end : start) }];
}

/** Shapes of the text around a place; an emoji counts where it stands before the place's end on the same line. */
export function shapesAt({ path, line, column }: GoldenPlace, text: string): string[] {
  const format = formatOf(path);
  const lines = text.split(/\r?\n/);
  const own = lines[line] ?? "";
  const above = linesAbove(lines, line);
  const isWithin = (mark: RegExp): boolean => format === "yaml" && above.some((one) => mark.test(one));
  const found: Readonly<Record<string, boolean>> = {
    CRLF: text.includes("\r\n"),
    // A pair of surrogates: what counts characters, and not UTF-16 units, is off by one behind it.
    emoji: /[\ud800-\udbff]/.test(own.slice(0, column)),
    "nested list": isItem.test(own) && (/^\s*- - /.test(own) || above.some((one) => isItem.test(one))),
    table: format === "markdown" && /^\s*\|/.test(own),
    "literal block scalar": isWithin(/:\s+\|[-+\d]*$/),
    "folded block scalar": isWithin(/:\s+>[-+\d]*$/),
  };
  return shapesOfFormat[format].filter((shape) => found[shape]);
}

const isItem = /^\s*(?:[-*+]|\d+[.)])\s/;

/** The lines that a line stands under by its indentation, the nearest first. */
function linesAbove(lines: readonly string[], line: number): string[] {
  const indentOf = (text: string): number => text.length - text.trimStart().length;
  const above: string[] = [];
  let indent = indentOf(lines[line] ?? "");
  for (const one of lines.slice(0, line).reverse()) {
    if (one.trim() === "" || indentOf(one) >= indent) continue;
    above.push(one);
    indent = indentOf(one);
  }
  return above;
}
