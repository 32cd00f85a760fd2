import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ConfigEdit, PlaceDetail } from "../../../server/src/lsp/protocol.ts";
import type { DocumentNode } from "./documents-tree.ts";
import type { RequirementFilterControl } from "./requirement-filter.ts";
import type { RequirementLeaf, RequirementNode, RequirementsTree } from "./requirements-tree.ts";
import type { CoverageStore } from "./store.ts";

export interface ActionOptions {
  readonly client: LanguageClient;
  readonly store: CoverageStore;
  readonly tree: RequirementsTree;
  readonly view: vscode.TreeView<RequirementNode>;
  readonly filter: RequirementFilterControl;
}

const scheme = "codicil-explain";

/** What can be done with a requirement or a document of the panel. */
export function registerActions({ client, store, tree, view, filter }: ActionOptions): vscode.Disposable {
  const explanations = new Map<string, string>();

  const insertClause = async ({ project, requirement }: RequirementLeaf): Promise<void> => {
    const rows = [...(store.project(project)?.documents.values() ?? [])].filter((row) => row.isPolicy);
    const picked = await vscode.window.showQuickPick(
      rows
        .map((row) => ({ label: row.title, description: row.type ?? "", detail: row.path, uri: row.id }))
        .sort((a, b) => a.label.localeCompare(b.label, "en")),
      { title: `Insert the clause for ${numberOf(requirement)} into …`, matchOnDescription: true },
    );
    if (!picked) return;
    const edit = await store.ask("codicil/insertClause", { project, requirement, uri: picked.uri });
    if (!edit) {
      void vscode.window.showInformationMessage(
        `“${picked.label}” covers ${numberOf(requirement)} already, or has no place for a section.`,
      );
      return;
    }
    const uri = vscode.Uri.parse(picked.uri);
    await vscode.window.showTextDocument(uri);
    await applyAndReveal(uri, await client.protocol2CodeConverter.asWorkspaceEdit(edit));
  };

  const exclude = async ({ project, requirement }: RequirementLeaf): Promise<void> => {
    const justification = await vscode.window.showInputBox({
      title: `Exclude ${numberOf(requirement)}`,
      prompt: "Why does it not apply? The Statement of Applicability prints this.",
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === "" ? "An exclusion needs a justification." : undefined),
    });
    if (justification === undefined) return;
    await writeConfig(await store.ask("codicil/exclude", { project, requirement, justification }));
  };

  const treatAsPolicy = async (node: DocumentNode): Promise<void> => {
    if (node.kind !== "document") return;
    const types = await store.ask("codicil/documentTypes", null);
    const picked = await vscode.window.showQuickPick(
      types.map(({ id, title }) => ({ label: title, description: id })),
      { title: "Which type of document is it?", matchOnDescription: true },
    );
    if (!picked) return;
    await writeConfig(await store.ask("codicil/treatAs", { uri: node.uri, type: picked.description }));
  };

  const writeConfig = async (answer: ConfigEdit | null): Promise<void> => {
    if (!answer) {
      void vscode.window.showWarningMessage(
        "codicil.yaml cannot be edited: it is broken, or holds something else there.",
      );
      return;
    }
    const uri = vscode.Uri.parse(answer.configUri);
    await applyAndReveal(uri, await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit));
    await (await vscode.workspace.openTextDocument(uri)).save();
  };

  const explain = async ({ project, requirement }: RequirementLeaf): Promise<void> => {
    const uri = vscode.Uri.from({ scheme, path: `/${numberOf(requirement)}.md`, query: requirement });
    explanations.set(requirement, await store.ask("codicil/explain", { project, requirement }));
    contents.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  };
  const contents = new vscode.EventEmitter<vscode.Uri>();

  /** Leads to a requirement: its line in the tree, and what covers it in the editor. */
  const openRequirement = async (project: string, requirement: string): Promise<void> => {
    if (!tree.nodeOf(project, requirement)) await filter.clear();
    const node = tree.nodeOf(project, requirement);
    const detail = await store.ask("codicil/requirement", { project, requirement });
    if (node) await view.reveal(node, { select: true, focus: detail?.best === null, expand: true });
    if (detail?.best) await openPlace(detail.best);
  };

  const on = <T>(id: string, run: (argument: T) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, run);
  return vscode.Disposable.from(
    contents,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: contents.event,
      provideTextDocumentContent: (uri) => explanations.get(uri.query) ?? "",
    }),
    on("codicil.panel.openPlace", openPlace),
    on("codicil.requirements.insertClause", insertClause),
    on("codicil.requirements.exclude", exclude),
    on("codicil.requirements.explain", explain),
    on("codicil.requirements.copyReference", ({ project, requirement }: RequirementLeaf) =>
      copyReference(store, project, requirement),
    ),
    on("codicil.requirements.openEvidence", ({ project, requirement }: RequirementLeaf) =>
      openRequirement(project, requirement),
    ),
    vscode.commands.registerCommand("codicil.panel.openRequirement", openRequirement),
    on("codicil.documents.treatAsPolicy", treatAsPolicy),
  );
}

async function openPlace({ uri, range }: PlaceDetail): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: rangeOf(range) });
}

/** A range of the protocol as VS Code has it. */
export const rangeOf = ({ start, end }: PlaceDetail["range"]): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** `ISO/IEC 27001:2022 A.8.13 Information backup`, as a policy would write it. */
async function copyReference(store: CoverageStore, project: string, requirement: string): Promise<void> {
  for (const { name, groups } of store.project(project)?.outline.standards ?? []) {
    const found = groups.flatMap(({ requirements }) => requirements).find(({ id }) => id === requirement);
    if (!found) continue;
    const text = `${name} ${found.number} ${found.title}`;
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(`Copied: ${text}`, 4000);
    return;
  }
}

/** Applies an edit and shows where it wrote. */
async function applyAndReveal(uri: vscode.Uri, edit: vscode.WorkspaceEdit): Promise<void> {
  const [first] = edit.get(uri);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const editor = await vscode.window.showTextDocument(uri);
  if (!first) return;
  const start = editor.document.offsetAt(first.range.start);
  const end = editor.document.positionAt(start + first.newText.length);
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(new vscode.Range(first.range.start, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

const numberOf = (requirement: string): string => requirement.slice(requirement.indexOf("/") + 1);
