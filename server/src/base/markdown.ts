import { oneLine } from "./text.ts";

/** A line break within a paragraph: lines that open with a mark of their own need no bullet before it. */
export const lineBreak = "  \n";

/** Text that Markdown shows as it is. Line breaks stay. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&]/g, "\\$&");
}

/**
 * A text on one line, nothing of it read as markup or HTML: for files that others open. HTML's signs are written as entities,
 * which readers that take HTML before Markdown need.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]|~#]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}

/** A text as a cell of a table: it stays in its cell and is no HTML; emphasis and links in it are read. */
export function markdownCell(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("|", "\\|")
    .replace(/[\r\n]+/g, " ")
    .replaceAll("<", "&lt;");
}
