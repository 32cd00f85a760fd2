import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import type { CodeAction } from "vscode-languageserver/node";
import { LineIndex } from "../../server/src/base/text.ts";
import { formatOf } from "../../server/src/document/parse.ts";
import { placesOf, shapesAt, shapesOfFormat } from "../support/golden-places.ts";
import { featureOf, type Golden, readCases, readGoldens, renderAnswer, withExpected } from "../support/goldens.ts";
import { projectRoot } from "../support/library.ts";
import { type ClientOptions, LspClient } from "../support/lsp-client.ts";

/** Set to write the answers into the cases instead of comparing them; read the difference before you commit it. */
const isUpdate = process.env["UPDATE_GOLDENS"] === "1";

/** What VS Code can do, as far as the answers depend on it. */
const rich: ClientOptions = {
  capabilities: {
    textDocument: {
      definition: { linkSupport: true },
      diagnostic: { relatedDocumentSupport: true },
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
        dataSupport: true,
        isPreferredSupport: true,
        resolveSupport: { properties: ["edit"] },
      },
      rename: { prepareSupport: true },
    },
    workspace: { textDocumentContent: {}, workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
  },
  initializationOptions: { peek: true },
};

describe("answers of the bundled server over stdio", function () {
  // Two servers read the documents of all cases first.
  this.timeout(300_000);
  const goldens = readGoldens(path.join(projectRoot, "test/lsp"));
  const clients = { rich: new LspClient(), plain: new LspClient() };
  let folder: string;
  const folderOf = (golden: Golden): string => path.join(folder, String(goldens.indexOf(golden)));
  const uriOf = (golden: Golden, name: string): string => pathToFileURL(path.join(folderOf(golden), name)).href;

  before(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "codicil-goldens-")));
    for (const golden of goldens) {
      for (const [name, text] of golden.files) {
        const file = path.join(folderOf(golden), name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    const folders = goldens.map(folderOf);
    await Promise.all([clients.rich.start(folders, rich), clients.plain.start(folders)]);
    // Settles when every document has been read.
    for (const { connection } of Object.values(clients)) await connection.sendRequest("codicil/lintWorkspace", null);
  });
  after(async () => {
    await Promise.all([clients.rich.stop(), clients.plain.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("are asked for", () => assert.ok(goldens.length > 20));

  it("are held, for all that the server announces, in both formats, at places of all shapes", () => {
    const cases = readCases(path.join(projectRoot, "test/lsp"));
    const announced = Object.keys(clients.rich.capabilities).filter((key) => key.endsWith("Provider"));
    const held = new Set(cases.map(({ file }) => providers.get(featureOf(file))));
    assert.deepEqual(
      announced.filter((provider) => !held.has(provider) && !unheld.has(provider)),
      [],
    );
    const found = new Set(
      cases.flatMap((one) =>
        placesOf(one).flatMap((place) =>
          shapesAt(place, one.files.get(place.path) ?? "").map(
            (shape) => `${featureOf(one.file)} in ${formatOf(place.path)}: ${shape}`,
          ),
        ),
      ),
    );
    const missing = [...providers.keys()].flatMap((feature) =>
      (["markdown", "yaml"] as const).flatMap((format) =>
        shapesOfFormat[format]
          .filter((shape) => !(aboutSections.has(feature) && neverSections.has(shape)))
          .map((shape) => `${feature} in ${format}: ${shape}`)
          .filter((one) => !found.has(one)),
      ),
    );
    assert.deepEqual(missing, []);
  });

  for (const golden of goldens) {
    it(`${path.relative(path.join(projectRoot, "test/lsp"), golden.file)}: ${golden.title}`, async () => {
      const { path: name, offset } = golden.cursor;
      const text = golden.files.get(name) ?? "";
      const client = golden.isPlain ? clients.plain : clients.rich;
      const uri = uriOf(golden, name);
      await client.open(uri, /\.ya?ml$/.test(name) ? "yaml" : "markdown", text);
      const lines = new LineIndex(text);
      const { line, column } = lines.positionAt(offset);
      const end = lines.positionAt(text.length);
      const root = `${pathToFileURL(folderOf(golden)).href}/`;
      const answer = await client.connection.sendRequest<unknown>(golden.method, {
        textDocument: { uri },
        position: { line, character: column },
        range: { start: { line: 0, character: 0 }, end: { line: end.line, character: end.column } },
        context: { includeDeclaration: true },
        ...(JSON.parse(JSON.stringify(golden.params).replaceAll("$root/", root)) as object),
      });
      const own = Array.isArray(answer)
        ? golden.method === "textDocument/codeAction"
          ? await Promise.all(answer.map((action) => resolved(action as CodeAction, client)))
          : answer.filter((one) => isWithin(one, root))
        : answer;
      const { semanticTokensProvider } = client.capabilities as { semanticTokensProvider: { legend: Legend } };
      const shown = renderAnswer(golden, own, root, semanticTokensProvider.legend.tokenTypes);
      if (isUpdate) writeFileSync(golden.file, withExpected(golden, shown));
      else assert.equal(shown, golden.expected);
    });
  }
});

/** An action with its edit, which is made when it is asked for; what it mends by place and rule. */
async function resolved(action: CodeAction, { connection }: LspClient): Promise<object> {
  const whole: CodeAction =
    action.edit || action.data === undefined ? action : await connection.sendRequest("codeAction/resolve", action);
  const { diagnostics, ...rest } = whole;
  return { ...rest, mends: diagnostics?.map(({ range, code }) => ({ range, code })) };
}

/** What announces each feature, by the folder of its cases. */
const providers = new Map([
  ["code-actions", "codeActionProvider"],
  ["code-lens", "codeLensProvider"],
  ["completion", "completionProvider"],
  ["definition", "definitionProvider"],
  ["diagnostics", "diagnosticProvider"],
  ["document-links", "documentLinkProvider"],
  ["document-symbols", "documentSymbolProvider"],
  ["hover", "hoverProvider"],
  ["inlay-hints", "inlayHintProvider"],
  ["references", "referencesProvider"],
  ["rename", "renameProvider"],
  ["semantic-tokens", "semanticTokensProvider"],
  ["workspace-symbols", "workspaceSymbolProvider"],
]);

/** Commands change documents through the client; code-actions.test.ts runs them. */
const unheld = new Set(["executeCommandProvider"]);

/** Features whose places are headings, and shapes of text that no heading stands in. */
const aboutSections = new Set(["code-lens", "document-symbols", "workspace-symbols"]);
const neverSections = new Set(["table", "nested list", "literal block scalar", "folded block scalar"]);

interface Legend {
  readonly tokenTypes: readonly string[];
}

/** Symbols of the workspace come from the folders of all cases. */
function isWithin(one: unknown, root: string): boolean {
  const { location } = one as { location?: { uri: string } };
  return location === undefined || location.uri.startsWith(root);
}
