import { contains, sliceOf, type Span } from "../base/span.ts";
import { once, remember, rememberFor } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { ApplicabilityColumn, RequirementId, StandardId } from "../catalog/model.ts";
import { sectionAt } from "../document/lookup.ts";
import { keyOf } from "../document/metadata.ts";
import type { Cell, PolicyDocument, Table } from "../document/model.ts";
import { type ApplicabilityRow, type ColumnFinder, isNumber, standardNamed } from "./applicability-rows.ts";
import { readYamlRows } from "./applicability-yaml.ts";

/** What a Statement of Applicability says of one control. */
export interface ApplicabilityEntry {
  /** The cell that names the control. */
  readonly span: Span;
  /** As written. */
  readonly number: string;
  /** The control of an edition in force; undefined where it is of another edition, ambiguous or unknown. */
  readonly requirement: RequirementId | undefined;
  /** The number stands in an edition that was replaced. */
  readonly isOutdated: boolean;
  /** Undefined where the row does not say, or in words that are not known. */
  readonly applicable: boolean | undefined;
  /** Undefined where the statement has no column for it. */
  readonly justification: string | undefined;
}

/** A document, or a part of one, that decides which Annex A controls apply. */
export interface ApplicabilityStatement {
  /** The header that names the controls, or the title. */
  readonly span: Span;
  readonly entries: readonly ApplicabilityEntry[];
}

/** So many rows that name a control make a table a statement, where the document is not one by its type. */
const enough = 20;

/**
 * Reads the Statement of Applicability that a document is or holds: tables with a column of controls and one that says
 * whether they apply, or YAML entries of that kind.
 * @returns  undefined where there is none
 */
export function readStatement(doc: PolicyDocument, library: Library): ApplicabilityStatement | undefined {
  const isDeclared = doc.classification.type === "statement-of-applicability";
  const rowCount = doc.tables.reduce((sum, table) => sum + table.rows.length, 0);
  if (!isDeclared && rowCount < enough) return undefined;
  const columns = columnFinder(library);
  const { rows, span } =
    doc.format === "yaml"
      ? { rows: isDeclared ? readYamlRows(doc.text, columns, library) : [], span: undefined }
      : tableRows(doc, columns, isDeclared);
  if (rows.length === 0 || (!isDeclared && rows.length < enough)) return undefined;
  const entries = rows.map((row) => entryOf(row, doc, library)).filter((entry) => entry !== undefined);
  return entries.length === 0 ? undefined : { span: span ?? doc.titleSpan, entries };
}

/**
 * Tells whether a span of a document lies in a cell of a Statement of Applicability that quotes or names other documents:
 * numbers in it are theirs, and found there.
 */
export function quotationTest(doc: PolicyDocument, library: Library): (span: Span) => boolean {
  const cells = once(() => (readStatement(doc, library) ? quotedCells(doc, columnFinder(library)) : []));
  return (span) => cells().some((cell) => contains(cell, span));
}

const quotedCells = ({ tables }: PolicyDocument, columns: ColumnFinder): Span[] =>
  tables.flatMap(({ header, rows }) => {
    const found = header.map((cell) => columns(cell.text));
    if (!found.includes("control")) return [];
    return rows.flatMap((cells) => cells.filter((_, i) => found[i] === "quoted").map(({ span }) => span));
  });

const columnFinder = rememberFor(({ data: { applicability } }: Library): ColumnFinder => {
  const byKey = new Map<string, ApplicabilityColumn>();
  for (const [column, names] of Object.entries(applicability.columns) as [ApplicabilityColumn, readonly string[]][])
    for (const name of names) if (!byKey.has(name)) byKey.set(name, column);
  return remember((header) => byKey.get(keyOf(header)));
});

function tableRows(
  doc: PolicyDocument,
  columns: ColumnFinder,
  isDeclared: boolean,
): { rows: ApplicabilityRow[]; span: Span | undefined } {
  const rows: ApplicabilityRow[] = [];
  let span: Span | undefined;
  for (const table of doc.tables) {
    const found = table.header.map((cell) => columns(cell.text));
    const at = found.indexOf("control");
    // Without a column that says whether a control applies, a table is one only by the document's type and a reason.
    const decides = found.includes("applicable") || (isDeclared && found.includes("justification"));
    if (at < 0 || !decides) continue;
    const own = rowsOf(table, found, at);
    if (own.length > 0) span ??= table.header[at]?.span;
    rows.push(...own);
  }
  return { rows, span };
}

