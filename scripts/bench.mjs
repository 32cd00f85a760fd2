// @ts-check
// npm run bench: compiles and runs test/bench; what follows `--` is handed on. `npm run bench -- panel` measures the side panel.
import { ensurePackages, step } from "./lib/run.mjs";

ensurePackages();
step("compiling", "npx", ["tsc", "-b"]);
const [first, ...rest] = process.argv.slice(2);
if (first === "panel") {
  step("building", process.execPath, ["scripts/build.mjs"]);
  step("bench of the side panel", process.execPath, ["out/test/bench/panel.js", ...rest]);
} else step("bench", process.execPath, ["out/test/bench/run.js", ...process.argv.slice(2)]);
