import type {
  Blockquote,
  Code,
  Heading as HeadingNode,
  List,
  ListItem,
  Paragraph,
  Root,
  RootContent,
  Table as TableNode,
} from "mdast";
import { compareSpans, type Span, trimSpan } from "../base/span.ts";
import { boldOnly } from "./markdown-bold.ts";
import { fieldsIn, type PartField } from "./markdown-fields.ts";
import { headingOf } from "./markdown-headings.ts";
import type { ControlLineReader } from "./control-lines.ts";
import type { LinkFinder } from "./link-target.ts";
import { commentsIn, type InlineLink, linkOf, readInline, spanOf } from "./markdown-inline.ts";
import type { Cell, Heading, Link } from "./model.ts";
import { SectionContent } from "./section-content.ts";
import { splitSentences } from "./sentences.ts";

/**
 * One heading with what stands below it up to the next heading, read from one chunk of a Markdown text. All spans are
 * relative to the chunk, so a part can serve every version of the document that holds the same chunk.
 */
export interface Part {
  readonly level: number;
  readonly heading: Heading | undefined;
  readonly span: Span;
  readonly body: Span;
  readonly statements: readonly PartStatement[];
  readonly tables: readonly PartTable[];
  readonly links: readonly PartLink[];
  readonly comments: readonly Span[];
  readonly code: readonly Span[];
  readonly fields: readonly PartField[];
  readonly content: SectionContent;
}

/** A statement; `lead` and `table` count within the part. */
export interface PartStatement {
  readonly kind: "sentence" | "item" | "row";
  readonly span: Span;
  readonly runs: readonly Span[];
  readonly lead: number | undefined;
  readonly table: number | undefined;
  readonly row: number | undefined;
  readonly quoted: boolean;
}

export interface PartTable {
  readonly span: Span;
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A link, and where it leads from the document that the part is of. */
export type PartLink = Omit<Link, "section">;

export interface PartOptions {
  readonly abbreviations: ReadonlySet<string>;
  /** Paragraphs that are nothing but bold words act as headings. */
  readonly boldHeadings: boolean;
  /** Words that name a section: such a bold line acts as a heading in every text. */
  readonly namesSection: (words: string) => boolean;
  readonly leadsTo: LinkFinder;
  readonly readControlLine: ControlLineReader;
}

/** Reads the parts of one chunk. */
export function readParts(chunk: string, tree: Root, options: PartOptions): Part[] {
  const reader = new PartReader(chunk, options);
  for (const node of tree.children) reader.block(node, { quoted: false, lead: undefined });
  return reader.finish();
}

interface Context {
  readonly quoted: boolean;
  readonly lead: number | undefined;
}

interface Draft {
  level: number;
  heading: Heading | undefined;
  start: number;
  bodyStart: number;
  statements: PartStatement[];
  tables: PartTable[];
  links: InlineLink[];
  comments: Span[];
  code: Span[];
  fields: PartField[];
}

class PartReader {
  readonly #text: string;
  readonly #options: PartOptions;
  readonly #parts: Part[] = [];
  #draft: Draft = newDraft(0, undefined, 0, 0);

  constructor(text: string, options: PartOptions) {
    this.#text = text;
    this.#options = options;
  }

  finish(): Part[] {
    this.#close(this.#text.length);
    return this.#parts;
  }

