import { compareSpans, contains, createCover, overlaps, shift, type Span } from "../base/span.ts";
import { keepRecent } from "../base/values.ts";
import { type Library, standardOf } from "../catalog/library.ts";
import type { Requirement, RequirementId, StandardId } from "../catalog/model.ts";
import type { Metadata, Reference, Resolution } from "./model.ts";
import type { Outline } from "./outline.ts";
import { chainStandards, type ReferenceContext, referenceContext } from "./reference-context.ts";
import { createOwnReferenceScanner, type OwnReference, type OwnReferenceScanner } from "./reference-own.ts";
import { withoutOwnNumbers } from "./reference-numbering.ts";
import { createPlaces, type Places } from "./reference-places.ts";
import type { StandardMention, WrittenReference } from "./reference-scan.ts";
import { agreed, createNameFinder, type FoundReference, isElsewhere, type Stretch } from "./reference-stretches.ts";

/** Finds and resolves the references of documents with one library. */
export interface ReferenceReader {
  read(outline: Outline, metadata: Metadata): readonly Reference[];
}

export function createReferenceReader(library: Library): ReferenceReader {
  const findNames = createNameFinder(library);
  const scanOwn = createOwnReferenceScanner(library);
  return {
    read(outline, metadata) {
      const stretches = withoutOwnNumbers(findNames(outline), outline, library);
      const inMetadata = metadataNumbers(outline, library);
      const own = scanOwn && ownNames(outline, stretches, inMetadata, scanOwn);
      if (stretches.every(isBare) && inMetadata.length + (own?.length ?? 0) === 0) return [];
      const reading: Reading = {
        places: createPlaces(outline, metadata, stretches),
        context: referenceContext(outline, metadata, stretches, inMetadata, library),
        chains: chainStandards(inMetadata, library),
        library,
      };
      const besides = [
        ...apartFrom(stretches, inMetadata).flatMap((one) => referenceOf(one, reading) ?? []),
        ...(own ?? []).map((one) => ownReference(one, reading.places, library)),
      ];
      const inText = referencesInText(stretches, reading);
      return besides.length === 0 ? inText : [...inText, ...besides].sort((a, b) => compareSpans(a.span, b.span));
    },
  };
}

const isBare = ({ names }: Stretch): boolean => names.written.length === 0;

/** What references are resolved with. */
interface Reading {
  readonly places: Places;
  readonly context: ReferenceContext;
  /** What other members of a list resolve to without doubt. */
  readonly chains: ReadonlyMap<number, StandardId>;
  readonly library: Library;
}

/** Resolves the references of each stretch, or takes those of a former version where nothing they depend on is another. */
function referencesInText(stretches: readonly Stretch[], reading: Reading): Reference[] {
  const { named, declared, hasCertain, only } = reading.context;
  const context = [[...named], declared, hasCertain, only].join(" ");
  const result: Reference[] = [];
  for (const stretch of stretches) {
    const { names, at, section } = stretch;
    if (names.written.length === 0) continue;
    const key = `${context}|${reading.places.byHeading(section ?? 0)?.join(" ") ?? ""}`;
    const isKept = section !== undefined && !reading.places.holdsFields(section);
    const known = isKept ? names.resolved.get(key) : undefined;
    const found = known ?? resolveStretch(stretch, reading);
    if (isKept && !known) keepRecent(names.resolved, key, found, 4);
    for (const one of found) result.push(placedReference(one, at, section ?? one.section));
  }
  return result;
}

/** The references of a stretch, their spans relative to its start. */
function resolveStretch({ at, names }: Stretch, { places, context, library }: Reading): Reference[] {
  const reading: Reading = { places, context, library, chains: chainStandards(names.written, library) };
  return distinct(names.written).flatMap((one) => {
    const found = referenceOf({ ...one, span: shift(one.span, at) }, reading);
    return found ? [placedReference(found, -at, found.section)] : [];
  });
}

function placedReference(one: Reference, by: number, section: number): Reference {
  const { number, kind, resolution, named, where, elsewhere, implied } = one;
  return { span: shift(one.span, by), number, kind, resolution, named, where, section, elsewhere, implied };
}

