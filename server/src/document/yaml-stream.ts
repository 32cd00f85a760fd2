import { Composer, type CST, type Document, isAlias, isCollection, isPair, isScalar, Parser } from "yaml";
import { type Span, trimSpan } from "../base/span.ts";
import { firstSentence } from "./front-matter.ts";
import type { DocumentProblem } from "./model.ts";

/** So many levels of nesting are read. */
export const maxDepth = 200;
const maxAliases = 1_000;
const maxExpansion = 1_000_000;

/** What a YAML text holds. */
export interface Stream {
  readonly documents: readonly Document[];
  readonly comments: readonly Span[];
  readonly problems: readonly DocumentProblem[];
  /** How deep the nesting goes; 1 for a text without. */
  readonly depth: number;
  /** Whether any node has a name by which others refer to it, or refers to one. */
  readonly hasAnchors: boolean;
}

/** The one door from text to YAML nodes: all documents of a stream, its comments, and what is wrong with it. */
export function parseStream(text: string): Stream {
  const tokens = [...new Parser().parse(text)];
  const { comments, depth, tooDeep } = survey(tokens);
  if (tooDeep !== undefined) {
    const problem: DocumentProblem = {
      id: "yaml-syntax",
      message: `The YAML is nested more than ${maxDepth} levels deep.`,
      span: { start: tooDeep, end: Math.min(tooDeep + 1, text.length) },
    };
    return { documents: [], comments, problems: [problem], depth, hasAnchors: false };
  }
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false });
  const documents = [...composer.compose(tokens, false, text.length)] as Document[];
  const syntax = syntaxProblem(text, documents);
  const { bomb, hasAnchors } = surveyAnchors(text, documents);
  return {
    documents,
    comments,
    problems: [syntax, bomb].filter((problem) => problem !== undefined),
    depth,
    hasAnchors,
  };
}

/** Comments in order, and where the nesting gets too deep to be read; no recursion, for texts made to break it. */
function survey(tokens: readonly CST.Token[]): { comments: Span[]; depth: number; tooDeep: number | undefined } {
  const comments: Span[] = [];
  let deepest = 0;
  let tooDeep: number | undefined;
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  const push = (list: readonly (CST.Token | null | undefined)[] | undefined, depth: number): void => {
    for (const token of list ?? []) if (token) open.push({ token, depth });
  };
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    deepest = Math.max(deepest, depth);
    if (token.type === "comment") comments.push({ start: token.offset, end: token.offset + token.source.length });
    if (depth > maxDepth) {
      tooDeep = Math.min(tooDeep ?? token.offset, token.offset);
      continue;
    }
    if ("props" in token) push(token.props, depth);
    if ("start" in token && Array.isArray(token.start)) push(token.start, depth);
    if ("end" in token) push(token.end, depth);
    if ("value" in token) push([token.value], depth + 1);
    if (!("items" in token)) continue;
    for (const item of token.items) {
      push(item.start, depth);
      push([item.key], depth + 1);
      push(item.sep, depth);
      push([item.value], depth + 1);
    }
  }
  return { comments: comments.sort((a, b) => a.start - b.start), depth: deepest, tooDeep };
}

function syntaxProblem(text: string, documents: readonly Document[]): DocumentProblem | undefined {
  const errors = documents.flatMap((document) => document.errors).sort((a, b) => a.pos[0] - b.pos[0]);
  const first = errors[0];
  if (!first) return undefined;
  const start = Math.max(0, Math.min(first.pos[0], text.length - 1));
  const end = Math.min(text.length, Math.max(start + 1, first.pos[1]));
  const words = trimSpan(text, { start, end });
  return {
    id: "yaml-syntax",
    message: `This is not valid YAML: ${firstSentence(first.message)}`,
    span: words.end > words.start ? words : { start, end },
  };
}

/** Aliases beyond reason, or anchors nested so that following them would never end. */
function surveyAnchors(
  text: string,
  documents: readonly Document[],
): { bomb: DocumentProblem | undefined; hasAnchors: boolean } {
  let count = 0;
  let first: Span | undefined;
  const sizes = new Map<string, number>();
  const sizeOf = (node: unknown): number => {
    if (isPair(node)) return sizeOf(node.key) + sizeOf(node.value);
    if (isAlias(node)) {
      count++;
      first ??= { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
      return sizes.get(node.source) ?? 1;
    }
    let size = 1;
    if (isCollection(node))
      for (const item of node.items) size = Math.min(Number.MAX_SAFE_INTEGER / 4, size + sizeOf(item));
    if ((isCollection(node) || isScalar(node)) && node.anchor) sizes.set(node.anchor, size);
    return size;
  };
  const total = documents.reduce((sum, document) => sum + sizeOf(document.contents), 0);
  const hasAnchors = first !== undefined || sizes.size > 0;
  if (!first || (count <= maxAliases && total <= Math.max(maxExpansion, text.length)))
    return { bomb: undefined, hasAnchors };
  return {
    bomb: {
      id: "alias-bomb",
      message: "The aliases of this YAML would expand beyond bounds; they are not followed.",
      span: first,
    },
    hasAnchors,
  };
}
