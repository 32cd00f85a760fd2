import type { Span } from "../base/span.ts";
import type { DocumentKind, DocumentTypeId, RequirementId, SectionKindId, StandardId } from "../catalog/model.ts";
import type { SectionContent } from "./section-content.ts";

export type Format = "markdown" | "yaml";

/**
 * A policy as every rule and feature reads it, whichever format it was written in. All spans are UTF-16 offsets into
 * `text`. Parsing never fails: what could not be read is in `problems`.
 */
export interface PolicyDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly format: Format;
  /** The title's words: metadata `title`, else the first heading, else a leading bold line. */
  readonly title: Title | undefined;
  /** Where a finding about the whole document stands: the title, else the first line that holds something. */
  readonly titleSpan: Span;
  readonly metadata: Metadata;
  /** In document order. `sections[0]` is the text before the first heading (level 0, may be empty). */
  readonly sections: readonly Section[];
  /** In document order. */
  readonly statements: readonly Statement[];
  readonly tables: readonly Table[];
  readonly references: readonly Reference[];
  readonly links: readonly Link[];
  readonly directives: readonly Directive[];
  readonly problems: readonly DocumentProblem[];
  readonly classification: Classification;
}

export interface Title {
  readonly text: string;
  readonly span: Span;
}

/** A heading with its body, or a mapping key with its value. */
export interface Section {
  readonly index: number;
  /** 0 for the text before the first heading, else 1 and up; in YAML the depth of the key. */
  readonly level: number;
  readonly heading: Heading | undefined;
  /** Heading and body up to the next heading of any level. */
  readonly span: Span;
  /** Body only, without sub-sections. */
  readonly body: Span;
  /** Heading, body and sub-sections. */
  readonly outer: Span;
  readonly parent: number | undefined;
  readonly children: readonly number[];
  /** Section kinds the heading stands for; a sub-section without one has those of its parent in `inherited`. */
  readonly kinds: readonly SectionKindId[];
  readonly inherited: readonly SectionKindId[];
  /** True for the heading that is the document's title. */
  readonly isTitle: boolean;
  /** True where neither body nor sub-sections hold words (comments and placeholders are no words). */
  readonly isEmpty: boolean;
  /** Indices into `statements`: those of the body, without sub-sections. */
  readonly statements: readonly number[];
  /** Shared by versions of a document for as long as heading and body stay the same: a key for caches. */
  readonly content: SectionContent;
}

export interface Heading {
  /** Words without markup, number, trailing `#` and colon: `5.2 **Scope**:` is `Scope`. */
  readonly text: string;
  /** The words. */
  readonly span: Span;
  /** `5.2` where the heading is numbered. */
  readonly number: string | undefined;
  /** The line, markup included. */
  readonly line: Span;
}

/** One sentence, list item, table row or YAML scalar: the unit that evidence is judged by. */
export interface Statement {
  readonly index: number;
  readonly section: number;
  readonly kind: "sentence" | "item" | "row" | "scalar";
  readonly span: Span;
  /** Stretches of visible words within `span`: no markup, code, link target, comment. In order, never touching. */
  readonly runs: readonly Span[];
  /** Statement that introduces the list this item stands in ("The following are logged:"). */
  readonly lead: number | undefined;
  /** Table and row of a row; `row` counts body rows from 0. */
  readonly cell: { readonly table: number; readonly row: number } | undefined;
  /** YAML keys between the section's key and the scalar, outermost first. */
  readonly keys: readonly Span[];
  /** In a block quote. */
  readonly quoted: boolean;
}

