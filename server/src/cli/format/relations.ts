import { type Library, numberOf } from "../../catalog/library.ts";
import type { Relation, RelationType, Requirement, StandardId } from "../../catalog/model.ts";

/** Related requirements of the other standards, one line each; only standards in scope where `standards` is given. */
export function relationLines(requirement: Requirement, library: Library, standards?: readonly StandardId[]): string[] {
  return library.relationsOf(requirement.id).flatMap((relation) => {
    const isSource = relation.from === requirement.id;
    return (isSource ? relation.to : [relation.from]).flatMap((id) => {
      const other = library.requirement(id);
      if (!other || (standards && !standards.includes(other.standard))) return [];
      const name = library.standard(other.standard)?.name ?? other.standard;
      return [`${verbs[relation.type][isSource ? 0 : 1]} ${other.number} ${other.title} (${name})`];
    });
  });
}

/** How a relation reads from its source and from its target. */
const verbs: Readonly<Record<RelationType, readonly [string, string]>> = {
  "equivalent-to": ["means the same as", "means the same as"],
  "equal-to": ["is the same as", "is the same as"],
  "subset-of": ["is part of", "takes in"],
  "superset-of": ["takes in", "is part of"],
  "intersects-with": ["shares ground with", "shares ground with"],
};

/** `A.8.13 shares ground with CP-9` */
export const relationText = ({ from, to, type }: Relation, library: Library): string =>
  `${numberOf(from)} ${verbs[type][0]} ${to.map((id) => library.requirement(id)?.number ?? id).join(", ")}`;