/** References to own catalogs where no word belongs to another reference. */
function ownNames(
  outline: Outline,
  stretches: readonly Stretch[],
  inMetadata: readonly WrittenReference[],
  scan: OwnReferenceScanner,
): OwnReference[] {
  const inText = stretches.flatMap(({ at, names }) => names.written.map((one) => shift(one.span, at)));
  const isHidden = createCover([...outline.code, ...outline.links.map((link) => link.targetSpan)]);
  const isWritten = createCover([...inText, ...inMetadata.map((one) => one.span)]);
  return scan(outline.text, isHidden).filter(({ span }) => !isWritten(span.start) && !isWritten(span.end - 1));
}

/** A reference to a catalog that the workspace brings along: its numbers are its own, so there is nothing to decide. */
function ownReference(
  { span, requirement, isNamed, implied }: OwnReference,
  places: Places,
  library: Library,
): Reference {
  const section = places.section(span.start);
  const name = nameOf(library, requirement.standard);
  return {
    span,
    number: requirement.number,
    kind: requirement.kind,
    resolution: {
      is: "resolved",
      requirement: requirement.id,
      because: isNamed ? `the text names ${name} beside it` : `${name} has this number`,
    },
    named: isNamed ? requirement.standard : undefined,
    where: places.where(span, section),
    section: section?.index ?? 0,
    elsewhere: isElsewhere(places.outline.text, span),
    implied,
  };
}

function referenceOf(one: FoundReference, reading: Reading): Reference | undefined {
  const { places } = reading;
  const section = places.section(one.span.start);
  const resolution = resolve(one, section?.index ?? 0, reading);
  if (!resolution) return undefined;
  return {
    span: one.span,
    number: one.number,
    kind: one.kind,
    resolution,
    named: one.named[0],
    where: places.where(one.span, section),
    section: section?.index ?? 0,
    elsewhere: one.elsewhere,
    implied: one.implied,
  };
}

/** One reading, decided by what stands nearest; undefined where it is no reference at all. */
function resolve(
  one: WrittenReference,
  section: number,
  { places, context, chains, library }: Reading,
): Resolution | undefined {
  const holders = library.byNumber(one.number).filter((requirement) => requirement.kind === one.kind);
  const within = (standards: readonly StandardId[]): Requirement | undefined =>
    standards.map((id) => holders.find((holder) => holder.standard === id)).find((holder) => holder !== undefined);
  if (one.named.length > 0) {
    const found = within(one.named);
    if (found) return settled(found, `the text names ${nameOf(library, found.standard)} beside it`, library);
    return one.kind === "control" ? unknownOrCategory(one, one.named, library) : undefined;
  }
  const heading = nearestStandard(one.span, places, section);
  if (heading) {
    const found = within(heading.standards);
    if (found) return settled(found, heading.because, library);
  }
  const current = holders.filter((holder) => library.standard(holder.standard)?.supersededBy === undefined);
  if (one.kind === "clause") return resolveClause(current, context, library);
  const only = current.length === 1 && holders.length === 1 ? current[0] : undefined;
  if (only) {
    // A lone "A.5.1" in a text that never speaks of a standard may be anything.
    return context.hasCertain || one.certain || where42(only)
      ? settled(only, `only ${nameOf(library, only.standard)} has this number`, library)
      : undefined;
  }
  if (current.length === 0) {
    const outdated = holders[0];
    if (outdated)
      return context.hasCertain || one.certain || holders.length > 0
        ? settled(outdated, `only ${nameOf(library, outdated.standard)} has this number`, library)
        : undefined;
    return context.hasCertain ? unknownOrCategory(one, [], library) : undefined;
  }
  const neighbour = chains.get(one.chain);
  const beside = neighbour === undefined ? undefined : holders.find((holder) => holder.standard === neighbour);
  if (beside) return settled(beside, `its neighbours in the list are of ${nameOf(library, beside.standard)}`, library);
  const declared =
    context.declared === undefined ? undefined : holders.find((holder) => holder.standard === context.declared);
  if (declared) return settled(declared, `the document declares ${nameOf(library, declared.standard)}`, library);
  const named = current.filter((holder) => context.named.has(holder.standard));
  const sole = named[0];
  if (sole && named.length === 1 && context.named.size === 1)
    return settled(sole, `the document names no standard but ${nameOf(library, sole.standard)}`, library);
  if (!context.hasCertain && !one.certain) return undefined;
  const alike = current.find((holder) => holder.standard === context.only);
  if (alike)
    return settled(alike, `the other numbers of the document are of ${nameOf(library, alike.standard)}`, library);
  return { is: "ambiguous", candidates: holders.map((holder) => holder.id) };
}

