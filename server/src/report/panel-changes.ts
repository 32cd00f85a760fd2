import type { PanelChanges, PanelRows } from "./panel-model.ts";

/** The rows that differ between two states of a project; undefined where none does. */
export function changedRows(before: PanelRows, after: PanelRows): PanelChanges | undefined {
  const present = new Set(after.documents.map((row) => row.id));
  const changes: PanelChanges = {
    standards: differing(before.standards, after.standards),
    groups: differing(before.groups, after.groups),
    requirements: differing(before.requirements, after.requirements),
    pairs: differing(before.pairs, after.pairs),
    documents: differing(before.documents, after.documents),
    removedDocuments: before.documents.map((row) => row.id).filter((id) => !present.has(id)),
  };
  return Object.values(changes).some((rows: readonly unknown[]) => rows.length > 0) ? changes : undefined;
}

function differing<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): T[] {
  if (before === after) return [];
  const known = new Map(before.map((row) => [row.id, row]));
  return after.filter((row) => {
    const old = known.get(row.id);
    return old !== row && (old === undefined || JSON.stringify(old) !== JSON.stringify(row));
  });
}
