import type { Library } from "../catalog/library.ts";
import type { SectionKind } from "../catalog/model.ts";
import type { Section } from "../document/model.ts";

/** How much what a section says counts as evidence (catalogs/section-kinds.yaml). */
export type EvidenceWeight = SectionKind["evidence"];

/**
 * The least that the kinds of a section allow, its own or those it inherits; a heading that joins two kinds ("Purpose and
 * review") allows the more.
 */
export function evidenceWeight(library: Library, section: Pick<Section, "kinds" | "inherited">): EvidenceWeight {
  const kinds = section.kinds.length > 0 ? section.kinds : section.inherited;
  const weights = kinds.map((kind) => library.sectionKind(kind)?.evidence ?? "full");
  if (weights.length === 0 || weights.includes("full")) return "full";
  return weights.includes("mention") ? "mention" : "none";
}
