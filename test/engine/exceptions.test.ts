import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits } from "../../server/src/base/text.ts";
import { sliceOf } from "../../server/src/base/span.ts";
import { readConfig } from "../../server/src/engine/config.ts";
import { readBaseline, shrinkBaseline, writeBaseline } from "../../server/src/engine/baseline.ts";
import type { Baseline } from "../../server/src/engine/model.ts";
import { ownRules } from "../../server/src/engine/own-rules.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import { documentRule } from "../../server/src/rules/rule.ts";
import { loadKnowledge } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";

/** Compiled when the tests are loaded: it takes longer than one test may. */
const knowledge = loadKnowledge();

/** Flags the words “bad” and “worse”; a bad word speaks against A.8.13. */
const poorWord = documentRule({
  id: "words/poor",
  summary: "Flags poor words.",
  severity: "error",
  requirements: [],
  messages: { found: "“{word}” stands here." },
  options: {},
  *check({ doc }) {
    for (const match of doc.text.matchAll(/\b(?:bad|worse)\b/g)) {
      const [word] = match;
      yield {
        message: "found",
        data: { word },
        span: { start: match.index, end: match.index + word.length },
        ...(word === "bad" ? { requirement: "iso27001:2022/A.8.13" } : {}),
      };
    }
  },
});

const policy = (body: string): string =>
  `# Backup policy\n\n## Purpose\n\nIt sets rules for backups.\n\n## Scope\n\nAll staff.\n\n## Policy\n\nThe IT manager must back up all servers every night.\n\n${body}\n`;

/** A workspace of `/w` with the documents and the configuration given; `today` is 2026-11-24. */
function workspaceOf(
  documents: Readonly<Record<string, string>>,
  config = "",
  { today = "2026-11-24", baseline }: { today?: string; baseline?: Baseline } = {},
): Workspace {
  const library = loadLibrary();
  const read = readConfig({ uri: "file:///w/codicil.yaml", version: 0, text: config }, library, [
    poorWord,
    ...ownRules,
  ]);
  assert.deepEqual(read.problems, []);
  const workspace = createWorkspace({
    library,
    knowledge,
    rules: [poorWord],
    config: { ...read.config, baseline },
    today,
    rethrow: true,
  });
  for (const [name, text] of Object.entries(documents))
    workspace.set({ uri: `file:///w/${name}`, version: 1, text: policy(text) });
  return workspace;
}

const said = (workspace: Workspace): string[] =>
  workspace.findings().map(({ uri, rule, message }) => `${uri.slice("file:///w/".length)} ${rule} ${message}`);
const bad = "a.md words/poor “bad” stands here.";
const worse = "a.md words/poor “worse” stands here.";

