import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { type Processor, unified } from "unified";
import { shift, type Span } from "../base/span.ts";
import { detached, type TextFile } from "../base/text.ts";
import { keepRecent } from "../base/values.ts";
import { readFrontMatter } from "./front-matter.ts";
import { type Cut, cutAgain } from "./markdown-chunks.ts";
import { countBoldLines, titleInBold } from "./markdown-bold.ts";
import { type Part, type PartOptions, readParts } from "./markdown-parts.ts";
import type { DocumentProblem, Heading, Link, Statement, Table, Title } from "./model.ts";
import { SectionContent } from "./section-content.ts";
import type { Outline, OutlineSection, RawField } from "./outline.ts";
import { type Origin, PlacedLink, PlacedStatement, PlacedTable } from "./placed.ts";

/** What each document was last read as, by uri: what an edit did not touch is neither parsed nor placed again. */
export type MarkdownCache = Map<string, Reading>;

export const createMarkdownCache = (): MarkdownCache => new Map();

/** A version of a document: its chunks, and what was read of each. */
interface Reading {
  readonly cut: Cut;
  readonly pieces: readonly Piece[];
}

interface Piece {
  readonly text: string;
  readonly plain: Chunk;
  /** Read with lines in bold as headings; once it was asked for. */
  bold: Chunk | undefined;
  /** Where its parts stand; those of a former version until they are placed anew. */
  readonly placings: Map<Part, Placing>;
}

interface Chunk {
  readonly parts: readonly Part[];
  readonly boldLines: number;
  readonly headings: number;
}

interface Placing {
  readonly origin: Origin;
  readonly tables: readonly Table[];
  readonly statements: readonly Statement[];
  readonly links: readonly Link[];
  readonly comments: readonly Span[];
  readonly code: readonly Span[];
}

export type MarkdownOptions = Omit<PartOptions, "boldHeadings">;

const markdown = unified().use(remarkParse).use(remarkGfm).use(keepPositions).use(passOverEmails).freeze();

/**
 * GFM finds e-mail addresses by a transform that replaces text by nodes without positions: without it every word keeps
 * its place.
 */
function keepPositions(this: Processor): void {
  const data = this.data();
  data.fromMarkdownExtensions =
    data.fromMarkdownExtensions?.flat().map((extension) => ({ ...extension, transforms: [] })) ?? [];
}

/**
 * GFM looks for an e-mail address at each letter, which takes a quarter to a half of the parsing: here an address is text like any
 * other.
 */
function passOverEmails(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = data.micromarkExtensions?.map(({ text = {}, ...extension }) => ({
    ...extension,
    text: Object.fromEntries(
      Object.entries(text).map(([code, constructs = []]) => [
        code,
        [constructs].flat().filter(({ name }) => name !== "emailAutolink"),
      ]),
    ),
  }));
}

/** The one door from text to mdast: CommonMark and GFM. */
export function parseMdast(text: string): Root {
  return markdown.parse(text);
}

/** Reads a Markdown text. Never throws. */
export function readMarkdown(file: TextFile, options: MarkdownOptions, cache: MarkdownCache): Outline {
  const { text } = file;
  const before = cache.get(file.uri);
  const cut = cutAgain(text, before?.cut);
  const pieces = piecesOf(cut, before?.pieces ?? [], options);
  keepRecent(cache, file.uri, { cut, pieces }, 2_000);
  const headings = pieces.reduce((sum, { plain }) => sum + plain.headings, 0);
  const bold = pieces.reduce((sum, { plain }) => sum + plain.boldLines, 0);
  const placed = pieces.flatMap((piece, i) => {
    const chunk = cut.chunks[i] as Span;
    const { parts } = headings <= 1 && bold >= 2 ? (piece.bold ??= readChunk(piece.text, true, options)) : piece.plain;
    return parts.map((part): PlacedPart => ({ part, at: chunk.start, placings: piece.placings }));
  });
  return assemble(file, cut.front, placed, options.namesSection);
}

