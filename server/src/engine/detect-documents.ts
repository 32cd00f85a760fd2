import type { Classification } from "../document/model.ts";
import type { Parser } from "../document/parse.ts";
import { defaultInclude, pathBelow } from "./globs.ts";
import type { Host } from "./model.ts";

/** A file and what it was taken for. */
export interface DetectedDocument {
  /** Relative to the folder that was looked at, with `/` between parts. */
  readonly path: string;
  readonly classification: Classification;
}

/** What the Markdown and YAML files of a folder are taken for, whatever a configuration says of them; in order. */
export async function detectDocuments(folder: string, host: Host, parser: Parser): Promise<DetectedDocument[]> {
  const found: DetectedDocument[] = [];
  for (const uri of await host.list(folder, defaultInclude, [])) {
    const file = await host.read(uri);
    const path = pathBelow(folder, uri);
    if (path !== undefined && !("error" in file))
      found.push({ path, classification: parser.parse(file, {}).classification });
  }
  return found;
}