export interface Table {
  readonly index: number;
  readonly section: number;
  readonly span: Span;
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Cell {
  /** Words without markup, trimmed. */
  readonly text: string;
  readonly span: Span;
}

/** A place where a document names a requirement. */
export interface Reference {
  /** The smallest span that names it: `A.5.1`; for the inner members of a range (`A.5.24–A.5.28`) the whole range. */
  readonly span: Span;
  /** As written, in the standard's form: `A.5.1`, `9.2`. */
  readonly number: string;
  readonly kind: "control" | "clause" | "group";
  readonly resolution: Resolution;
  /** Standard that the text names beside the number, if it does. */
  readonly named: StandardId | undefined;
  readonly where: "prose" | "heading" | "table" | "link" | "metadata" | "comment";
  readonly section: number;
  /** Names a requirement that some other document covers ("see POL-14 for A.5.34"), or one left out. */
  readonly elsewhere: boolean;
  /** True where the reference was spelt out of a range and does not stand in the text itself. */
  readonly implied: boolean;
}

export type Resolution =
  /** One reading; `because` says why in plain words. */
  | { readonly is: "resolved"; readonly requirement: RequirementId; readonly because: string }
  /** A number of a withdrawn edition; `successors` may be several. */
  | {
      readonly is: "outdated";
      readonly requirement: RequirementId;
      readonly successors: readonly RequirementId[];
      readonly because: string;
    }
  /** Several standards in scope hold the number and nothing decides. */
  | { readonly is: "ambiguous"; readonly candidates: readonly RequirementId[] }
  /** Written as a control, and no edition holds the number. */
  | { readonly is: "unknown"; readonly standards: readonly StandardId[] };

export interface Link {
  readonly span: Span;
  /** As written. */
  readonly target: string;
  readonly targetSpan: Span;
  /** The file it leads to; undefined where nobody can know. */
  readonly leadsTo: LinkTarget | undefined;
  readonly text: string;
  readonly section: number;
}

/** Where a relative link leads. */
export interface LinkTarget {
  /** Canonical uri of the file; that of the document itself for `#anchor`. */
  readonly uri: string;
  /** Decoded, without `#`; undefined where the link names none. */
  readonly anchor: string | undefined;
}

/** `<!-- codicil-ignore rule-id: reason -->` and its kin. */
export interface Directive {
  readonly kind: "ignore" | "ignore-next" | "ignore-file";
  readonly rules: readonly string[];
  readonly reason: string;
  readonly span: Span;
  /** What is suppressed; the whole text for `ignore-file`. */
  readonly target: Span;
  /**
   * The last day it holds: `date` is undefined where what follows `until` is no date. Where another word stands before a date,
   * `mistaken` holds both, and the span goes from the word to the date's end.
   */
  readonly until:
    | {
        readonly date: string | undefined;
        readonly span: Span;
        readonly mistaken?: { readonly word: string; readonly date: string };
      }
    | undefined;
  /** Spans of the rule ids as written. */
  readonly ruleSpans: readonly Span[];
}

export interface Metadata {
  /** The block that holds the fields, where there is one (front matter without its fences, the table, the lines). */
  readonly block: Span | undefined;
  readonly where: "front-matter" | "yaml" | "table" | "lines" | "none";
  /** The first non-empty statement of each field wins; `id`s are those of catalogs/metadata-fields.yaml. */
  readonly fields: ReadonlyMap<string, MetadataValue>;
  /** Keys that no field knows. */
  readonly unknown: readonly { readonly key: string; readonly span: Span }[];
}

export interface MetadataValue {
  readonly field: string;
  /** As written. */
  readonly key: string;
  readonly keySpan: Span;
  /** Empty and at the key's end where the field has no value. */
  readonly valueSpan: Span;
  /** Trimmed; empty where blank or an unfilled placeholder. */
  readonly text: string;
  /** ISO 8601 date (`2026-11-24`) where the field is a date that could be read. */
  readonly date: string | undefined;
  readonly where: "front-matter" | "yaml" | "table" | "line";
}

export interface DocumentProblem {
  readonly id:
    | "front-matter"
    | "merge-conflict"
    | "binary"
    | "too-large"
    | "yaml-syntax"
    | "alias-bomb"
    | "lone-surrogate";
  readonly message: string;
  readonly span: Span;
}

/** Whether a text is a policy, and of which type; always with its reasons. */
export interface Classification {
  readonly isPolicy: boolean;
  readonly type: DocumentTypeId | undefined;
  readonly kind: DocumentKind | undefined;
  readonly confidence: "declared" | "high" | "low";
  /** Plain words: "the title says “Backup policy”", "the folder is named policies". */
  readonly reasons: readonly string[];
}
