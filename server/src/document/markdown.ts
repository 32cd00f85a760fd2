import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { type Processor, unified } from "unified";
import { shift, type Span } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";
import { readFrontMatter } from "./front-matter.ts";
import { cutChunks, frontMatterEnd } from "./markdown-chunks.ts";
import { countBoldLines, type Part, type PartOptions, readParts } from "./markdown-parts.ts";
import type { DocumentProblem, Heading, Link, Statement, Table, Title } from "./model.ts";
import type { Outline, OutlineSection, RawField } from "./outline.ts";

/** What an edit did not touch is neither parsed nor placed again. */
export interface ChunkCache {
  /** Parts of chunks, by the chunk's text. */
  readonly chunks: Map<string, Chunk>;
  /** Where parts were last placed. */
  readonly placings: WeakMap<Part, Placing>;
}

export const createChunkCache = (): ChunkCache => ({ chunks: new Map(), placings: new WeakMap() });

interface Chunk {
  readonly parts: readonly Part[];
  readonly boldLines: number;
  readonly headings: number;
}

/** Where a part begins, and the numbers that its first section, statement and table have. */
interface Origin {
  readonly at: number;
  readonly section: number;
  readonly statement: number;
  readonly table: number;
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

const markdown = unified().use(remarkParse).use(remarkGfm).use(keepPositions).freeze();

/**
 * GFM finds e-mail addresses by a transform that replaces text by nodes without positions: without it every word keeps
 * its place.
 */
function keepPositions(this: Processor): void {
  const data = this.data();
  data.fromMarkdownExtensions =
    data.fromMarkdownExtensions?.flat().map((extension) => ({ ...extension, transforms: [] })) ?? [];
}

/** The one door from text to mdast: CommonMark and GFM. */
export function parseMdast(text: string): Root {
  return markdown.parse(text);
}

/** Reads a Markdown text. Never throws. */
export function readMarkdown(file: TextFile, options: MarkdownOptions, cache: ChunkCache): Outline {
  const { text } = file;
  const front = frontMatterEnd(text);
  const chunks = cutChunks(text).filter((chunk) => chunk.start >= front);
  const plain = chunks.map((chunk) => ({
    chunk,
    ...chunkOf(text.slice(chunk.start, chunk.end), false, options, cache),
  }));
  const headings = plain.reduce((sum, one) => sum + one.headings, 0);
  const bold = plain.reduce((sum, { boldLines }) => sum + boldLines, 0);
  const read =
    headings <= 1 && bold >= 2
      ? chunks.map((chunk) => ({ chunk, ...chunkOf(text.slice(chunk.start, chunk.end), true, options, cache) }))
      : plain;
  return assemble(
    file,
    read.flatMap(({ chunk, parts }) => parts.map((part) => ({ part, at: chunk.start }))),
    options.namesSection,
    cache.placings,
  );
}

function chunkOf(text: string, boldHeadings: boolean, options: MarkdownOptions, cache: ChunkCache): Chunk {
  const key = boldHeadings ? `b${text}` : text;
  const known = cache.chunks.get(key);
  if (known) {
    // Last used is last to go.
    cache.chunks.delete(key);
    cache.chunks.set(key, known);
    return known;
  }
  const tree = parseMdast(text);
  const parts = readParts(text, tree, { ...options, boldHeadings });
  const entry = { parts, boldLines: countBoldLines(tree), headings: parts.filter((part) => part.heading).length };
  cache.chunks.set(key, entry);
  if (cache.chunks.size > 20_000) cache.chunks.delete(cache.chunks.keys().next().value ?? "");
  return entry;
}

function assemble(
  file: TextFile,
  placed: readonly { part: Part; at: number }[],
  namesSection: (words: string) => boolean,
  placings: ChunkCache["placings"],
): Outline {
  const { text } = file;
  const sections = sectionsOf(placed, namesSection);
  const statements: Statement[] = [];
  const tables: Table[] = [];
  const links: Link[] = [];
  const comments: Span[] = [];
  const code: Span[] = [];
  const fields: RawField[] = [];
  for (const { part, at, section } of sections) {
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
    for (const field of part.fields) fields.push(lineField(text, shift(field.key, at), shift(field.value, at)));
  }
  const end = frontMatterEnd(text);
  const front =
    end > 0 ? readFrontMatter(text, end) : { fields: [], block: undefined, problems: [] as readonly DocumentProblem[] };
  return {
    uri: file.uri,
    version: file.version,
    format: "markdown",
    text,
    title: titleOf(sections),
    sections: sections.map(({ section }) => section),
    statements,
    tables,
    links,
    comments,
    code,
    fields: [...front.fields, ...fields],
    fieldBlock: front.block,
    problems: front.problems,
  };
}

const isSame = (a: Origin, b: Origin): boolean =>
  a.at === b.at && a.section === b.section && a.statement === b.statement && a.table === b.table;

/** A part's statements, tables and the rest at their places in the document. */
function place(part: Part, origin: Origin): Placing {
  const { at, section } = origin;
  const cells = (row: Part["tables"][number]["header"]): Table["header"] =>
    row.map((cell) => ({ text: cell.text, span: shift(cell.span, at) }));
  return {
    origin,
    tables: part.tables.map((table, i) => ({
      index: origin.table + i,
      section,
      span: shift(table.span, at),
      header: cells(table.header),
      rows: table.rows.map(cells),
    })),
    statements: part.statements.map(({ kind, span, runs, lead, table, row, quoted }, i) => ({
      index: origin.statement + i,
      section,
      kind,
      span: shift(span, at),
      runs: runs.map((run) => shift(run, at)),
      lead: lead === undefined ? undefined : origin.statement + lead,
      cell: table === undefined || row === undefined ? undefined : { table: origin.table + table, row },
      keys: [],
      quoted,
    })),
    links: part.links.map((link) => ({
      ...link,
      span: shift(link.span, at),
      targetSpan: shift(link.targetSpan, at),
      section,
    })),
    comments: part.comments.map((comment) => shift(comment, at)),
    code: part.code.map((stretch) => shift(stretch, at)),
  };
}

interface Placed {
  readonly part: Part;
  readonly at: number;
  readonly section: OutlineSection & { statements: number[]; children: number[] };
}

function sectionsOf(placed: readonly { part: Part; at: number }[], namesSection: (words: string) => boolean): Placed[] {
  const opening = placed[0]?.part.heading === undefined ? placed : [{ part: emptyPart, at: placed[0].at }, ...placed];
  const list = opening.length > 0 ? opening : [{ part: emptyPart, at: 0 }];
  const titleIndex = titlePosition(
    list.map(({ part }) => part),
    namesSection,
  );
  const parents: number[] = [];
  const result: Placed[] = list.map(({ part, at }, index) => {
    while (parents.length > 0 && (list[parents.at(-1) ?? 0]?.part.level ?? 0) >= part.level) parents.pop();
    const parent = part.heading ? parents.at(-1) : undefined;
    if (part.heading) parents.push(index);
    const span = shift(part.span, at);
    const heading: Heading | undefined = part.heading && {
      ...part.heading,
      span: shift(part.heading.span, at),
      line: shift(part.heading.line, at),
    };
    return {
      part,
      at,
      section: {
        index,
        level: part.level,
        heading,
        span,
        body: shift(part.body, at),
        outer: span,
        parent,
        children: [],
        isTitle: index === titleIndex,
        isEmpty: part.statements.length === 0,
        statements: [],
        content: part.content,
      },
    };
  });
  // From the last to the first, so that children are complete before their parents.
  for (let i = result.length - 1; i >= 0; i--) {
    const { section } = result[i] as Placed;
    if (section.parent === undefined) continue;
    const parent = result[section.parent] as Placed;
    parent.section.children.unshift(i);
    result[section.parent] = {
      ...parent,
      section: {
        ...parent.section,
        outer: { start: parent.section.outer.start, end: Math.max(parent.section.outer.end, section.outer.end) },
        isEmpty: parent.section.isEmpty && section.isEmpty,
      },
    };
  }
  return result;
}

/**
 * The first heading is the title when it stands alone above all others, or opens the text on the first level; a heading
 * such as "Purpose" only where it stands above all others.
 */
function titlePosition(parts: readonly Part[], namesSection: (words: string) => boolean): number {
  const first = parts.findIndex((part) => part.heading !== undefined && part.heading.text !== "");
  if (first < 0) return -1;
  const level = parts[first]?.level ?? 1;
  const rest = parts.slice(first + 1).filter((part) => part.heading);
  if (rest.length > 0 && rest.every((part) => part.level > level)) return first;
  if (namesSection(parts[first]?.heading?.text ?? "")) return -1;
  return level === 1 || rest.length === 0 ? first : -1;
}

function titleOf(sections: readonly Placed[]): Title | undefined {
  const heading = sections.find(({ section }) => section.isTitle)?.section.heading;
  return heading ? { text: heading.text, span: heading.span } : undefined;
}

function lineField(text: string, key: Span, value: Span): RawField {
  // A comment behind the value is not a part of it.
  const written = text.slice(value.start, value.end).replace(/\s*<!--[^]*?-->\s*$/, "");
  return {
    path: [text.slice(key.start, key.end)],
    keySpan: key,
    valueSpan: { start: value.start, end: value.start + written.length },
    text: written,
    items: [],
    where: "line",
  };
}

const nowhere: Span = { start: 0, end: 0 };
const emptyPart: Part = {
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
  content: { key: "" },
};
