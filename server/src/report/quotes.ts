import { LineIndex } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import type { PolicyDocument } from "../document/model.ts";
import type { Workspace } from "../engine/workspace.ts";
import { isStated } from "../evidence/decide.ts";
import type { Evidence, Verdict } from "../evidence/model.ts";

/** What reports are made of. */
export interface ReportSource {
  readonly library: Library;
  readonly workspace: Workspace;
  /** ISO 8601 date of the report. */
  readonly today: string;
  /** Path of a document as readers know it. */
  readonly pathOf: (uri: string) => string;
}

/** A sentence of a document, where it stands, and what it is good for. */
export interface Quote {
  /** The point or consideration it speaks to, in plain words. */
  readonly says: string;
  readonly text: string;
  readonly strength: Evidence["strength"];
  readonly uri: string;
  readonly document: string;
  /** Heading of the section it stands in; empty for text above the first heading. */
  readonly section: string;
  /** Where the sentence starts, from 1. */
  readonly line: number;
}

/** Reads evidence as quotes; line starts are counted once a document. */
export interface Quoter {
  quote(evidence: Evidence, says: string): Quote;
  /** Line of an offset (UTF-16 units), from 1. */
  line(uri: string, offset: number): number;
  /** The strongest statement of each point of a verdict in each document, point by point. */
  ofVerdict(verdict: Verdict): Quote[];
}

export function createQuoter({ workspace, pathOf }: ReportSource): Quoter {
  const indices = new Map<string, LineIndex>();
  const line = (uri: string, offset: number): number => {
    const doc = workspace.document(uri)?.doc;
    if (!doc) return 1;
    const index = indices.get(doc.uri) ?? new LineIndex(doc.text);
    indices.set(doc.uri, index);
    return index.positionAt(offset).line + 1;
  };
  const quote = ({ uri, statement, quote: text, strength, section }: Evidence, says: string): Quote => {
    const doc = workspace.document(uri)?.doc;
    return {
      says,
      text: tidy(text),
      strength,
      uri,
      document: pathOf(uri),
      section: doc?.sections[section]?.heading?.text ?? "",
      line: line(uri, statement.start),
    };
  };
  return {
    quote,
    line,
    ofVerdict: ({ points }) =>
      points.flatMap(({ point, evidence }) => {
        const seen = new Set<string>();
        return evidence
          .filter(({ uri, strength }) => isStated(strength) && !seen.has(uri) && seen.add(uri))
          .map((one) => quote(one, point.says));
      }),
  };
}

/** A quote without emphasis and what only draws the lines of a table. */
export const tidy = (text: string): string =>
  text
    .replace(/\*\*|__|`/g, "")
    .replace(/^\s*\|\s*|\s*\|\s*$/g, "")
    .replace(/\s+\|\s+/g, " · ");

/** A metadata field of a document; empty where it has none. */
export const fieldOf = (doc: PolicyDocument | undefined, field: string): string =>
  doc?.metadata.fields.get(field)?.text ?? "";

/** A date of a document as ISO 8601 where it could be read, else as written. */
export function dateOf(doc: PolicyDocument | undefined, fields: readonly string[]): string {
  const found = fields.map((field) => doc?.metadata.fields.get(field)).find((value) => value && value.text !== "");
  return found?.date ?? found?.text ?? "";
}

/** Days on which somebody last looked at a document, the best first. */
export const reviewFields = ["last-review", "approved-on", "effective-date"] as const;