function rowsOf(table: Table, columns: readonly (ApplicabilityColumn | undefined)[], at: number): ApplicabilityRow[] {
  return table.rows.flatMap((cells: readonly Cell[]): ApplicabilityRow[] => {
    const control = cells[at];
    if (!control || !isNumber(control.text)) return [];
    const row: Partial<Record<ApplicabilityColumn, string>> = {};
    columns.forEach((column, i) => {
      // The first column of a kind that says something counts: some statements have one for inclusion and one for exclusion.
      if (column !== undefined && (row[column] ?? "") === "") row[column] = cells[i]?.text ?? "";
    });
    return [{ control, cells: row }];
  });
}

function entryOf(row: ApplicabilityRow, doc: PolicyDocument, library: Library): ApplicabilityEntry | undefined {
  const { control, cells } = row;
  const digits = /\d{1,2}(?:\.\d{1,2}){1,3}/.exec(control.text)?.[0];
  if (digits === undefined) return undefined;
  const number = `A.${digits}`;
  const standard = standardNamed(cells.standard ?? "", library) ?? row.standard;
  const found =
    standard === undefined ? resolvedIn(doc, control.span, number, library) : inEdition(standard, number, library);
  const said = keyOf(cells.applicable ?? "") || (cells.applicable ?? "").trim();
  const { included, excluded } = library.data.applicability.answers;
  const starts = (answers: readonly string[]): boolean =>
    answers.some((answer) => said === answer || (answer.length > 1 && said.startsWith(`${answer} `)));
  return {
    span: control.span,
    number,
    ...found,
    applicable: starts(excluded) ? false : starts(included) ? true : undefined,
    justification: cells.justification?.trim().replace(/^(?:[-–—]|n\/a)$/i, ""),
  };
}

type Found = Pick<ApplicabilityEntry, "requirement" | "isOutdated">;

/**
 * The control of the standard that a heading above names, unless the cell names one itself: a row's evidence can quote a
 * sentence that names another. Else what the document's own references make of the cell, or the only one with the number.
 */
function resolvedIn(doc: PolicyDocument, span: Span, number: string, library: Library): Found {
  const candidates = library.byNumber(number);
  const current = candidates.filter(({ standard }) => library.standard(standard)?.supersededBy === undefined);
  const above = standardAbove(doc, span.start, library);
  const listed = current.find((one) => one.standard === above);
  if (listed && standardNamed(sliceOf(doc.text, span), library) === undefined)
    return { requirement: listed.id, isOutdated: false };
  const reference = doc.references.find((one) => contains(span, one.span) && !one.implied);
  const resolution = reference?.resolution;
  if (resolution?.is === "resolved") return { requirement: resolution.requirement, isOutdated: false };
  if (resolution?.is === "outdated") return { requirement: undefined, isOutdated: true };
  if (current.length === 0) return { requirement: undefined, isOutdated: candidates.length > 0 };
  const only = current.length === 1 ? current[0] : undefined;
  return { requirement: (only ?? listed)?.id, isOutdated: false };
}

/** The standard that the nearest heading names that names one. */
function standardAbove(doc: PolicyDocument, offset: number, library: Library): StandardId | undefined {
  let section = sectionAt(doc, offset);
  while (section) {
    const named = standardNamed(section.heading?.text ?? "", library);
    if (named !== undefined) return named;
    section = section.parent === undefined ? undefined : doc.sections[section.parent];
  }
  return undefined;
}

function inEdition(standard: StandardId, number: string, library: Library): Found {
  const id = `${standard}/${number}`;
  if (library.requirement(id)) {
    const isOutdated = library.standard(standard)?.supersededBy !== undefined;
    return { requirement: isOutdated ? undefined : id, isOutdated };
  }
  const isOld = library.byNumber(number).some((one) => library.standard(one.standard)?.supersededBy === standard);
  return { requirement: undefined, isOutdated: isOld };
}
