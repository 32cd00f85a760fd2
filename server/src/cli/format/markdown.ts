import { printable } from "../terminal.ts";

/** Text of a document that stays text in Markdown: no markup, no link, nobody mentioned. */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]<>#|~&]/g, "\\$&")
    .replace(/(https?|www)([:.])/gi, "$1\u200b$2")
    .replace(/@/g, "@\u200b");
}
