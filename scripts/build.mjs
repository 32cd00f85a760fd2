// @ts-check
// npm run build: checks types and catalogs, and bundles what is shipped. A second run without changes does next to nothing.
//
//     node scripts/build.mjs                       everything
//     node scripts/build.mjs --force               even where nothing changed
//     node scripts/build.mjs --bundle-only         without the checks, for a quick look; needs an earlier build
//     node scripts/build.mjs --check-catalogs DIR  only check a folder of catalogs
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readCatalogs } from "./lib/catalogs.mjs";
import { root } from "./lib/run.mjs";

const stampFile = path.join(root, "out/build-stamp");
const args = process.argv.slice(2);

if (args[0] === "--check-catalogs") {
  compile("server/src/evidence");
  await loadCatalogs(args[1] ?? "catalogs");
  console.log("The catalogs are sound.");
} else await build({ force: args.includes("--force"), types: !args.includes("--bundle-only") });

/** @param {{ force: boolean, types: boolean }} options */
async function build({ force, types }) {
  const bundles = planBundles();
  const stamp = stampOf(["server/src", "server/schemas", "client", "test", "catalogs", "scripts"]);
  const isBuilt = bundles.every(({ options }) => existsSync(path.join(root, options.outfile ?? "")));
  if (!force && isBuilt && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
    console.log("Nothing has changed since the last build.");
    return;
  }
  if (types) compile();
  const catalogs = await loadCatalogs("catalogs", !types);
  const { build: bundle } = await import("esbuild");
  for (const { title, options } of bundles) {
    const result = await bundle({ ...common(catalogs), ...options }).catch(() => process.exit(1));
    const outfile = path.join(root, options.outfile ?? "");
    console.log(`${title}: ${options.outfile} (${Math.round(statSync(outfile).size / 1024)} KB)`);
    if (result.warnings.length > 0) process.exitCode = 1;
  }
  if (!types) return;
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/**
 * The bundles whose entry exists.
 * @returns {{ title: string, options: import("esbuild").BuildOptions }[]}
 */
function planBundles() {
  /** @type {import("esbuild").BuildOptions} */
  const node = {
    platform: "node",
    target: "node20",
    format: "esm",
    // Bundled CommonJS packages ask for Node's own modules by `require`.
    banner: {
      js: `import { createRequire as codicilRequire } from "node:module"; const require = codicilRequire(import.meta.url);`,
    },
  };
  /** A page in a webview. @type {import("esbuild").BuildOptions} */
  const page = { platform: "browser", target: "chrome122", format: "iife", minify: true };
  /** @type {[string, string, import("esbuild").BuildOptions][]} */
  const all = [
    ["command line", "server/src/entry/cli.ts", { ...node, outfile: "server/dist/cli.mjs" }],
    ["language server", "server/src/entry/node.ts", { ...node, outfile: "server/dist/server.mjs" }],
    [
      "language server for browsers",
      "server/src/entry/worker.ts",
      // Without the condition remark's entity decoder asks for a `document` (evanw/esbuild#4275).
      {
        platform: "browser",
        target: "es2023",
        format: "iife",
        conditions: ["worker"],
        outfile: "server/dist/worker.js",
      },
    ],
    [
      "VS Code client",
      "client/src/node.ts",
      { platform: "node", target: "node20", format: "cjs", external: ["vscode"], outfile: "dist/client.cjs" },
    ],
    ["overview of the side panel", "client/webview/overview.ts", { ...page, outfile: "dist/webview/overview.js" }],
    ["its style sheet", "client/webview/overview.css", { ...page, outfile: "dist/webview/overview.css" }],
  ];
  return all
    .filter(([, entry]) => existsSync(path.join(root, entry)))
    .map(([title, entry, options]) => ({ title, options: { ...options, entryPoints: [entry] } }));
}

/** @param {string} catalogs  JSON text @returns {import("esbuild").BuildOptions} */
function common(catalogs) {
  const { version } = JSON.parse(readFileSync(path.join(root, "server/package.json"), "utf8"));
  return {
    absWorkingDir: root,
    bundle: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    define: { CODICIL_VERSION: JSON.stringify(version) },
    // The build for Node asks for an environment variable at each token, a tenth of the time that it takes.
    alias: { yaml: path.join(root, "node_modules/yaml/browser/index.js") },
    plugins: [
      {
        name: "catalogs",
        setup(plugin) {
          plugin.onResolve({ filter: /^codicil:catalogs$/ }, ({ path: name }) => ({
            path: name,
            namespace: "codicil",
          }));
          plugin.onLoad({ filter: /.*/, namespace: "codicil" }, () => ({ contents: catalogs, loader: "text" }));
        },
      },
    ],
  };
}

/**
 * Checks and emits a project and all below it; ends this process where they do not compile.
 * @param {string} project
 */
function compile(project = ".") {
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-b", project], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * The catalogs as JSON text. Problems are printed, and end this process unless they are to be passed over.
 * @param {string} folder
 */
async function loadCatalogs(folder, passOver = false) {
  const { json, problems } = await readCatalogs(folder);
  if (problems.length === 0) return json;
  console.error(problems.join("\n"));
  console.error(`The catalogs have ${problems.length} problem${problems.length > 1 ? "s" : ""}.`);
  if (!passOver) process.exit(1);
  return json;
}

/**
 * What the build depends on, in one word: names, sizes and times of the sources.
 * @param {string[]} folders
 */
function stampOf(folders) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ file) => {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`);
  };
  for (const file of [
    "package-lock.json",
    "package.json",
    "server/package.json",
    "tsconfig.json",
    "tsconfig.base.json",
  ])
    add(path.join(root, file));
  for (const folder of folders) {
    if (!existsSync(path.join(root, folder))) continue;
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !/[\\/](?:node_modules|dist|out)[\\/]/.test(path.relative(root, file)))
      .sort()
      .forEach(add);
  }
  return hash.digest("hex");
}