/** The chunks of a version, each read unless the version before holds it. */
function piecesOf(
  { text, front, chunks, head, tail }: Cut,
  before: readonly Piece[],
  options: MarkdownOptions,
): Piece[] {
  const edited = new Map(
    before.slice(head, before.length - tail).flatMap((piece) => (piece.plain === nothing ? [] : [[piece.text, piece]])),
  );
  const middle = chunks.slice(head, chunks.length - tail).map(({ start, end }): Piece => {
    const written = detached(text.slice(start, end));
    // Front matter is no Markdown.
    if (start < front) return { text: written, plain: nothing, bold: nothing, placings: new Map() };
    const known = edited.get(written);
    const plain = known?.plain ?? readChunk(written, false, options);
    return { text: written, plain, bold: known?.bold, placings: new Map() };
  });
  return [...before.slice(0, head), ...middle, ...before.slice(before.length - tail)];
}

function readChunk(text: string, boldHeadings: boolean, options: MarkdownOptions): Chunk {
  const tree = parseMdast(text);
  const parts = readParts(text, tree, { ...options, boldHeadings });
  return { parts, boldLines: countBoldLines(tree), headings: parts.filter((part) => part.heading).length };
}

interface PlacedPart {
  readonly part: Part;
  readonly at: number;
  readonly placings: Map<Part, Placing>;
}

function assemble(
  file: TextFile,
  front: number,
  placed: readonly PlacedPart[],
  namesSection: (words: string) => boolean,
): Outline {
  const { text } = file;
  const first = placed.find(({ part }) => part.heading);
  const bold = first && titleInBold(text, { start: front, end: first.at + first.part.span.start });
  const sections = sectionsOf(placed, namesSection, bold !== undefined);
  const statements: Statement[] = [];
  const tables: Table[] = [];
  const links: Link[] = [];
  const comments: Span[] = [];
  const code: Span[] = [];
  const fields: RawField[] = [];
  for (const { part, at, placings, section } of sections) {
    const origin = { at, section: section.index, statement: statements.length, table: tables.length };
    const known = placings.get(part);
    const placing = known && isSame(known.origin, origin) ? known : place(part, origin);
    placings.set(part, placing);
    // One by one: a text may hold more than a call takes arguments.
    for (const table of placing.tables) tables.push(table);
    for (const statement of placing.statements) {
      section.statements.push(statement.index);
      statements.push(statement);
    }
    for (const link of placing.links) links.push(link);
    for (const comment of placing.comments) comments.push(comment);
    for (const stretch of placing.code) code.push(stretch);
    for (const field of part.fields)
      fields.push(lineField(text, shift(field.key, at), shift(field.value, at), field.name));
  }
  const opening =
    front > 0
      ? readFrontMatter(text.slice(0, front))
      : { fields: [], block: undefined, problems: [] as readonly DocumentProblem[] };
  return {
    uri: file.uri,
    version: file.version,
    format: "markdown",
    text,
    title: titleOf(sections) ?? bold,
    sections: sections.map(({ section }) => section),
    statements,
    tables,
    links,
    comments,
    code,
    fields: [...opening.fields, ...fields],
    fieldBlock: opening.block,
    problems: opening.problems,
  };
}

const isSame = (a: Origin, b: Origin): boolean =>
  a.at === b.at && a.section === b.section && a.statement === b.statement && a.table === b.table;

/** A part's statements, tables and the rest at their places in the document. */
function place(part: Part, origin: Origin): Placing {
  return {
    origin,
    tables: part.tables.map((own, i) => new PlacedTable(own, origin, origin.table + i)),
    statements: part.statements.map((own, i) => new PlacedStatement(own, origin, origin.statement + i)),
    links: part.links.map((own) => new PlacedLink(own, origin)),
    comments: part.comments.map((comment) => shift(comment, origin.at)),
    code: part.code.map((stretch) => shift(stretch, origin.at)),
  };
}

interface Placed extends PlacedPart {
  readonly section: OutlineSection & { statements: number[] };
}

