/** A text of a document as a cell of a Markdown table: it stays text, and stays in its cell. */
export const markdownCell = (text: string): string =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll("|", "\\|")
    .replace(/[\r\n]+/g, " ")
    .replaceAll("<", "&lt;");
