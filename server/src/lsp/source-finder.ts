import type { Workspace } from "../engine/workspace.ts";
import type { Source } from "../features/convert.ts";
import type { SourceMaker } from "./documents.ts";
import type { World } from "./world.ts";

/** Finds the texts of a project's documents. */
export function sourceFinder(
  workspace: Workspace,
  { sources, world }: { readonly sources: SourceMaker; readonly world: World },
): (uri: string) => Source | undefined {
  return (uri) => {
    const doc = workspace.document(uri)?.doc;
    return doc && sources.ofDocument(doc, world.open.get(uri)?.version ?? null);
  };
}
