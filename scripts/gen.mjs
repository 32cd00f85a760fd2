/**
 * Writes what is derived from the sources: the registry of rules, their table, and their settings in the schema of
 * `codicil.yaml`. Prints what it changed.
 *
 *     node scripts/gen.mjs            write
 *     node scripts/gen.mjs --check    write nothing; exit 1 where something is out of date
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { renderRegistry, renderRuleSettings, renderTable } from "./gen-rules.mjs";

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
putRuleSettings("server/schemas/codicil.schema.json");
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
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-b", "server/src/rules"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status === 0) return;
  console.error(`gen: the rules do not compile\n${stdout}`);
  process.exit(1);
}

/** @param {string} file */
function putRuleSettings(file) {
  const place = path.join(root, file);
  if (!existsSync(place)) return;
  const schema = JSON.parse(readFileSync(place, "utf8"));
  put(
    file,
    `${JSON.stringify({ ...schema, properties: { ...schema.properties, rules: renderRuleSettings(rules) } }, undefined, 2)}\n`,
  );
}

/** @param {string} file @param {string} text */
function put(file, text) {
  const place = path.join(root, file);
  if (existsSync(place) && readFileSync(place, "utf8") === text) return;
  stale++;
  if (check) console.log(`gen: ${file} is out of date; run npm run gen`);
  else {
    writeFileSync(place, text);
    console.log(`gen: wrote ${file}`);
  }
}
