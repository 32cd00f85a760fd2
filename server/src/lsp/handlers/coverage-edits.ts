import type { WorkspaceEdit } from "vscode-languageserver";
import { LineIndex, type TextEdit } from "../../base/text.ts";
import { toEdits } from "../../features/convert.ts";
import { insertClauses } from "../../features/insert-clause.ts";
import { addConfigEntry, addExclusion } from "../../engine/config-edit.ts";
import { pathBelow } from "../../engine/globs.ts";
import { ruleSettings } from "../../engine/rule-settings.ts";
import { homeOf } from "../coverage.ts";
import type { Project } from "../project.ts";
import type { ConfigEdit } from "../protocol.ts";
import { on, projectBy } from "./coverage.ts";
import { type Handler, type HandlerContext, viewOf } from "./handler.ts";

/** Edits that the side panel asks for: of a policy, and of `codicil.yaml`. */
export const coverageEditHandler: Handler = {
  capabilities: () => ({}),
  register(context) {
    const { library, world, spellings } = context;
    on("codicil/insertClause", context, async ({ requirement: id, uri }) => {
      const found = await viewOf(uri, context);
      const requirement = library.requirement(id);
      if (!found || !requirement) return null;
      const { project, doc, coverage, source } = found;
      const settings = ruleSettings(project.config, library, project.today);
      const edits = insertClauses({ ...settings, doc, coverage }, requirement);
      return edits.length > 0 ? changesOf(source.uri, toEdits(source.lines, edits)) : null;
    });
    on("codicil/exclude", context, ({ project: key, requirement, justification }) => {
      const project = projectBy(key, context);
      return project ? configEdit(project, (text) => addExclusion(text, requirement, justification), context) : null;
    });
    on("codicil/treatAs", context, async ({ uri, type }) => {
      const key = spellings.keyOf(uri);
      const project = await world.projectOf(key);
      const path = project && pathBelow(homeOf(project), key);
      if (!project || path === undefined) return null;
      return configEdit(project, (text) => addConfigEntry(text, ["documents"], { path, type }), context);
    });
  },
};

/** An edit of the project's `codicil.yaml`, which is made where there is none. */
function configEdit(
  project: Project,
  change: (text: string) => readonly TextEdit[],
  { world, spellings }: HandlerContext,
): ConfigEdit | null {
  const key = project.configUri ?? `${homeOf(project)}/codicil.yaml`;
  const text = world.open.get(key)?.text ?? project.configFiles.get(key)?.text ?? "";
  const edits = change(text);
  if (edits.length === 0) return null;
  const uri = spellings.written(key);
  const changed = toEdits(new LineIndex(text), edits);
  if (project.configUri !== undefined) return { configUri: uri, edit: changesOf(uri, changed) };
  const create = { kind: "create" as const, uri, options: { ignoreIfExists: true } };
  const edit = { documentChanges: [create, { textDocument: { uri, version: null }, edits: changed }] };
  return { configUri: uri, edit };
}

const changesOf = (uri: string, edits: ReturnType<typeof toEdits>): WorkspaceEdit => ({ changes: { [uri]: edits } });
