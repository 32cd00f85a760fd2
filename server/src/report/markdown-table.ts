import { markdownText } from "../base/markdown.ts";

/** A table from rows of cells, the first being its header; the cells are escaped. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [header = [], ...body] = rows.map((row) => row.map(markdownText));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), `|${"---|".repeat(header.length)}`, ...body.map(line)].join("\n");
}

/** The cells of a text that is one pipe table and nothing else, header first, the line of dashes left out. */
export function readTable(text: string): string[][] | undefined {
  const lines = text.trim().split(/\r?\n/);
  if (lines.length < 3 || !lines.every((line) => /^\|.*\|\s*$/.test(line))) return undefined;
  if (!/^\|(?:\s*:?-+:?\s*\|)+\s*$/.test(lines[1] ?? "")) return undefined;
  return lines
    .filter((_, i) => i !== 1)
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}
