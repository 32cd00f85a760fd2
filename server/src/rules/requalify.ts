import { sliceOf } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import { rememberFor } from "../base/values.ts";
import { type Library, numberOf, standardOf } from "../catalog/library.ts";
import type { RequirementId, StandardId } from "../catalog/model.ts";
import type { PolicyDocument, Reference } from "../document/model.ts";
import { familiesOf, findStandards, type StandardMention } from "../document/reference-scan.ts";

/** A number in the form the old one was written in: `Annex A 9.2.3` becomes `Annex A 8.2`; a bare one gets its `A.`. */
export function renumber(written: string, number: string): string {
  const match = /^(annex\s+a(?:\s+controls?(?:\(s\))?)?[\s:.–-]{0,3}|a[.\s-]?)(\d[\d.-]*)$/i.exec(written);
  const digits = number.replace(/^A\./, "");
  if (!match || digits === number) return number;
  const joined = match[2] ?? "";
  return `${match[1] ?? ""}${joined.includes("-") && !joined.includes(".") ? digits.replaceAll(".", "-") : digits}`;
}

/**
 * Edits that make a reference name its standard: `A.5.2` becomes `ISO/IEC 27001:2022 A.5.2`, in metadata
 * `iso27001:2022/A.5.2`. References that follow in the same line and mean another standard get its name as well, since a
 * name holds for what follows it.
 */
export function qualify(
  doc: PolicyDocument,
  library: Library,
  reference: Reference,
  requirement: RequirementId,
): TextEdit[] {
  const edits = [qualifiedEdit(doc, library, reference, requirement)];
  let standard = standardOf(requirement);
  for (const next of followers(doc, reference)) {
    const own = readingOf(next);
    if (own === undefined || standardOf(own) === standard) continue;
    edits.push(qualifiedEdit(doc, library, next, own));
    standard = standardOf(own);
  }
  return edits;
}

/** The requirement that a reference was read as; undefined where that is open. */
function readingOf({ resolution }: Reference): RequirementId | undefined {
  return resolution.is === "resolved" || resolution.is === "outdated" ? resolution.requirement : undefined;
}

/** References after this one in its line, those spelt out of ranges left out. */
function followers(doc: PolicyDocument, reference: Reference): Reference[] {
  const stop = doc.text.indexOf("\n", reference.span.end);
  const end = stop < 0 ? doc.text.length : stop;
  return doc.references.filter((one) => !one.implied && one.span.start >= reference.span.end && one.span.start < end);
}

function qualifiedEdit(
  doc: PolicyDocument,
  library: Library,
  reference: Reference,
  requirement: RequirementId,
): TextEdit {
  const number = numberOf(requirement);
  if (reference.where === "metadata") return { span: reference.span, newText: requirement };
  const name = library.standard(standardOf(requirement))?.name ?? standardOf(requirement);
  if (reference.kind === "clause") {
    const word = /(?:clauses?|cl\.)\s+$/i.exec(
      doc.text.slice(Math.max(0, reference.span.start - 12), reference.span.start),
    );
    const start = reference.span.start - (word?.[0].length ?? 0);
    return { span: { start, end: reference.span.end }, newText: `${name} ${word?.[0] ?? ""}${number}` };
  }
  return { span: reference.span, newText: `${name} ${renumber(sliceOf(doc.text, reference.span), number)}` };
}

/** Standards that a document names; found once, for all its references. */
const mentionsIn = rememberFor((doc: PolicyDocument, library: Library): readonly StandardMention[] =>
  findStandards(doc.text, familiesOf(library)),
);

/** The words that name an edition beside a reference, as the reader of references finds them. */
export function editionBeside(
  doc: PolicyDocument,
  library: Library,
  reference: Reference,
): StandardMention | undefined {
  if (reference.named === undefined) return undefined;
  const mentions = mentionsIn(doc, library).filter(
    (one) => one.standards.length === 1 && one.standards[0] === reference.named,
  );
  const before = mentions.findLast(
    (one) => one.end <= reference.span.start + 1 && reference.span.start - one.end <= 80,
  );
  if (before && !/\n|[.;!?]\s|\|/.test(doc.text.slice(before.end, reference.span.start))) return before;
  return mentions.find((one) => one.start >= reference.span.end && one.start - reference.span.end <= 24);
}

/** True where a number standing alone in this document is read as of that standard. */
export function readsAs(
  doc: PolicyDocument,
  library: Library,
  reference: Reference,
  requirement: RequirementId,
): boolean {
  const standard = standardOf(requirement);
  const current = library
    .byNumber(numberOf(requirement))
    .filter((one) => library.standard(one.standard)?.supersededBy === undefined);
  if (current.length === 1) return true;
  // The standard is named without its edition, so the number alone decides which one is meant.
  if (reference.named !== undefined) return reference.named === standard;
  const line = lineOf(doc.text, reference.span.start);
  const beside = doc.references.filter(
    (one) => one !== reference && one.span.start >= line.start && one.span.end <= line.end,
  );
  if (beside.some((one) => familyOf(library, readingOf(one)) !== familyOf(library, requirement))) return false;
  const mentions = mentionsIn(doc, library);
  return (declared(doc, mentions) ?? only(mentions)) === standard;
}

function familyOf(library: Library, id: RequirementId | undefined): string | undefined {
  return id === undefined ? undefined : /\d{4,6}/.exec(library.standard(standardOf(id))?.name ?? "")?.[0];
}

/** The one standard that the list of controls or the title names. */
function declared(doc: PolicyDocument, mentions: readonly StandardMention[]): StandardId | undefined {
  const places = [doc.metadata.fields.get("references")?.valueSpan, doc.title?.span];
  for (const place of places) {
    const found = place && only(mentions.filter((one) => place.start <= one.start && one.end <= place.end));
    if (found !== undefined) return found;
  }
  return undefined;
}

function only(mentions: readonly StandardMention[]): StandardId | undefined {
  const found = new Set(mentions.map((one) => one.standards[0]));
  return found.size === 1 ? [...found][0] : undefined;
}

function lineOf(text: string, at: number): { start: number; end: number } {
  const end = text.indexOf("\n", at);
  return { start: text.lastIndexOf("\n", at - 1) + 1, end: end < 0 ? text.length : end };
}
