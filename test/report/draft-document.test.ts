import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createParser } from "../../server/src/document/parse.ts";
import { defaultConfig } from "../../server/src/engine/config.ts";
import { createWorkspace } from "../../server/src/engine/workspace.ts";
import { createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { compileKnowledge } from "../../server/src/evidence/knowledge.ts";
import { isStated } from "../../server/src/evidence/decide.ts";
import { type Draft, draftDocument, type DraftOptions } from "../../server/src/report/draft-document.ts";
import { draftWithoutFindings } from "../../server/src/report/finish-draft.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary } from "../support/library.ts";

const library = loadLibrary();
const knowledge = compileKnowledge(library);
const shared = { parser: createParser(library), analyzer: createAnalyzer(knowledge) };
const today = "2026-11-24";
const standards = ["iso27001:2022", "iso42001:2023"];
const types = library.data.documentTypes;
const formats = ["markdown", "yaml"] as const;

const draft = (options: Partial<DraftOptions> & Pick<DraftOptions, "type" | "format">): Draft => {
  const made = draftWithoutFindings(
    { library, knowledge, rules, ...shared },
    { standards, aiInScope: true, today, ...options },
  );
  assert.ok(made, `there is no type ${options.type}`);
  return made;
};

/** A workspace that holds one draft and nothing else. */
function workspaceOf({ fileName, text }: Draft, config: Partial<ReturnType<typeof defaultConfig>> = {}) {
  const workspace = createWorkspace({
    library,
    knowledge,
    rules,
    config: { ...defaultConfig(library), ...config },
    today,
    rethrow: true,
    ...shared,
  });
  const uri = `file:///policies/${fileName}`;
  workspace.set({ uri, version: 1, text });
  const entry = workspace.document(uri);
  assert.ok(entry);
  const findings = workspace
    .findings()
    .map(({ rule, span, message }) => `${rule} at ${text.slice(0, span.start).split("\n").length}: ${message}`);
  return { ...entry, workspace, findings };
}

describe("a new document", () => {
  for (const type of types) {
    for (const format of formats) {
      it(`of type ${type.id} in ${format} has no findings and covers what it is expected to`, () => {
        const made = draft({ type: type.id, format });
        const { doc, coverage, findings } = workspaceOf(made);
        assert.deepEqual(findings, [], made.text);
        assert.equal(doc.classification.type, type.id);
        const open = type.expects.filter((id) => {
          const requirement = library.requirement(id);
          return (requirement?.points.length ?? 0) > 0 && coverage.verdicts.get(id)?.status !== "covered";
        });
        assert.deepEqual(open, [], made.text);
        const silent = type.considerations.filter((id) => !isStated(coverage.considerations.get(id)?.strength));
        assert.deepEqual(silent, [], made.text);
      });
    }
  }

  it("is recognized by its title where the type is not declared", () => {
    const { fileName, text } = draft({ type: "backup-policy", format: "markdown" });
    const { doc } = workspaceOf({ fileName: "new.md", text: text.replace(/^type: .*\n/m, "") });
    assert.equal(doc.classification.type, "backup-policy", fileName);
  });

  it("says nothing of AI where none is used", () => {
    for (const format of formats) {
      const made = draft({ type: "access-control-policy", format, aiInScope: false });
      assert.doesNotMatch(made.text, /iso42001|\bAI\b/);
      assert.deepEqual(workspaceOf(made, { ai: { used: false } }).findings, []);
    }
  });

  it("says nothing of a standard that is out of scope", () => {
    const made = draft({ type: "ai-policy", format: "markdown", standards: ["iso42001:2023"] });
    assert.doesNotMatch(made.text, /iso27001/);
    assert.deepEqual(workspaceOf(made, { standards: ["iso42001:2023"] }).findings, []);
  });

  it("takes any title, and keeps it whole", () => {
    for (const title of ["Rules: “backup” #1 & more", "C:\\ drive", "- dash", "Yes", "Sicherungen äöü 💾", "a\nb"]) {
      for (const format of formats) {
        const { doc } = workspaceOf(draft({ type: "backup-policy", format, title }));
        assert.equal(doc.metadata.fields.get("title")?.text, title.replace("\n", " "));
        assert.deepEqual(doc.problems, []);
      }
    }
  });

  it("is due for review a year later and does not repeat a clause", () => {
    const { text } = draft({ type: "information-security-policy", format: "markdown" });
    assert.match(text, /^next_review: 2027-11-24$/m);
    const clauses = text.split("\n").filter((line) => line.startsWith("- "));
    assert.deepEqual(clauses, [...new Set(clauses)]);
  });

  it("does not exist for an unknown type", () => {
    assert.equal(
      draftDocument(library, { type: "shopping-list", format: "yaml", standards, aiInScope: true, today }),
      undefined,
    );
  });
});
