import { lineEndOf, type TextEdit } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import type { SectionKind, SectionKindId } from "../catalog/model.ts";
import {
  insertSection,
  insertStatement,
  insertStatements,
  replaceBody,
  setField as setMetadataField,
} from "../document/edit.ts";
import type { PolicyDocument, Section } from "../document/model.ts";

/** Gives a metadata field of the catalog a value. */
export function setField(doc: PolicyDocument, library: Library, id: string, value: string): TextEdit[] {
  const field = library.metadataField(id);
  return field ? setMetadataField(doc, field, value) : [];
}

/** Adds a section of a kind with the catalog's text, in its place among the others. */
export function addSection(doc: PolicyDocument, library: Library, kind: SectionKind): TextEdit[] {
  return insertSection(doc, kind.title, kind.clause, orderOf(library), kind.id);
}

/**
 * Fills an empty section with the catalog's text for its kind. A placeholder gives way to it; nothing is offered where
 * there are several, or where the text cannot stand in its place.
 */
export function fillSection(doc: PolicyDocument, section: Section, kind: SectionKind): TextEdit[] {
  const [placeholder, ...more] = section.statements
    .map((index) => doc.statements[index])
    .filter((statement) => statement !== undefined);
  if (!placeholder) return insertStatement(doc, section, kind.clause);
  if (more.length > 0) return [];
  const { span } = placeholder;
  if (doc.format === "yaml") {
    const fits = /^[A-Za-z](?:(?!: | #|["'\n\\]).)*$/.test(kind.clause);
    return fits ? [{ span, newText: kind.clause }] : replaceBody(doc, section, kind.clause);
  }
  const isOnlyItem = /(?:^|\n)- $/.test(doc.text.slice(0, span.start));
  if (placeholder.kind !== "sentence" && !isOnlyItem) return [];
  const clause = isOnlyItem ? kind.clause.replace(/^- /, "") : kind.clause;
  return [{ span, newText: withLineEnds(doc.text, clause) }];
}

const withLineEnds = (text: string, clause: string): string => clause.replace(/\r?\n/g, lineEndOf(text));

/** Adds a statement at the end of a section's words, or in a section of its own where there is none to add to. */
export function addStatement(
  doc: PolicyDocument,
  library: Library,
  section: Section | undefined,
  text: string,
): TextEdit[] {
  return section?.heading ? insertStatement(doc, section, text) : addClauses(doc, library, "Rules", [text]);
}

/** Adds a section with clauses behind the rules of the document. */
export function addClauses(
  doc: PolicyDocument,
  library: Library,
  title: string,
  clauses: readonly string[],
): TextEdit[] {
  const order = orderOf(library);
  const rules =
    doc.classification.kind === "procedure" || doc.classification.kind === "plan"
      ? "procedure-steps"
      : "policy-statement";
  const behind = order[order.indexOf(rules) + 1] ?? rules;
  return insertSection(doc, title, listOf(clauses), order, behind);
}

/** Several clauses as a list, one as a paragraph. */
const listOf = (clauses: readonly string[]): string =>
  clauses.length > 1 ? clauses.map((clause) => `- ${clause}`).join("\n") : clauses.join("");

/** Adds an annex on AI with clauses, behind all that is no annex. */
export function addAnnex(doc: PolicyDocument, library: Library, clauses: readonly string[]): TextEdit[] {
  return insertSection(doc, "AI annex", listOf(clauses), orderOf(library), "appendices");
}

/** Adds clauses at the end of a section's words; as a section titled `title` where there is none to add to. */
export function addClausesTo(
  doc: PolicyDocument,
  library: Library,
  section: Section | undefined,
  title: string,
  clauses: readonly string[],
): TextEdit[] {
  if (clauses.length === 0) return [];
  if (!section?.heading) return addClauses(doc, library, title, clauses);
  return insertStatements(doc, section, clauses);
}

/** One edit for insertions at the same place, in their order: editors need not keep it for several. */
export function joinEdits(edits: readonly TextEdit[]): TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits) {
    const same = joined.findIndex(({ span }) => span.start === edit.span.start && span.end === edit.span.end);
    const other = joined[same];
    if (other) joined[same] = { span: other.span, newText: other.newText + edit.newText };
    else joined.push(edit);
  }
  return joined;
}

const orderOf = (library: Library): readonly SectionKindId[] => library.data.sectionKinds.map((kind) => kind.id);
