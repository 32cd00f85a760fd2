import { applyEdits } from "../base/text.ts";
import { safeFixes } from "../engine/fix.ts";
import type { NodeHost } from "../host/node.ts";
import type { Project } from "./projects.ts";

const maxRounds = 10;

export interface FixResult {
  readonly uri: string;
  /** How many findings were mended, by rule. */
  readonly mended: ReadonlyMap<string, number>;
  /** Why the file could not be written. */
  readonly failed?: string;
}

/**
 * Applies the safe fixes of the selected documents until none is left, then writes what changed. A file whose text is no
 * longer what was read is left as it is.
 */
export async function applyFixes({ workspace, selected }: Project, host: NodeHost): Promise<FixResult[]> {
  const results: FixResult[] = [];
  for (const uri of [...selected].sort()) {
    const before = workspace.document(uri)?.doc;
    if (!before) continue;
    const mended = new Map<string, number>();
    let { text } = before;
    for (let round = 0; round < maxRounds; round++) {
      const fixes = safeFixes(workspace.findings(uri));
      if (fixes.edits.length === 0) break;
      text = applyEdits(text, fixes.edits);
      workspace.set({ uri, version: before.version + round + 1, text });
      for (const { rule } of fixes.mended) mended.set(rule, (mended.get(rule) ?? 0) + 1);
    }
    if (text === before.text) continue;
    const failed = await host.write(uri, before.text, text);
    if (failed !== undefined) workspace.set({ uri, version: before.version, text: before.text });
    results.push({ uri, mended, ...(failed === undefined ? {} : { failed }) });
  }
  return results;
}
