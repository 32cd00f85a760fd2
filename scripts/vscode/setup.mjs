// Installs the VS Code build of the in-editor tests into test/vscode-server/node_modules: about 770 MB, once.
// No install scripts, no compiler, nothing outside that folder; the Node that runs this script may be 20.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { home, vscodeDir } from "./paths.mjs";
import { spdlogStandIn, watchdogStandIn } from "./stand-ins.mjs";

const stampFile = path.join(home, "node_modules/.vscode-server-stamp");
const wanted = [
  path.join(home, "package-lock.json"),
  new URL(import.meta.url),
  new URL("./stand-ins.mjs", import.meta.url),
]
  .map((file) => fs.readFileSync(file, "utf8"))
  .join("\n");

if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === wanted) {
  console.log("VS Code for the tests is in place.");
  process.exit(0);
}
if (process.platform !== "linux" || process.arch !== "x64") {
  console.error("The in-editor tests bring a VS Code for Linux on x64 only. Elsewhere use: npm run test:desktop");
  process.exit(1);
}

console.log("Installing VS Code for the tests …");
ci(home);
// What code-server's own postinstall does, less its install scripts and the big optional parts. --legacy-peer-deps: its
// shrinkwrap lacks one peer, without which `npm ci` refuses.
ci(vscodeDir, "--omit=dev", "--omit=optional", "--legacy-peer-deps");
// Two native modules would need a compiler; neither matters to a test.
fs.writeFileSync(path.join(vscodeDir, "node_modules/@vscode/native-watchdog/index.js"), watchdogStandIn);
fs.writeFileSync(path.join(vscodeDir, "node_modules/@vscode/spdlog/index.js"), spdlogStandIn);
fs.writeFileSync(stampFile, wanted);
console.log("VS Code for the tests is installed.");

function ci(cwd, ...args) {
  const options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-workspaces", "--loglevel=error", ...args];
  const result = spawnSync("npm", options, { cwd, stdio: "inherit" });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
