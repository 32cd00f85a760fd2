import { LineIndex } from "../../server/src/base/text.ts";
import { readConfig } from "../../server/src/engine/config.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import { compileKnowledge, type Knowledge } from "../../server/src/evidence/knowledge.ts";
import type { Source } from "../../server/src/features/convert.ts";
import type { Reading } from "../../server/src/features/reading.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary } from "./library.ts";

let knowledge: Knowledge | undefined;

/** A workspace with the default configuration that holds some texts, by uri. */
export function workspaceOf(files: ReadonlyMap<string, string>): Workspace {
  const library = loadLibrary();
  knowledge ??= compileKnowledge(library);
  const { config } = readConfig(undefined, library, rules);
  const workspace = createWorkspace({ library, knowledge, rules, config, today: "2026-11-24", rethrow: true });
  for (const [uri, text] of files) workspace.set({ uri, version: 1, text });
  return workspace;
}

/** What the features look at, for one document of a workspace. */
export function readingOf(workspace: Workspace, uri: string): Reading {
  const sources = new Map<string, Source>();
  const sourceOf = (other: string): Source | undefined => {
    const known = sources.get(other);
    const doc = workspace.document(other)?.doc;
    if (known || !doc) return known;
    const source = { uri: other, version: 1, text: doc.text, lines: new LineIndex(doc.text) };
    sources.set(other, source);
    return source;
  };
  const entry = workspace.document(uri);
  const source = sourceOf(uri);
  if (!entry || !source) throw new Error(`${uri} is not in the workspace`);
  return { ...entry, source, library: loadLibrary(), workspace, sourceOf, showsCatalog: true };
}
