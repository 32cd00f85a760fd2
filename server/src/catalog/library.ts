import type { Integration } from "./integration.ts";
import type {
  AiRisk,
  CatalogData,
  Consideration,
  DocumentType,
  DocumentTypeId,
  Group,
  IncidentScenario,
  Language,
  MetadataField,
  Relation,
  Requirement,
  RequirementId,
  SectionKind,
  SectionKindId,
  Standard,
  StandardId,
} from "./model.ts";

/** The catalogs with look-ups; immutable, made once. */
export interface Library {
  readonly data: CatalogData;
  readonly language: Language;
  /** All editions, outdated ones last. */
  readonly standards: readonly Standard[];
  standard(id: StandardId): Standard | undefined;
  requirement(id: RequirementId): Requirement | undefined;
  /** Requirements of all editions with that printed number (`A.5.2`, `9.2`), current editions first. */
  byNumber(number: string): readonly Requirement[];
  group(standard: StandardId, id: string): Group | undefined;
  documentType(id: DocumentTypeId): DocumentType | undefined;
  sectionKind(id: SectionKindId): SectionKind | undefined;
  metadataField(id: string): MetadataField | undefined;
  readonly considerations: readonly Consideration[];
  consideration(id: string): Consideration | undefined;
  /** Considerations that a requirement has once AI is in scope, in catalog order. */
  considerationsOf(id: RequirementId): readonly Consideration[];
  /** Relations that start or end at a requirement. */
  relationsOf(id: RequirementId): readonly Relation[];
  /** Relations that the workspace's own catalogs and mappings bring along. */
  readonly mapped: readonly Relation[];
  readonly risks: readonly AiRisk[];
  readonly incidents: readonly IncidentScenario[];
  /** What one management system can share between two standards; undefined without such a catalog. */
  readonly integration: Integration | undefined;
}

/** Number part of an id: `A.5.1` of `iso27001:2022/A.5.1`. */
export const numberOf = (id: RequirementId): string => id.slice(id.indexOf("/") + 1);

/** Standard part of an id: `iso27001:2022` of `iso27001:2022/A.5.1`. */
export const standardOf = (id: RequirementId): StandardId => id.slice(0, id.indexOf("/"));

export function createLibrary(data: CatalogData): Library {
  const standards = [...data.standards].sort(
    (a, b) => Number(a.supersededBy !== undefined) - Number(b.supersededBy !== undefined),
  );
  const requirements = new Map<RequirementId, Requirement>();
  const numbers = new Map<string, Requirement[]>();
  for (const standard of standards) {
    for (const requirement of standard.requirements) {
      requirements.set(requirement.id, requirement);
      push(numbers, requirement.number, requirement);
    }
  }
  const mapped = (data.mappings ?? []).flatMap((mapping) => mapping.relations);
  const relations = [...data.crosswalks.flatMap((crosswalk) => crosswalk.relations), ...mapped];
  const relationsOf = new Map<RequirementId, Relation[]>();
  for (const relation of relations) {
    for (const id of new Set([relation.from, ...relation.to])) push(relationsOf, id, relation);
  }
  const considerations = relations.flatMap((relation) => relation.considerations);
  const considerationsOf = new Map<RequirementId, Consideration[]>();
  for (const consideration of considerations) push(considerationsOf, consideration.from, consideration);

  const standardById = byId(standards);
  const typeById = byId(data.documentTypes);
  const kindById = byId(data.sectionKinds);
  const fieldById = byId(data.metadataFields);
  const considerationById = byId(considerations);
  return {
    data,
    language: data.language,
    standards,
    standard: (id) => standardById.get(id),
    requirement: (id) => requirements.get(id),
    byNumber: (number) => numbers.get(number) ?? [],
    group: (standard, id) => standardById.get(standard)?.groups.find((group) => group.id === id),
    documentType: (id) => typeById.get(id),
    sectionKind: (id) => kindById.get(id),
    metadataField: (id) => fieldById.get(id),
    considerations,
    consideration: (id) => considerationById.get(id),
    considerationsOf: (id) => considerationsOf.get(id) ?? [],
    relationsOf: (id) => relationsOf.get(id) ?? [],
    mapped,
    risks: data.crosswalks.flatMap((crosswalk) => crosswalk.risks),
    incidents: data.crosswalks.flatMap((crosswalk) => crosswalk.incidents),
    integration: data.integrations[0],
  };
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
