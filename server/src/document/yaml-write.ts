import { oneLine } from "../base/text.ts";
import type { MetadataField } from "../catalog/model.ts";

/** How values are written in YAML: plain where that is safe, in double quotes otherwise; dates plain. */
export function yamlScalar(value: string): string {
  const text = oneLine(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  return isPlain(text) ? text : JSON.stringify(text);
}

/** True for texts that stay the same text when written without quotes, in flow collections too. */
export function isPlain(text: string): boolean {
  if (!/^\p{L}/u.test(text) || /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)) return false;
  return !/:(?:\s|$)|\s#|[[\]{},\\]|\p{C}/u.test(text);
}

/** The value of an item or a key outside of brackets, where commas and brackets within are harmless. */
export function blockScalar(value: string): string {
  const text = oneLine(value);
  const isSafe = /^\p{L}/u.test(text) && text.includes(" ") && !/:(?:\s|$)|\s#|\p{C}/u.test(text);
  return isSafe ? text : yamlScalar(text);
}

/** Markdown lines as a value: a list as a sequence, all else as a literal block. Starts right behind the key's colon. */
export function blockValue(lines: readonly string[], indent: string, eol: string): string {
  const filled = lines.filter((line) => line.trim() !== "");
  if (filled.length === 0) return ' ""';
  const isList = /^[-*+][ \t]/.test(filled[0] ?? "") && filled.every((line) => /^(?:[-*+]| )[ \t]/.test(line));
  if (isList) {
    const items: string[] = [];
    for (const line of filled) {
      const start = /^[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/.exec(line);
      if (start) items.push(line.slice(start[0].length));
      else items.push(`${items.pop() ?? ""} ${line.trim().replace(/^[-*+][ \t]+/, "")}`);
    }
    return items.map((item) => `${eol}${indent}- ${blockScalar(item)}`).join("");
  }
  const first = lines.findIndex((line) => line.trim() !== "");
  const rows = lines.slice(first).map((line, i) => (i === 0 ? line.trim() : line.trimEnd()));
  return ` |${rows.map((row) => eol + (row === "" ? "" : indent + row)).join("")}`;
}

/** `Next review date` as a key: `next_review_date`. */
export const snakeKey = (heading: string): string =>
  heading
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}\s_-]+/gu, "")
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_") || "section";

/** A field's key as it is usually written, words joined by hyphens. */
export const usualKey = ({ id, synonyms }: MetadataField): string => (synonyms[0] ?? id).replaceAll(" ", "-");

/** How a new key is spelt beside those that are there: `next_review`, `next-review`, `nextReview`, `Next Review`, `next review`. */
export function keyLike(id: string, neighbours: readonly string[]): string {
  const words = id.split("-");
  const joined = (mark: string): string => words.join(mark);
  const isTitle = neighbours.length > 0 && neighbours.every((key) => /^\p{Lu}/u.test(key));
  const titled = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  if (neighbours.some((key) => /\p{L}_\p{L}/u.test(key))) return isTitle ? titled.join("_") : joined("_");
  if (neighbours.some((key) => /\p{L}-\p{L}/u.test(key))) return isTitle ? titled.join("-") : joined("-");
  if (neighbours.some((key) => /\p{Ll}\p{Lu}/u.test(key)))
    return isTitle ? titled.join("") : titled.join("").replace(/^./, (first) => first.toLowerCase());
  if (neighbours.some((key) => key.includes(" "))) return isTitle ? titled.join(" ") : joined(" ");
  return isTitle ? titled.join(" ") : joined("_");
}
