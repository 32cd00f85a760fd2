import { codeActionKinds, codeActions } from "../../features/code-actions.ts";
import { toSpan } from "../../features/convert.ts";
import { toDiagnostic } from "../../features/diagnostics.ts";
import { answer, type Handler, viewOf } from "./handler.ts";

/** textDocument/codeAction */
export const codeActionHandler: Handler = {
  capabilities: () => ({ codeActionProvider: { codeActionKinds: [...codeActionKinds] } }),
  register(context) {
    const { connection, world, client } = context;
    connection.onCodeAction(
      answer(async ({ textDocument, range, context: asked }, cancelled) => {
        const found = await viewOf(textDocument.uri, context);
        if (!found) return [];
        const { key, project, doc, source } = found;
        return codeActions({
          source,
          doc,
          findings: world.findings(project, key, cancelled),
          range: toSpan(source.lines, range),
          only: asked.only,
          diagnosticOf: (finding) => toDiagnostic(finding, source, () => undefined),
          versioned: client().versionedEdits,
          snippets: client().snippetEdits,
        });
      }),
    );
  },
};
