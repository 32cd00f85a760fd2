/** A record of a CSV text: its cells, and the line it starts on, from 1. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Reads CSV (RFC 4180): cells in double quotes may hold separators, doubled quotes and line ends. The separator is the one
 * of comma, semicolon and tab that the first line has most of. Never fails: an open quote ends with the text.
 */
export function readCsv(text: string): CsvRecord[] {
  const head = text.slice(0, Math.max(0, text.search(/\r|\n|$/)));
  const count = (mark: string): number => head.split(mark).length;
  const separator = [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  const records: CsvRecord[] = [];
  const token = new RegExp(`"((?:[^"]|"")*)(?:"|$)|(${separator})|(\\r\\n|\\r|\\n)|([^"${separator}\\r\\n]+|")`, "g");
  let cells: string[] = [""];
  let line = 1;
  let start = 1;
  const close = (): void => {
    if (cells.some((cell) => cell.trim() !== ""))
      records.push({ cells: cells.map((cell) => cell.trim()), line: start });
    cells = [""];
  };
  for (const [whole, quoted, next, end, plain] of text.matchAll(token)) {
    if (next !== undefined) cells.push("");
    else if (end === undefined) cells.push((cells.pop() ?? "") + (plain ?? quoted?.replaceAll('""', '"') ?? ""));
    line += whole.split(/\r\n|\r|\n/).length - 1;
    if (end === undefined) continue;
    close();
    start = line;
  }
  close();
  return records;
}
