import type { Nodes, PhrasingContent } from "mdast";
import type { Span } from "../base/span.ts";
import type { WrittenLink } from "./outline.ts";

/** A link with its place in the chunk it stands in. */
export type InlineLink = Omit<WrittenLink, "section">;

/** What is noted on the way through inline text. */
export interface InlineNotes {
  readonly links: InlineLink[];
  readonly comments: Span[];
  readonly code: Span[];
}

/** Adds the visible text of inline nodes to `runs`; notes links, code and comments on the way. */
export function readInline(nodes: readonly PhrasingContent[], text: string, runs: Span[], notes: InlineNotes): void {
  for (const node of nodes) {
    switch (node.type) {
      case "text":
        pushRun(runs, spanOf(node));
        break;
      case "inlineCode":
        notes.code.push(spanOf(node));
        break;
      case "html":
        notes.comments.push(...commentsIn(text, spanOf(node)));
        break;
      case "image":
        notes.links.push(linkOf(text, spanOf(node), node.url, []));
        break;
      case "link":
      case "linkReference": {
        const from = runs.length;
        readInline(node.children, text, runs, notes);
        if (node.type === "link") notes.links.push(linkOf(text, spanOf(node), node.url, runs.slice(from)));
        break;
      }
      case "strong":
      case "emphasis":
        readInline(node.children, text, runs, notes);
        break;
      default:
        break;
    }
  }
}

/** Comments, looked for in the source: a node's value lacks the indentation and marks of what it stands in. */
export function commentsIn(text: string, span: Span): Span[] {
  const source = text.slice(span.start, span.end);
  const comments: Span[] = [];
  for (let at = source.indexOf("<!--"); at >= 0; ) {
    const close = source.indexOf("-->", at + 4);
    const end = close < 0 ? source.length : close + 3;
    comments.push({ start: span.start + at, end: span.start + end });
    at = source.indexOf("<!--", end);
  }
  return comments;
}

/** @param inner  the words that are shown */
export function linkOf(text: string, span: Span, target: string, inner: readonly Span[]): InlineLink {
  const written = text.slice(span.start, span.end).lastIndexOf(target);
  const targetSpan = written < 0 ? span : { start: span.start + written, end: span.start + written + target.length };
  return { span, target, targetSpan, text: inner.map((run) => text.slice(run.start, run.end)).join("") };
}

/** Where a node stands in the text it was parsed from. */
export function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

/** Literal brackets and addresses come as texts of their own: what touches is one run. */
function pushRun(runs: Span[], run: Span): void {
  const last = runs.at(-1);
  if (last && last.end === run.start) runs[runs.length - 1] = { start: last.start, end: run.end };
  else runs.push(run);
}
