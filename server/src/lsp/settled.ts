import type { PolicyDocument } from "../document/model.ts";
import type { DocumentCoverage, WorkspaceCoverage } from "../evidence/model.ts";
import type { Feed } from "./feed.ts";
import type { Project } from "./project.ts";
import type { World } from "./world.ts";

interface SettledDocument {
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
}

/** Documents as they count for views of all together: one that waits to be saved counts as it did before it was edited. */
export interface Settled {
  /** Takes over the documents that wait for nothing. */
  note(): void;
  document(project: Project, uri: string): SettledDocument | undefined;
  coverage(project: Project): WorkspaceCoverage;
}

export function createSettled({ world, feed }: { readonly world: World; readonly feed: Feed }): Settled {
  const kept = new Map<string, SettledDocument>();

  const note = (): void => {
    for (const uri of kept.keys()) if (!world.open.has(uri)) kept.delete(uri);
    for (const { workspace } of world.projects()) {
      for (const uri of world.open.keys()) {
        const document = feed.isDue(uri) ? workspace.document(uri) : undefined;
        if (document) kept.set(uri, document);
      }
    }
  };
  /** Where nothing was noted before the first edit, the text as it is has to do. */
  const document: Settled["document"] = ({ workspace }, uri) =>
    (feed.isDue(uri) ? undefined : kept.get(uri)) ?? workspace.document(uri);

  return {
    note,
    document,
    coverage(project) {
      const { workspace } = project;
      const waiting = [...world.open.keys()].filter(
        (uri) => workspace.document(uri) && document(project, uri) !== workspace.document(uri),
      );
      if (waiting.length === 0) return workspace.coverage();
      return workspace.coverageWith(
        new Map(
          waiting.map((uri) => {
            const before = document(project, uri);
            return [uri, before?.doc.classification.isPolicy ? before.coverage : undefined];
          }),
        ),
      );
    },
  };
}
