import type { PolicyDocument, Section } from "../../document/model.ts";

/** The section that holds an offset. */
export function sectionAt({ sections }: PolicyDocument, offset: number): Section | undefined {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sections[middle]?.span.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return sections[low];
}

/** True where a section, or one that it stands in, is of a kind. */
export const isOfKind = (section: Section | undefined, kind: string): boolean =>
  section !== undefined && (section.kinds.includes(kind) || section.inherited.includes(kind));
