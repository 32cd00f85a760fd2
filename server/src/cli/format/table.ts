import { pad, widthOf } from "../terminal.ts";

/** Rows with their columns in line, two blanks between them; columns named in `right` stand to the right. */
export function alignTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  return rows.map((row) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, right.includes(i)))
      .join("  ")
      .trimEnd(),
  );
}
