import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import type { ClientCapabilities, WorkspaceEdit } from "vscode-languageserver/node";
import { Editor, edited } from "../support/editor.ts";

/** An editor that can do all of it, as VS Code can. */
const able: ClientCapabilities = {
  workspace: {
    workspaceEdit: { documentChanges: true, snippetEditSupport: true, resourceOperations: ["create"] },
    applyEdit: true,
  },
  textDocument: {
    codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
    rename: { prepareSupport: true },
  },
};

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\r\n`).join("");

/** CRLF, emoji, a table and a nested list. */
const markdown = lines(
  "---",
  "type: backup-policy",
  "owner: CISO 🔐",
  "controls:",
  "  - iso27001:2022/A.8.13 # kept",
  "  - iso27001:2022/A.8.24",
  "---",
  "",
  "# Backup policy",
  "",
  "## 1. Backups",
  "",
  "1. The IT team 🔐 must back up all business data every day (ISO 27001:2022 Annex A 5.33).",
  "   - The backups must be encrypted with AES-256.",
  "2. The old rules named ISO 27001:2013 A.12.3.1.",
  "3. Logs follow A.8.15 🔐 and A.8.16.",
  "",
  "## 2. Related controls",
  "",
  "| Number | Note |",
  "|---|---|",
  "| A.5.2 | one |",
  "| A.5.3 | two 🔐 |",
);

/** CRLF, block scalars and flow lists. */
const yaml = lines(
  "title: Access control policy",
  "type: access-control-policy",
  "owner: CISO",
  "controls: [iso27001:2022/A.5.15, iso27001:2022/A.8.5]",
  "rules:",
  "  access: |",
  "    Access 🔐 is granted by the asset owner on the principle of least privilege.",
  "    The asset owners review the access rights every quarter, see ISO 27001:2013 A.9.2.5.",
  "  sign in:",
  "    - All users must sign in with multi-factor authentication.",
);

const head = ["---", "type: backup-policy", "---", "", "# Backup policy", "", "## Related controls", ""];
const twoOutdated = lines(...head, "- See ISO 27001:2013 A.12.3.1 🔐.", "- See ISO 27001:2013 A.9.2.5.");
const twoAmbiguous = lines(...head, "- A.8.13", "- A.5.2 🔐", "- A.5.3", "- A.6.2.8");
const readme =
  "# Policies\n\n- [Backups](policies/backup.md#1-backups)\n- <policies/access.yaml>\n- [Access](policies/access.yaml)\n";

interface Held {
  readonly editor: Editor;
  readonly folder: string;
}

async function hold(capabilities: ClientCapabilities, options?: object): Promise<Held> {
  const folder = mkdtempSync(path.join(tmpdir(), "codicil-actions-"));
  mkdirSync(path.join(folder, "policies"));
  writeFileSync(path.join(folder, "policies/backup.md"), markdown);
  writeFileSync(path.join(folder, "policies/access.yaml"), yaml);
  writeFileSync(path.join(folder, "policies/two-policy.md"), twoOutdated);
  writeFileSync(path.join(folder, "policies/ambiguous-policy.md"), twoAmbiguous);
  writeFileSync(path.join(folder, "README.md"), readme);
  const editor = new Editor();
  await editor.start(folder, capabilities, options);
  for (const [name, text] of [
    ["backup.md", markdown],
    ["access.yaml", yaml],
  ] as const)
    await editor.open(pathToFileURL(path.join(folder, "policies", name)).href, text);
  return { editor, folder };
}

function replace(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), from);
  return text.replace(from, () => to);
}

describe("code actions over stdio", function () {
  this.timeout(300_000);
  let held: Held;
  const uriOf = (name: string): string => pathToFileURL(path.join(held.folder, name)).href;
  const md = (): string => uriOf("policies/backup.md");
  const yml = (): string => uriOf("policies/access.yaml");
  before(async () => {
    held = await hold(able, { choosesControl: true });
    await held.editor.until(md(), (all) => all.length > 0);
    await held.editor.until(yml(), (all) => all.length > 0);
  });
  after(async () => {
    await held.editor.stop();
    rmSync(held.folder, { recursive: true, force: true });
  });

  it("mend a finding with its preferred fix, in both formats", async () => {
    const inMarkdown = await held.editor.action(md(), held.editor.rangeOf(md(), "A.12.3.1"), /^Replace A\.12\.3\.1/, [
      "quickfix",
    ]);
    assert.equal(inMarkdown.isPreferred, true);
    assert.equal(
      edited(markdown, md(), inMarkdown.edit),
      replace(markdown, "27001:2013 A.12.3.1", "27001:2022 A.8.13"),
    );
    const inYaml = await held.editor.action(yml(), held.editor.rangeOf(yml(), "A.9.2.5"), /^Replace A\.9\.2\.5/, [
      "quickfix",
    ]);
    assert.equal(edited(yaml, yml(), inYaml.edit), replace(yaml, "27001:2013 A.9.2.5", "27001:2022 A.5.18"));
  });

  it("mend all safe findings on request, and only then", async () => {
    const range = held.editor.rangeOf(md(), "Backup policy");
    const all = await held.editor.action(md(), range, /safe fix/, ["source.fixAll"]);
    assert.equal(all.kind, "source.fixAll.codicil");
    assert.equal(edited(markdown, md(), all.edit), replace(markdown, "27001:2013 A.12.3.1", "27001:2022 A.8.13"));
    assert.deepEqual(
      (await held.editor.actions(md(), range)).filter((one) => /safe fix/.test(one.title)),
      [],
    );
  });

  it("mend all findings of a rule together where their edits keep apart", async () => {
    const text = twoOutdated;
    const uri = uriOf("policies/two-policy.md");
    await held.editor.open(uri, text);
    await held.editor.until(uri, (found) => found.some((one) => one.code === "references/outdated-control"));
    const action = await held.editor.action(
      uri,
      held.editor.rangeOf(uri, "A.9.2.5"),
      /^Fix all 2 references\/outdated-control/,
    );
    assert.equal(action.kind, "quickfix");
    assert.equal(
      edited(text, uri, action.edit),
      text.replace("2013 A.12.3.1", "2022 A.8.13").replace("2013 A.9.2.5", "2022 A.5.18"),
    );
  });

  it("suppress with a reason that is selected", async () => {
    const range = held.editor.rangeOf(md(), "A.12.3.1");
    const action = await held.editor.action(md(), range, /^Suppress references\/outdated-control/);
    const comment = " <!-- codicil-ignore references/outdated-control: ${1:say why here} -->";
    assert.equal(edited(markdown, md(), action.edit), replace(markdown, "A.12.3.1.", `A.12.3.1.${comment}`));
  });

  it("insert a clause for a control, as the list goes on, with tab stops", async () => {
    const range = held.editor.rangeOf(md(), "A.8.15");
    const action = await held.editor.action(md(), range, /^Insert a clause for A\.8\.15/, ["refactor"]);
    const text = edited(markdown, md(), action.edit);
    const [before_, after_] = text.split("3. Logs follow A.8.15 🔐 and A.8.16.\r\n");
    assert.equal(before_, markdown.split("3. Logs")[0]);
    assert.match(after_ ?? "", /^4\. [^\r\n]*\r\n5\. [^\r\n]*\$\{1:[^}]+\}[^\r\n]*\r\n\r\n## 2\. Related controls\r\n/);
    assert.equal(after_?.slice(after_.indexOf("\r\n## 2.")), markdown.slice(markdown.indexOf("\r\n## 2.")));
  });

  it("insert an AI annex in the document's style, in both formats", async () => {
    const inMarkdown = await held.editor.action(
      md(),
      held.editor.rangeOf(md(), "Backup policy"),
      /^Insert an AI annex/,
      ["refactor"],
    );
    const text = edited(markdown, md(), inMarkdown.edit);
    assert.ok(text.startsWith(markdown));
    assert.match(text.slice(markdown.length), /^\r\n## 3\. AI annex\r\n\r\n\S[^]*\r\n$/);
    const inYaml = await held.editor.action(
      yml(),
      held.editor.rangeOf(yml(), "Access control policy"),
      /^Insert an AI annex/,
      ["refactor"],
    );
    const changed = edited(yaml, yml(), inYaml.edit);
    assert.ok(changed.startsWith(yaml.slice(0, -2)), changed);
    assert.match(changed.slice(yaml.length - 2), /^\r\nai_annex:(?: \||\r\n {2}- )/);
  });

  it("offer to choose a control, and write the clause by a command", async () => {
    const all = await held.editor.actions(md(), held.editor.rangeOf(md(), "Backup policy"), ["refactor"]);
    const chooser = all.find((one) => one.title === "Insert a clause for a control …");
    assert.deepEqual(chooser?.command, {
      title: "Insert a clause for a control …",
      command: "codicil.insertClause",
      arguments: [md()],
    });
    const choices = await held.editor.connection.sendRequest<{ id: string; expected: boolean; clauses: number }[]>(
      "codicil/clauseChoices",
      { uri: md() },
    );
    assert.equal(choices[0]?.expected, true);
    assert.ok(choices.some((one) => one.id === "iso27001:2022/A.7.4" && !one.expected && one.clauses > 0));
    const done = await held.editor.connection.sendRequest("workspace/executeCommand", {
      command: "codicil.server.insertClause",
      arguments: [md(), "iso27001:2022/A.7.4"],
    });
    assert.equal(done, true);
    assert.match(
      edited(markdown, md(), held.editor.asked.at(-1)),
      /\| A\.5\.3 \| two 🔐 \|\r\n\r\n## 3\. Physical security monitoring\r\n/,
    );
  });

  it("write references in the configured style", async () => {
    const action = await held.editor.action(
      md(),
      held.editor.rangeOf(md(), "Annex A 5.33"),
      /^Write .* like “A\.8\.13”/,
      ["refactor.rewrite"],
    );
    assert.equal(edited(markdown, md(), action.edit), replace(markdown, "(ISO 27001:2022 Annex A 5.33)", "(A.5.33)"));
  });

  it("read all ambiguous numbers as those of one standard", async () => {
    const text = twoAmbiguous;
    const uri = uriOf("policies/ambiguous-policy.md");
    await held.editor.open(uri, text);
    await held.editor.until(
      uri,
      (found) => found.filter((one) => one.code === "references/ambiguous-control").length === 2,
    );
    const action = await held.editor.action(
      uri,
      held.editor.rangeOf(uri, "A.5.2"),
      /^Read all 2 ambiguous numbers as ISO\/IEC 27001:2022/,
      ["refactor"],
    );
    assert.equal(
      edited(text, uri, action.edit),
      text.replace("- A.5.2", "- ISO/IEC 27001:2022 A.5.2").replace("- A.5.3", "- ISO/IEC 27001:2022 A.5.3"),
    );
  });

  it("move references into the list of controls and back", async () => {
    const into = await held.editor.action(
      md(),
      held.editor.rangeOf(md(), "Annex A 5.33"),
      /^Move A\.5\.33 to the list/,
      ["refactor.move"],
    );
    assert.equal(
      edited(markdown, md(), into.edit),
      replace(
        replace(markdown, " (ISO 27001:2022 Annex A 5.33)", ""),
        "  - iso27001:2022/A.8.24\r\n",
        "  - iso27001:2022/A.8.24\r\n  - iso27001:2022/A.5.33\r\n",
      ),
    );
    const back = await held.editor.action(yml(), held.editor.rangeOf(yml(), "A.8.5"), /^Move A\.8\.5 from the list/, [
      "refactor.move",
    ]);
    assert.equal(
      edited(yaml, yml(), back.edit),
      replace(
        replace(yaml, ", iso27001:2022/A.8.5]", "]"),
        "multi-factor authentication.",
        "multi-factor authentication (ISO/IEC 27001:2022 A.8.5).",
      ),
    );
  });

  it("exclude a control in a new codicil.yaml", async () => {
    const found = held.editor.published.get(md())?.diagnostics.find((one) => String(one.code).startsWith("coverage/"));
    assert.ok(found);
    const action = await held.editor.action(md(), found.range, /^Exclude /, ["quickfix"]);
    const [create, change] = action.edit?.documentChanges ?? [];
    assert.deepEqual(create, { kind: "create", uri: uriOf("codicil.yaml"), options: { ignoreIfExists: true } });
    assert.match(JSON.stringify(change), /applicability:\\n {2}exclusions:\\n {4}- control: iso/);
  });

  it("rename a file: links of other documents and its own follow", async () => {
    const edit = await held.editor.connection.sendRequest<WorkspaceEdit>("workspace/willRenameFiles", {
      files: [{ oldUri: md(), newUri: uriOf("policies/it/back up.md") }],
    });
    assert.equal(
      edited(readme, uriOf("README.md"), edit),
      readme.replace("policies/backup.md#", "policies/it/back%20up.md#"),
    );
    assert.equal(edit.documentChanges?.length, 1);
  });

  it("rename a heading: its anchors follow", async () => {
    const position = held.editor.rangeOf(md(), "Backups").start;
    const params = { textDocument: { uri: md() }, position };
    const prepared = await held.editor.connection.sendRequest("textDocument/prepareRename", params);
    assert.deepEqual(prepared, { range: held.editor.rangeOf(md(), "Backups"), placeholder: "Backups" });
    const edit = await held.editor.connection.sendRequest<WorkspaceEdit>("textDocument/rename", {
      ...params,
      newName: "Copies 🔐",
    });
    assert.equal(edited(markdown, md(), edit), replace(markdown, "## 1. Backups", "## 1. Copies 🔐"));
    assert.equal(edited(readme, uriOf("README.md"), edit), readme.replace("#1-backups", "#1-copies-"));
  });
});

describe("code actions for a plain editor", function () {
  this.timeout(300_000);
  let held: Held;
  before(async () => {
    held = await hold({});
    await held.editor.until(pathToFileURL(path.join(held.folder, "policies/backup.md")).href, (all) => all.length > 0);
  });
  after(async () => {
    await held.editor.stop();
    rmSync(held.folder, { recursive: true, force: true });
  });

  it("carry their edits, without snippets, versions or commands of VS Code", async () => {
    const uri = pathToFileURL(path.join(held.folder, "policies/backup.md")).href;
    const all = await held.editor.actions(uri, held.editor.rangeOf(uri, "Backup policy"));
    assert.ok(all.length > 3);
    for (const action of all) {
      assert.ok("edit" in action && action.edit?.changes && action.edit.documentChanges === undefined, action.title);
      assert.doesNotMatch(JSON.stringify(action), /\$\{\d|snippet|"command"/);
    }
    assert.ok(all.some((one) => one.title.startsWith("Insert an AI annex")));
    assert.deepEqual(
      all.filter((one) => one.title.startsWith("Exclude")),
      [],
    );
  });
});
