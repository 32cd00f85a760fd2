/**
 * Writes what is derived from the sources: the registry of rules, their table, the schemas of `codicil.yaml` and of
 * YAML policies, snippets and grammar for editors, and the crosswalk as a page. Prints what it changed.
 *
 *     node scripts/gen.mjs            write
 *     node scripts/gen.mjs --check    write nothing; exit 1 where something is out of date
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { renderGrammar, renderPolicySchema, renderSnippets } from "./gen-editor.mjs";
import { renderCrosswalk } from "./gen-crosswalk.mjs";
import { renderRegistry, renderTable } from "./gen-rules.mjs";
import { loadLibrary } from "./lib/catalogs.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const check = process.argv.includes("--check");
let stale = 0;

const ids = ruleIds();
put("server/src/rules/registry.ts", renderRegistry(ids));
compile();
const rules = await Promise.all(
  ids.map(async (id) => (await import(pathToFileURL(path.join(root, "out/server/src/rules", `${id}.js`)).href)).rule),
);
put("docs/rules/README.md", renderTable(rules));
put("server/schemas/codicil.schema.json", await renderConfigSchema());
const library = await loadLibrary("catalogs");
put("server/schemas/policy.schema.json", renderPolicySchema(library));
put("snippets/markdown.json", renderSnippets(library, "markdown"));
put("snippets/yaml.json", renderSnippets(library, "yaml"));
put("syntaxes/codicil.tmLanguage.json", renderGrammar(library));
await putSchema("server/schemas/rules.schema.json", "engine/rule-files/schema.js", "ruleFileSchema");
await putSchema("server/schemas/catalog.schema.json", "catalog/own-catalog-schema.js", "ownCatalogSchema");
put("docs/crosswalk.md", renderCrosswalk(library));
if (stale === 0) console.log("gen: everything is up to date");
else if (check) process.exitCode = 1;

/** Ids of the rule files: `<category>/<rule>`. */
function ruleIds() {
  const folder = path.join(root, "server/src/rules");
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(path.join(folder, name))
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `${name}/${file.slice(0, -3)}`),
    )
    .sort();
}

/** The rules as they are now, in `out/`. */
function compile() {
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-b", "server/src/engine"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status === 0) return;
  console.error(`gen: the rules do not compile\n${stdout}`);
  process.exit(1);
}

/** The schema of `codicil.yaml` with every known id, for editors. */
async function renderConfigSchema() {
  const { editorSchema } = await import(pathToFileURL(path.join(root, "out/server/src/engine/config-schema.js")).href);
  const { ownRules } = await import(pathToFileURL(path.join(root, "out/server/src/engine/own-rules.js")).href);
  const schema = editorSchema(await loadLibrary("catalogs"), [...rules, ...ownRules]);
  return `${JSON.stringify(schema, undefined, 2)}
`;
}

/** A schema that the code checks against, as a file. @param {string} file @param {string} module @param {string} name */
async function putSchema(file, module, name) {
  const found = await import(pathToFileURL(path.join(root, "out/server/src", module)).href);
  put(file, `${JSON.stringify(found[name], undefined, 2)}\n`);
}

/** @param {string} file @param {string} text */
function put(file, text) {
  const place = path.join(root, file);
  if (existsSync(place) && readFileSync(place, "utf8") === text) return;
  stale++;
  if (check) console.log(`gen: ${file} is out of date; run npm run gen`);
  else {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
    console.log(`gen: wrote ${file}`);
  }
}
