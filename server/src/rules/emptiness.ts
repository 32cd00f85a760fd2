import { sliceOf } from "../base/span.ts";
import type { Language } from "../catalog/model.ts";
import type { PolicyDocument, Section } from "../document/model.ts";
import { isPlaceholder } from "./placeholders.ts";

/**
 * True for a section without sub-sections that holds nothing but comments and unfilled placeholders. A section that is
 * empty because its sub-sections are is told by those.
 */
export function isVacant(doc: PolicyDocument, section: Section, language: Language): boolean {
  return section.heading !== undefined && section.heading.text !== "" && !section.isTitle && section.children.length === 0 && isHollow(doc, section, language);
}

/** A picture, a code block or a table header is no statement and yet something. */
function isHollow(doc: PolicyDocument, section: Section, language: Language): boolean {
  const statements = section.statements
    .map((index) => doc.statements[index])
    .filter((statement) => statement !== undefined);
  if (!statements.every((statement) => isPlaceholder(sliceOf(doc.text, statement.span), language))) return false;
  if (doc.format === "yaml" || statements.length > 0) return true;
  const rest = sliceOf(doc.text, section.body).replace(/<!--[^]*?(?:-->|$)/g, "");
  return /^[\s*_=>#|-]*$/.test(rest);
}
