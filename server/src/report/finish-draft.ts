import { applyEdits } from "../base/text.ts";
import { defaultConfig } from "../engine/config.ts";
import type { Equipment } from "../engine/equipment.ts";
import { preferredFix } from "../engine/fix.ts";
import { createWorkspace } from "../engine/workspace.ts";
import { type Draft, draftDocument, type DraftOptions } from "./draft-document.ts";

/** More findings than a draft can have; ends a run in which mends would undo each other. */
const mostMends = 60;

/**
 * A new document without findings: what rules ask beyond sections, metadata and clauses (incidents that AI brings, risks of
 * its own) is written by their own fixes.
 * @returns  undefined for an unknown type
 */
export function draftWithoutFindings(equipment: Equipment, options: DraftOptions): Draft | undefined {
  const draft = draftDocument(equipment.library, options);
  if (!draft) return undefined;
  const { library, knowledge, rules, parser, analyzer } = equipment;
  const { today, standards, aiInScope } = options;
  const config = { ...defaultConfig(library), standards, ai: { used: aiInScope, roles: undefined } };
  const workspace = createWorkspace({ library, knowledge, rules, parser, analyzer, config, today });
  const uri = `file:///policies/${draft.fileName}`;
  let { text } = draft;
  for (let version = 1; version <= mostMends; version++) {
    workspace.set({ uri, version, text });
    const fix = workspace
      .findings(uri)
      .map(preferredFix)
      .find((one) => one !== undefined && one.edits.length > 0);
    if (!fix) break;
    text = applyEdits(text, fix.edits);
  }
  return { ...draft, text };
}
