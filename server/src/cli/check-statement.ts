import path from "node:path";
import { contains, type Span } from "../base/span.ts";
import { LineIndex } from "../base/text.ts";
import { categoryOf } from "../engine/own-rules.ts";
import type { Finding } from "../engine/model.ts";
import { fileOf, uriOf } from "../host/node.ts";
import { markdownTable } from "../report/markdown-table.ts";
import { readCsv } from "../report/read-csv.ts";
import { reasonText, type Soa, type SoaRow } from "../report/soa.ts";
import { type ApplicabilityStatement, readStatement } from "../rules/applicability-statement.ts";
import { type CliContext, UsageError } from "./context.ts";
import { display, type Project } from "./projects.ts";

/** A contradiction, with `path:line` of the place. */
export interface Contradiction {
  readonly place: string;
  readonly message: string;
  readonly rule: string;
}

/**
 * Compares statements with the decisions and the documents: one that is named, or all that the workspace holds.
 * @param file  as written by the caller; Markdown, YAML or CSV
 * @throws UsageError where the file cannot be read or holds no statement
 */
export async function checkStatement(
  file: string | undefined,
  project: Project,
  context: CliContext,
): Promise<{ findings: readonly Contradiction[]; checked: readonly string[] }> {
  const { workspace, equipment } = project;
  const { library } = equipment;
  const statementOf = (uri: string): ApplicabilityStatement | undefined => {
    const doc = workspace.document(uri)?.doc;
    return doc && readStatement(doc, library);
  };
  const isStatement = (uri: string): boolean => statementOf(uri) !== undefined;
  const controlCells = (uri: string): readonly Span[] => (statementOf(uri)?.entries ?? []).map(({ span }) => span);
  const lines = new Map<string, readonly number[]>();
  let checked = workspace.documents().filter(isStatement);
  if (file !== undefined) {
    const uri = uriOf(path.resolve(context.terminal.cwd, file));
    const text = await context.host.read(uri);
    if ("error" in text) throw new UsageError(`“${file}” cannot be read: ${text.error}.`);
    // The statement that was named is the one that counts.
    for (const other of checked) if (other !== uri) workspace.remove(other);
    const isCsv = /\.csv$/i.test(file);
    const table = isCsv ? tableOf(text.text) : undefined;
    if (table) lines.set(uri, table.lines);
    const declared = {
      ...workspace.config,
      uri: workspace.config.uri ?? uriOf(path.join(context.terminal.cwd, "codicil.yaml")),
    };
    workspace.configure({
      config: {
        ...declared,
        documents: [...declared.documents, { path: pathFrom(declared.uri, uri), type: statementType }],
      },
    });
    workspace.set({ ...text, text: table?.text ?? text.text });
    if (!isStatement(uri))
      throw new UsageError(
        `“${file}” holds no Statement of Applicability: no table or list with a control, whether it applies, and why.`,
      );
    checked = [uri];
  }
  const controls = new Map(checked.map((uri) => [uri, controlCells(uri)]));
  const findings = workspace
    .findings()
    .filter(
      ({ rule, uri, span }) =>
        categoryOf(rule) === "applicability" ||
        (editionRules.has(rule) && controls.get(uri)?.some((cell) => contains(cell, span))),
    )
    .map((finding) => contradictionOf(finding, project, lines, context));
  return { findings, checked };
}

const statementType = "statement-of-applicability";

/** Rules that find numbers of the wrong edition in any document; here they count for what is listed, not for what is quoted. */
const editionRules = new Set(["references/outdated-control", "references/unknown-control"]);

/** What the decisions of a configuration leave open, or take in without a document. */
export function openDecisions({ standards }: Soa): string[] {
  return standards.flatMap(({ name, rows }) => {
    const of = (message: string, is: (row: SoaRow) => boolean): string[] => {
      const numbers = rows.filter(is).map((row) => row.requirement.number);
      return numbers.length === 0 ? [] : [`${name}: ${message}: ${numbers.join(", ")}.`];
    };
    return [
      ...of(
        "nobody has decided whether these controls apply, and no document addresses them",
        (row) => row.decision === "open",
      ),
      ...of("these controls apply without a reason", (row) => row.decision === "included" && reasonText(row) === ""),
      ...of(
        "these controls apply, and no document says how",
        (row) => row.decision === "included" && (row.status === "missing" || row.status === "claimed"),
      ),
    ];
  });
}

/** A CSV file as a Markdown table, so that there is one reader; `lines[row]` is the line of the file. */
function tableOf(csv: string): { text: string; lines: number[] } {
  const records = readCsv(csv);
  return {
    text: `# Statement of Applicability\n\n${markdownTable(records.map((record) => record.cells))}\n`,
    lines: records.map((record) => record.line),
  };
}

/** Lines above the table: the title, a blank one; its second line is the rule below the header. */
const tableStart = 2;

function contradictionOf(
  { uri, span, message, rule }: Finding,
  { workspace }: Project,
  lines: ReadonlyMap<string, readonly number[]>,
  { terminal }: CliContext,
): Contradiction {
  const { line } = new LineIndex(workspace.document(uri)?.doc.text ?? "").positionAt(span.start);
  const row = Math.max(0, line - tableStart - (line > tableStart ? 1 : 0));
  const written = lines.get(uri)?.[row] ?? line + 1;
  return { place: `${display(fileOf(uri), terminal.cwd)}:${lines.has(uri) ? written : line + 1}`, message, rule };
}

/** Path of a file for the configuration's list of documents. */
const pathFrom = (configUri: string, uri: string): string =>
  path
    .relative(path.dirname(fileOf(configUri)), fileOf(uri))
    .split(path.sep)
    .join("/");
