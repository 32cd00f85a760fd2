import { contains, createCover, type Span } from "../base/span.ts";
import { type Library, standardOf } from "../catalog/library.ts";
import type { Requirement, RequirementId, StandardId } from "../catalog/model.ts";
import type { Metadata, Reference, Resolution } from "./model.ts";
import type { Outline } from "./outline.ts";
import { createOwnReferenceScanner, type OwnReference, type OwnReferenceScanner } from "./reference-own.ts";
import { withoutOwnNumbers } from "./reference-numbering.ts";
import { createPlaces, type Places } from "./reference-places.ts";
import type { StandardMention, WrittenReference } from "./reference-scan.ts";
import { createNameFinder, type FoundReference, isElsewhere } from "./reference-stretches.ts";

/** Finds and resolves the references of documents with one library. */
export interface ReferenceReader {
  read(outline: Outline, metadata: Metadata): readonly Reference[];
}

export function createReferenceReader(library: Library): ReferenceReader {
  const findNames = createNameFinder(library);
  const scanOwn = createOwnReferenceScanner(library);
  return {
    read(outline, metadata) {
      const { mentions, written: all } = findNames(outline);
      const inText = withoutOwnNumbers(all, outline, mentions.length > 0, library);
      const inMetadata = metadataNumbers(outline, library);
      const written = [...inText, ...inMetadata];
      const own = scanOwn && ownNames(outline, written, scanOwn);
      if (written.length + (own?.length ?? 0) === 0) return [];
      const places = createPlaces(outline, metadata, mentions);
      const context = documentContext(outline, metadata, mentions, written, library);
      const found = distinct(inText, inMetadata)
        .map((one) => referenceOf(one, places, context, library))
        .filter((reference) => reference !== undefined);
      if (!own) return found;
      return [...found, ...own.map((one) => ownReference(one, places, library))].sort(
        (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
      );
    },
  };
}

/** References to own catalogs where no word belongs to another reference. */
function ownNames(outline: Outline, written: readonly WrittenReference[], scan: OwnReferenceScanner): OwnReference[] {
  const isHidden = createCover([...outline.code, ...outline.links.map((link) => link.targetSpan)]);
  const isWritten = createCover(written.map((one) => one.span));
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

interface Context {
  readonly mentions: readonly StandardMention[];
  /** Standards that the document names anywhere, current editions where it names no edition. */
  readonly named: ReadonlySet<StandardId>;
  /** The standard that metadata or title declare. */
  readonly declared: StandardId | undefined;
  /** What other members of a list resolve to without doubt. */
  readonly chains: ReadonlyMap<number, StandardId>;
  readonly hasCertain: boolean;
  /** The one standard that has every number that only one has, in a document that names none. */
  readonly only: StandardId | undefined;
}

function documentContext(
  outline: Outline,
  metadata: Metadata,
  mentions: readonly StandardMention[],
  written: readonly WrittenReference[],
  library: Library,
): Context {
  const named = new Set(mentions.map((mention) => mention.standards[0]).filter((id) => id !== undefined));
  const near = (span: Span | undefined): StandardId | undefined => {
    if (!span) return undefined;
    const found = new Set(mentions.filter((mention) => contains(span, mention)).map((mention) => mention.standards[0]));
    return found.size === 1 ? [...found][0] : undefined;
  };
  const declared =
    near(metadata.fields.get("references")?.valueSpan) ??
    near(outline.title?.span) ??
    near(metadata.fields.get("title")?.valueSpan);
  const chains = new Map<number, StandardId>();
  const torn = new Set<number>();
  for (const one of written) {
    const holders = new Set(currentHolders(one.number, library).map((requirement) => requirement.standard));
    const only = holders.size === 1 ? [...holders][0] : undefined;
    if (only === undefined || one.kind === "clause") continue;
    if (chains.has(one.chain) && chains.get(one.chain) !== only) torn.add(one.chain);
    chains.set(one.chain, only);
  }
  for (const chain of torn) chains.delete(chain);
  const hasCertain =
    mentions.length > 0 ||
    written.some((one) => one.certain && one.kind === "control") ||
    written.filter((one) => currentHolders(one.number, library).length > 0).length >= 2;
  const sole = new Set(
    written.flatMap((one) => {
      const holders = currentHolders(one.number, library);
      return one.kind === "control" && holders.length === 1 ? [holders[0]?.standard] : [];
    }),
  );
  const only = mentions.length === 0 && sole.size === 1 ? [...sole][0] : undefined;
  return { mentions, named, declared, chains, hasCertain, only };
}

function referenceOf(one: FoundReference, places: Places, context: Context, library: Library): Reference | undefined {
  const section = places.section(one.span.start);
  const resolution = resolve(one, places, section?.index ?? 0, context, library);
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
  places: Places,
  section: number,
  context: Context,
  library: Library,
): Resolution | undefined {
  const holders = library.byNumber(one.number).filter((requirement) => requirement.kind === one.kind);
  const within = (standards: readonly StandardId[]): Requirement | undefined =>
    standards.map((id) => holders.find((holder) => holder.standard === id)).find((holder) => holder !== undefined);
  if (one.named.length > 0) {
    const found = within(one.named);
    if (found) return settled(found, `the text names ${nameOf(library, found.standard)} beside it`, library);
    return one.kind === "control" ? unknownOrCategory(one, one.named, library) : undefined;
  }
  const heading = nearestStandard(one.span, places, section, context);
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
  const neighbour = context.chains.get(one.chain);
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
function resolveClause(current: readonly Requirement[], context: Context, library: Library): Resolution | undefined {
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
  { mentions }: Context,
): { standards: readonly StandardId[]; because: string } | undefined {
  const pick = (place: Span | undefined): readonly StandardId[] | undefined => {
    if (!place) return undefined;
    const found = places.mentions(place);
    const first = found[0];
    return first && found.every((mention) => mention.standards[0] === first.standards[0]) ? first.standards : undefined;
  };
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
  for (let at = outline.sections[section]; at; at = at.parent === undefined ? undefined : outline.sections[at.parent]) {
    const byHeading = at.isTitle ? undefined : pick(at.heading?.line);
    if (byHeading) return { standards: byHeading, because: "the heading names the standard" };
  }
  const key = places.field(span);
  const byKey = key && standardsOfKey(key.path, mentions);
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

/**
 * Each once, in order; of two that share words the first found stays.
 * @param inText      in order of their places
 * @param inMetadata  few
 */
function distinct(inText: readonly FoundReference[], inMetadata: readonly FoundReference[]): FoundReference[] {
  const seen = new Set<string>();
  const kept: FoundReference[] = [];
  const take = (one: FoundReference, isTaken: boolean): boolean => {
    const key = `${one.span.start}:${one.span.end}:${one.number}`;
    if (seen.has(key) || (isTaken && !one.implied)) return false;
    seen.add(key);
    kept.push(one);
    return !one.implied;
  };
  let end = -1;
  for (const one of inText) if (take(one, one.span.start < end)) end = Math.max(end, one.span.end);
  const isInText = createCover(kept.filter((one) => !one.implied).map((one) => one.span));
  const others: FoundReference[] = [];
  for (const one of inMetadata) {
    const isTaken =
      isInText(one.span.start) ||
      isInText(one.span.end - 1) ||
      others.some((other) => other.span.start < one.span.end && one.span.start < other.span.end);
    if (take(one, isTaken)) others.push(one);
  }
  return kept.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function currentHolders(number: string, library: Library): Requirement[] {
  return library
    .byNumber(number)
    .filter((requirement) => library.standard(requirement.standard)?.supersededBy === undefined);
}

const nameOf = (library: Library, id: StandardId | RequirementId): string =>
  library.standard(id.includes("/") ? standardOf(id) : id)?.name ?? id;
