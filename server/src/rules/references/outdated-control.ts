import { type Span, sliceOf } from "../../base/span.ts";
import { type Library, numberOf, standardOf } from "../../catalog/library.ts";
import type { RequirementId } from "../../catalog/model.ts";
import type { PolicyDocument, Reference } from "../../document/model.ts";
import { quotationTest } from "../applicability-statement.ts";
import { listed, shortNameOf, standardNameOf } from "../naming.ts";
import { editionBeside, qualify, readsAs, renumber } from "../requalify.ts";
import { type DocumentContext, documentRule, type Fix, fixLater } from "../rule.ts";

/** A control number of a withdrawn edition. */
export const rule = documentRule({
  id: "references/outdated-control",
  summary: "Flags a control number of a withdrawn edition and names its successor.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.2", "iso27001:2022/6.1.3"],
  messages: {
    replaced: "{number} is a number of {standard}, which is withdrawn; its place is taken by {successors}.",
    dropped: "{number} is a number of {standard}, which is withdrawn; nothing took its place.",
  },
  options: {},

  *check(context) {
    const { doc, library } = context;
    const isQuoted = quotationTest(doc, library);
    for (const reference of doc.references) {
      const { resolution, span, number, implied } = reference;
      if (resolution.is !== "outdated" || implied || isQuoted(span)) continue;
      const { successors } = resolution;
      const data = {
        number,
        standard: standardNameOf(library, standardOf(resolution.requirement)),
        successors: listed(
          successors.map((id) => shortNameOf(library, id)),
          "or",
        ),
      };
      yield {
        message: successors.length > 0 ? "replaced" : "dropped",
        span,
        data,
        fixes: fixesOf(context, reference, successors),
      };
    }
  },
});

/** One fix a successor. Within a range there is none: its ends cannot be replaced one by one. */
function fixesOf({ doc, library }: DocumentContext, reference: Reference, successors: readonly RequirementId[]): Fix[] {
  if (isRangeEnd(doc.text, reference)) return [];
  const single = successors.length === 1;
  return successors.map((successor) =>
    fixLater(
      {
        title: `Replace ${reference.number} by ${shortNameOf(library, successor)}`,
        safe: single,
        ...(single ? { preferred: true } : {}),
      },
      () => replace({ doc, library }, reference, successor),
    ),
  );
}

function replace(
  { doc, library }: Pick<DocumentContext, "doc" | "library">,
  reference: Reference,
  successor: RequirementId,
): Fix["edits"] {
  const swap = (one: Reference, id: RequirementId): Fix["edits"][number] => {
    const written = sliceOf(doc.text, one.span);
    const number = numberOf(id);
    return {
      span: one.span,
      newText: one.where === "metadata" && !/^a/i.test(written) ? number : renumber(written, number),
    };
  };
  const outdatedEdition =
    reference.named !== undefined && library.standard(reference.named)?.supersededBy !== undefined;
  if (!outdatedEdition)
    return readsAs(doc, library, reference, successor)
      ? [swap(reference, successor)]
      : qualify(doc, library, reference, successor);
  const edition = editionBeside(doc, library, reference);
  if (!edition) return qualify(doc, library, reference, successor);
  const written = sliceOf(doc.text, edition);
  const year = library.standard(standardOf(successor))?.edition ?? "";
  const newEdition = { span: { start: edition.end - 4, end: edition.end }, newText: year };
  const alone = qualifyInstead(doc, library, reference, successor, edition);
  if (!/\d{4}$/.test(written) || year.length !== 4) return alone;
  // The edition is named once for a whole list: it changes for all of it, or the others would lose theirs.
  const others = doc.references.filter(
    (one) =>
      one !== reference && one.named === reference.named && editionBeside(doc, library, one)?.start === edition.start,
  );
  const edits = [newEdition, swap(reference, successor)];
  for (const other of others) {
    const next = other.resolution.is === "outdated" && !other.implied ? other.resolution.successors : [];
    const only = next[0];
    if (only === undefined || next.length > 1) return alone;
    edits.push(swap(other, only));
  }
  return edits;
}

/** The reference with its new standard; the old one's name gives way where it stands right before it. */
function qualifyInstead(
  doc: PolicyDocument,
  library: Library,
  reference: Reference,
  successor: RequirementId,
  edition: Span,
): Fix["edits"] {
  const { span } = reference;
  const isRightBefore =
    edition.end <= span.start && sliceOf(doc.text, { start: edition.end, end: span.start }).trim() === "";
  return qualify(doc, library, reference, successor).map((edit) =>
    isRightBefore && edit.span.start === span.start ? { ...edit, span: { ...edit.span, start: edition.start } } : edit,
  );
}

function isRangeEnd(text: string, { span }: Reference): boolean {
  const after = text.slice(span.end, span.end + 12);
  const before = text.slice(Math.max(0, span.start - 12), span.start);
  return (
    /^\s?(?:[-–—‑]|to|through|until|\.\.\.?)\s?(?:annex\s+a[\s.]*|a[.\s-]?)?\d/i.test(after) ||
    /\d\s?(?:[-–—‑]|to|through|until|\.\.\.?)\s?$/i.test(before)
  );
}
