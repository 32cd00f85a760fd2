// @ts-check
// npm run eval: compiles and runs test/eval; what follows `--` is handed on.
import { ensurePackages, step } from "./lib/run.mjs";

ensurePackages();
step("compiling", "npx", ["tsc", "-b"]);
step("eval", process.execPath, ["out/test/eval/run.js", ...process.argv.slice(2)]);