function sectionsOf(
  placed: readonly PlacedPart[],
  namesSection: (words: string) => boolean,
  hasBoldTitle: boolean,
): Placed[] {
  const [first] = placed;
  const list = first && !first.part.heading ? placed : [emptyAt(first?.at ?? 0), ...placed];
  const titleIndex = titlePosition(
    list.map(({ part }) => part),
    namesSection,
    hasBoldTitle,
  );
  const above: number[] = [];
  const parents = list.map(({ part }, index) => {
    while (above.length > 0 && (list[above.at(-1) ?? 0]?.part.level ?? 0) >= part.level) above.pop();
    const parent = part.heading ? above.at(-1) : undefined;
    if (part.heading) above.push(index);
    return parent;
  });
  const children = list.map((): number[] => []);
  for (const [i, parent] of parents.entries()) if (parent !== undefined) children[parent]?.push(i);
  const ends = list.map(({ part, at }) => at + part.span.end);
  const isEmpty = list.map(({ part }) => part.statements.length === 0);
  // From the last to the first, so that children are complete before their parents.
  for (let i = list.length - 1; i >= 0; i--) {
    const parent = parents[i];
    if (parent === undefined) continue;
    ends[parent] = Math.max(ends[parent] ?? 0, ends[i] ?? 0);
    isEmpty[parent] &&= isEmpty[i] ?? true;
  }
  return list.map(({ part, at, placings }, index) => {
    const span = shift(part.span, at);
    const heading: Heading | undefined = part.heading && {
      ...part.heading,
      span: shift(part.heading.span, at),
      line: shift(part.heading.line, at),
    };
    return {
      part,
      at,
      placings,
      section: {
        index,
        level: part.level,
        heading,
        span,
        body: shift(part.body, at),
        outer: { start: span.start, end: ends[index] ?? span.end },
        parent: parents[index],
        children: children[index] ?? [],
        isTitle: index === titleIndex,
        isEmpty: isEmpty[index] ?? true,
        statements: [],
        content: part.content,
      },
    };
  });
}

/**
 * The first heading is the title when it stands alone above all others, or opens the text on the first level; a heading
 * such as "Purpose" only where it stands above all others. Under a title in bold, only a heading above all others is one.
 */
function titlePosition(
  parts: readonly Part[],
  namesSection: (words: string) => boolean,
  hasBoldTitle: boolean,
): number {
  const first = parts.findIndex((part) => part.heading !== undefined && part.heading.text !== "");
  if (first < 0) return -1;
  const level = parts[first]?.level ?? 1;
  const rest = parts.slice(first + 1).filter((part) => part.heading);
  const isSection = namesSection(parts[first]?.heading?.text ?? "");
  if (rest.length > 0 && rest.every((part) => part.level > level) && !(hasBoldTitle && isSection)) return first;
  if (isSection || hasBoldTitle) return -1;
  // "**Access policy**", "**Purpose**", …: nothing stands between the title and the first of its sections.
  const isBare =
    parts[first]?.statements.length === 0 && rest[0]?.level === level && namesSection(rest[0].heading?.text ?? "");
  return level === 1 || rest.length === 0 || isBare ? first : -1;
}

function titleOf(sections: readonly Placed[]): Title | undefined {
  const heading = sections.find(({ section }) => section.isTitle)?.section.heading;
  return heading ? { text: heading.text, span: heading.span } : undefined;
}

function lineField(text: string, key: Span, value: Span, name = text.slice(key.start, key.end)): RawField {
  // A comment behind the value is not a part of it.
  const written = text.slice(value.start, value.end).replace(/\s*<!--[^]*?-->\s*$/, "");
  return {
    path: [name],
    keySpan: key,
    valueSpan: { start: value.start, end: value.start + written.length },
    text: written,
    items: [],
    where: "line",
  };
}

const nothing: Chunk = { parts: [], boldLines: 0, headings: 0 };
const nowhere: Span = { start: 0, end: 0 };
const emptyPart: Omit<Part, "content"> = {
  level: 0,
  heading: undefined,
  span: nowhere,
  body: nowhere,
  statements: [],
  tables: [],
  links: [],
  comments: [],
  code: [],
  fields: [],
};

const emptyAt = (at: number): PlacedPart => ({
  part: { ...emptyPart, content: new SectionContent("") },
  at,
  placings: new Map(),
});
