import type { Section } from "../../document/model.ts";

/** True where a section, or one that it stands in, is of a kind. */
export const isOfKind = (section: Section | undefined, kind: string): boolean =>
  section !== undefined && (section.kinds.includes(kind) || section.inherited.includes(kind));
