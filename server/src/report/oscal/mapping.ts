import { oneLine } from "../../base/text.ts";
import { type Library, standardOf } from "../../catalog/library.ts";
import type { Relation, Standard, StandardId } from "../../catalog/model.ts";
import { catalogHref, controlId, metadataOf, type OscalFacts, prop, prose, uuidOf } from "./common.ts";

/** The relations between requirements as an OSCAL mapping collection, one mapping a pair of standards. */
export function oscalMapping(library: Library, facts: OscalFacts): object {
  const relations = [...library.data.crosswalks.flatMap((crosswalk) => crosswalk.relations), ...library.mapped];
  const pairs = new Map<string, { source: Standard; target: Standard; relations: Relation[] }>();
  for (const relation of relations) {
    const byTarget = new Map<StandardId, string[]>();
    for (const id of relation.to) byTarget.set(standardOf(id), [...(byTarget.get(standardOf(id)) ?? []), id]);
    for (const [target, to] of byTarget) {
      const from = library.standard(standardOf(relation.from));
      const onto = library.standard(target);
      if (!from || !onto) continue;
      const key = `${from.id} ${target}`;
      const pair = pairs.get(key) ?? { source: from, target: onto, relations: [] };
      pair.relations.push({ ...relation, to });
      pairs.set(key, pair);
    }
  }
  const mappings = [...pairs].map(([key, pair]) => ({
    uuid: uuidOf("mapping", key),
    "source-resource": { type: "catalog", href: catalogHref(pair.source) },
    "target-resource": { type: "catalog", href: catalogHref(pair.target) },
    maps: pair.relations.map((relation) => mapOf(relation, key, library)),
  }));
  return {
    "mapping-collection": {
      uuid: uuidOf("mapping-collection", ...pairs.keys()),
      metadata: metadataOf("Relations between the requirements of standards", facts),
      provenance: {
        method: "human",
        "matching-rationale": "functional",
        status: "complete",
        "mapping-description":
          "Relations by what requirements ask for. They are advice, not part of any standard: no two requirements are said to be the same unless the relationship says so.",
      },
      mappings,
    },
  };
}

function mapOf(relation: Relation, pair: string, library: Library): object {
  const itemOf = (id: string): object[] => {
    const requirement = library.requirement(id);
    return requirement ? [{ type: "control", "id-ref": controlId(requirement) }] : [];
  };
  return {
    uuid: uuidOf("map", pair, relation.id, relation.from, ...relation.to),
    relationship: relation.type,
    sources: itemOf(relation.from),
    targets: relation.to.flatMap(itemOf),
    props: [prop("basis", relation.basis)],
    ...(oneLine(relation.rationale) === "" ? {} : { remarks: prose(relation.rationale) }),
  };
}
