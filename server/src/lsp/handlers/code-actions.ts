import { type CodeAction, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Span } from "../../base/span.ts";
import { ruleSettings } from "../../engine/rule-settings.ts";
import { type ActionData, codeActionKinds, codeActions, resolveAction } from "../../features/code-actions/actions.ts";
import { clauseChoices, clauseEdits } from "../../features/code-actions/clauses.ts";
import type { CodeActionRequest, ConfigPlace } from "../../features/code-actions/request.ts";
import { workspaceEdit } from "../../features/code-actions/workspace-edit.ts";
import { toSpan } from "../../features/convert.ts";
import { toDiagnostic } from "../../features/diagnostics.ts";
import { shortNameOf, standardNameOf } from "../../rules/naming.ts";
import type { ClientRequests } from "../protocol.ts";
import { sourceFinder } from "../source-finder.ts";
import { answer, type Handler, type HandlerContext, type View, viewOf } from "./handler.ts";

/** Command for editors without one of their own: writes the clauses of a control, `[uri, "iso27001:2022/A.8.13"]`. */
export const insertClauseCommand = "codicil.server.insertClause";

/** textDocument/codeAction, codeAction/resolve, workspace/executeCommand and codicil/clauseChoices */
export const codeActionHandler: Handler = {
  capabilities: () => ({
    codeActionProvider: { codeActionKinds: [...codeActionKinds], resolveProvider: true },
    executeCommandProvider: { commands: [insertClauseCommand] },
  }),
  register(context) {
    const { connection } = context;
    connection.onCodeAction(
      answer(async ({ textDocument, range, context: asked }, cancelled) => {
        const found = await viewOf(textDocument.uri, context);
        if (!found) return [];
        return codeActions({
          ...requestOf(found, toSpan(found.source.lines, range), context),
          findings: context.world.findings(found.project, found.key, cancelled),
          only: asked.only,
        });
      }),
    );
    connection.onCodeActionResolve(
      answer(async (action: CodeAction) => {
        const data = action.data as Partial<ActionData> | undefined;
        const found = data?.uri === undefined ? undefined : await viewOf(data.uri, context);
        if (!found || data?.start === undefined || data.end === undefined) return action;
        if (found.source.version !== data.version)
          throw new ResponseError(LSPErrorCodes.ContentModified, "The document was changed meanwhile.");
        return resolveAction(action, requestOf(found, { start: data.start, end: data.end }, context));
      }),
    );
    connection.onExecuteCommand(async ({ command, arguments: given }) => {
      const [uri, id] = (given ?? []) as unknown[];
      if (command !== insertClauseCommand || typeof uri !== "string" || typeof id !== "string") return false;
      return insertClause(uri, id, context);
    });
    const choices: keyof ClientRequests = "codicil/clauseChoices";
    connection.onRequest(
      choices,
      async ({
        uri,
      }: ClientRequests["codicil/clauseChoices"]["params"]): Promise<
        ClientRequests["codicil/clauseChoices"]["result"]
      > => {
        const found = await viewOf(uri, context);
        if (!found) return [];
        const { library } = found.project.equipment;
        return clauseChoices(requestOf(found, found.doc.titleSpan, context)).map(
          ({ requirement, expected, clauses }) => ({
            id: requirement.id,
            number: requirement.number,
            title: requirement.title,
            standard: standardNameOf(library, requirement.standard),
            expected,
            clauses,
          }),
        );
      },
    );
  },
};

async function insertClause(uri: string, id: string, context: HandlerContext): Promise<boolean> {
  const { connection } = context;
  const found = await viewOf(uri, context);
  const library = found?.project.equipment.library;
  const requirement = library?.requirement(id);
  if (!found || !library || !requirement) return false;
  const request = requestOf(found, found.doc.titleSpan, context);
  const edits = clauseEdits(request, requirement);
  if (edits.length === 0) return false;
  const edit = workspaceEdit(found.source, edits, request.editor);
  const { applied } = await connection.workspace.applyEdit({
    label: `Insert a clause for ${shortNameOf(library, id)}`,
    edit,
  });
  return applied;
}

/** What the features ask about a place; findings are left to those who need them. */
function requestOf({ project, doc, coverage, source }: View, range: Span, context: HandlerContext): CodeActionRequest {
  const { client } = context;
  const { library, parser } = project.equipment;
  const { versionedEdits, snippetEdits, createFiles, resolvesActions, choosesControl } = client();
  return {
    source,
    doc,
    coverage,
    workspace: () => project.workspace.coverage(),
    settings: ruleSettings(project.config, library, project.today),
    sourceOf: sourceFinder(project.workspace, context),
    referenceStyle: project.config.references.style,
    config: configPlace(project, context),
    findings: [],
    range,
    only: undefined,
    diagnosticOf: (finding) => toDiagnostic(finding, source, () => undefined),
    reread: (text) => {
      const { type, confidence } = doc.classification;
      return parser.parse(
        { uri: doc.uri, version: doc.version, text },
        confidence === "declared" && type !== undefined ? { declaredType: type } : {},
      );
    },
    editor: {
      versioned: versionedEdits,
      snippets: snippetEdits,
      createFiles,
      resolves: resolvesActions,
      choosesControl,
    },
  };
}

/** The project's configuration; the place for one where a folder has none. */
function configPlace(
  { configUri, configFiles, config, key }: View["project"],
  { world, sources, spellings }: HandlerContext,
): ConfigPlace | undefined {
  if (configUri === undefined) {
    const isFolder = world.folders().includes(key);
    return isFolder
      ? { uri: `${key}/codicil.yaml`, file: undefined, source: undefined, inclusions: config.inclusions }
      : undefined;
  }
  const open = world.open.get(configUri);
  const file = open ?? configFiles.get(configUri);
  if (!file) return undefined;
  const source = sources.ofFile(file, open?.version ?? null);
  return { uri: spellings.written(configUri), file, source, inclusions: config.inclusions };
}
