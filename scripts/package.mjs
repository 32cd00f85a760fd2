// @ts-check
// npm run package: builds and packs the extension into codicil.vsix.
import { ensurePackages, step } from "./lib/run.mjs";

ensurePackages();
step("building", process.execPath, ["scripts/build.mjs"]);
step("packing the extension", "npx", [
  "vsce",
  "package",
  "--no-dependencies",
  "--allow-missing-repository",
  "-o",
  "codicil.vsix",
]);
