import type { AiRole } from "../catalog/integration.ts";
import type { Library } from "../catalog/library.ts";
import type { RequirementId } from "../catalog/model.ts";

/** Requirements and considerations, by id, that are not asked of an organization, each with the reason in a sentence. */
export type NotAsked = ReadonlyMap<string, string>;

/**
 * What is not asked of an organization with these AI roles (catalogs/integration/, role_needs). A consideration goes with the
 * control it supports.
 * @param roles    undefined where the organization did not say: then everything is asked
 * @param decided  controls that the organization takes in by a decision of its own, whatever its roles call for
 */
export function notAskedOf(
  library: Library,
  roles: readonly AiRole[] | undefined,
  decided: Pick<ReadonlyMap<RequirementId, unknown>, "has"> = new Map(),
): NotAsked {
  const result = new Map<string, string>();
  if (!roles || roles.length === 0) return result;
  for (const { roles: known, roleNeeds } of library.data.integrations) {
    const own = known.filter((role) => roles.includes(role.id)).map((role) => role.title);
    for (const need of roleNeeds) {
      if (need.roles.some((role) => roles.includes(role))) continue;
      const reason = `Not asked of an organization that ${own.join(" and ")}: ${need.reason}.`;
      for (const id of need.requirements) if (!decided.has(id)) result.set(id, reason);
      for (const { id, supports } of library.considerations)
        if (!decided.has(supports) && (need.considerations.includes(id) || need.requirements.includes(supports)))
          result.set(id, reason);
    }
  }
  return result;
}
