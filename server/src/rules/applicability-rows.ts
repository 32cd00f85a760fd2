import type { Span } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import type { ApplicabilityColumn, StandardId } from "../catalog/model.ts";
import { keyOf } from "../document/metadata.ts";

/** One row as a format's reader found it. */
export interface ApplicabilityRow {
  readonly control: { readonly text: string; readonly span: Span };
  /** The other cells, by column. */
  readonly cells: Partial<Readonly<Record<ApplicabilityColumn, string>>>;
  /** Standard that keys above the row name. */
  readonly standard?: StandardId | undefined;
}

/** Tells what a header or key stands for. */
export type ColumnFinder = (header: string) => ApplicabilityColumn | undefined;

/** True for a cell that names an Annex A control by its number, with the standard before it or the title behind it or not. */
export const isNumber = (text: string): boolean =>
  /(?:^|[\s/–-])A?\.?\s?\d{1,2}\.\d{1,2}(?:\.\d{1,2}){0,2}(?![\w.]*\d)/i.test(text);

/** The standard that a text names: the edition it writes, else the one in force. */
export function standardNamed(text: string, library: Library): StandardId | undefined {
  const written = keyOf(text);
  if (written === "") return undefined;
  const named = library.standards.filter((standard) =>
    [standard.id, standard.name, ...standard.aliases].some((name) => ` ${written} `.includes(` ${keyOf(name)} `)),
  );
  return (named.find((standard) => written.includes(standard.edition)) ?? named[0])?.id;
}
