// @ts-check
// npm test: installs what the tests need and runs all of them. `npm test -- unit lsp` runs only the suites named.
import { availableParallelism } from "node:os";
import { ensurePackages, step } from "./lib/run.mjs";

const node = process.execPath;
/** @type {Record<string, () => void>} */
const suites = {
  gen: () => step("generated files are up to date", node, ["scripts/gen.mjs", "--check"]),
  lint: () => {
    step("linter", "npx", ["oxlint", "--type-aware", "--deny-warnings"]);
    step("formatter", "npx", ["biome", "format", "."]);
  },
  unit: () =>
    step("unit, marker, protocol, command line and corpus tests", "npx", [
      "mocha",
      "out/test/**/*.test.js",
      "--ignore",
      "out/test/{vscode,ui}/**",
      "--parallel",
      "--jobs",
      String(Math.max(2, availableParallelism())),
    ]),
  eval: () => step("evaluation against the committed floor", node, ["out/test/eval/run.js", "--floor"]),
  neovim: () => step("tests in Neovim", node, ["scripts/run-neovim-tests.mjs"]),
  vscode: () => {
    step("a browser for VS Code", node, ["scripts/ensure-chromium.mjs"]);
    step("VS Code for the tests", node, ["scripts/vscode/setup.mjs"]);
    step("tests inside the extension host", node, ["scripts/vscode/run-exthost-tests.mjs"]);
  },
  ui: () => {
    step("a browser for VS Code", node, ["scripts/ensure-chromium.mjs"]);
    step("VS Code for the tests", node, ["scripts/vscode/setup.mjs"]);
    step("tests through the visible workbench", node, ["scripts/vscode/run-ui-tests.mjs"]);
    step("the side panel, through the visible workbench", node, ["scripts/vscode/run-panel-tests.mjs"]);
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(", ")}; the suites are ${Object.keys(suites).join(", ")}.`);
  process.exit(2);
}
ensurePackages();
step("building", node, ["scripts/build.mjs"]);
for (const [name, run] of Object.entries(suites)) if (wanted.length === 0 || wanted.includes(name)) run();
console.log("\n== all suites passed");
