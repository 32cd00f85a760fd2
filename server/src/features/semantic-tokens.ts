import { contains, type Span } from "../base/span.ts";
import type { Language } from "../catalog/model.ts";
import { itemsWithin } from "../document/lookup.ts";
import type { PolicyDocument } from "../document/model.ts";
import type { NormativeFinder, NormativeWording } from "../evidence/normative.ts";
import type { Source } from "./convert.ts";

/** Types of tokens, in the order of the legend; package.json gives them their colours. */
export const tokenTypes = [
  "controlReference",
  "duty",
  "prohibition",
  "recommendation",
  "permission",
  "placeholder",
] as const;

export type TokenType = (typeof tokenTypes)[number];

/** A word that is to be coloured; never longer than a line. */
export interface Token {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: TokenType;
}

export interface TokensRequest {
  readonly doc: PolicyDocument;
  readonly source: Source;
  readonly findNormative: NormativeFinder;
  readonly findPlaceholders: PlaceholderFinder;
  /** The stretch asked for; the whole text where undefined. */
  readonly range?: Span;
}

/** Finds the places of a stretch that were left to be filled. */
export interface PlaceholderFinder {
  (text: string, stretch: Span): Span[];
}

/** Knows `[every quarter]`, `[INSERT …]` and the bare marks of a language, such as TODO; compiled once. */
export function createPlaceholderFinder({ placeholders }: Pick<Language, "placeholders">): PlaceholderFinder {
  const marks = placeholders.filter((mark) => /^[A-Z]{3,}$/.test(mark));
  const bracketed = String.raw`\[(?!(?:[ xX!^]|\d+)\])[^\]\n[]{2,120}\](?![([:])`;
  const pattern = new RegExp([bracketed, ...marks.map((mark) => `\\b${mark}\\b`)].join("|"), "g");
  return (text, { start, end }) =>
    [...text.slice(start, end).matchAll(pattern)].map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
    }));
}

/** References, normative words and unfilled placeholders of a policy, in order; they never overlap. */
export function semanticTokens({ doc, source, findNormative, findPlaceholders, range }: TokensRequest): Token[] {
  if (!doc.classification.isPolicy) return [];
  const stretch = range ?? { start: 0, end: doc.text.length };
  const references = itemsWithin(doc.references, stretch)
    .filter((reference) => !reference.implied && reference.where !== "comment" && reference.resolution.is !== "unknown")
    .map(({ span }) => ({ span, type: "controlReference" as const }));
  const runs = itemsWithin(doc.statements, stretch).flatMap((statement) => statement.runs);
  const words = runs.flatMap((run) => [
    ...placeholdersOf(doc, run, findPlaceholders),
    ...normativeOf(doc, run, findNormative),
  ]);
  const sorted = [...references, ...words].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  let last = -1;
  return sorted.flatMap((one) => {
    if (one.span.start < last) return [];
    last = one.span.end;
    return linesOf(one.span, one.type, source);
  });
}

interface Word {
  readonly span: Span;
  readonly type: TokenType;
}

const normativeOf = ({ text }: PolicyDocument, run: Span, find: NormativeFinder): Word[] =>
  find(text, run).map(({ span, wording }): { span: Span; type: NormativeWording } => ({ span, type: wording }));

const placeholdersOf = ({ text, links }: PolicyDocument, run: Span, find: PlaceholderFinder): Word[] =>
  find(text, run)
    .filter((span) => !links.some((link) => contains(link.span, span)))
    .map((span) => ({ span, type: "placeholder" }));

/** A stretch line by line: editors refuse tokens that go over a line's end. */
function linesOf({ start, end }: Span, type: TokenType, { text, lines }: Source): Token[] {
  const tokens: Token[] = [];
  for (const match of text.slice(start, end).matchAll(/[^\r\n]+/g)) {
    const { line, column } = lines.positionAt(start + match.index);
    const lead = match.index === 0 ? 0 : (/^\s*/.exec(match[0])?.[0].length ?? 0);
    const length = match[0].trimEnd().length - lead;
    if (length > 0) tokens.push({ line, character: column + lead, length, type });
  }
  return tokens;
}
