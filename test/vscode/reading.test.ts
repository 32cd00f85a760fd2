import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { open, until } from "./support.ts";

const textOf = (hovers: readonly vscode.Hover[]): string =>
  hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");

const positionOf = (document: vscode.TextDocument, words: string): vscode.Position =>
  document.positionAt(document.getText().lastIndexOf(words) + 2);

describe("reading a policy in a real VS Code", () => {
  let document: vscode.TextDocument;
  let control: vscode.Position;
  before(async () => {
    document = await open("backup-policy.md");
    const edit = new vscode.WorkspaceEdit();
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.insert(
      document.uri,
      end,
      "\nSee also ISO/IEC 27001:2022 A.8.13 🔐 and A.7.4, and [the rules](acceptable-use-policy.md#scope).\n",
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    control = positionOf(document, "A.8.13");
  });
  after(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
  });

  it("shows in a hover where a control is covered, and the link opens there", async () => {
    const text = await until("the hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        control,
      );
      return textOf(hovers).includes("Information backup") && textOf(hovers);
    });
    assert.match(text, /✓ .*set intervals/);
    const [, address = "", line = ""] = /\((file:[^)#]*#L(\d+))\)/.exec(text) ?? [];
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(address));
    const editor = await until("the linked line", () => {
      const active = vscode.window.activeTextEditor;
      return active?.selection.active.line === Number(line) - 1 && active;
    });
    assert.equal(editor.document.uri.path, document.uri.path);
    assert.match(editor.document.lineAt(Number(line) - 1).text, /must/);
  });

  it("goes from a control to the section that covers it best", async () => {
    const found = await vscode.commands.executeCommand<(vscode.LocationLink | vscode.Location)[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      control,
    );
    const links = found.map((one) => ("targetUri" in one ? one : assert.fail("a link is given")));
    const link = links.find((one) => one.targetUri.path === document.uri.path);
    assert.ok(link?.targetSelectionRange);
    assert.equal(document.getText(link.targetSelectionRange), "Backups");
  });

  it("opens the entry of the catalog for a control that no document covers", async () => {
    const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      positionOf(document, "A.7.4"),
    );
    const uri = found.map((one) => one.targetUri).find((one) => one.scheme === "codicil-catalog");
    assert.ok(uri);
    const entry = await vscode.workspace.openTextDocument(uri);
    assert.match(entry.getText(), /^# A\.7\.4 Physical security monitoring\n/);
  });

  it("finds every place that names a control or speaks to it, and shows them in a peek", async () => {
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeReferenceProvider",
      document.uri,
      control,
    );
    const words = places
      .filter((place) => place.uri.path === document.uri.path)
      .map((place) => document.getText(place.range));
    assert.ok(words.includes("A.8.13"));
    assert.ok(
      words.some((one) => one.startsWith("The IT team must test the restore")),
      words.join("\n"),
    );
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(control, control);
    await vscode.commands.executeCommand("editor.action.referenceSearch.trigger");
    await vscode.commands.executeCommand("closeReferenceSearch");
  });

  it("counts above title and sections, and a click shows the places", async () => {
    const lenses = await until("the lenses", async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        100,
      );
      const own = all.filter((lens) => lens.command?.command === "codicil.peekPlaces");
      return own.length > 1 && own;
    });
    const [title, ...sections] = lenses;
    assert.match(title?.command?.title ?? "", /^Backup policy · \d of \d expected controls covered/);
    assert.ok(title && document.getText(title.range) === "Backup policy");
    const lens = sections.find((one) => document.getText(one.range) === "Backups");
    assert.match(lens?.command?.title ?? "", /^Speaks to .*A\.8\.13/);
    await vscode.commands.executeCommand(
      lens?.command?.command ?? "",
      ...((lens?.command?.arguments ?? []) as unknown[]),
    );
    await vscode.commands.executeCommand("closeReferenceSearch");
  });

  it("leaves lenses and hints out where they are switched off", async () => {
    const hints = async (): Promise<string[]> => {
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        whole,
      );
      return found.map((hint) =>
        typeof hint.label === "string" ? hint.label : hint.label.map((one) => one.value).join(""),
      );
    };
    await until("the hints", async () => (await hints()).includes("Physical security monitoring"));
    const settings = vscode.workspace.getConfiguration("codicil");
    await settings.update("inlayHints", false, vscode.ConfigurationTarget.Global);
    await settings.update("codeLens", false, vscode.ConfigurationTarget.Global);
    await until("the hints to go", async () => (await hints()).length === 0);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
    );
    assert.deepEqual(
      lenses.filter((lens) => lens.command?.command === "codicil.peekPlaces"),
      [],
    );
    await settings.update("inlayHints", undefined, vscode.ConfigurationTarget.Global);
    await settings.update("codeLens", undefined, vscode.ConfigurationTarget.Global);
    await until("the hints to come back", async () => (await hints()).length > 0);
  });

  it("colours duties, references and values to choose", async () => {
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      "vscode.provideDocumentSemanticTokensLegend",
      document.uri,
    );
    assert.deepEqual(legend.tokenTypes.slice(0, 2), ["controlReference", "duty"]);
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      "vscode.provideDocumentSemanticTokens",
      document.uri,
    );
    assert.ok(tokens.data.length >= 5 * 5);
  });

  it("lists sections with what they cover, and finds controls in the workspace", async () => {
    const symbols = await until("the symbols", async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        "vscode.executeDocumentSymbolProvider",
        document.uri,
      );
      const all = found.flatMap((one) => [one, ...one.children]);
      return all.some((one) => /A\.8\.13/.test(one.detail)) && all;
    });
    assert.ok(symbols.some((one) => one.name === "Backups" && /A\.8\.13/.test(one.detail)));
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      "vscode.executeWorkspaceSymbolProvider",
      "information backup",
    );
    assert.ok(
      found.some((one) => one.name === "A.8.13 Information backup" && one.location.uri.path === document.uri.path),
    );
  });
});
