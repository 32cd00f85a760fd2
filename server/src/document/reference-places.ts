import { contains, createCover, lastStartingBy, type Span, union } from "../base/span.ts";
import { once } from "../base/values.ts";
import type { StandardId } from "../catalog/model.ts";
import { itemsWithin } from "./lookup.ts";
import type { Metadata, Reference, Statement, Table } from "./model.ts";
import type { Outline, OutlineSection, RawField } from "./outline.ts";
import type { StandardMention } from "./reference-scan.ts";
import { agreed, placedMentions, type Stretch } from "./reference-stretches.ts";

/** Answers what stands around a place in a document, each in a logarithm of its length. */
export interface Places {
  readonly outline: Outline;
  section(offset: number): OutlineSection | undefined;
  table(span: Span): Table | undefined;
  statement(span: Span): Statement | undefined;
  /** The metadata field whose value holds a place. */
  field(span: Span): RawField | undefined;
  /** True where metadata stand in a section. */
  holdsFields(section: number): boolean;
  /** Standards that are named within a place, in order. */
  mentions(place: Span): readonly StandardMention[];
  allMentions(): readonly StandardMention[];
  /** The standard that the nearest heading above names, a section's own first; a title does not count. */
  byHeading(section: number): readonly StandardId[] | undefined;
  where(span: Span, section: OutlineSection | undefined): Reference["where"];
}

export function createPlaces(outline: Outline, metadata: Metadata, stretches: readonly Stretch[]): Places {
  const { sections, tables, statements, fields } = outline;
  const named = once(() => placedMentions(stretches).map((mention) => ({ span: mention, mention })));
  const isInField = once(() =>
    createCover(fields.flatMap((field) => [field.valueSpan, ...field.items.map((item) => item.span)])),
  );
  const isInKeyedField = once(() =>
    createCover(fields.filter((field) => field.where !== "line").map((field) => field.valueSpan)),
  );
  const isComment = once(() => createCover(outline.comments));
  const isLink = (offset: number, section: OutlineSection | undefined): boolean =>
    itemsWithin(outline.links, section?.span ?? { start: 0, end: outline.text.length }).some(
      ({ span }) => span.start <= offset && offset < span.end,
    );
  const headings = once(() => headingStandards(outline, stretches, (place) => places.mentions(place)));
  const withFields = once(() =>
    sectionsWith([...fields.map(wholeOf), ...(metadata.block ? [metadata.block] : [])], sections),
  );
  const list = metadata.fields.get("references")?.valueSpan;
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
      isInField()(span.start)
        ? fields.find(
            (field) => contains(field.valueSpan, span) || field.items.some((item) => contains(item.span, span)),
          )
        : undefined,
    holdsFields: (section) => withFields().has(section),
    mentions: (place) =>
      named()
        .slice(lastStartingBy(named(), place.start - 1) + 1, lastStartingBy(named(), place.end) + 1)
        .filter(({ span }) => contains(place, span))
        .map(({ mention }) => mention),
    allMentions: () => named().map(({ mention }) => mention),
    byHeading: (section) => headings()[section],
    where(span, section) {
      if (isInKeyedField()(span.start) && !isInSentence(span)) return "metadata";
      if (metadata.block && contains(metadata.block, span) && outline.format === "markdown") return "metadata";
      if (isComment()(span.start)) return "comment";
      if (section?.heading && contains(section.heading.line, span)) return "heading";
      if (isLink(span.start, section)) return "link";
      return places.table(span) ? "table" : "prose";
    },
  };
  return places;
}

/** By section. In YAML a heading may stand apart from what it heads, so it is looked up where it stands. */
function headingStandards(
  { format, sections }: Outline,
  stretches: readonly Stretch[],
  mentionsIn: Places["mentions"],
): readonly (readonly StandardId[] | undefined)[] {
  const known = new Map(stretches.map(({ section, names }) => [section, names.byHeading]));
  const result: (readonly StandardId[] | undefined)[] = [];
  for (const { index, parent, isTitle, heading } of sections) {
    const own = format === "yaml" ? heading && agreed(mentionsIn(heading.line)) : known.get(index);
    const above = parent === undefined ? undefined : result[parent];
    result.push((isTitle ? undefined : own) ?? above);
  }
  return result;
}

/** Indices of the sections that some spans reach into. */
function sectionsWith(spans: readonly Span[], sections: readonly OutlineSection[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { start, end } of spans) {
    const last = lastStartingBy(sections, end);
    for (let i = Math.max(0, lastStartingBy(sections, start)); i <= last; i++) found.add(i);
  }
  return found;
}

/** A field with its key. */
const wholeOf = ({ keySpan, valueSpan, items }: RawField): Span =>
  items.map((item) => item.span).reduce(union, union(keySpan, valueSpan));