describe("waivers", () => {
  it("take in what rule, path and control have in common", () => {
    const documents = { "a.md": "A bad thing.\n\nA worse thing.", "b/c.md": "A bad thing." };
    const of = (waiver: string): string[] =>
      said(workspaceOf(documents, `waivers:\n  - {${waiver}, reason: agreed}\n`));
    const other = "b/c.md words/poor “bad” stands here.";
    assert.deepEqual(of("rule: words"), []);
    assert.deepEqual(of("rule: words/poor, path: b"), [bad, worse]);
    assert.deepEqual(of("control: iso27001:2022/A.8.13"), [worse]);
    assert.deepEqual(of("path: '*.md'"), [other]);
    assert.deepEqual(of("control: iso27001:2022/A.8.13, path: a.md"), [worse, other]);
  });

  it("hold through their last day, and then count as findings with what they took in", () => {
    const config = "waivers:\n  - rule: words/poor\n    reason: agreed\n    owner: CISO\n    expires: 2026-11-24\n";
    assert.deepEqual(said(workspaceOf({ "a.md": "A bad thing." }, config)), []);
    const next = workspaceOf({ "a.md": "A bad thing." }, config, { today: "2026-11-25" });
    assert.deepEqual(said(next), [
      bad,
      "codicil.yaml suppressions/expired This exception ended on 2026-11-24, so what it took in counts again. Ask CISO to renew it, or remove it.",
    ]);
    const [, ended] = next.findings();
    assert.equal(ended && sliceOf(config, ended.span), "rule");
  });

  it("that take nothing in are findings, at the place where they are written", () => {
    const config = "waivers:\n  - rule: words\n    path: gone.md\n    reason: agreed\n";
    const workspace = workspaceOf({ "a.md": "A good thing." }, config);
    assert.deepEqual(said(workspace), [
      "codicil.yaml suppressions/unused This waiver takes nothing in: there is no such finding. Remove it.",
    ]);
    workspace.set({ uri: "file:///w/gone.md", version: 1, text: policy("A bad thing.") });
    assert.deepEqual(said(workspace), []);
    workspace.remove("file:///w/gone.md");
    assert.equal(said(workspace).length, 1);
  });

  it("count down for whoever shows them", () => {
    const config =
      "waivers:\n  - {rule: words, path: a.md, reason: agreed, owner: CISO, expires: 2026-12-01}\n  - {rule: words, path: b.md, reason: agreed}\n";
    const comment = "A bad thing. <!-- codicil-ignore words/poor until 2026-11-20: agreed -->";
    const exceptions = workspaceOf({ "a.md": comment }, config).exceptions();
    assert.deepEqual(
      exceptions.map(({ kind, state, daysLeft, findings, owner }) => [kind, state, daysLeft, findings, owner]),
      [
        ["comment", "expired", -4, 0, undefined],
        ["waiver", "active", 7, 1, "CISO"],
        ["waiver", "unused", undefined, 0, undefined],
      ],
    );
  });
});

describe("comments with a last day", () => {
  const of = (comment: string, today?: string): string[] =>
    said(workspaceOf({ "a.md": `A bad thing. ${comment}` }, "", today === undefined ? {} : { today }));

  it("hold until then", () => {
    assert.deepEqual(of("<!-- codicil-ignore words/poor until 2026-11-24: agreed -->"), []);
    assert.deepEqual(of("<!-- codicil-ignore words/poor until 2026-11-23: agreed -->"), [
      bad,
      "a.md suppressions/expired This exception ended on 2026-11-23, so what it took in counts again. Renew or remove it.",
    ]);
  });

  it("have no effect where the day is none", () => {
    for (const day of ["soon", "2026-13-01", ""])
      assert.deepEqual(of(`<!-- codicil-ignore words/poor until ${day}: agreed -->`), [
        bad,
        "a.md suppressions/invalid-expiry What follows “until” is no date, so this suppression has no effect: write one as 2027-01-31.",
      ]);
  });

  it("are told that the word is “until”, and mended so", () => {
    const cases: readonly [string, string][] = [
      ["expires 2026-12-01: agreed", "until 2026-12-01: agreed"],
      ["expires: 2026-12-01 agreed", "until 2026-12-01: agreed"],
      ["till=2026-12-01: agreed", "until 2026-12-01: agreed"],
    ];
    for (const [written, meant] of cases)
      for (const other of ["", ", words"]) {
        const text = policy(`A bad thing. <!-- codicil-ignore words/poor${other} ${written} -->`);
        const workspace = workspaceOf({ "a.md": text.trim() }, "");
        const finding = workspace.findings().find(({ rule }) => rule === "suppressions/invalid-expiry");
        assert.ok(finding, written);
        const word = written.split(/[ :=]/)[0] ?? "";
        assert.equal(
          finding.message,
          `A last day is not named by “${word}”, so this suppression has no effect. Did you mean “until 2026-12-01”?`,
        );
        const { text: source } = workspace.document(finding.uri)?.doc ?? { text: "" };
        const mended = applyEdits(source, finding.fixes[0]?.edits ?? []);
        assert.ok(mended.includes(`<!-- codicil-ignore words/poor${other} ${meant} -->`), mended);
      }
    assert.deepEqual(of("<!-- codicil-ignore words/poor: since 2020-01-01 it expires 2026-12-01 -->"), []);
  });

  it("work in front matter and in YAML", () => {
    const library = loadLibrary();
    const { config } = readConfig(undefined, library, []);
    const workspace = createWorkspace({
      library,
      knowledge,
      rules: [poorWord],
      config,
      today: "2026-11-24",
    });
    const yaml =
      "title: Backup policy\nowner: CISO\ncodicil-ignore:\n  words/poor until 2026-12-31: agreed\npurpose: It sets rules.\nstatements:\n  - A bad backup must be repeated.\n";
    workspace.set({ uri: "file:///w/backup-policy.yaml", version: 1, text: yaml });
    assert.deepEqual(said(workspace), []);
    workspace.configure({ today: "2027-01-01" });
    assert.equal(said(workspace).length, 2);
  });
});

