import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { node24, root, serverMain } from "./paths.mjs";

/** Packs the extension and installs it below a folder; returns the folder that holds the extensions. */
export function installPacked(scratch) {
  if (isStale()) execFileSync(process.execPath, [path.join(root, "scripts/package.mjs")], { stdio: "inherit" });
  const extensionsDir = path.join(scratch, "extensions");
  const install = ["--install-extension", path.join(root, "codicil.vsix"), "--extensions-dir", extensionsDir];
  execFileSync(node24, [serverMain, ...install, "--server-data-dir", path.join(scratch, "cli")], { stdio: "inherit" });
  return extensionsDir;
}

/** True where something that is packed was made after the package. */
function isStale() {
  const madeAt = (file) => (existsSync(path.join(root, file)) ? statSync(path.join(root, file)).mtimeMs : 0);
  const packed = madeAt("codicil.vsix");
  const parts = [
    "dist/client.cjs",
    "dist/webview/overview.js",
    "dist/webview/overview.css",
    "server/dist/server.mjs",
    "package.json",
  ];
  return packed === 0 || parts.some((file) => madeAt(file) > packed);
}
