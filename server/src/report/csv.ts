/**
 * Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula starts with an apostrophe, which makes it a
 * text: documents must not run anything when their words are opened in a spreadsheet (OWASP, CSV injection).
 */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

function csvCell(text: string): string {
  const safe = /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
