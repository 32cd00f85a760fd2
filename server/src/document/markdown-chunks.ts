import { sharedEnds } from "../base/shared-ends.ts";
import { shift, type Span } from "../base/span.ts";

/**
 * Cuts a Markdown text before each ATX heading that stands at the left margin, so that an edit needs only its own chunk
 * parsed again. Parsing the chunks one by one gives what parsing the whole would give: nothing of CommonMark but fenced
 * code and HTML blocks reaches over such a heading, and those are not cut. Front matter is a chunk of its own.
 * @returns chunks in order that together are the whole text
 */
export function cutChunks(text: string): readonly Span[] {
  return cutAgain(text, undefined).chunks;
}

/** A text with its chunks, and how many of them, from the head and from the tail, are those of the former version. */
export interface Cut {
  readonly text: string;
  /** Where the front matter ends; 0 where there is none. */
  readonly front: number;
  readonly chunks: readonly Span[];
  readonly head: number;
  readonly tail: number;
}

/** Like `cutChunks`, but looks only at what differs from a former version of the text. */
export function cutAgain(text: string, before: Cut | undefined): Cut {
  const front = frontMatterEnd(text);
  const first = front > 0 ? [{ start: 0, end: front }] : [];
  if (before?.front !== front)
    return { text, front, chunks: [...first, ...scan(text, front).chunks], head: 0, tail: 0 };
  const { prefix, suffix } = sharedEnds(before.text, text);
  // What follows a chunk is known to start a new one by its first few characters.
  const head = countWhile(before.chunks, (chunk) => chunk.end + headingLength <= prefix);
  const from = before.chunks[head - 1]?.end ?? front;
  const moved = text.length - before.text.length;
  const later = new Map(before.chunks.map((chunk, i) => [chunk.start, i]));
  const isKnown = (at: number): boolean => at > text.length - suffix && later.has(at - moved);
  const { chunks, end } = scan(text, from, isKnown);
  const next = end < text.length ? (later.get(end - moved) ?? before.chunks.length) : before.chunks.length;
  const rest = before.chunks.slice(next).map((chunk) => shift(chunk, moved));
  const kept = head === 0 ? first : before.chunks.slice(0, head);
  return { text, front, chunks: [...kept, ...chunks, ...rest], head, tail: rest.length };
}

function countWhile<T>(items: readonly T[], test: (item: T) => boolean): number {
  const end = items.findIndex((item) => !test(item));
  return end < 0 ? items.length : end;
}

/** What closes the code fence or HTML block that is still open at the end of a text: its mark, undefined where none is. */
export function openBlockMark(text: string): string | undefined {
  return scan(text, frontMatterEnd(text)).open;
}

/** So many characters tell an ATX heading. */
const headingLength = 8;

interface Fence {
  readonly char: string;
  readonly length: number;
}

interface Scan {
  readonly chunks: Span[];
  /** Where it ended: at the end of the text, or at the heading that is known. */
  readonly end: number;
  readonly open: string | undefined;
}

/**
 * @param from     where a chunk starts
 * @param isKnown  tells a heading from which on everything is known
 */
function scan(text: string, from: number, isKnown: (heading: number) => boolean = () => false): Scan {
  const chunks: Span[] = [];
  let start = from;
  let fence: Fence | undefined;
  /** What ends the HTML block: a mark, or "" for a blank line. */
  let htmlEnd: string | undefined;
  /** Where the text of the outermost list item begins. What opens within it cannot reach over a line at the margin. */
  let item = 0;
  /** False where a line would go on with a paragraph. */
  let fresh = true;
  /** Fence within an item or a quote: ends with it. */
  let inner: Fence | undefined;
  /** True where a paragraph began in an item or a quote. */
  let lazy = false;
  /** True in the rows of a table, which no line goes on with as with a paragraph. */
  let isTable = false;
  let above = "";
  for (let at = from, next = from; at < text.length; at = next) {
    const newline = text.indexOf("\n", at);
    next = newline < 0 ? text.length : newline + 1;
    const first = text.charCodeAt(at);
    if (htmlEnd !== undefined) {
      if (htmlEnd === "" ? isBlank(text, at, next) : holds(text, at, next, htmlEnd)) htmlEnd = undefined;
      fresh = true;
      continue;
    }
    if (fence) {
      if (closesFence(text, at, next, fence)) fence = undefined;
      fresh = true;
      continue;
    }
    if (isBlank(text, at, next)) {
      fresh = true;
      isTable = false;
      continue;
    }
    if (first === 35 /* # */) {
      item = 0;
      if (/^#{1,6}(?:[ \t\r\n]|$)/.test(text.slice(at, at + headingLength))) {
        if (at > start) chunks.push({ start, end: at });
        start = at;
        if (at > from && isKnown(at)) return { chunks, end: at, open: undefined };
        // Nothing of what stood above reaches over it.
        inner = undefined;
        lazy = false;
        isTable = false;
        above = "";
      }
    } else if (!fresh && item === 0 && /^ {0,3}(?:-+|=+)[ \t]*\r?\n?$/.test(text.slice(at, Math.min(next, at + 200)))) {
      // An underline: what stood above was a heading.
      fresh = true;
    } else {
      const line = text.slice(at, Math.min(next, at + 200));
      const before = item;
      item = itemText(line, item, fresh);
      const isInner = (item > 0 && (/^ */.exec(line)?.[0].length ?? 0) >= item) || /^ {0,3}>/.test(line);
      if (isInner || (item > 0 && /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/.test(line))) {
        const content = line.replace(/^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t]){1,20}/, "");
        lazy = true;
        if (!isInner || before === 0) inner = undefined;
        if (inner) inner = closesFence(content, 0, content.length, inner) ? undefined : inner;
        else inner = opensFence(content);
        fresh =
          inner !== undefined || opensFence(content) !== undefined || endsParagraph(line) || endsParagraph(content);
      } else {
        inner = undefined;
        fence = opensFence(line);
        if (fresh) lazy = false;
        // micromark lets any tag interrupt a paragraph that only goes on lazily.
        htmlEnd = fence ? undefined : opensHtml(line, fresh || lazy);

        const isHtml: boolean = htmlEnd !== undefined;
        if (fence || isHtml) {
          item = 0;
          lazy = false;
        }
        if (htmlEnd && holds(text, at + line.indexOf("<") + 2, next, htmlEnd)) htmlEnd = undefined;
        isTable = !isHtml && !fence && (isTable || (!fresh && isDelimiterRow(line, above)));
        fresh =
          isHtml || fence !== undefined || isTable || endsParagraph(line) || (fresh && /^(?: {4}| {0,3}\t)/.test(line));
        above = line;
      }
    }
    if (first === 35) fresh = /^#{1,6}(?:[ \t\r\n]|$)/.test(text.slice(at, at + headingLength));
  }
  if (start < text.length || start === 0) chunks.push({ start, end: text.length });
  return { chunks, end: text.length, open: htmlEnd || fence?.char.repeat(fence.length) };
}

