import { contains } from "../../base/span.ts";
import { standardOf } from "../../catalog/library.ts";
import type { SectionKind } from "../../catalog/model.ts";
import type { MetadataValue, PolicyDocument } from "../../document/model.ts";
import { isStated } from "../../evidence/decide.ts";
import type { DocumentCoverage } from "../../evidence/model.ts";
import { isAnnex } from "../annexes.ts";
import { isBlank } from "../fields.ts";
import { addSection } from "../mend.ts";
import { lowerFirst } from "../naming.ts";
import { type DocumentContext, documentRule, fixLater } from "../rule.ts";
import { typeOf } from "../scope.ts";

/** What every policy needs, whatever its type. */
const always = ["purpose", "scope"];

/** A section that documents of this type need and this one has not. */
export const rule = documentRule({
  id: "structure/missing-section",
  summary: "Flags a section that a document of this type needs and that is not there.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.2", "iso42001:2023/7.5.2", "iso27001:2022/A.5.1"],
  messages: {
    typed: "There is no section “{section}” ({about}), which a document of type “{type}” needs.",
    untyped: "There is no section “{section}” ({about}), which every policy needs.",
    blank: "“{key}” holds nothing yet; it should say: {about}.",
  },
  options: {},

  *check(context) {
    const { doc, standards } = context;
    const type = typeOf(context, doc);
    for (const kind of requiredKinds(context)) {
      if (isSatisfied(context, kind)) continue;
      const requirement = kind.anchors.find((id) => standards.includes(standardOf(id)));
      const key = blankKey(doc, kind);
      const data = {
        section: kind.title,
        about: lowerFirst(kind.about),
        ...(type ? { type: type.title } : {}),
        ...(key ? { key: key.key } : {}),
      };
      const title = key ? `Insert a text for “${key.key}”` : `Add a section “${kind.title}”`;
      const fix = fixLater({ title, safe: false, preferred: true }, () => addSection(doc, context.library, kind));
      yield {
        message: key ? "blank" : type ? "typed" : "untyped",
        span: key?.keySpan ?? doc.titleSpan,
        data,
        fixes: [fix],
        ...(requirement === undefined ? {} : { requirement }),
      };
    }
  },
});

/** The key of a YAML policy that would be the section if it held something: `scope: TODO`. */
const blankKey = ({ format, metadata }: PolicyDocument, kind: SectionKind): MetadataValue | undefined =>
  format === "yaml"
    ? kind.metadata.map((field) => metadata.fields.get(field)).find((one) => one?.text === "")
    : undefined;

/** Fields with rules of their own: sections that they can stand for are left to those rules, one finding a fault. */
const judgedAsMetadata = ["owner", "version", "approved-by"];

/** Kinds of sections that a document needs by its type, or by its kind where it has no type. */
export function requiredKinds(context: DocumentContext): SectionKind[] {
  const type = typeOf(context, context.doc);
  const kind = type?.kind ?? context.doc.classification.kind;
  if (kind === undefined) return [];
  // Exceptions, enforcement and the like stand in the document that an annex belongs to.
  const ids = type && !isAnnex(context, context.doc) ? type.requiredSections : always;
  return ids
    .map((id) => context.library.sectionKind(id))
    .filter((section) => section !== undefined)
    .filter(
      (section) =>
        section.need[kind] === "required" && !section.metadata.some((field) => judgedAsMetadata.includes(field)),
    );
}

/** True where a section, metadata in its stead or a sentence elsewhere that says the same is there. */
export function isSatisfied({ doc, coverage }: DocumentContext, kind: SectionKind): boolean {
  if (doc.sections.some((section) => section.kinds.includes(kind.id))) return true;
  if (isSaid(kind, coverage)) return true;
  if (kind.metadata.some((field) => !isBlank(doc, field))) return true;
  return kind.topical && hasUnclaimedText(doc);
}

/** A statement says what the section is for; words in passing count where the section holds no more than such. */
const isSaid = ({ id, evidence }: SectionKind, { sections }: DocumentCoverage): boolean =>
  (sections.get(id) ?? []).some(({ strength }) => isStated(strength) || evidence === "mention");

/** A section that no kind claims and that says something. */
function hasUnclaimedText(doc: PolicyDocument): boolean {
  const { block } = doc.metadata;
  return doc.sections.some((section) => {
    if (section.kinds.length > 0 || section.inherited.length > 0) return false;
    const statements = section.statements
      .map((index) => doc.statements[index])
      .filter((statement) => statement !== undefined);
    return statements.some(
      (statement) =>
        !isMetadata(doc, statement.span) &&
        !(block && contains(block, statement.span) && doc.metadata.where !== "yaml"),
    );
  });
}

/** A line or table row that holds a metadata field is no rule of the policy. */
const isMetadata = (doc: PolicyDocument, span: { start: number; end: number }): boolean =>
  [...doc.metadata.fields.values()].some((field) => contains(span, field.keySpan));
