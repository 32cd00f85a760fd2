import type { Span } from "../base/span.ts";
import { LineIndex, type TextEdit } from "../base/text.ts";
import type { Finding } from "./model.ts";

/** A place as people count it: line and column from 1, columns in UTF-16 units; `offset` from 0. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A finding as the JSON output shows it. */
export interface JsonFinding {
  /** Path of the document, as the caller writes paths. */
  readonly document: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly start: JsonPosition;
  /** The first position that no longer belongs to it. */
  readonly end: JsonPosition;
  readonly requirement?: string;
  readonly consideration?: string;
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly JsonEdit[];
    /** Edits of other documents that belong to it, where there are any. */
    readonly elsewhere?: readonly { readonly document: string; readonly edits: readonly JsonEdit[] }[];
  }[];
  readonly related: readonly { readonly document: string; readonly start: JsonPosition; readonly message: string }[];
}

export interface JsonEdit {
  readonly start: JsonPosition;
  readonly end: JsonPosition;
  readonly newText: string;
}

/** What the JSON form needs to know of the documents. */
export interface Sources {
  pathOf(uri: string): string;
  textOf(uri: string): string;
}

/** Writes findings as JSON values. */
export function createFindingWriter(sources: Sources): (finding: Finding) => JsonFinding {
  const indices = new Map<string, LineIndex>();
  const indexOf = (uri: string): LineIndex => {
    const known = indices.get(uri) ?? new LineIndex(sources.textOf(uri));
    indices.set(uri, known);
    return known;
  };
  const ends = (uri: string, span: Span): { start: JsonPosition; end: JsonPosition } => ({
    start: positionOf(indexOf(uri), span.start),
    end: positionOf(indexOf(uri), span.end),
  });
  const editsIn = (uri: string, edits: readonly TextEdit[]): JsonEdit[] =>
    edits.map(({ span, newText }) => ({ ...ends(uri, span), newText }));
  return (finding) => ({
    document: sources.pathOf(finding.uri),
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    ...ends(finding.uri, finding.span),
    ...(finding.requirement === undefined ? {} : { requirement: finding.requirement }),
    ...(finding.consideration === undefined ? {} : { consideration: finding.consideration }),
    fixes: finding.fixes
      .filter(({ edits }) => edits.length > 0)
      .map((fix) => ({
        title: fix.title,
        safe: fix.safe,
        edits: editsIn(finding.uri, fix.edits),
        ...((fix.elsewhere ?? []).length > 0 && {
          elsewhere: fix.elsewhere?.map(({ uri, edits }) => ({
            document: sources.pathOf(uri),
            edits: editsIn(uri, edits),
          })),
        }),
      })),
    related: finding.related.map((other) => ({
      document: sources.pathOf(other.uri),
      start: ends(other.uri, other.span).start,
      message: other.message,
    })),
  });
}

function positionOf(index: LineIndex, offset: number): JsonPosition {
  const { line, column } = index.positionAt(offset);
  return { line: line + 1, column: column + 1, offset };
}
