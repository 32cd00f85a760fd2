import { shift, type Span } from "../base/span.ts";
import type { PartLink, PartStatement, PartTable } from "./markdown-parts.ts";
import type { Cell, Link, LinkTarget, Statement, Table } from "./model.ts";

/** Where a part begins, and the numbers that its first section, statement and table have. */
export interface Origin {
  readonly at: number;
  readonly section: number;
  readonly statement: number;
  readonly table: number;
}

/*
 * What a part holds, at its place in the document. An edit moves all that follows it: thousands of statements, of which few
 * are read before the next edit. So each is what its part says and where the part begins, and works out the rest when asked.
 */

export class PlacedStatement implements Statement {
  readonly own: PartStatement;
  readonly origin: Origin;
  readonly index: number;

  constructor(own: PartStatement, origin: Origin, index: number) {
    this.own = own;
    this.origin = origin;
    this.index = index;
  }

  get section(): number {
    return this.origin.section;
  }

  get kind(): Statement["kind"] {
    return this.own.kind;
  }

  get span(): Span {
    return shift(this.own.span, this.origin.at);
  }

  get runs(): readonly Span[] {
    return this.own.runs.map((run) => shift(run, this.origin.at));
  }

  get lead(): number | undefined {
    const { lead } = this.own;
    return lead === undefined ? undefined : this.origin.statement + lead;
  }

  get cell(): Statement["cell"] {
    const { table, row } = this.own;
    return table === undefined || row === undefined ? undefined : { table: this.origin.table + table, row };
  }

  get keys(): readonly Span[] {
    return [];
  }

  get quoted(): boolean {
    return this.own.quoted;
  }
}

export class PlacedTable implements Table {
  readonly own: PartTable;
  readonly origin: Origin;
  readonly index: number;
  #cells: Pick<Table, "header" | "rows"> | undefined;

  constructor(own: PartTable, origin: Origin, index: number) {
    this.own = own;
    this.origin = origin;
    this.index = index;
  }

  get section(): number {
    return this.origin.section;
  }

  get span(): Span {
    return shift(this.own.span, this.origin.at);
  }

  get header(): readonly Cell[] {
    return this.#placed.header;
  }

  get rows(): readonly (readonly Cell[])[] {
    return this.#placed.rows;
  }

  get #placed(): Pick<Table, "header" | "rows"> {
    const place = (row: readonly Cell[]): readonly Cell[] =>
      row.map(({ text, span }) => ({ text, span: shift(span, this.origin.at) }));
    return (this.#cells ??= { header: place(this.own.header), rows: this.own.rows.map(place) });
  }
}

export class PlacedLink implements Link {
  readonly own: PartLink;
  readonly origin: Origin;

  constructor(own: PartLink, origin: Origin) {
    this.own = own;
    this.origin = origin;
  }

  get span(): Span {
    return shift(this.own.span, this.origin.at);
  }

  get target(): string {
    return this.own.target;
  }

  get targetSpan(): Span {
    return shift(this.own.targetSpan, this.origin.at);
  }

  get leadsTo(): LinkTarget | undefined {
    return this.own.leadsTo;
  }

  get text(): string {
    return this.own.text;
  }

  get section(): number {
    return this.origin.section;
  }
}
