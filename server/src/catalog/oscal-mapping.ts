import type { Relation, RelationType, Requirement, RequirementId, Standard, StandardId } from "./model.ts";
import {
  listOf,
  type OscalBackMatter,
  type OscalMap,
  type OscalMappingCollection,
  type OscalMappingItem,
  textOf,
} from "./oscal-model.ts";

/** The words that OSCAL has for relations; its schema takes any. `no-relationship` says that there is none. */
const relationTypes: readonly string[] = ["equivalent-to", "equal-to", "subset-of", "superset-of", "intersects-with"];

/**
 * Reads a mapping collection as relations between requirements. Lenient about how it names catalogs and controls: by file
 * name, id or title, and by OSCAL id or printed number; what leads nowhere is reported and left out.
 * @param fileOf  name of the file that a workspace's own catalog came from
 */
export function importMapping(
  collection: OscalMappingCollection,
  standards: readonly Standard[],
  fileOf: (id: StandardId) => string | undefined,
): { readonly relations: readonly Relation[]; readonly problems: readonly string[] } {
  const relations: Relation[] = [];
  const problems: string[] = [];
  const unknown = new Set<string>();
  const find = createFinder(standards);
  listOf(collection.mappings).forEach((mapping, m) => {
    const backMatter = collection["back-matter"];
    const from = standardNamed(mapping["source-resource"]?.href, backMatter, standards, fileOf);
    const to = standardNamed(mapping["target-resource"]?.href, backMatter, standards, fileOf);
    const idsOf = (items: readonly OscalMappingItem[] | undefined, standard: Standard | undefined): RequirementId[] =>
      listOf(items).flatMap((item) => {
        const written = textOf(item["id-ref"]) ?? "";
        const found = find(written, standard);
        if (!found) unknown.add(written);
        return found ? [found.id] : [];
      });
    listOf(mapping.maps).forEach((map, i) => {
      const type = textOf(map.relationship) ?? "";
      if (type === "no-relationship") return;
      if (!relationTypes.includes(type)) {
        problems.push(`“${type}” is no relationship; expected one of: ${relationTypes.join(", ")}, no-relationship.`);
        return;
      }
      relations.push(
        ...relationsOf(
          map,
          type as RelationType,
          `map-${m + 1}-${i + 1}`,
          idsOf(map.sources, from),
          idsOf(map.targets, to),
        ),
      );
    });
  });
  if (unknown.size > 0) {
    const some = [...unknown].slice(0, 5).map((id) => `“${id}”`);
    const more = unknown.size > some.length ? ` and ${unknown.size - some.length} more` : "";
    problems.push(`No loaded catalog has the control${unknown.size > 1 ? "s" : ""} ${some.join(", ")}${more}.`);
  }
  return { relations, problems: [...new Set(problems)] };
}

/**
 * One relation a source. What is said of several sources together holds for each only as far as logic allows: a part of a
 * part is a part, but what the whole takes in, one source alone need not.
 */
function relationsOf(
  map: OscalMap,
  type: RelationType,
  id: string,
  sources: readonly RequirementId[],
  targets: readonly RequirementId[],
): Relation[] {
  if (targets.length === 0) return [];
  const single = sources.length === 1 ? type : ofOneAmongMany(type, targets.length);
  return sources.map((from, i) => ({
    id: sources.length === 1 ? id : `${id}-${i + 1}`,
    basis: "mapping",
    from,
    to: targets,
    type: single,
    rationale: textOf(map.remarks) ?? "",
    considerations: [],
  }));
}

function ofOneAmongMany(type: RelationType, targets: number): RelationType {
  switch (type) {
    case "subset-of":
      return "subset-of";
    case "equal-to":
    case "equivalent-to":
      return targets === 1 ? "subset-of" : "intersects-with";
    case "superset-of":
    case "intersects-with":
      return "intersects-with";
  }
}

/** The standard that a resource names, by `#uuid`, file name, id or title. */
function standardNamed(
  href: string | undefined,
  backMatter: OscalBackMatter | undefined,
  standards: readonly Standard[],
  fileOf: (id: StandardId) => string | undefined,
): Standard | undefined {
  const address = textOf(href) ?? "";
  const resource = address.startsWith("#")
    ? listOf(backMatter?.resources).find((one) => textOf(one.uuid) === address.slice(1))
    : undefined;
  const words = [address, textOf(resource?.title), ...listOf(resource?.rlinks).map((link) => textOf(link.href))].map(
    (word) => word?.toLowerCase() ?? "",
  );
  const files = words.map((word) => word.split("/").at(-1) ?? "").filter((word) => word !== "");
  return (
    standards.find((standard) => files.includes(fileOf(standard.id)?.toLowerCase() ?? " ")) ??
    standards.find((standard) =>
      words.some(
        (word) =>
          word === standard.id ||
          word === standard.name.toLowerCase() ||
          word === standard.title.toLowerCase() ||
          word.replace(/^.*\//, "").replace(/\.(?:json|ya?ml)$/, "") === standard.id.replaceAll(":", "-"),
      ),
    )
  );
}

/** Finds controls by OSCAL id, printed number, or number in the form of an OSCAL id (`clause-9.2`). */
function createFinder(
  standards: readonly Standard[],
): (written: string, within: Standard | undefined) => Requirement | undefined {
  const all = new Map<string, Map<string, Requirement>>();
  for (const standard of standards) {
    const own = new Map<string, Requirement>();
    for (const requirement of standard.requirements) {
      for (const key of [requirement.id, requirement.number, requirement.oscalId, oscalIdOf(requirement)])
        if (key !== undefined && !own.has(key.toLowerCase())) own.set(key.toLowerCase(), requirement);
    }
    all.set(standard.id, own);
  }
  return (written, within) => {
    const key = written.toLowerCase();
    if (within) return all.get(within.id)?.get(key);
    const found = standards
      .filter((standard) => standard.supersededBy === undefined)
      .map((standard) => all.get(standard.id)?.get(key))
      .filter((one) => one !== undefined);
    return found.length === 1 ? found[0] : undefined;
  };
}

/** The id that a requirement has in OSCAL, where ids start with a letter and hold no `/`, blank or parenthesis. */
export function oscalIdOf({ oscalId, number, kind }: Pick<Requirement, "oscalId" | "number" | "kind">): string {
  if (oscalId !== undefined) return oscalId;
  const token = number
    .toLowerCase()
    .replace(/\((\d+)\)/g, ".$1")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-");
  return /^\p{L}/u.test(token) ? token : `${kind === "clause" ? "clause" : "control"}-${token}`;
}
