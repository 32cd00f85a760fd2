import type { RequirementId } from "../catalog/model.ts";
import type { Reference } from "../document/model.ts";
import type { DocumentContext } from "./rule.ts";
import { isNoEvidence, typeOf } from "./scope.ts";

/** How many references make a document, or a table, a mapping. */
export interface MappingLimits {
  readonly mapping: number;
  readonly table: number;
}

/** What rules take for a mapping that let nobody set it. */
export const mappingLimits: MappingLimits = { mapping: 25, table: 10 };

/**
 * What the document claims to address, with the first place that does. No claim is a reference to another document, in a
 * list of references, a comment, a large table, a record, a listing or a document that is a mapping itself. A number that was
 * replaced by a single one counts for that one.
 */
export function claimsOf(context: DocumentContext, limits: MappingLimits): ReadonlyMap<RequirementId, Reference> {
  const { doc } = context;
  const claims = new Map<RequirementId, Reference>();
  const isRecord = doc.classification.kind === "record" || typeOf(context, doc)?.isListing === true;
  if (isRecord || countDistinct(doc.references) > limits.mapping) return claims;
  for (const reference of doc.references) {
    const id = namedBy(reference);
    if (id !== undefined && !claims.has(id) && isClaim(context, reference, limits.table)) claims.set(id, reference);
  }
  return claims;
}

/** Every requirement that some reference of the document names. */
export const namedIn = (references: readonly Reference[]): ReadonlySet<RequirementId> =>
  new Set(references.map(namedBy).filter((id) => id !== undefined));

function namedBy({ resolution }: Reference): RequirementId | undefined {
  if (resolution.is === "resolved") return resolution.requirement;
  return resolution.is === "outdated" && resolution.successors.length === 1 ? resolution.successors[0] : undefined;
}

function isClaim(context: DocumentContext, reference: Reference, largest: number): boolean {
  const { doc } = context;
  const { span, where } = reference;
  if (reference.elsewhere || where === "comment" || reference.implied) return false;
  if (where === "metadata") return true;
  if (isNoEvidence(context, doc.sections[reference.section])) return false;
  const table = where === "table" && doc.tables.find((one) => one.span.start <= span.start && span.end <= one.span.end);
  if (!table) return true;
  return (
    countDistinct(
      doc.references.filter((one) => table.span.start <= one.span.start && one.span.end <= table.span.end),
    ) <= largest
  );
}

const countDistinct = (references: readonly Reference[]): number => namedIn(references).size;
