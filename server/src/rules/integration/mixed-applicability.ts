import { contains, type Span } from "../../base/span.ts";
import type { TextEdit } from "../../base/text.ts";
import type { Side } from "../../catalog/integration.ts";
import { type Library, standardOf } from "../../catalog/library.ts";
import type { RequirementId } from "../../catalog/model.ts";
import { lineStartAt } from "../../document/edit-lines.ts";
import type { PolicyDocument } from "../../document/model.ts";
import { type Register, type RegisterRow, registersOf, textOfRow } from "../../document/registers.ts";
import { addSection, addStatement } from "../mend.ts";
import { standardNameOf } from "../naming.ts";
import { type Fix, workspaceRule } from "../rule.ts";
import { introducedSides, sidesLed } from "../sides.ts";

const listType = "statement-of-applicability";
/** So many controls make a list one of applicability; so many of each kind make it a mixed one. */
const fewest = { list: 10, mixed: 3 };

interface Collected {
  /** Controls of each side's Annex A that a Statement of Applicability lists; undefined for other documents. */
  readonly listed: Readonly<Record<Side, number>> | undefined;
  /** Its title, purpose or scope names both. */
  readonly servesBoth: boolean;
  /** It sets up an AI management system. */
  readonly leadsAi: boolean;
  readonly title: Span;
  /** A list that holds controls of both and does not say whose they are. */
  readonly mixed: readonly { readonly span: Span; readonly fixes: readonly Fix[] }[];
  readonly complete: Readonly<Record<Side, readonly TextEdit[]>>;
}

/** One Statement of Applicability that mixes the controls of two standards, or leaves out those of one. */
export const rule = workspaceRule({
  id: "integration/mixed-applicability",
  summary: "Flags a Statement of Applicability for two standards that mixes their controls, or leaves out one Annex A.",
  severity: "warning",
  requirements: ["iso42001:2023/6.1.3", "iso27001:2022/6.1.3"],
  messages: {
    mixed: "This list holds controls of both standards and does not say whose they are; some numbers exist in both.",
    omitted: "This Statement of Applicability lists no control of {standard}, Annex A.",
  },
  options: {},

  collect(context): Collected | undefined {
    const { doc, library, aiInScope } = context;
    const { integration } = library;
    if (!aiInScope || !integration) return undefined;
    const isList = doc.classification.type === listType;
    const listed = isList ? countListed(doc, library) : undefined;
    const leadsAi = sidesLed(context).target;
    if (!listed && !leadsAi) return undefined;
    const sides = introducedSides(context);
    return {
      listed,
      servesBoth: sides.source && sides.target,
      leadsAi,
      title: doc.titleSpan,
      mixed: isList ? mixedLists(doc, library) : [],
      complete: {
        source: listed && listed.source === 0 ? addControls(doc, library, integration.source) : [],
        target: listed && listed.target === 0 ? addControls(doc, library, integration.target) : [],
      },
    };
  },

  *check({ library, collected }) {
    const { integration } = library;
    if (!integration) return;
    const all = [...collected];
    for (const [uri, { mixed }] of all)
      for (const { span, fixes } of mixed)
        yield { uri, message: "mixed", span, requirement: `${integration.target}/6.1.3`, fixes };
    for (const [uri, { listed, servesBoth, title, complete }] of all) {
      if (!listed) continue;
      for (const [side, other] of [
        ["target", "source"],
        ["source", "target"],
      ] as const) {
        if (listed[other] < fewest.list || listed[side] > 0) continue;
        if (all.some(([, one]) => (one.listed?.[side] ?? 0) >= fewest.mixed)) continue;
        // Whoever lists the controls of AI alone may keep those of security in another place.
        const isRun = side === "target" && all.some(([, one]) => one.leadsAi);
        if (!servesBoth && !isRun) continue;
        const standard = standardNameOf(library, integration[side]);
        const edits = complete[side];
        yield {
          uri,
          message: "omitted",
          span: title,
          data: { standard },
          requirement: `${integration[side]}/6.1.3`,
          fixes:
            edits.length > 0
              ? [{ title: `List the controls of ${standard}`, safe: false, preferred: true, edits }]
              : [],
        };
      }
    }
  },
});