describe("comments that take nothing in", () => {
  it("can be removed, with their line where they stand alone", () => {
    const comment = "<!-- codicil-ignore words/poor: agreed -->";
    for (const [body, left] of [
      [`A good thing. ${comment}\n\nMore.`, "A good thing.\n\nMore."],
      [`A good thing.\n\n  ${comment}\nMore.`, "A good thing.\n\nMore."],
      [`A good thing.\r\n\r\n${comment}\r\nMore.`, "A good thing.\r\n\r\nMore."],
    ] as const) {
      const workspace = workspaceOf({ "a.md": body });
      const [finding] = workspace.findings();
      const [fix] = finding?.fixes ?? [];
      assert.deepEqual([finding?.rule, fix?.safe], ["suppressions/unused", false]);
      const mended = applyEdits(policy(body), fix?.edits ?? []);
      assert.equal(mended, policy(left));
      workspace.set({ uri: "file:///w/a.md", version: 2, text: mended });
      assert.deepEqual(said(workspace), []);
    }
  });
});

describe("a baseline", () => {
  const uri = "file:///w/codicil-baseline.json";
  const counts = { "a.md": { "words/poor": 2 }, "b.md": { "words/poor": 1 } };
  const baseline = readBaseline({ uri, text: JSON.stringify({ version: 1, documents: counts }) }).baseline;

  it("takes in as many findings as it holds, and none of a rule that has more", () => {
    assert.ok(baseline);
    const found = (body: string): string[] => said(workspaceOf({ "a.md": body }, "", { baseline }));
    assert.deepEqual(found("A bad thing.\n\nA bad thing."), []);
    assert.deepEqual(found("A bad thing.\n\nA bad thing.\n\nA worse thing."), [bad, bad, worse]);
  });

  it("tells how much of it is used", () => {
    assert.ok(baseline);
    assert.deepEqual(workspaceOf({ "a.md": "A bad thing." }, "", { baseline }).baselineUse(), { hidden: 1, mended: 2 });
  });

  it("is written sorted, reads back the same, and only ever shrinks", () => {
    assert.ok(baseline);
    const reversed = new Map([...baseline.counts].reverse());
    assert.equal(writeBaseline(reversed), writeBaseline(baseline.counts));
    assert.deepEqual(readBaseline({ uri, text: writeBaseline(reversed) }).baseline, baseline);
    const now = new Map([
      ["a.md", new Map([["words/poor", 5]])],
      ["c.md", new Map([["words/poor", 1]])],
    ]);
    assert.deepEqual(shrinkBaseline(baseline.counts, now), new Map([["a.md", new Map([["words/poor", 2]])]]));
  });

  for (const [name, text] of [
    ["no JSON", "{"],
    ["another form", '{"version": 2, "documents": {}}'],
    ["counts that are none", '{"version": 1, "documents": {"a.md": {"words/poor": -1}}}'],
  ] as const)
    it(`with ${name} does not count, and says so`, () => {
      const read = readBaseline({ uri, text });
      assert.equal(read.baseline, undefined);
      assert.match(read.problems[0]?.message ?? "", /^The baseline.*does not count/);
    });
});
