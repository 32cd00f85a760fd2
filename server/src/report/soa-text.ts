import { markdownText } from "../base/markdown.ts";
import { csvLines } from "./csv.ts";
import { markdownTable } from "./markdown-table.ts";
import { applicabilityText, reasonText, type Soa, type SoaDocument, type SoaRow, type SoaStandard } from "./soa.ts";

/** Documents and quotes of one control that are shown; all of them are in the report. */
const most = 3;

/** The headers of every form of the statement. */
export const soaColumns = [
  "Standard",
  "Control",
  "Title",
  "Theme or objective",
  "Applicable",
  "Justification",
  "Implementation",
  "Documents and sections",
  "Evidence",
  "Owner",
  "Last review",
] as const;

/** The cells of one control, in the order of `soaColumns`. */
export function soaCells(standard: SoaStandard, row: SoaRow): string[] {
  return [
    standard.name,
    row.requirement.number,
    row.requirement.title,
    row.group,
    applicabilityText(row.decision),
    reasonText(row),
    row.implementation,
    row.documents.slice(0, most).map(placeText).join("; "),
    row.documents
      .slice(0, most)
      .flatMap((document) => document.quotes.slice(0, 1))
      .map(({ text, document, line }) => `“${text}” (${document}:${line})`)
      .join(" "),
    row.owners.join("; "),
    row.lastReview,
  ];
}

/** One row a control (RFC 4180). */
export function soaCsv({ standards }: Soa): string {
  const rows = standards.flatMap((standard) => standard.rows.map((row) => soaCells(standard, row)));
  return csvLines([soaColumns, ...rows]);
}

/** A document of its own: metadata, the counts, then a table for each standard. */
export function soaMarkdown({ today, standards }: Soa): string {
  const blocks = [
    ["---", "title: Statement of Applicability", "type: statement-of-applicability", `date: ${today}`, "---"].join(
      "\n",
    ),
    "# Statement of Applicability",
    "Written by Codicil from the decisions in `codicil.yaml` and the sentences of the documents. “Implementation” says what the documents show, not what is done.",
  ];
  for (const standard of standards) {
    const { included, excluded, open } = standard.counts;
    blocks.push(
      `## ${markdownText(standard.name)}`,
      `${standard.rows.length} controls: ${included} apply, ${excluded} do not, ${open} are to be decided.`,
      markdownTable([soaColumns.slice(1), ...standard.rows.map((row) => soaCells(standard, row).slice(1))]),
    );
  }
  return `${blocks.join("\n\n")}\n`;
}

function placeText({ path, quotes }: SoaDocument): string {
  const sections = [...new Set(quotes.map((quote) => quote.section).filter((section) => section !== ""))];
  return sections.length === 0 ? path : `${path} (${sections.slice(0, most).join(", ")})`;
}
