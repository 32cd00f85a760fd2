import { oneLine } from "../../base/text.ts";
import type { Group, Requirement, Standard } from "../../catalog/model.ts";
import { controlId, groupId, listed, metadataOf, namespace, type OscalFacts, prop, prose, uuidOf } from "./common.ts";

/** A standard as an OSCAL catalog: numbers, titles, and the points in Codicil's own words; never a standard's text. */
export function oscalCatalog(standard: Standard, facts: OscalFacts): object {
  const clauses = standard.requirements.filter((requirement) => requirement.kind === "clause");
  const loose = standard.requirements.filter(
    (requirement) => requirement.kind === "control" && !standard.groups.some((group) => group.id === requirement.group),
  );
  const groups = [
    ...(clauses.length > 0
      ? [{ id: "clauses", class: "clauses", title: "Clauses", controls: nestedClauses(clauses, standard) }]
      : []),
    ...standard.groups.filter((group) => group.parent === undefined).flatMap((group) => groupOf(group, standard)),
  ];
  return {
    catalog: {
      uuid: uuidOf("catalog", standard.id),
      metadata: metadataOf(standard.name, facts, standard.edition || facts.today),
      ...listed("groups", groups),
      ...listed(
        "controls",
        loose.map((requirement) => controlOf(requirement)),
      ),
    },
  };
}

/** A group holds groups or controls, not both: where it has both, its own controls form a group of their own. */
function groupOf(group: Group, standard: Standard): object[] {
  const inner = standard.groups.filter((one) => one.parent === group.id).flatMap((one) => groupOf(one, standard));
  const controls = standard.requirements
    .filter((requirement) => requirement.kind === "control" && requirement.group === group.id)
    .map((requirement) => controlOf(requirement));
  if (inner.length + controls.length === 0) return [];
  const id = groupId(group.id);
  const head = { id, class: group.kind, title: oneLine(group.title), props: [prop("label", group.id)] };
  if (inner.length === 0) return [{ ...head, controls }];
  if (controls.length === 0) return [{ ...head, groups: inner }];
  return [{ ...head, groups: [...inner, { id: `${id}-own`, title: oneLine(group.title), controls }] }];
}

function nestedClauses(clauses: readonly Requirement[], standard: Standard): object[] {
  const below = (parent: string | undefined): object[] =>
    clauses.filter((clause) => clause.group === parent).map((clause) => controlOf(clause, below(clause.number)));
  const roots = below(undefined);
  return roots.length > 0 ? roots : clauses.filter((one) => one.standard === standard.id).map((one) => controlOf(one));
}

function controlOf(requirement: Requirement, inner: readonly object[] = []): object {
  const id = controlId(requirement);
  const parts = [
    ...(requirement.gist === undefined ? [] : [{ id: `${id}_gist`, name: "overview", prose: prose(requirement.gist) }]),
    ...requirement.points.map((point) => ({
      id: `${id}_${point.id}`,
      name: "point",
      ns: namespace,
      props: [prop("core", String(point.core)), ...(point.derived ? [prop("basis", "derived")] : [])],
      prose: prose(point.says),
    })),
  ];
  return {
    id,
    class: requirement.kind,
    title: oneLine(requirement.title),
    props: [{ name: "label", value: oneLine(requirement.number) }],
    ...listed("parts", parts),
    ...listed("controls", inner),
  };
}