/** Distinct controls of each side that a document names. */
function countListed(doc: PolicyDocument, library: Library): Record<Side, number> {
  const ids = new Set(doc.references.flatMap((reference) => controlOf(reference) ?? []));
  const of = (side: Side): number => [...ids].filter((id) => standardOf(id) === library.integration?.[side]).length;
  return { source: of("source"), target: of("target") };
}

const controlOf = ({ kind, resolution }: PolicyDocument["references"][number]): RequirementId | undefined =>
  kind === "control" && resolution.is === "resolved" ? resolution.requirement : undefined;

function mixedLists(doc: PolicyDocument, library: Library): { span: Span; fixes: Fix[] }[] {
  const { integration } = library;
  if (!integration) return [];
  return registersOf(doc).flatMap((register) => {
    const rows = register.rows.map((row) => ({ row, standard: standardOfRow(doc, row) }));
    const count = (standard: string): number => rows.filter((one) => one.standard === standard).length;
    const isMixed = count(integration.source) >= fewest.mixed && count(integration.target) >= fewest.mixed;
    if (!isMixed || rows.every(({ row, standard }) => standard === undefined || saysWhose(row, register, library)))
      return [];
    const edits = doc.format === "markdown" ? addColumn(doc, register, rows, library) : [];
    const title = "Add a column that names the standard";
    return [{ span: register.head, fixes: edits.length > 0 ? [{ title, safe: false, preferred: true, edits }] : [] }];
  });
}

/** The standard of the only controls that a row names. */
function standardOfRow(doc: PolicyDocument, row: RegisterRow): string | undefined {
  const standards = new Set(
    doc.references
      .filter((one) => contains(row.span, one.span))
      .flatMap((one) => controlOf(one) ?? [])
      .map(standardOf),
  );
  return standards.size === 1 ? [...standards][0] : undefined;
}

/** True where a row names a standard by its number (27001, 42001), or where the list has a column for it. */
function saysWhose(row: RegisterRow, { columns }: Register, { integration }: Library): boolean {
  const digits = [integration?.source, integration?.target].map((id) => /\d{4,}/.exec(id ?? "")?.[0] ?? "\u0000");
  const column = columns.findIndex((name) => /\b(?:standard|framework|management system)\b/i.test(name));
  if (column >= 0 && (row.cells[column]?.text ?? "") !== "") return true;
  const words = textOfRow(row).split(/[^\p{L}\p{N}]+/u);
  const names = Object.values(integration?.systemNames ?? {}).flatMap(([short]) => short ?? []);
  return digits.some((one) => textOfRow(row).includes(one)) || names.some((one) => words.includes(one));
}

/** A first column in a Markdown table. */
function addColumn(
  doc: PolicyDocument,
  register: Register,
  rows: readonly { readonly row: RegisterRow; readonly standard: string | undefined }[],
  library: Library,
): TextEdit[] {
  const insert = (at: number, cell: string): TextEdit => {
    const start = lineStartAt(doc.text, at);
    const indent = /^[ \t>]*/.exec(doc.text.slice(start, start + 40))?.[0].length ?? 0;
    const hasPipe = doc.text[start + indent] === "|";
    return {
      span: { start: start + indent, end: start + indent },
      newText: hasPipe ? `| ${cell} ` : `${cell} | `,
    };
  };
  const delimiter = doc.text.indexOf("\n", register.head.end) + 1;
  return [
    insert(register.head.start, "Standard"),
    insert(delimiter, "---"),
    ...rows.map(({ row, standard }) =>
      insert(row.span.start, standard === undefined ? "" : standardNameOf(library, standard)),
    ),
  ];
}

/** A section with every control of a standard, to be decided one by one. */
function addControls(doc: PolicyDocument, library: Library, id: string): TextEdit[] {
  const controls = library.standard(id)?.requirements.filter((one) => one.kind === "control") ?? [];
  const title = `${standardNameOf(library, id)}, Annex A`;
  if (doc.format === "yaml")
    return addStatement(
      doc,
      library,
      undefined,
      controls.map(({ number, title: name }) => `${title}, ${number} ${name}: to be decided`).join("; "),
    );
  const rows = controls.map(({ number, title: name }) => `| ${number} | ${name} | to be decided | |`);
  const clause = ["| Control | Title | Applicable | Justification |", "|---|---|---|---|", ...rows].join("\n");
  const kind = library.sectionKind("appendices");
  return kind ? addSection(doc, library, { ...kind, title, clause }) : [];
}
