// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./run.mjs";

/** @param {string} file  below out/server/src */
const compiled = (file) => import(pathToFileURL(path.join(root, "out/server/src", file)).href);

/**
 * Loads and checks the catalogs with the compiled loader. Needs `tsc -b` to have run.
 * @param {string} folder
 * @returns {Promise<{ json: string, problems: string[] }>}  problems as `file:line:column field message`
 */
export async function readCatalogs(folder) {
  const { loadCatalogs } = await compiled("catalog/load.js");
  const { createLibrary } = await compiled("catalog/library.js");
  const { compileKnowledge } = await compiled("evidence/knowledge.js");
  const { data, problems } = loadCatalogs(catalogFiles(path.resolve(root, folder)));
  const knowledge = compileKnowledge(createLibrary(data));
  return {
    json: JSON.stringify(data),
    problems: [...problems, ...knowledge.problems].map(
      ({ place, field, message }) => `${folder}/${place.file}:${place.line}:${place.column} ${field} ${message}`,
    ),
  };
}

/** The catalogs with their look-ups. @param {string} folder */
export async function loadLibrary(folder) {
  const { loadCatalogs } = await compiled("catalog/load.js");
  const { createLibrary } = await compiled("catalog/library.js");
  return createLibrary(loadCatalogs(catalogFiles(path.resolve(root, folder))).data);
}

/** @param {string} folder */
function catalogFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:yaml|json)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      path: path.relative(folder, file).split(path.sep).join("/"),
      text: readFileSync(file, "utf8"),
    }));
}
