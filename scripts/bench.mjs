// @ts-check
// npm run bench: compiles and runs test/bench; what follows `--` is handed on.
import { ensurePackages, step } from "./lib/run.mjs";

ensurePackages();
step("compiling", "npx", ["tsc", "-b"]);
step("bench", process.execPath, ["out/test/bench/run.js", ...process.argv.slice(2)]);
