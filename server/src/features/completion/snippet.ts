/** A text with `[values]` to be decided, as a snippet: each value is a tab stop that holds it, the cursor ends behind. */
export function toSnippet(text: string): string {
  let stop = 0;
  const parts = text.split(/(\[[^\][\n|]{2,}\](?!\())/);
  const written = parts.map((part, i) =>
    i % 2 === 1 ? `\${${++stop}:${escapeSnippet(part.slice(1, -1))}}` : escapeSnippet(part),
  );
  return `${written.join("")}$0`;
}

/** Text that a snippet inserts as it is. */
export const escapeSnippet = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
