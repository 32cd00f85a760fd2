import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createLibrary, type Library } from "../../server/src/catalog/library.ts";
import { loadCatalogs } from "../../server/src/catalog/load.ts";
import type { CatalogFile } from "../../server/src/catalog/source.ts";

/** The project's folder, seen from the compiled tests (`out/test/support`). */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/** Every file of `catalogs/`, as the loader wants them. */
export function catalogFiles(): CatalogFile[] {
  const folder = path.join(projectRoot, "catalogs");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:yaml|json)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: path.relative(folder, file).split(path.sep).join("/"), text: readFileSync(file, "utf8") }));
}

let library: Library | undefined;

/** The real catalogs; a problem in them fails the test that asks first. */
export function loadLibrary(): Library {
  if (library) return library;
  const { data, problems } = loadCatalogs(catalogFiles());
  if (problems.length > 0) {
    throw new Error(
      problems
        .map(({ place, field, message }) => `catalogs/${place.file}:${place.line}:${place.column} ${field} ${message}`)
        .join("\n"),
    );
  }
  library = createLibrary(data);
  return library;
}
