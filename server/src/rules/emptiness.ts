import { sliceOf } from "../base/span.ts";
import type { PolicyDocument, Section } from "../document/model.ts";
import type { PlaceholderFinder } from "./placeholders.ts";

/**
 * True for a section without sub-sections that holds nothing but comments and unfilled placeholders. A section that is
 * empty because its sub-sections are is told by those.
 */
export function isVacant(doc: PolicyDocument, section: Section, placeholders: PlaceholderFinder): boolean {
  return (
    section.heading !== undefined &&
    section.heading.text !== "" &&
    !section.isTitle &&
    isHollow(doc, section, placeholders) &&
    !hasSubSections(doc, section)
  );
}

/** Sub-sections by level, or by number where all headings have one level: `13.1` is followed by `13.1.1`. */
function hasSubSections(doc: PolicyDocument, section: Section): boolean {
  const number = section.heading?.number;
  const next = doc.sections[section.index + 1]?.heading?.number;
  return (
    section.children.length > 0 || (number !== undefined && next?.startsWith(`${number.replace(/\.$/, "")}.`) === true)
  );
}

/** A picture, a code block or a table header is no statement and yet something. */
function isHollow(doc: PolicyDocument, section: Section, placeholders: PlaceholderFinder): boolean {
  const count = section.statements.length;
  if (placeholders.statements(section, doc).length < count) return false;
  if (doc.format === "yaml" || count > 0) return true;
  const rest = sliceOf(doc.text, section.body).replace(/<!--[^]*?(?:-->|$)/g, "");
  return /^[\s*_=>#|-]*$/.test(rest);
}