/** Numbers of four parts are rare enough to stand alone. */
const where42 = (requirement: Requirement): boolean => requirement.number.split(".").length >= 4;

/** Both standards share the numbers of their clauses: only words can tell, and a document's own clauses are none. */
function resolveClause(
  current: readonly Requirement[],
  context: ReferenceContext,
  library: Library,
): Resolution | undefined {
  const named = current.filter((holder) => context.named.has(holder.standard));
  const sole = named[0];
  if (!sole) return undefined;
  if (named.length === 1)
    return settled(sole, `the document names no other standard than ${nameOf(library, sole.standard)}`, library);
  const declared = current.find((holder) => holder.standard === context.declared);
  return declared
    ? settled(declared, `the document declares ${nameOf(library, declared.standard)}`, library)
    : { is: "ambiguous", candidates: named.map((holder) => holder.id) };
}

function settled(requirement: Requirement, because: string, library: Library): Resolution {
  return library.standard(requirement.standard)?.supersededBy === undefined
    ? { is: "resolved", requirement: requirement.id, because }
    : { is: "outdated", requirement: requirement.id, successors: requirement.successors, because };
}

/** `A.12.4` is no control but a category of the 2013 edition; its members' successors take its place. */
function unknownOrCategory(one: WrittenReference, named: readonly StandardId[], library: Library): Resolution {
  for (const standard of library.standards) {
    if (standard.supersededBy === undefined || (named.length > 0 && !named.includes(standard.id))) continue;
    const category = standard.groups.find((group) => group.id === one.number);
    if (!category) continue;
    const members = standard.requirements.filter((requirement) => requirement.group === category.id);
    const successors = [...new Set(members.flatMap((member) => member.successors))];
    return {
      is: "outdated",
      requirement: `${standard.id}/${category.id}`,
      successors,
      because: `it is a category of ${standard.name}`,
    };
  }
  const group = library.standards.find(
    (standard) =>
      standard.supersededBy === undefined && standard.groups.some((candidate) => candidate.id === one.number),
  );
  if (group)
    return {
      is: "resolved",
      requirement: `${group.id}/${one.number}`,
      because: `it is a group of controls of ${group.name}`,
    };
  const standards =
    named.length > 0
      ? named
      : library.standards
          .filter((standard) => standard.supersededBy === undefined && !standard.own)
          .map((standard) => standard.id);
  return { is: "unknown", standards };
}

/** The standard that the table's header, the paragraph or the nearest heading names. */
function nearestStandard(
  span: Span,
  places: Places,
  section: number,
): { standards: readonly StandardId[]; because: string } | undefined {
  const pick = (place: Span | undefined): readonly StandardId[] | undefined => place && agreed(places.mentions(place));
  const { outline } = places;
  const table = places.table(span);
  if (table) {
    const row = table.rows.find((cells) => cells.some((cell) => contains(cell.span, span)));
    const column = row?.findIndex((cell) => contains(cell.span, span)) ?? -1;
    const rowSpan = row && { start: row[0]?.span.start ?? 0, end: row.at(-1)?.span.end ?? 0 };
    const byRow = pick(rowSpan);
    if (byRow) return { standards: byRow, because: "the table row names the standard" };
    const byColumn = pick(table.header[column]?.span);
    if (byColumn) return { standards: byColumn, because: "the table's header names the standard" };
  }
  const statement = places.statement(span);
  if (statement) {
    const own = pick(statement.span);
    if (own) return { standards: own, because: "the sentence names the standard" };
    const lead = statement.lead === undefined ? undefined : pick(outline.statements[statement.lead]?.span);
    if (lead) return { standards: lead, because: "the words that introduce the list name the standard" };
  }
  const byHeading = places.byHeading(section);
  if (byHeading) return { standards: byHeading, because: "the heading names the standard" };
  const key = places.field(span);
  const byKey = key && standardsOfKey(key.path, places.allMentions());
  return byKey ? { standards: byKey, because: "the metadata key names the standard" } : undefined;
}

