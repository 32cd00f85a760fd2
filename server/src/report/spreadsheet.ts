import writeXlsxFile, { type Cell, type Feature, type Sheet } from "write-excel-file/universal";
import { applicabilityText, type Soa, type SoaRow, type SoaStandard } from "./soa.ts";
import { soaCells, soaColumns } from "./soa-text.ts";

/** Widths of the columns but the first, which is the sheet's name; in characters. */
const widths = [10, 32, 22, 13, 44, 24, 40, 60, 24, 13];

/**
 * The Statement of Applicability as a workbook (Office Open XML): one sheet a standard with a frozen header and filters,
 * the whole control in view at any width.
 */
export async function soaWorkbook(soa: Soa): Promise<Uint8Array> {
  const blob = await writeXlsxFile(soa.standards.map(sheetOf), {
    features: [pageFeature],
    fontFamily: "Arial",
    fontSize: 10,
  }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

type Blob = Awaited<ReturnType<ReturnType<typeof writeXlsxFile>["toBlob"]>>;

function sheetOf(standard: SoaStandard): Sheet<Blob> {
  const header = soaColumns.slice(1).map(
    (value): Cell => ({
      value,
      type: String,
      fontWeight: "bold",
      textColor: "#FFFFFF",
      backgroundColor: "#2F4A6D",
      alignVertical: "center",
      wrap: true,
    }),
  );
  return {
    sheet: sheetName(standard.name),
    data: [header, ...standard.rows.map((row) => cellsOf(standard, row))],
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
    orientation: "landscape",
  };
}

/** Texts only: a cell never is a formula, whatever a document says. */
function cellsOf(standard: SoaStandard, row: SoaRow): Cell[] {
  const values = soaCells(standard, row).slice(1);
  const height = heightOf(values);
  return values.map((value): Cell => {
    const color = value === applicabilityText(row.decision) ? colors[row.decision] : undefined;
    return {
      value: cut(value),
      type: String,
      wrap: true,
      height,
      alignVertical: "top",
      ...(color === undefined ? {} : { backgroundColor: color }),
    };
  });
}

/** Height of a row whose texts wrap, in points: readers do not work it out for files that they did not write. */
function heightOf(values: readonly string[]): number {
  const lines = values.map((value, i) => Math.ceil((value.length * 1.15) / (widths[i] ?? 20)));
  return Math.min(400, Math.max(1, ...lines) * 13 + 4);
}

const colors = { included: "#DFF0DC", excluded: "#E3E3E3", open: "#FBE9C6" } as const;

/** A cell holds at most 32,767 characters, and no control characters but line breaks (ECMA-376, 18.18.93). */
const cut = (text: string): string =>
  text.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, "\ufffd").slice(0, 32_000);

/** Names of sheets hold at most 31 characters and none of `:\/?*[]`. */
const sheetName = (name: string): string =>
  name
    .replace(/[:\\/?*[\]]/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 31);

/**
 * Puts filters on the header and fits the columns to the width of a page when printed: the library does neither. Filters
 * stand behind the rows, page properties before all else (ECMA-376, 18.3.1.99).
 */
const pageFeature: Feature<Blob> = {
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml) => {
          const rows = (xml.match(/<row\b/g) ?? []).length;
          const last = String.fromCharCode(64 + widths.length);
          return xml
            .replace("<sheetViews>", '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
            .replace("</sheetData>", `</sheetData><autoFilter ref="A1:${last}${rows}"/>`)
            .replace("<pageSetup ", '<pageSetup fitToHeight="0" ');
        },
      },
    },
  },
};
