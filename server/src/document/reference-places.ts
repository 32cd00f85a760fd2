import { contains, createCover, lastStartingBy, type Span } from "../base/span.ts";
import type { Metadata, Reference, Statement, Table } from "./model.ts";
import type { Outline, OutlineSection, RawField } from "./outline.ts";
import type { StandardMention } from "./reference-scan.ts";

/** Answers what stands around a place in a document, each in a logarithm of its length. */
export interface Places {
  readonly outline: Outline;
  section(offset: number): OutlineSection | undefined;
  table(span: Span): Table | undefined;
  statement(span: Span): Statement | undefined;
  /** The metadata field whose value holds a place. */
  field(span: Span): RawField | undefined;
  /** Standards that are named within a place, in order. */
  mentions(place: Span): readonly StandardMention[];
  where(span: Span, section: OutlineSection | undefined): Reference["where"];
}

export function createPlaces(outline: Outline, metadata: Metadata, mentions: readonly StandardMention[]): Places {
  const { sections, tables, statements, fields } = outline;
  const named = mentions.map((mention) => ({ span: mention, mention }));
  const isInField = createCover(fields.flatMap((field) => [field.valueSpan, ...field.items.map((item) => item.span)]));
  const isInKeyedField = createCover(fields.filter((field) => field.where !== "line").map((field) => field.valueSpan));
  const list = metadata.fields.get("references")?.valueSpan;
  const isComment = createCover(outline.comments);
  const isLink = createCover(outline.links.map((link) => link.span));
  const holding = <T extends { readonly span: Span }>(items: readonly T[], span: Span): T | undefined => {
    const found = items[lastStartingBy(items, span.start)];
    return found && contains(found.span, span) ? found : undefined;
  };
  /** A key of a YAML policy may hold a sentence, or a list of them, as well as a value. */
  const isInSentence = (span: Span): boolean => {
    if (outline.format !== "yaml" || (list && contains(list, span))) return false;
    const sentence = places.statement(span)?.span;
    return sentence !== undefined && /\p{L}{2}\s+\p{L}{2}/u.test(outline.text.slice(sentence.start, span.start));
  };
  const places: Places = {
    outline,
    section: (offset) => sections[Math.max(0, lastStartingBy(sections, offset))],
    table: (span) => holding(tables, span),
    statement: (span) => holding(statements, span),
    field: (span) =>
      isInField(span.start)
        ? fields.find(
            (field) => contains(field.valueSpan, span) || field.items.some((item) => contains(item.span, span)),
          )
        : undefined,
    mentions: (place) =>
      named
        .slice(lastStartingBy(named, place.start - 1) + 1, lastStartingBy(named, place.end) + 1)
        .filter(({ span }) => contains(place, span))
        .map(({ mention }) => mention),
    where(span, section) {
      if (isInKeyedField(span.start) && !isInSentence(span)) return "metadata";
      if (metadata.block && contains(metadata.block, span) && outline.format === "markdown") return "metadata";
      if (isComment(span.start)) return "comment";
      if (section?.heading && contains(section.heading.line, span)) return "heading";
      if (isLink(span.start)) return "link";
      return places.table(span) ? "table" : "prose";
    },
  };
  return places;
}