  block(node: RootContent, context: Context): void {
    switch (node.type) {
      case "heading":
        this.#heading(node, node.depth);
        break;
      case "paragraph":
        if (this.#options.boldHeadings && boldOnly(node)) this.#heading(node, 2);
        else if (boldOnly(node) && this.#options.namesSection(this.#wordsOf(node))) this.#heading(node, deepest);
        else this.#paragraph(node, "sentence", context);
        break;
      case "list":
        this.#list(node, context);
        break;
      case "blockquote":
        this.#quote(node, context);
        break;
      case "table":
        this.#table(node, context);
        break;
      case "code":
        if (isIndented(this.#text, node) && isOutline(node.value)) this.#indented(node, context);
        else this.#draft.code.push(spanOf(node));
        break;
      case "html":
        this.#draft.comments.push(...commentsIn(this.#text, spanOf(node)));
        break;
      case "definition":
        this.#draft.links.push(linkOf(this.#text, spanOf(node), node.url, []));
        break;
      case "footnoteDefinition":
        for (const child of node.children) this.block(child, context);
        break;
      default:
        break;
    }
  }

  #close(end: number): void {
    const draft = this.#draft;
    if (draft.heading === undefined && draft.start === end) return;
    const span = { start: draft.start, end };
    const { level, heading, statements, tables, links, comments, code, fields } = draft;
    const content = new SectionContent(this.#text.slice(span.start, span.end));
    this.#parts.push({
      level,
      heading,
      span,
      body: { start: draft.bodyStart, end },
      statements,
      tables,
      links: links
        .sort((a, b) => compareSpans(a.span, b.span))
        .map((link) => ({ ...link, leadsTo: this.#options.leadsTo(link.target) })),
      comments,
      code,
      fields,
      content,
    });
  }

  #heading(node: HeadingNode | Paragraph, level: number): void {
    const line = spanOf(node);
    this.#close(line.start);
    const runs: Span[] = [];
    this.#draft = newDraft(level, undefined, line.start, line.end);
    readInline(node.children, this.#text, runs, this.#draft);
    this.#draft.heading = headingOf(this.#text, runs, line);
  }

  #wordsOf(node: Paragraph): string {
    const at = spanOf(node);
    return this.#text.slice(at.start, at.end).replace(/[*_:]/g, "").trim();
  }

  #quote(node: Blockquote, context: Context): void {
    for (const child of node.children) this.block(child, { ...context, quoted: true });
  }

  /** @returns index of the last statement of the paragraph, if it has one */
  #paragraph(node: Paragraph, kind: "sentence" | "item", context: Context): number | undefined {
    const runs: Span[] = [];
    readInline(node.children, this.#text, runs, this.#draft);
    this.#draft.fields.push(...fieldsIn(node, this.#text, this.#options.readControlLine));
    const pieces = this.#pieces(node);
    const statements = this.#draft.statements;
    const first = statements.length;
    for (const piece of pieces) {
      for (const span of splitSentences(this.#text, piece, this.#options.abbreviations)) {
        const own = clip(runs, span);
        if (!own.some((run) => /[\p{L}\p{N}]/u.test(this.#text.slice(run.start, run.end)))) continue;
        // A label such as "Backups." introduces the sentences that follow it in its item.
        const label = kind === "item" && statements.length > first ? first : known(context.lead, first);
        statements.push({
          kind,
          span,
          runs: own,
          lead: label,
          table: undefined,
          row: undefined,
          quoted: context.quoted,
        });
      }
    }
    return statements.length > first ? statements.length - 1 : undefined;
  }

  /** Hard line breaks end a sentence. */
  #pieces(node: Paragraph): Span[] {
    const whole = spanOf(node);
    const pieces: Span[] = [];
    let start = whole.start;
    for (const child of node.children) {
      if (child.type !== "break") continue;
      const at = spanOf(child);
      pieces.push({ start, end: at.start });
      start = at.end;
    }
    pieces.push({ start, end: whole.end });
    return pieces;
  }

  #list(list: List, context: Context): void {
    const before = this.#draft.statements.length - 1;
    const leading = this.#introduces(before) ? before : context.lead;
    const part = this.#parts.length;
    // A bold item may act as a heading: what follows it has another section's statements before it.
    for (const item of list.children)
      this.#item(item, { ...context, lead: part === this.#parts.length ? leading : undefined });
  }

  /** A statement introduces the list after it when it ends with a colon. */
  #introduces(index: number): boolean {
    const statement = this.#draft.statements[index];
    return statement !== undefined && /:[*_\s]*$/.test(this.#text.slice(statement.span.start, statement.span.end));
  }

  #item(item: ListItem, context: Context): void {
    let lead = context.lead;
    let part = this.#parts.length;
    item.children.forEach((child, i) => {
      if (part !== this.#parts.length) {
        lead = undefined;
        part = this.#parts.length;
      }
      if (child.type === "paragraph") {
        if (i === 0 && this.#options.boldHeadings && boldOnly(child)) {
          this.#heading(child, 2);
          lead = undefined;
          return;
        }
        const index = this.#paragraph(child, "item", { ...context, lead });
        if (i === 0 && index !== undefined) lead = index;
      } else if (child.type === "list") {
        for (const inner of child.children)
          this.#item(inner, { ...context, lead: part === this.#parts.length ? lead : undefined });
      } else this.block(child, { ...context, lead });
    });
  }

  #table(node: TableNode, context: Context): void {
    const [head, ...body] = node.children;
    const cellsOf = (row: (typeof node.children)[number]): { cells: Cell[]; runs: Span[] } => {
      const runs: Span[] = [];
      const cells = row.children.map((cell): Cell => {
        const own: Span[] = [];
        readInline(cell.children, this.#text, own, this.#draft);
        runs.push(...own);
        const inner = trimCell(this.#text, spanOf(cell));
        return {
          text: own
            .map((run) => this.#text.slice(run.start, run.end))
            .join("")
            .replace(/\s+/g, " ")
            .trim(),
          span: inner,
        };
      });
      return { cells, runs };
    };
    const table = this.#draft.tables.length;
    const header = head ? cellsOf(head).cells : [];
    const rows = body.map((row, i): Cell[] => {
      const { cells, runs } = cellsOf(row);
      if (cells.some((cell) => cell.text !== "")) {
        this.#draft.statements.push({
          kind: "row",
          span: trimSpan(this.#text, spanOf(row)),
          runs,
          lead: undefined,
          table,
          row: i,
          quoted: context.quoted,
        });
      }
      return cells;
    });
    this.#draft.tables.push({ span: spanOf(node), header, rows });
  }

  /** Lettered lists set in four blanks are code to CommonMark, and list items to their author. */
  #indented(node: Code, context: Context): void {
    const whole = spanOf(node);
    let at = whole.start;
    for (const line of this.#text.slice(whole.start, whole.end).split("\n")) {
      const words = trimSpan(this.#text, { start: at, end: at + line.length });
      at += line.length + 1;
      if (words.end > words.start)
        this.#draft.statements.push({
          kind: "item",
          span: words,
          runs: [words],
          lead: context.lead,
          table: undefined,
          row: undefined,
          quoted: context.quoted,
        });
    }
  }
}

/** Level of bold lines among real headings: below them all. */
const deepest = 7;

const newDraft = (level: number, heading: Heading | undefined, start: number, bodyStart: number): Draft => ({
  level,
  heading,
  start,
  bodyStart,
  statements: [],
  tables: [],
  links: [],
  comments: [],
  code: [],
  fields: [],
});

/** A lead, unless a heading has come between. */
const known = (lead: number | undefined, count: number): number | undefined =>
  lead !== undefined && lead < count ? lead : undefined;

const isIndented = (text: string, node: Code): boolean => !/[`~]/.test(text[node.position?.start.offset ?? 0] ?? "");

/** Lines that start as an outline does (`i.`, `a)`, `1.`, `-`) and go on in words. */
function isOutline(code: string): boolean {
  const lines = code.split("\n").filter((line) => line.trim() !== "");
  const listed = lines.filter((line) =>
    /^\s*(?:[a-z]|[ivxlc]{1,5}|\d{1,2}|[*•–-])[.)]?\s+\p{L}[\p{L}’'-]*\s/iu.test(line),
  );
  return lines.length > 0 && listed.length * 2 >= lines.length;
}

function clip(runs: readonly Span[], within: Span): Span[] {
  return runs
    .map((run) => ({ start: Math.max(run.start, within.start), end: Math.min(run.end, within.end) }))
    .filter((run) => run.start < run.end);
}

function trimCell(text: string, cell: Span): Span {
  const start = text[cell.start] === "|" ? cell.start + 1 : cell.start;
  const end = text[cell.end - 1] === "|" && cell.end - 1 > start ? cell.end - 1 : cell.end;
  return trimSpan(text, { start, end });
}
