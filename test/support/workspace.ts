import { createParser } from "../../server/src/document/parse.ts";
import { readConfig } from "../../server/src/engine/config.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import { createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { compileKnowledge } from "../../server/src/evidence/knowledge.ts";
import type { ReportSource } from "../../server/src/report/quotes.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary } from "./library.ts";

const library = loadLibrary();
const knowledge = compileKnowledge(library);
const shared = { parser: createParser(library), analyzer: createAnalyzer(knowledge) };
const root = "file:///w/";
const today = "2026-11-24";

/** A workspace with files in it, below `/work`; a `codicil.yaml` among them is its configuration. */
export function createTestWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const { "codicil.yaml": written, ...documents } = files;
  const file = written === undefined ? undefined : { uri: `${root}codicil.yaml`, version: 1, text: written };
  const { config } = readConfig(file, library, rules);
  const workspace = createWorkspace({ library, knowledge, rules, config, today, rethrow: true, ...shared });
  for (const [path, text] of Object.entries(documents))
    workspace.set({ uri: new URL(path.replaceAll("%", "%25"), root).href, version: 1, text });
  return workspace;
}

/** What reports on the files are made of; paths are those of the files. */
export function reportSource(files: Readonly<Record<string, string>>): ReportSource {
  return {
    library,
    workspace: createTestWorkspace(files),
    today,
    pathOf: (uri) => decodeURIComponent(uri.slice(root.length)),
  };
}
