// @ts-check
// npm start: installs, builds, lints the example policies and says how to go on. Quick the second time.
import { spawnSync } from "node:child_process";
import { ensurePackages, root, step } from "./lib/run.mjs";

ensurePackages();
step("building", process.execPath, ["scripts/build.mjs"]);

console.log("\n== codicil check examples");
const { status } = spawnSync(process.execPath, ["server/bin/codicil.mjs", "check", "examples"], {
  cwd: root,
  stdio: "inherit",
});
// The examples have gaps on purpose: findings (1) are what is to be seen here; anything else is a failure.
if (status !== 0 && status !== 1) process.exit(status ?? 1);

console.log(`
The gaps above are deliberate; examples/README.md and examples/tallymere/README.md list them. Next:
  node server/bin/codicil.mjs coverage examples                      coverage by theme and objective
  node server/bin/codicil.mjs coverage examples --control A.8.13     which sentences cover backup
  node server/bin/codicil.mjs integrate examples/tallymere           what two management systems can share
  node server/bin/codicil.mjs check path/to/your/policies            your own documents
  code --extensionDevelopmentPath="${root}" examples                 the same in VS Code (or open this folder and press F5)
  npm test                                                           every test, those inside a real VS Code too`);
