import type { PolicyDocument } from "../../document/model.ts";

/** The anchors that GitHub and VS Code give the headings of a Markdown text, in order. */
export function anchorsOf({ sections, text }: PolicyDocument): { readonly anchor: string; readonly heading: string }[] {
  const counts = new Map<string, number>();
  return sections.flatMap(({ heading }) => {
    if (!heading) return [];
    const words = text
      .slice(heading.line.start, heading.line.end)
      .replace(/^\s*#{1,6}\s+|\s+#*\s*$/g, "")
      .replace(/\r?\n[\s\S]*$/, "");
    const slug = slugOf(words);
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    return [{ anchor: count === 0 ? slug : `${slug}-${count}`, heading: heading.text }];
  });
}

/** Lower case, without markup and punctuation, blanks as hyphens. */
const slugOf = (words: string): string =>
  words
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, "")
    .replace(/\s/g, "-");
