import { derivePoints } from "./derive-points.ts";
import type { CatalogData, CatalogProblem, Mapping, Relation, RequirementId, Standard } from "./model.ts";
import type { ImportedCatalog } from "./oscal-import.ts";
import type { OwnCatalog } from "./own-catalog.ts";

/** A catalog of the workspace with the file it came from. */
export interface LoadedCatalog {
  readonly file: string;
  readonly catalog: ImportedCatalog & Partial<Pick<OwnCatalog, "relations">>;
}

/**
 * Adds a workspace's catalogs to the knowledge: points are derived where a catalog has none, relations are resolved. The
 * mappings come with another call, since they need to know the catalogs.
 */
export function extendCatalogs(
  data: CatalogData,
  loaded: readonly LoadedCatalog[],
): { readonly data: CatalogData; readonly problems: readonly CatalogProblem[] } {
  const problems: CatalogProblem[] = [];
  const standards: Standard[] = [...data.standards];
  for (const { file, catalog } of loaded) {
    const place = { file, line: 1, column: 1 };
    const { id } = catalog.standard;
    if (standards.some((standard) => standard.id === id)) {
      problems.push({ place, field: "/id", message: `There is a catalog “${id}” already; give this one another id.` });
      continue;
    }
    const points = derivePoints(catalog.texts, data.language, place);
    standards.push({
      ...catalog.standard,
      requirements: catalog.standard.requirements.map((requirement) =>
        requirement.points.length > 0 ? requirement : { ...requirement, points: points.get(requirement.id) ?? [] },
      ),
    });
  }
  const known = new Set(standards.flatMap((standard) => standard.requirements.map((requirement) => requirement.id)));
  const mappings = loaded.flatMap(({ catalog }): Mapping[] => {
    const relations = (catalog.relations ?? []).flatMap(({ place, ...relation }): Relation[] => {
      const full = (written: string): RequirementId | undefined => {
        const own = `${catalog.standard.id}/${written}`;
        const found = known.has(written) ? written : known.has(own) ? own : undefined;
        if (found === undefined)
          problems.push({
            place,
            field: "/relations",
            message: `There is no requirement “${written}”; write it as iso27001:2022/A.8.13, or by the number it has in this catalog.`,
          });
        return found;
      };
      const from = full(relation.from);
      const to = relation.to.map(full).filter((id) => id !== undefined);
      return from === undefined || to.length === 0 ? [] : [{ ...relation, from, to }];
    });
    return relations.length > 0 ? [{ title: catalog.standard.name, relations }] : [];
  });
  return { data: { ...data, standards, mappings: [...(data.mappings ?? []), ...mappings] }, problems };
}
