import { CodeActionKind } from "vscode-languageserver-types";
import { overlaps, type Span, sliceOf } from "../../base/span.ts";
import { applyEdits, assertNever, type TextEdit } from "../../base/text.ts";
import { standardOf } from "../../catalog/library.ts";
import type { RequirementId } from "../../catalog/model.ts";
import type { PolicyDocument, Reference } from "../../document/model.ts";
import type { ReferenceStyle } from "../../engine/model.ts";
import { standardNameOf } from "../../rules/naming.ts";
import { editionBeside } from "../../rules/requalify.ts";
import type { CodeActionRequest, Refactoring } from "./request.ts";

/** How a style looks, for titles. */
const examples: Readonly<Record<ReferenceStyle, string>> = {
  number: "A.8.13",
  standard: "ISO/IEC 27001:2022 A.8.13",
  annex: "Annex A 8.13",
};

/**
 * At a reference that is written in another way than the configuration says: all references of the running text in that
 * way. Headings keep theirs, since links point to them, and lists in metadata have a form of their own.
 */
export function styleRefactorings(request: CodeActionRequest): Refactoring[] {
  const { doc, range, referenceStyle } = request;
  if (!candidates(request).some(({ reference }) => overlaps(reference.span, range))) return [];
  const edits = keepingReadings(request);
  if (edits.length === 0) return [];
  const count = edits.length === 1 ? "this reference" : `${edits.length} references`;
  return [
    {
      id: `style ${referenceStyle}`,
      title: `Write ${count} like “${examples[referenceStyle]}”`,
      kind: CodeActionKind.RefactorRewrite,
      edits: () => (doc.text === "" ? [] : edits),
    },
  ];
}

interface Rewriting {
  readonly reference: Reference;
  readonly edit: TextEdit;
}

/** The edits after which every reference of the document is still read as it was. */
function keepingReadings(request: CodeActionRequest): TextEdit[] {
  const { doc, reread } = request;
  let tried = candidates(request);
  // One edit can take the standard from the references behind it; those that change a reading are dropped and it is tried again.
  for (let round = 0; round < 6 && tried.length > 0; round++) {
    const edits = tried.map(({ edit }) => edit);
    const wrong = changedReadings(doc, reread(applyEdits(doc.text, edits)));
    if (wrong === undefined) return [];
    if (wrong.length === 0) return edits;
    const kept = tried.filter(({ reference }) => !wrong.includes(reference));
    tried =
      kept.length < tried.length ? kept : kept.filter((one) => !wrong.some((other) => sharesLine(doc, one, other)));
  }
  return [];
}

const sharesLine = ({ text }: PolicyDocument, { reference }: Rewriting, other: Reference): boolean =>
  !text
    .slice(Math.min(reference.span.end, other.span.end), Math.max(reference.span.start, other.span.start))
    .includes("\n");

/** References that are read in another way in a new version; undefined where the two cannot be compared. */
function changedReadings(before: PolicyDocument, after: PolicyDocument): Reference[] | undefined {
  if (before.references.length !== after.references.length) return undefined;
  return before.references.filter((one, i) => readingOf(one) !== readingOf(after.references[i]));
}

const readingOf = (reference: Reference | undefined): string => {
  const resolution = reference?.resolution;
  return resolution?.is === "resolved" || resolution?.is === "outdated"
    ? resolution.requirement
    : String(resolution?.is);
};

function candidates({ doc, settings, referenceStyle }: CodeActionRequest): Rewriting[] {
  const found: Rewriting[] = [];
  for (const reference of doc.references) {
    const { resolution, kind, where, implied } = reference;
    if (kind !== "control" || implied || resolution.is !== "resolved") continue;
    if (where === "metadata" || where === "heading" || where === "comment") continue;
    const beside = editionBeside(doc, settings.library, reference);
    const edition =
      beside && beside.end <= reference.span.start && isJoined(doc.text, beside, reference.span) ? beside : undefined;
    const span = edition ? { start: edition.start, end: reference.span.end } : reference.span;
    if (isPartOfRange(doc.text, span) || found.some(({ edit }) => overlaps(edit.span, span))) continue;
    const isNamed = reference.named !== undefined;
    const newText = written(
      resolution.requirement,
      reference,
      { isNamed, isBeside: edition !== undefined, style: referenceStyle },
      {
        doc,
        settings,
      },
    );
    if (newText !== undefined && newText !== sliceOf(doc.text, span))
      found.push({ reference, edit: { span, newText } });
  }
  return found;
}

function written(
  requirement: RequirementId,
  { number, span }: Reference,
  { isNamed, isBeside, style }: { isNamed: boolean; isBeside: boolean; style: ReferenceStyle },
  { doc, settings }: Pick<CodeActionRequest, "doc" | "settings">,
): string | undefined {
  const name = standardNameOf(settings.library, standardOf(requirement));
  const digits = number.replace(/^A\./, "");
  switch (style) {
    case "number":
      return number;
    case "standard":
      // A standard that is named for a whole list need not be named for each of its members.
      return isNamed && !isBeside ? number : `${name} ${number}`;
    case "annex":
      if (/^\d/.test(sliceOf(doc.text, span))) return undefined;
      return `${isBeside ? `${name} ` : ""}Annex A ${digits}`;
    default:
      return assertNever(style);
  }
}

/** Nothing but blanks and marks between the standard and the number. */
const isJoined = (text: string, edition: Span, reference: Span): boolean =>
  /^[\s,:–—-]{0,3}$/.test(text.slice(edition.end, reference.start)) &&
  !text.slice(edition.end, reference.start).includes("\n");

/** The ends of a range (`A.5.24–A.5.28`, `A.5.1, 5.2`) lean on each other. */
const isPartOfRange = (text: string, { start, end }: Span): boolean =>
  /^\s?(?:[-–—‑/]|to|through|until|\.\.\.?)\s?(?:annex\s+a[\s.]*|a[.\s-]?)?\d/i.test(text.slice(end, end + 14)) ||
  /^(?:,|;|\s?&|\sand|\sor)\s?\d{1,2}(?:\.\d|\b)/i.test(text.slice(end, end + 10)) ||
  /\d\s?(?:[-–—‑/]|to|through|until|\.\.\.?)\s?$/i.test(text.slice(Math.max(0, start - 12), start));
