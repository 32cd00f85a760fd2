import type { Relation, RelationType, RequirementId } from "../catalog/model.ts";
import type { Status } from "./model.ts";

/** How much of a requirement is covered: some part of it, or the whole. */
export type Credit = "part" | "whole";

/** A status that another requirement's coverage gives by a relation. */
export interface CreditReason {
  readonly credit: Credit;
  /** The requirement whose coverage gives the credit. */
  readonly from: RequirementId;
  readonly relation: Relation;
}

/** Passes coverage on along the relations that it was made for. */
export type Creditor = (
  known: ReadonlyMap<RequirementId, Credit>,
  isOpen: (id: RequirementId) => boolean,
) => ReadonlyMap<RequirementId, CreditReason>;

/**
 * What the coverage of some requirements says about others, by set semantics: a requirement is the set of what it asks, and
 * relations say how two such sets lie. A whole set covers all that is equal to it or within it; of what merely shares ground
 * with it, or takes it in, it covers a part. A part passes on only to what is sure to hold it (what is equal, or takes the
 * whole in): never does it become a whole, and never does it go on where the shared ground may be other ground.
 * @param known   what is covered by itself
 * @param isOpen  whether a requirement may be given credit
 */
export function creditThrough(
  known: ReadonlyMap<RequirementId, Credit>,
  relations: readonly Relation[],
  isOpen: (id: RequirementId) => boolean,
): ReadonlyMap<RequirementId, CreditReason> {
  return createCreditor(relations)(known, isOpen);
}

/** The same for relations that are asked again and again: they are linked once. */
export function createCreditor(relations: readonly Relation[]): Creditor {
  const links = linksOf(relations);
  return (known, isOpen) => {
    const held = new Map(known);
    const given = new Map<RequirementId, CreditReason>();
    // What is added meanwhile is gone through as well.
    const queue = [...known.keys()];
    for (const from of queue) {
      const own = held.get(from);
      if (own === undefined) continue;
      for (const { to, type, relation } of links.get(from) ?? []) {
        const credit = passOn(own, type);
        if (credit === undefined || !isOpen(to)) continue;
        const before = held.get(to);
        if (before === "whole" || before === credit) continue;
        held.set(to, credit);
        given.set(to, { credit, from, relation });
        queue.push(to);
      }
    }
    return given;
  };
}

/** Credit that a status stands for; none where nothing is known to be covered. */
export function creditOf(status: Status): Credit | undefined {
  if (status === "covered") return "whole";
  return status === "partial" ? "part" : undefined;
}

/**
 * What `credit` on a set gives to another set that it stands in a relation to.
 * @param type  as "this set is … the other"
 */
export function passOn(credit: Credit, type: RelationType): Credit | undefined {
  switch (type) {
    case "equal-to":
    case "equivalent-to":
      return credit;
    case "superset-of":
      return credit === "whole" ? "whole" : undefined;
    case "subset-of":
      return "part";
    case "intersects-with":
      return credit === "whole" ? "part" : undefined;
  }
}

interface Link {
  readonly to: RequirementId;
  readonly type: RelationType;
  readonly relation: Relation;
}

/** Each relation as seen from each of its ends. What holds of several targets together is weaker for each of them. */
function linksOf(relations: readonly Relation[]): Map<RequirementId, Link[]> {
  const links = new Map<RequirementId, Link[]>();
  const add = (from: RequirementId, to: RequirementId, type: RelationType, relation: Relation): void => {
    const list = links.get(from) ?? [];
    list.push({ to, type, relation });
    links.set(from, list);
  };
  for (const relation of relations) {
    const isSingle = relation.to.length === 1;
    for (const to of relation.to) {
      const type = isSingle ? relation.type : towardsOneOfMany(relation.type);
      add(relation.from, to, type, relation);
      add(to, relation.from, inverse(type), relation);
    }
  }
  return links;
}

function towardsOneOfMany(type: RelationType): RelationType {
  switch (type) {
    case "equal-to":
    case "equivalent-to":
    case "superset-of":
      return "superset-of";
    case "subset-of":
    case "intersects-with":
      return "intersects-with";
  }
}

export function inverse(type: RelationType): RelationType {
  switch (type) {
    case "subset-of":
      return "superset-of";
    case "superset-of":
      return "subset-of";
    case "equal-to":
    case "equivalent-to":
    case "intersects-with":
      return type;
  }
}
