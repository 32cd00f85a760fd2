import type { Span } from "../base/span.ts";
import type { DocumentProblem, Format, Heading, Link, Statement, Table, Title } from "./model.ts";
import type { SectionContent } from "./section-content.ts";

/**
 * What the readers of the two formats make of a text, before anything is interpreted: structure and words with exact
 * spans, no section kinds, references, metadata fields or types yet.
 */
export interface Outline {
  readonly uri: string;
  readonly version: number;
  readonly format: Format;
  readonly text: string;
  /** First heading, or a leading bold line; in YAML nothing (the title is a field). */
  readonly title: Title | undefined;
  readonly sections: readonly OutlineSection[];
  readonly statements: readonly Statement[];
  readonly tables: readonly Table[];
  /** In order of their places. */
  readonly links: readonly Link[];
  /** HTML comments in Markdown, `#` comments in YAML: the whole comment, delimiters included. */
  readonly comments: readonly Span[];
  /** Fenced, indented and inline code. */
  readonly code: readonly Span[];
  /** Key-value pairs that may be metadata, in document order. */
  readonly fields: readonly RawField[];
  /** The block that holds them: front matter without its fences, the top-level mapping of a YAML policy. */
  readonly fieldBlock: Span | undefined;
  readonly problems: readonly DocumentProblem[];
}

/** A link as it stands in the text; where it leads is not known yet. */
export type WrittenLink = Omit<Link, "leadsTo">;

export interface OutlineSection {
  readonly index: number;
  readonly level: number;
  readonly heading: Heading | undefined;
  readonly span: Span;
  readonly body: Span;
  readonly outer: Span;
  readonly parent: number | undefined;
  readonly children: readonly number[];
  readonly isTitle: boolean;
  readonly isEmpty: boolean;
  readonly statements: readonly number[];
  readonly content: SectionContent;
}

/** A key with a value, not yet known to be metadata. */
export interface RawField {
  /** Keys from the outermost in: `["compliance", "iso_27001"]`. */
  readonly path: readonly string[];
  readonly keySpan: Span;
  /** The value's source without quotes; for a list the span of each item in `items`. Empty span where there is none. */
  readonly valueSpan: Span;
  readonly text: string;
  /** Items of a list value, in order; empty for a scalar. */
  readonly items: readonly { readonly text: string; readonly span: Span }[];
  readonly where: "front-matter" | "yaml" | "table" | "line";
}
