import { oneLine } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import type {
  Consideration,
  DocumentType,
  DocumentTypeId,
  Requirement,
  SectionKind,
  SectionKindId,
  StandardId,
} from "../catalog/model.ts";
import type { Format } from "../document/model.ts";
import { blockValue, snakeKey, yamlScalar } from "../document/yaml-write.ts";
import { listed, lowerFirst } from "../rules/naming.ts";
import { addMonths } from "../rules/review-cycle.ts";
import { readTable } from "./markdown-table.ts";

/** What a new document is to be. */
export interface DraftOptions {
  readonly type: DocumentTypeId;
  readonly format: Format;
  /** The type's title where left out. */
  readonly title?: string;
  /** Standards in scope. */
  readonly standards: readonly StandardId[];
  readonly aiInScope: boolean;
  /** ISO 8601 date; the first review is due a year later. */
  readonly today: string;
}

/** A new document: its text, and the file name it would go by. */
export interface Draft {
  readonly fileName: string;
  readonly text: string;
}

interface Part {
  readonly title: string;
  /** Markdown as the catalogs hold it. */
  readonly body: string;
  readonly parts: readonly { readonly title: string; readonly clauses: readonly string[] }[];
}

/**
 * Writes a complete document of a type: metadata, the sections the type needs, and a clause for every point of the
 * requirements it is expected to cover and for the considerations it should hold. What is the author's to decide stands
 * in [brackets].
 * @returns  undefined for an unknown type
 */
export function draftDocument(library: Library, options: DraftOptions): Draft | undefined {
  const type = library.documentType(options.type);
  if (!type) return undefined;
  const fields = metadataOf(library, type, options);
  const parts = partsOf(library, type, options);
  return options.format === "yaml"
    ? { fileName: `${type.id}.yaml`, text: renderYaml(fields, parts) }
    : { fileName: `${type.id}.md`, text: renderMarkdown(fields, parts) };
}

type Fields = readonly (readonly [key: string, value: string | readonly string[]])[];

function metadataOf(library: Library, type: DocumentType, { title, today, ...scope }: DraftOptions): Fields {
  const example = (id: string): string => library.metadataField(id)?.example ?? id;
  const controls = expectedOf(library, type, scope).filter((one) => one.kind === "control");
  return [
    ["title", oneLine(title ?? type.title)],
    ["type", type.id],
    ["version", "0.1"],
    ["status", "draft"],
    ["owner", example("owner")],
    ["classification", example("classification")],
    ["approved_by", example("approved-by")],
    ["next_review", addMonths(today, 12)],
    ...(controls.length > 0 ? ([["controls", controls.map((one) => one.id)]] as const) : []),
  ];
}

/** Metadata fields that a draft holds: sections they stand for are not written a second time. */
const held = ["owner", "version", "approved-by"];

/** Sections that hold what a document lays down, in the order in which they are looked for. */
const hosts: readonly SectionKindId[] = ["policy-statement", "procedure-steps", "risk-management", "legal-regulatory"];

function partsOf(library: Library, type: DocumentType, options: DraftOptions): Part[] {
  const rules = rulesOf(library, type, options);
  const kinds = library.data.sectionKinds.filter((kind) => type.requiredSections.includes(kind.id));
  const host = hosts.find((id) => type.requiredSections.includes(id));
  const parts = kinds
    .filter((kind) => kind.id === "revision-history" || !kind.metadata.some((field) => held.includes(field)))
    .map((kind): Part => {
      const body = bodyOf(kind, library, type, options);
      return kind.id === host ? { title: kind.title, body, parts: rules } : { title: kind.title, body, parts: [] };
    });
  if (host !== undefined || rules.length === 0) return parts;
  const content: Part = { title: "Content", body: "", parts: rules };
  const before = parts.findIndex(({ title }) => title !== "Purpose" && title !== "Scope");
  return before < 0 ? [...parts, content] : [...parts.slice(0, before), content, ...parts.slice(before)];
}

function bodyOf(kind: SectionKind, library: Library, type: DocumentType, options: DraftOptions): string {
  switch (kind.id) {
    case "policy-statement":
      return "All personnel must follow these rules.";
    case "purpose":
      return purposeOf(library, type, options);
    case "revision-history":
      return `| Version | Date | Author | Change |\n|---|---|---|---|\n| 0.1 | ${options.today} | [author] | First draft |`;
    default:
      return kind.clause;
  }
}