/** `|---|:--:|` below a line with as many bars. */
function isDelimiterRow(line: string, above: string): boolean {
  return (
    /^ {0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-*:?[ \t]*$/.test(line.trimEnd()) &&
    line.includes("|") &&
    barsOf(line) === barsOf(above)
  );
}

const barsOf = (line: string): number =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|").length;

/** Headings, thematic breaks, underlines, empty items: the next line starts something new. */
const endsParagraph = (line: string): boolean =>
  /^ {0,3}(?:#{1,6}(?:\s|$)|([-*_])(?:[ \t]*\1){2,}\s*$|=+\s*$|-+\s*$|(?:[-*+]|\d{1,9}[.)])\s*$|(?:[-*+]|\d{1,9}[.)]|>) {1,3}#{1,6}(?:\s|$))/.test(
    line,
  );

/** Column where the outermost list item's text begins, after this line; 0 outside of lists. */
function itemText(line: string, item: number, fresh: boolean): number {
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  if (item > 0 && indent >= item) return item;
  if (/^ {0,3}(?:>|([-*_])(?:[ \t]*\1){2,}\s*$)/.test(line)) return 0;
  const mark = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?: {1,4}(?=\S)|(?=\s|$))/.exec(line);
  if (mark) return Math.max(2, /\s$/.test(mark[0]) ? mark[0].length : mark[0].length + 1);
  // Text right below goes on with the item's paragraph.
  return fresh ? 0 : item;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c !== 32 && c !== 9 && c !== 10 && c !== 13) return false;
  }
  return true;
}

const holds = (text: string, start: number, end: number, mark: string): boolean =>
  text.slice(start, end).toLowerCase().includes(mark);

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

function opensFence(line: string): Fence | undefined {
  const match = /^ {0,3}(`{3,}|~{3,})([^\n]*)/.exec(line);
  const mark = match?.[1];
  if (!mark || (mark.startsWith("`") && (match[2] ?? "").includes("`"))) return undefined;
  return { char: mark[0] ?? "`", length: mark.length };
}

function closesFence(text: string, at: number, next: number, fence: Fence): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*\r?\n?$/.exec(text.slice(at, Math.min(next, at + 500)));
  const mark = match?.[1];
  return mark !== undefined && mark.startsWith(fence.char) && mark.length >= fence.length;
}

/** How an HTML block that starts here ends (CommonMark 4.6): at a mark of its own, or at a blank line (""). */
function opensHtml(line: string, fresh: boolean): string | undefined {
  const match = /^ {0,3}<(!--|(?:script|pre|style|textarea)(?=[\s>]|$)|\?|!\[CDATA\[|![a-z])/i.exec(line);
  const mark = match?.[1]?.toLowerCase();
  if (mark === undefined) return opensBlock(line, fresh) ? "" : undefined;
  if (mark === "!--") return "-->";
  if (mark === "?") return "?>";
  if (mark === "![cdata[") return "]]>";
  if (mark.startsWith("!")) return ">";
  return `</${mark}>`;
}

/** A block element, or any other tag that stands alone on a line behind a blank one. */
function opensBlock(line: string, fresh: boolean): boolean {
  const name = /^ {0,3}<\/?([a-z][a-z0-9-]*)(?:[\s>]|\/>|$)/i.exec(line)?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return blockElements.has(name) || (fresh && /^[^>]*>\s*$/.test(line));
}

/** CommonMark 4.6, kind 6. */
const blockElements = new Set(
  (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem " +
    "nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul"
  ).split(" "),
);
