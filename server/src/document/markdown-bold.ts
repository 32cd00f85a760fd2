import type { Nodes, Paragraph, Root } from "mdast";
import { type Span, trimSpan } from "../base/span.ts";
import type { Title } from "./model.ts";

/** Paragraphs that could act as headings in a text without any. */
export function countBoldLines(tree: Root): number {
  return tree.children.reduce((sum, node) => {
    if (node.type !== "list") return sum + (boldOnly(node) ? 1 : 0);
    const bold = node.children.filter((item) => boldOnly(item.children[0]));
    // A list of bold words alone is one; items with text below their bold words count each.
    return sum + Math.max(Math.min(1, bold.length), bold.filter((item) => item.children.length > 1).length);
  }, 0);
}

/** A paragraph whose words are all bold and few: it acts as a heading where a text has none. */
export function boldOnly(node: Nodes | undefined): node is Paragraph {
  if (node?.type !== "paragraph") return false;
  const real = node.children.filter((child) => !(child.type === "text" && /^[\s:.\d)]*$/.test(child.value)));
  const only = real[0];
  if (real.length !== 1 || only?.type !== "strong") return false;
  const length = (only.position?.end.offset ?? 0) - (only.position?.start.offset ?? 0);
  return length <= 84;
}

/** A line in bold that opens a text above its headings, as wikis export it: `**Access control policy**`; no `**Owner: CISO**`. */
export function titleInBold(text: string, { start, end }: Span): Title | undefined {
  const opening = text.slice(start, Math.min(end, start + 2_000));
  const match = /^(?:\s|<!--[^]*?-->)*(\*\*|__)(?=\S)([^*_\n]{2,84})\1[ \t\\]*(?=\r?\n|$)/.exec(opening);
  const words = match?.[2];
  if (match === null || words === undefined || isField(words)) return undefined;
  const from = start + match[0].lastIndexOf(words);
  const span = trimSpan(text, { start: from, end: from + words.length });
  return { text: text.slice(span.start, span.end), span };
}

/** "Owner: CISO", but not "SOP: Restore of backups". */
const isField = (words: string): boolean =>
  /:/.test(words) && !/\b(?:policy|procedure|standard|sop)\s*:\s*\S/i.test(words);
