import { sliceOf } from "../base/span.ts";
import type { Language } from "../catalog/model.ts";
import type { PolicyDocument, Section } from "../document/model.ts";
import { isPlaceholder } from "./placeholders.ts";

/** True where neither a section nor its sub-sections hold anything but comments and unfilled placeholders. */
export function saysNothing(doc: PolicyDocument, section: Section, language: Language): boolean {
  return isHollow(doc, section, language) && section.children.every((child) => {
    const inner = doc.sections[child];
    return inner === undefined || saysNothing(doc, inner, language);
  });
}

/** A picture, a code block or a table header is no statement and yet something. */
function isHollow(doc: PolicyDocument, section: Section, language: Language): boolean {
  const statements = section.statements.map((index) => doc.statements[index]).filter((statement) => statement !== undefined);
  if (!statements.every((statement) => isPlaceholder(sliceOf(doc.text, statement.span), language))) return false;
  if (doc.format === "yaml" || statements.length > 0) return true;
  const rest = sliceOf(doc.text, section.body).replace(/<!--[^]*?(?:-->|$)/g, "");
  return /^[\s*_=>#|-]*$/.test(rest);
}
