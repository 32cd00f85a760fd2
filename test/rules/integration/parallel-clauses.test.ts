import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits } from "../../../server/src/base/text.ts";
import type { Workspace } from "../../../server/src/engine/workspace.ts";
import { rule } from "../../../server/src/rules/integration/parallel-clauses.ts";
import type { Fix } from "../../../server/src/rules/rule.ts";
import { expectFindings, expectSilence, type Files, readMarked, runRule } from "../../support/rules.ts";
import { manual, pairText } from "../../support/clauses.ts";
import { createTestWorkspace } from "../../support/workspace.ts";

const isms = manual("ISMS manual", "iso27001:2022", ["4.1", "4.3", "4.4"]);
const aims = manual("AIMS manual", "iso42001:2023", ["4.1", "4.3", "4.4"]);
const files = (security: string, ai: string): string =>
  `//- /policies/isms.md\n${security}\n//- /policies/aims.md\n${ai}\n`;

describe("integration/parallel-clauses", () => {
  it("makes one finding for two documents, with the places in both", () => {
    expectFindings(rule, files(isms.replace("ISMS manual", "<|ISMS manual|>"), aims), ["parallel"]);
    const [said] = runRule(rule, readMarked(files(isms, aims)).files);
    assert.match(said?.text ?? "", /context \(4\.1\), scope \(4\.3\) and the management system \(4\.4\)/);
  });

  it("stands at the section where there is one clause", () => {
    const one = manual("ISMS manual", "iso27001:2022", ["4.1", "4.3"]).replace("## Part 4.1", "## <|Part 4.1|>");
    const other = manual("AIMS manual", "iso42001:2023", ["4.1", "4.4"]);
    expectFindings(rule, files(one, other), ["parallel"]);
  });

  it("reads YAML", () =>
    expectFindings(
      rule,
      `//- /policies/isms.yaml\ntitle: <|ISMS manual|>\ncontext: ${quoted("iso27001:2022", "4.1")}\nsystem: ${quoted("iso27001:2022", "4.4")}\nboundaries: ${quoted("iso27001:2022", "4.3")}\n//- /policies/aims.md\n${aims}`,
      ["parallel"],
    ));

  it("is silent where one document serves both", () =>
    expectSilence(
      rule,
      `# Management system manual\n\n${["pair-4-1", "pair-4-3", "pair-4-4"].map((id) => `## Part ${id}\n\n${pairText(id)}\n`).join("\n")}`,
    ));

  it("is silent where one system is hardly there yet, or AI is out of scope", () => {
    expectSilence(rule, files(isms, manual("Model documentation procedure", "iso42001:2023", ["4.1"])));
    expectSilence(rule, isms);
    expectSilence(rule, files(isms, aims), { aiInScope: false });
  });

  it("drafts a text that makes them one, and moves what the other document says to it", () => {
    for (const [eol, texts] of both(files(isms, aims))) {
      const after = mended(texts);
      const own = after.get("/policies/isms.md") ?? "";
      const other = after.get("/policies/aims.md") ?? "";
      assert.ok(own.includes(pairText("pair-4-1")));
      assert.deepEqual(runRule(rule, after), []);
      // Nothing is lost: every sentence of either document stands in one of them.
      for (const text of texts.values())
        for (const line of text.split(eol).filter((one) => one.trim() !== ""))
          assert.ok(own.includes(line) || other.includes(line), line);
      assert.equal(
        other,
        [
          "# AIMS manual",
          ...["4.1", "4.3", "4.4"].flatMap((one) => [
            `## Part ${one}`,
            `See [ISMS manual, Part ${one}](isms.md#part-${one.replace(".", "")}).`,
          ]),
        ].join(eol + eol) +
          eol +
          eol,
      );
      assert.equal(
        own.split("\n").every((line, i, all) => i === all.length - 1 || line.endsWith("\r") === (eol === "\r\n")),
        true,
      );
    }
  });

  it("moves nothing that would read differently elsewhere, or that is about something else", () => {
    const stays = (change: (text: string) => string, path = "/policies/aims.md"): void => {
      const { files: texts } = readMarked(`//- /policies/isms.md\n${isms}\n//- ${path}\n${change(aims)}\n`);
      const after = mended(texts);
      assert.equal((after.get(path) ?? "").includes("See [ISMS manual, Part 4.1]"), false);
      assert.match(after.get(path) ?? "", /See \[ISMS manual, Part 4\.3\]/);
    };
    const into41 = (words: string) => (text: string) => text.replace("## Part 4.1\n\n", `## Part 4.1\n\n${words} `);
    stays(into41("This is written [below](#part-43)."));
    stays(into41("Law is listed[^1]."));
    stays(into41("See the [register](register.md)."), "/ai/aims.md");
    stays(into41("Tea is served. Offices are painted. Windows are cleaned. Desks are tidy. Doors are shut."));
  });

  it("takes links along that lead to the same place", () => {
    const { files: texts } = readMarked(
      files(isms, aims.replace("## Part 4.1\n\n", "## Part 4.1\n\nSee the [register](register.md). ")),
    );
    assert.match(mended(texts).get("/policies/isms.md") ?? "", /See the \[register\]\(register\.md\)\./);
  });

  it("moves the other text as it stands now, when only that was edited", () => {
    const uri = "file:///w/policies/isms.md";
    // Nothing that moves has changed, only where it stands.
    const edited = aims.replace("## Part 4.1", "Tea is served at four.\n\n## Part 4.1");
    const workspace = createTestWorkspace({ "policies/isms.md": isms, "policies/aims.md": aims });
    const fixOf = (one: Workspace): Fix | undefined =>
      one.findings(uri).find((finding) => finding.rule === rule.id)?.fixes[0];
    const before = fixOf(workspace);
    workspace.set({ uri: "file:///w/policies/aims.md", version: 2, text: edited });
    const after = fixOf(workspace);
    const fresh = fixOf(createTestWorkspace({ "policies/isms.md": isms, "policies/aims.md": edited }));
    assert.deepEqual(after?.edits, before?.edits);
    assert.deepEqual(after?.elsewhere, fresh?.elsewhere);
    assert.notDeepEqual(after?.elsewhere, before?.elsewhere);
  });

  it("leaves YAML where it stands", () => {
    const { files: texts } = readMarked(
      `//- /policies/isms.md\n${isms}\n//- /policies/aims.yaml\ntitle: AIMS manual\ncontext: ${quoted("iso42001:2023", "4.1")}\nboundaries: ${quoted("iso42001:2023", "4.3")}\n`,
    );
    const after = mended(texts);
    assert.equal(after.get("/policies/aims.yaml"), texts.get("/policies/aims.yaml"));
    assert.deepEqual(runRule(rule, after), []);
  });
});

const both = (text: string): [eol: string, files: Files][] =>
  ["\n", "\r\n"].map((eol) => [eol, readMarked(text.replaceAll("\n", eol)).files]);

/** The files after the fix of the first finding, in every document that it touches. */
function mended(texts: Files): Files {
  const [said] = runRule(rule, texts);
  const [fix] = said?.fixes ?? [];
  assert.ok(said && fix);
  const edited = [{ uri: said.uri, edits: fix.edits }, ...(fix.elsewhere ?? [])];
  return new Map([
    ...texts,
    ...edited.map(({ uri, edits }) => [uri, applyEdits(texts.get(uri) ?? "", edits)] as const),
  ]);
}

function quoted(standard: string, number: string): string {
  return JSON.stringify(manual("x", standard, [number]).split("\n\n").slice(2).join(" ").trim());
}
