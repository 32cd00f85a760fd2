import type { Scalar } from "yaml";
import type { WrittenLink } from "./outline.ts";
import { wordsOf } from "./yaml-scalars.ts";

/** Links of a scalar: a file's name as its value, or Markdown links in its words. */
export function linksIn(node: Scalar, text: string, section: number): WrittenLink[] {
  const words = wordsOf(node, text);
  const source = text.slice(words.start, words.end);
  if (/^[\w./%-]{1,200}\.(?:md|markdown|ya?ml)(?:#[\w-]{1,100})?$/i.test(source))
    return [{ span: words, target: source, targetSpan: words, text: "", section }];
  if (!source.includes("](")) return [];
  return [...source.matchAll(/\[([^[\]\n]{1,200})\]\(([^()\s]{1,500})\)/g)].map((match) => {
    const [whole, shown = "", target = ""] = match;
    const start = words.start + match.index;
    const end = start + whole.length;
    return {
      span: { start, end },
      target,
      targetSpan: { start: end - 1 - target.length, end: end - 1 },
      text: shown,
      section,
    };
  });
}
