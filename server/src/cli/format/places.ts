import type { Span } from "../../base/span.ts";
import { LineIndex } from "../../base/text.ts";
import type { Sources } from "../../engine/report-json.ts";

/** Lines and columns from 1, in UTF-16 units; the end is the first position that no longer belongs to it. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Tells where a span of a document lies; the lines of a text are counted once. */
export function createRegionFinder(sources: Sources): (uri: string, span: Span) => Region {
  const known = new Map<string, LineIndex>();
  return (uri, span) => {
    const index = known.get(uri) ?? new LineIndex(sources.textOf(uri));
    known.set(uri, index);
    const [start, end] = [index.positionAt(span.start), index.positionAt(span.end)];
    return {
      startLine: start.line + 1,
      startColumn: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
    };
  };
}