/** `iso27001_2022: [5.24]`: keys of several words are joined by underscores, so read the path itself. */
function standardsOfKey(
  path: readonly string[],
  mentions: readonly StandardMention[],
): readonly StandardId[] | undefined {
  const family = /(\d{5})(?:\D{0,3}(\d{4}))?/.exec(path.join(" "));
  if (!family) return undefined;
  return mentions.find((mention) => mention.standards.some((id) => id.includes(family[1] ?? "")))?.standards;
}

/** Numbers in metadata fields of requirements that are written without `A.`: `iso27001_2022: ["5.24"]`. */
function metadataNumbers(outline: Outline, library: Library): FoundReference[] {
  const found: FoundReference[] = [];
  let chain = 1_000_000;
  for (const field of outline.fields) {
    const family = /(27001|42001|annex)/i.exec(field.path.join(" "))?.[1];
    if (family === undefined || field.where === "line" || field.where === "table") continue;
    const standards = library.standards
      .filter((standard) => standard.name.includes(family))
      .map((standard) => standard.id);
    const values = field.items.length > 0 ? field.items : [{ text: field.text, span: field.valueSpan }];
    chain++;
    for (const value of values) {
      for (const match of outline.text
        .slice(value.span.start, value.span.end)
        .matchAll(/(?<![\p{L}\p{N}.])(?:a\.?)?(\d{1,2}(?:\.\d{1,2}){1,3})(?![\p{L}\p{N}]|\.\d)/giu)) {
        const number = match[1] ?? "";
        const control = library
          .byNumber(`A.${number}`)
          .some((requirement) => standards.length === 0 || standards.includes(requirement.standard));
        const clause = library.byNumber(number).length > 0;
        if (!control && !clause) continue;
        const start = value.span.start + match.index;
        const isControl = control && (/^a/i.test(match[0]) || !clause);
        const span = { start, end: start + match[0].length };
        found.push({
          span,
          number: isControl ? `A.${number}` : number,
          kind: isControl ? "control" : "clause",
          named: standards,
          chain,
          implied: false,
          certain: true,
          elsewhere: isElsewhere(outline.text, span),
        });
      }
    }
  }
  return found;
}

/** Each once, in order; of two that share words the first stays, and numbers that a range implies stay with it. */
function distinct(written: readonly FoundReference[]): FoundReference[] {
  const seen = new Set<string>();
  const kept: FoundReference[] = [];
  let end = -1;
  for (const one of written) {
    const key = keyOf(one);
    if (seen.has(key) || (one.span.start < end && !one.implied)) continue;
    seen.add(key);
    kept.push(one);
    if (!one.implied) end = Math.max(end, one.span.end);
  }
  return kept.sort((a, b) => compareSpans(a.span, b.span));
}

/** Numbers in metadata that share no words with references in the text, nor with each other; these are few. */
function apartFrom(stretches: readonly Stretch[], inMetadata: readonly FoundReference[]): FoundReference[] {
  const kept: FoundReference[] = [];
  for (const one of inMetadata) {
    const around = stretches.filter(
      ({ at }, i) => at < one.span.end && one.span.start < (stretches[i + 1]?.at ?? Infinity),
    );
    const inText = around.flatMap(({ at, names }) =>
      distinct(names.written).map((found) => ({ ...found, span: shift(found.span, at) })),
    );
    const isTaken = inText.some((found) => !found.implied && overlaps(found.span, one.span));
    if (isTaken || [...inText, ...kept].some((found) => keyOf(found) === keyOf(one))) continue;
    if (!kept.some((other) => !other.implied && overlaps(other.span, one.span))) kept.push(one);
  }
  return kept;
}

const keyOf = ({ span, number }: WrittenReference): string => `${span.start}:${span.end}:${number}`;

const nameOf = (library: Library, id: StandardId | RequirementId): string =>
  library.standard(id.includes("/") ? standardOf(id) : id)?.name ?? id;
