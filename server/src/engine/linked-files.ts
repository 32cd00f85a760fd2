import type { Host } from "./model.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Looks which of the files that the documents link to are there, and tells the workspace. Asks again for those that were
 * not: they may have been made meanwhile.
 * @param document  looks only for the files that this one links to, and not again
 * @returns  whether anything is known now that was not before
 */
export async function lookUpLinks(
  workspace: Workspace,
  host: Pick<Host, "exists">,
  document?: string,
): Promise<boolean> {
  const found = new Map<string, boolean>();
  await Promise.all(workspace.filesToLookUp(document).map(async (uri) => found.set(uri, await host.exists(uri))));
  return workspace.learnFiles(found);
}
