import type { Nodes, Paragraph, Root } from "mdast";

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
