import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { createIgnoreFiles } from "./ignore-files.ts";

/**
 * Markdown and YAML files below a folder, as paths with `/`, in order. Hidden files and folders, what ignore files leave out
 * and what is excluded are passed over without looking inside. Links to files are taken, links to folders are not followed, so
 * that no circle can catch the search.
 */
export async function findDocuments(root: string, isExcluded: (path: string) => boolean): Promise<string[]> {
  const isIgnored = await createIgnoreFiles(root);
  const files: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await entriesOf(path.join(root, folder))) {
      if (entry.name.startsWith(".")) continue;
      const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isFolder = entry.isDirectory();
      if (!isFolder && !(documentName.test(entry.name) && (await isFile(root, file, entry)))) continue;
      if (isExcluded(file) || (await isIgnored(file, isFolder))) continue;
      if (isFolder) await walk(file);
      else files.push(file);
    }
  };
  await walk("");
  return files.sort();
}

const documentName = /\.(?:md|markdown|ya?ml)$/i;

/** A folder that may not be read holds nothing that could be. */
const entriesOf = (folder: string): Promise<Dirent[]> => readdir(folder, { withFileTypes: true }).catch(() => []);

/** A file, a link to one, or a link that leads nowhere: reading that one tells the reason. */
async function isFile(root: string, file: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return (await stat(path.join(root, file)).catch(() => undefined))?.isFile() ?? true;
}
