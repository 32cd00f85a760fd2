// @ts-check
// npm run bench: compiles and runs test/bench; what follows `--` is handed on. `npm run bench -- panel` measures the side panel,
// `npm run bench -- editor [--peers]` what an editor waits for, with other language servers beside it.
import { ensurePackages, step } from "./lib/run.mjs";

ensurePackages();
step("compiling", "npx", ["tsc", "-b"]);
const [first, ...rest] = process.argv.slice(2);
if (first === "panel") {
  step("building", process.execPath, ["scripts/build.mjs"]);
  step("bench of the side panel", process.execPath, ["out/test/bench/panel.js", ...rest]);
} else if (first === "editor") {
  step("building", process.execPath, ["scripts/build.mjs"]);
  if (rest.includes("--peers"))
    step("installing other language servers (.cache/bench-peers)", "npm", [
      "install",
      "--prefix",
      ".cache/bench-peers",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      "rumdl@0.2.75",
      "yaml-language-server@1.25.0",
    ]);
  step("bench of the editor", process.execPath, ["out/test/bench/editor.js"]);
} else step("bench", process.execPath, ["out/test/bench/run.js", ...process.argv.slice(2)]);
