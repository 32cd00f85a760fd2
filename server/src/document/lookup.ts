import { contains, lastStartingBy, type Span } from "../base/span.ts";
import type { Directive, Link, MetadataValue, PolicyDocument, Reference, Section, Statement } from "./model.ts";

/** Longest stretch that a range of references (`A.5.24, A.5.25 to A.5.28`) is looked for in, in UTF-16 units. */
const longestReference = 400;

/** The reference at an offset, its edges included; the smallest where a range and its ends overlap. */
export function referenceAt({ references }: PolicyDocument, offset: number): Reference | undefined {
  let found: Reference | undefined;
  for (let i = lastStartingBy(references, offset); i >= 0; i--) {
    const one = references[i];
    if (!one || one.span.start < offset - longestReference) break;
    if (offset <= one.span.end && (!found || length(one.span) < length(found.span))) found = one;
  }
  return found;
}

/** The innermost section at an offset. */
export function sectionAt({ sections }: PolicyDocument, offset: number): Section | undefined {
  return sections[Math.max(0, lastStartingBy(sections, offset))];
}

/** The section whose heading holds an offset. */
export function headingAt(doc: PolicyDocument, offset: number): Section | undefined {
  const section = sectionAt(doc, offset);
  return section?.heading && holds(section.heading.line, offset) ? section : undefined;
}

/** The statement at an offset. */
export function statementAt({ statements }: PolicyDocument, offset: number): Statement | undefined {
  const found = statements[lastStartingBy(statements, offset)];
  return found && holds(found.span, offset) ? found : undefined;
}

/** The link at an offset; the innermost, such as the picture that a link shows. */
export function linkAt({ links }: PolicyDocument, offset: number): Link | undefined {
  return links.findLast((link) => holds(link.span, offset));
}

/** The metadata field whose key holds an offset. */
export function fieldAt({ metadata }: PolicyDocument, offset: number): MetadataValue | undefined {
  return [...metadata.fields.values()].find((field) => holds(field.keySpan, offset));
}

/** The rule id at an offset within a directive. */
export function directiveRuleAt(
  { directives }: PolicyDocument,
  offset: number,
): { readonly directive: Directive; readonly rule: string; readonly span: Span } | undefined {
  const directive = directives.find((one) => holds(one.span, offset));
  const index = directive?.ruleSpans.findIndex((span) => holds(span, offset)) ?? -1;
  const span = directive?.ruleSpans[index];
  const rule = directive?.rules[index];
  return directive && span && rule !== undefined ? { directive, rule, span } : undefined;
}

/** Items that touch a stretch; `items` are sorted by start. */
export function itemsWithin<T extends { readonly span: Span }>(items: readonly T[], { start, end }: Span): T[] {
  let first = lastStartingBy(items, start);
  while (first > 0 && (items[first - 1]?.span.end ?? -1) > start) first--;
  return items.slice(Math.max(0, first), lastStartingBy(items, end) + 1).filter((item) => item.span.end >= start);
}

const holds = (span: Span, offset: number): boolean => contains(span, { start: offset, end: offset });

const length = ({ start, end }: Span): number => end - start;
