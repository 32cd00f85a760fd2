import { LSPErrorCodes, ResponseError, type WorkspaceEdit } from "vscode-languageserver";
import type { PolicyDocument } from "../../document/model.ts";
import { toOffset, toRange } from "../../features/convert.ts";
import { joinWorkspaceEdits, workspaceEdit } from "../../features/code-actions/workspace-edit.ts";
import { linkEdits } from "../../features/rename/files.ts";
import { type DocumentEdits, refusalOf, renamableAt, renameEdits } from "../../features/rename/symbols.ts";
import type { Project } from "../project.ts";
import { answer, type Handler, type HandlerContext, viewOf } from "./handler.ts";

/** textDocument/prepareRename, textDocument/rename and workspace/willRenameFiles */
export const renameHandler: Handler = {
  capabilities: ({ preparesRename }) => ({ renameProvider: preparesRename ? { prepareProvider: true } : true }),
  register(context) {
    const { connection, world, isEnabled } = context;
    connection.onPrepareRename(
      answer(async ({ textDocument, position }) => {
        const found = await viewOf(textDocument.uri, context);
        if (!found) return null;
        const { doc, source, project } = found;
        const place = renamableAt(doc, toOffset(source.lines, position), documentsOf(project));
        return place ? { range: toRange(source.lines, place.span), placeholder: place.text } : null;
      }),
    );
    connection.onRenameRequest(
      answer(async ({ textDocument, position, newName }) => {
        const found = await viewOf(textDocument.uri, context);
        if (!found) return null;
        const { doc, source, project } = found;
        const documents = documentsOf(project);
        const place = renamableAt(doc, toOffset(source.lines, position), documents);
        if (!place) return null;
        const refusal = refusalOf(place, newName);
        if (refusal !== undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, refusal);
        return editOf(renameEdits(doc, place, newName, documents, rootOf(doc.uri, context)), context);
      }),
    );
    connection.workspace.onWillRenameFiles(
      answer(async ({ files }) => {
        if (!isEnabled()) return null;
        const edits = world
          .projects()
          .flatMap(documentsOf)
          .map((doc) => ({ doc, edits: linkEdits(doc, files, rootOf(doc.uri, context)) }))
          .filter((one) => one.edits.length > 0);
        return edits.length > 0 ? editOf(edits, context) : null;
      }),
    );
  },
};

/** Every document of a project, those that are no policies included. */
const documentsOf = ({ workspace }: Project): PolicyDocument[] =>
  workspace.documents().flatMap((uri) => workspace.document(uri)?.doc ?? []);

/** The open folder that holds a document. */
const rootOf = (uri: string, { world }: HandlerContext): string | undefined =>
  world
    .folders()
    .filter((folder) => uri.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];

function editOf(all: readonly DocumentEdits[], { sources, world, client }: HandlerContext): WorkspaceEdit {
  const editor = { versioned: client().versionedEdits, snippets: false };
  return joinWorkspaceEdits(
    all.map(({ doc, edits }) =>
      workspaceEdit(sources.ofDocument(doc, world.open.get(doc.uri)?.version ?? null), edits, editor),
    ),
  );
}
