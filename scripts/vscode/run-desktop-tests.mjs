// npm run test:desktop: the same suite under @vscode/test-electron, where a desktop VS Code can be downloaded.
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { root } from "./paths.mjs";
import { bundleTests } from "./bundle-tests.mjs";

await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath: path.join(await bundleTests(), "index.cjs"),
  launchArgs: [path.join(root, "test/vscode/workspace"), "--disable-extensions"],
});
