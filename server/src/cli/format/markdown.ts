import { escapeMarkdown } from "../../base/markdown.ts";
import { printable } from "../terminal.ts";

/** Text of a document that stays text in Markdown of a code host: no markup, no link, nobody mentioned. */
export function inertMarkdown(text: string): string {
  return escapeMarkdown(printable(text))
    .replace(/(https?|www)([:.])/gi, "$1\u200b$2")
    .replace(/@/g, "@\u200b");
}
