import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Cancelled } from "../../server/src/engine/cancel.ts";
import { defaultConfig } from "../../server/src/engine/config.ts";
import type { Config } from "../../server/src/engine/model.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import { documentRule, type Rule, workspaceRule } from "../../server/src/rules/rule.ts";
import { loadKnowledge } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";

const policy = (title: string, body: string): string =>
  `---\nowner: CISO\nversion: "1.0"\n---\n# ${title}\n\n## Purpose\n\nIt sets rules.\n\n## Scope\n\nAll staff.\n\n## Policy\n\n${body}\n\n## Review\n\nIt must be reviewed every year.\n`;
const backup = policy(
  "Backup policy",
  "The IT manager must back up all servers every night.\n\nOne bad word.\n\nAnother bad word.",
);

/** Flags the word “bad”; its fix turns it into “good”. */
const badWord = documentRule({
  id: "words/poor",
  summary: "Flags the word “bad”.",
  severity: "warning",
  requirements: [],
  messages: { found: "“{word}” stands here." },
  options: { word: "bad" },
  *check({ doc, options: { word } }) {
    for (let at = doc.text.indexOf(word); at >= 0; at = doc.text.indexOf(word, at + 1)) {
      const span = { start: at, end: at + word.length };
      yield {
        message: "found",
        data: { word },
        span,
        fixes: [{ title: "Write “good”", safe: true, edits: [{ span, newText: "good" }] }],
      };
    }
  },
});

/** Flags every document but the first by name. */
const notFirst = workspaceRule<string, Record<string, never>>({
  id: "words/not-first",
  summary: "Flags documents that are not the first.",
  severity: "info",
  requirements: [],
  messages: { later: "This comes after {first}." },
  options: {},
  collect: ({ doc }) => doc.title?.text,
  *check({ collected }) {
    const [first, ...others] = [...collected].sort(([, a], [, b]) => (a < b ? -1 : 1));
    for (const [uri] of others)
      yield { uri, message: "later", data: { first: first?.[1] ?? "" }, span: { start: 0, end: 0 } };
  },
});

const crashing = documentRule({
  id: "words/crash",
  summary: "Crashes.",
  severity: "error",
  requirements: [],
  messages: {},
  options: {},
  // oxlint-disable-next-line require-yield -- it never comes to that
  *check() {
    throw new Error("no luck.");
  },
});

function workspaceOf(
  files: Readonly<Record<string, string>>,
  rules: readonly Rule[],
  change: Partial<Config> = {},
  rethrow = false,
): Workspace {
  const library = loadLibrary();
  const config = { ...defaultConfig(library), uri: "file:///w/codicil.yaml", ...change };
  const workspace = createWorkspace({
    library,
    knowledge: loadKnowledge(),
    rules,
    config,
    today: "2026-11-24",
    rethrow,
  });
  for (const [name, text] of Object.entries(files)) workspace.set({ uri: uriOf(name), version: 1, text });
  return workspace;
}

const uriOf = (name: string): string => `file:///w/${name}`;
const said = (workspace: Workspace, name?: string): string[] =>
  workspace
    .findings(name === undefined ? undefined : uriOf(name))
    .map(({ uri, rule, message }) => `${uri.slice("file:///w/".length)} ${rule} ${message}`);

