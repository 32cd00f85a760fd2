import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root } from "./paths.mjs";

/**
 * Bundles test/vscode for the extension host, which wants CommonJS.
 * @returns {Promise<string>} the folder that holds index.cjs
 */
export async function bundleTests() {
  const sources = path.join(root, "test/vscode");
  const outdir = path.join(root, "out/vscode-tests");
  fs.rmSync(outdir, { recursive: true, force: true });
  await build({
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode", "mocha"],
    entryPoints: fs
      .readdirSync(sources)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => path.join(sources, name)),
    outdir,
    outExtension: { ".js": ".cjs" },
  });
  return outdir;
}