/** Names the first topics of the document; what they are good for is the author's to say. */
function purposeOf(library: Library, type: DocumentType, options: DraftOptions): string {
  const expected = expectedOf(library, type, options);
  const controls = expected.filter((one) => one.kind === "control");
  const topics = (controls.length > 0 ? controls : expected).slice(0, 3);
  const named = listed(topics.map(({ title }) => lowerFirst(title))) || "[what it governs]";
  return `This ${type.kind} sets out the organization's rules on ${named}, so that [the outcome the organization wants].`;
}

/** The clauses by requirement; clauses of several standards with one title share a section, and none is written twice. */
function rulesOf(library: Library, type: DocumentType, options: DraftOptions): Part["parts"] {
  const expected = expectedOf(library, type, options);
  const due = options.aiInScope
    ? type.considerations.map((id) => library.consideration(id)).filter((one) => one !== undefined)
    : [];
  const sections = new Map<string, Set<string>>();
  const add = (title: string, clauses: readonly string[]): void => {
    const section = sections.get(title) ?? new Set<string>();
    sections.set(title, section);
    const isNew = (clause: string): boolean => ![...sections.values()].some((other) => other.has(clause));
    for (const clause of clauses.map(oneLine)) if (isNew(clause)) section.add(clause);
  };
  for (const requirement of expected) {
    add(
      requirement.title,
      requirement.points.map((point) => point.clause),
    );
    add(
      requirement.title,
      due.filter((one) => one.from === requirement.id).map((one) => one.clause),
    );
  }
  const isOwn = (one: Consideration): boolean => expected.some((requirement) => requirement.id === one.from);
  const others = due.filter((one) => !isOwn(one));
  if (others.length > 0)
    add(
      "Artificial intelligence",
      others.map((one) => one.clause),
    );
  return [...sections]
    .map(([title, clauses]) => ({ title, clauses: [...clauses] }))
    .filter(({ clauses }) => clauses.length > 0);
}

function expectedOf(
  library: Library,
  type: DocumentType,
  { standards, aiInScope }: Pick<DraftOptions, "standards" | "aiInScope">,
): Requirement[] {
  const isAboutAi = (id: StandardId): boolean => library.data.crosswalks.some((crosswalk) => crosswalk.target === id);
  return type.expects
    .map((id) => library.requirement(id))
    .filter((one) => one !== undefined)
    .filter(({ standard }) => standards.includes(standard) && (aiInScope || !isAboutAi(standard)));
}

function renderMarkdown(fields: Fields, parts: readonly Part[]): string {
  const [, title = ""] = fields[0] ?? [];
  const blocks = [["---", ...yamlFields(fields), "---"].join("\n"), `# ${String(title)}`];
  for (const part of parts) {
    blocks.push(`## ${part.title}`);
    if (part.body !== "") blocks.push(part.body.trim());
    for (const { title: heading, clauses } of part.parts)
      blocks.push(`### ${heading}`, clauses.map((clause) => `- ${clause}`).join("\n"));
  }
  return `${blocks.join("\n\n")}\n`;
}

function renderYaml(fields: Fields, parts: readonly Part[]): string {
  const blocks = [yamlFields(fields).join("\n")];
  for (const part of parts) {
    const key = snakeKey(part.title);
    if (part.parts.length === 0) blocks.push(`${key}:${yamlBody(part.body, "  ")}`);
    else {
      const lines = [`${key}:`];
      if (part.body !== "") lines.push(`  general:${yamlBody(part.body, "    ")}`);
      for (const { title, clauses } of part.parts)
        lines.push(
          `  ${snakeKey(title)}:${blockValue(
            clauses.map((clause) => `- ${clause}`),
            "    ",
            "\n",
          )}`,
        );
      blocks.push(lines.join("\n"));
    }
  }
  return `${blocks.join("\n\n")}\n`;
}

const hint = "# A draft: check roles and dates, and put your own words in the place of what stands in [brackets].";

const yamlFields = (fields: Fields): string[] => [
  hint,
  ...fields.flatMap(([key, value]) =>
    typeof value === "string" ? `${key}: ${cellScalar(value)}` : [`${key}:`, ...value.map((one) => `  - ${one}`)],
  ),
];

/** A body as a YAML value: tables as lists of mappings, numbered lists as lists, all else as it is. */
function yamlBody(body: string, indent: string): string {
  const table = readTable(body);
  if (!table) return blockValue(body.replace(/^\d+\.(?= )/gm, "-").split("\n"), indent, "\n");
  const [header, ...rows] = table;
  return rows
    .flatMap((row) =>
      row.map((cell, i) => `\n${indent}${i === 0 ? "-" : " "} ${snakeKey(header?.[i] ?? "")}: ${cellScalar(cell)}`),
    )
    .join("");
}

const cellScalar = (cell: string): string => (/^[\d.]+$/.test(cell) ? JSON.stringify(cell) : yamlScalar(cell));