describe("workspace", () => {
  it("runs the rules over policies and leaves other texts alone", () => {
    const workspace = workspaceOf({ "backup-policy.md": backup, "README.md": "# Our app\n\nA bad word.\n" }, [badWord]);
    assert.deepEqual(said(workspace), [
      "backup-policy.md words/poor “bad” stands here.",
      "backup-policy.md words/poor “bad” stands here.",
    ]);
    assert.deepEqual(workspace.documents(), [uriOf("README.md"), uriOf("backup-policy.md")]);
    assert.deepEqual(
      workspace.coverage().documents.map(({ uri }) => uri),
      [uriOf("backup-policy.md")],
    );
  });

  it("takes severities, options and document types from the configuration", () => {
    const rules = new Map([["words/poor", { severity: "error" as const, options: { word: "Another" } }]]);
    const [finding, ...more] = workspaceOf({ "backup-policy.md": backup }, [badWord], { rules }).findings();
    assert.deepEqual([finding?.severity, finding?.message, more.length], ["error", "“Another” stands here.", 0]);
    const off = new Map([["words/poor", { severity: "off" as const, options: {} }]]);
    assert.deepEqual(said(workspaceOf({ "backup-policy.md": backup }, [badWord], { rules: off })), []);
    assert.deepEqual(
      said(workspaceOf({ "backup-policy.md": backup }, [badWord], { documents: [{ path: "*.md", type: "none" }] })),
      [],
    );
    const declared = workspaceOf({ "x.md": backup }, [], {
      documents: [{ path: "*.md", type: "access-control-policy" }],
    });
    assert.equal(declared.document(uriOf("x.md"))?.doc.classification.type, "access-control-policy");
  });

  it("turns a crash into one finding and runs the other rules", () => {
    const workspace = workspaceOf({ "backup-policy.md": backup }, [crashing, badWord]);
    const crashes = said(workspace).filter((line) => line.includes("internal/rule-crash"));
    assert.deepEqual(crashes, [
      "backup-policy.md internal/rule-crash The rule “words/crash” failed and was left out: no luck.",
    ]);
    assert.equal(said(workspace).length, 3);
    assert.throws(() => workspaceOf({ "backup-policy.md": backup }, [crashing], {}, true), /no luck/);
  });

  it("judges workspace rules anew when a document changes, comes or goes", () => {
    const workspace = workspaceOf({ "b.md": policy("Backup policy", "Staff must do it.") }, [notFirst]);
    assert.deepEqual(said(workspace), []);
    workspace.set({ uri: uriOf("a.md"), version: 1, text: policy("Access control policy", "Staff must do it.") });
    assert.deepEqual(said(workspace, "b.md"), ["b.md words/not-first This comes after Access control policy."]);
    workspace.set({ uri: uriOf("a.md"), version: 2, text: policy("Cryptography policy", "Staff must do it.") });
    assert.deepEqual(said(workspace), ["a.md words/not-first This comes after Backup policy."]);
    workspace.remove(uriOf("b.md"));
    assert.deepEqual(said(workspace), []);
    assert.deepEqual([...(workspace.facts.get("words/not-first") ?? [])], [[uriOf("a.md"), "Cryptography policy"]]);
  });

  it("keeps the coverage until a policy changes", () => {
    const workspace = workspaceOf({ "backup-policy.md": backup, "README.md": "# App\n" }, []);
    const before = workspace.coverage();
    assert.notEqual(before.verdicts.get("iso27001:2022/A.8.13")?.status, "missing");
    workspace.set({ uri: uriOf("README.md"), version: 2, text: "# App\n\nMore.\n" });
    assert.equal(workspace.coverage(), before);
    workspace.set({
      uri: uriOf("backup-policy.md"),
      version: 2,
      text: policy("Backup policy", "Nothing yet must be done."),
    });
    assert.notEqual(workspace.coverage(), before);
  });

  it("takes over another configuration", () => {
    const workspace = workspaceOf({ "backup-policy.md": backup }, [badWord]);
    workspace.configure({
      config: {
        ...workspace.config,
        standards: ["iso27001:2022"],
        documents: [{ path: "backup-policy.md", type: "none" }],
      },
    });
    assert.deepEqual(said(workspace), []);
    assert.equal(workspace.coverage().verdicts.has("iso42001:2023/A.2.2"), false);
  });

  it("finds the same in the same order whatever the order of the files", () => {
    const files = { "a.md": policy("Access control policy", "Staff must do a bad thing."), "b.md": backup };
    const turned = Object.fromEntries(Object.entries(files).reverse());
    assert.deepEqual(said(workspaceOf(turned, [notFirst, badWord])), said(workspaceOf(files, [badWord, notFirst])));
  });

  it("stops where it is cancelled", () => {
    const workspace = workspaceOf({ "backup-policy.md": backup }, [badWord, notFirst]);
    assert.throws(() => workspace.findings(undefined, () => true), Cancelled);
    assert.equal(said(workspace).length, 2);
  });

  it("reports what a policy's parser could not read, and nothing of other texts", () => {
    const conflict = backup.replace("One bad word.", "<<<<<<< ours\nOne.\n=======\nTwo.\n>>>>>>> theirs");
    assert.deepEqual(said(workspaceOf({ "backup-policy.md": conflict }, [])), [
      "backup-policy.md document/merge-conflict A merge conflict is not resolved here.",
    ]);
    assert.deepEqual(
      said(workspaceOf({ "README.md": "# App\n\n<<<<<<< ours\nOne.\n=======\nTwo.\n>>>>>>> theirs\n" }, [])),
      [],
    );
    const [binary, ...more] = workspaceOf({ "scan.md": "\u0000\u0001\u0002" }, []).findings();
    assert.deepEqual([binary?.rule, binary?.severity, more.length], ["document/binary", "info", 0]);
  });
});

describe("suppressions", () => {
  const withComment = (comment: string): string[] =>
    said(workspaceOf({ "backup-policy.md": backup.replace("One bad", `${comment}\nOne bad`) }, [badWord]));
  const one = "backup-policy.md words/poor “bad” stands here.";

  for (const name of ["words/poor", "words", "words/*", "*"]) {
    it(`take in what “${name}” names, where they stand`, () =>
      assert.deepEqual(withComment(`<!-- codicil-ignore ${name}: agreed with the board -->`), [one]));
  }

  it("leave other rules alone, and say that they take nothing in", () =>
    assert.deepEqual(withComment("<!-- codicil-ignore document/binary: agreed -->"), [
      "backup-policy.md suppressions/unused This suppression takes nothing in: there is no such finding here. Remove it.",
      one,
      one,
    ]));

  it("count for the whole file where they say so", () => {
    const text = backup.replace(
      'version: "1.0"',
      'version: "1.0"\ncodicil-ignore:\n  - "words/poor: agreed with the board"',
    );
    assert.deepEqual(said(workspaceOf({ "backup-policy.md": text }, [badWord])), []);
  });

  it("need a reason", () => {
    const reason =
      "backup-policy.md suppressions/missing-reason This suppression gives no reason, so it has no effect: write one after a colon.";
    assert.deepEqual(withComment("<!-- codicil-ignore words/poor -->"), [reason, one, one]);
  });

  it("need a rule that exists, and say which one may be meant", () => {
    const found = withComment("<!-- codicil-ignore words/por: agreed -->");
    assert.deepEqual(
      found.filter((line) => line !== one),
      ["backup-policy.md suppressions/unknown-rule There is no rule “words/por”. Did you mean “words/poor”?"],
    );
  });
});
