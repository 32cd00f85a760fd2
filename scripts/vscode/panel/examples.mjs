import fs from "node:fs";
import path from "node:path";
import { root } from "../paths.mjs";

/** Copies the example policies as one project, so that the panel needs no choice; several have a step of their own. */
export function copyExamples(folder) {
  fs.cpSync(path.join(root, "examples"), folder, { recursive: true });
  for (const entry of fs.readdirSync(folder))
    if (fs.existsSync(path.join(folder, entry, "codicil.yaml")))
      fs.rmSync(path.join(folder, entry), { recursive: true });
}
