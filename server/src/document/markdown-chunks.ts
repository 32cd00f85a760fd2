import type { Span } from "../base/span.ts";

/**
 * Cuts a Markdown text before each ATX heading that stands at the left margin, so that an edit needs only its own chunk
 * parsed again. Parsing the chunks one by one gives what parsing the whole would give: nothing of CommonMark but fenced
 * code and HTML blocks reaches over such a heading, and those are not cut. Front matter is a chunk of its own.
 * @returns chunks in order that together are the whole text
 */
export function cutChunks(text: string): Span[] {
  return scan(text).chunks;
}

/** What closes the code fence or HTML block that is still open at the end of a text: its mark, undefined where none is. */
export function openBlockMark(text: string): string | undefined {
  return scan(text).open;
}

function scan(text: string): { chunks: Span[]; open: string | undefined } {
  const chunks: Span[] = [];
  let start = 0;
  let at = frontMatterEnd(text);
  if (at > 0) {
    chunks.push({ start: 0, end: at });
    start = at;
  }
  let fence: { char: string; length: number } | undefined;
  let htmlEnd: string | undefined;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 ? text.length : newline + 1;
    const first = text.charCodeAt(at);
    if (htmlEnd !== undefined) {
      if (text.slice(at, next).toLowerCase().includes(htmlEnd)) htmlEnd = undefined;
    } else if (fence) {
      if (closesFence(text, at, next, fence)) fence = undefined;
    } else if (first === 35 /* # */) {
      if (at > start && /^#{1,6}(?:[ \t\r\n]|$)/.test(text.slice(at, at + 8))) {
        chunks.push({ start, end: at });
        start = at;
      }
    } else if (first === 96 || first === 126 || first === 32 || first === 60) {
      const line = text.slice(at, Math.min(next, at + 200));
      fence = opensFence(line);
      htmlEnd = fence ? undefined : opensHtml(line);
      if (
        htmlEnd !== undefined &&
        text
          .slice(at + line.search(/\S/) + 2, next)
          .toLowerCase()
          .includes(htmlEnd)
      )
        htmlEnd = undefined;
    }
    at = next;
  }
  if (start < text.length || chunks.length === 0) chunks.push({ start, end: text.length });
  return { chunks, open: htmlEnd ?? fence?.char.repeat(fence.length) };
}

/**
 * Offset after the closing fence of YAML front matter at the very start; 0 where there is none. The opening fence may be
 * missing when every line up to the first `---` looks like YAML (a common slip).
 */
export function frontMatterEnd(text: string): number {
  const opened = /^---[ \t]*\r?\n/.test(text.slice(0, 200));
  const close = /\r?\n---[ \t]*(?:\r?\n|$)/g;
  close.lastIndex = opened ? 3 : 0;
  if (!opened && !/^[A-Za-z][\w -]{0,40}:(?:[ \t]|\r?\n)/.test(text.slice(0, 60))) return 0;
  const match = close.exec(opened ? text : text.slice(0, 4000));
  if (!match) return 0;
  const isYaml =
    opened ||
    text
      .slice(0, match.index)
      .split(/\r?\n/)
      .every((line) => /^(?:[A-Za-z][\w -]{0,40}:(?:\s.*)?|\s+\S.*|- .*|#.*|\s*)$/.test(line));
  return isYaml ? match.index + match[0].length : 0;
}

/** Offset of the first line of the front matter's YAML. */
export function frontMatterStart(text: string): number {
  return text.startsWith("---") ? text.indexOf("\n") + 1 : 0;
}

function opensFence(line: string): { char: string; length: number } | undefined {
  const match = /^ {0,3}(`{3,}|~{3,})([^\n]*)/.exec(line);
  const mark = match?.[1];
  if (!mark || (mark.startsWith("`") && (match[2] ?? "").includes("`"))) return undefined;
  return { char: mark[0] ?? "`", length: mark.length };
}

function closesFence(text: string, at: number, next: number, fence: { char: string; length: number }): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*\r?\n?$/.exec(text.slice(at, Math.min(next, at + 500)));
  const mark = match?.[1];
  return mark !== undefined && mark.startsWith(fence.char) && mark.length >= fence.length;
}

/** HTML blocks that end at a mark of their own instead of a blank line (CommonMark 4.6, kinds 1 to 5). */
function opensHtml(line: string): string | undefined {
  const match = /^ {0,3}<(!--|script|pre|style|textarea|\?|!\[CDATA\[|![a-z])/i.exec(line);
  const mark = match?.[1]?.toLowerCase();
  if (mark === undefined) return undefined;
  if (mark === "!--") return "-->";
  if (mark === "?") return "?>";
  if (mark === "![cdata[") return "]]>";
  if (mark.startsWith("!")) return ">";
  return `</${mark}>`;
}
