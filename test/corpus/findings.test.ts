import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { LineIndex } from "../../server/src/base/text.ts";
import { createParser } from "../../server/src/document/parse.ts";
import { defaultConfig } from "../../server/src/engine/config.ts";
import { createWorkspace } from "../../server/src/engine/workspace.ts";
import { createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { compileKnowledge } from "../../server/src/evidence/knowledge.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { readCorpus } from "../eval/corpus.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

const folder = path.resolve(projectRoot, "../shared/corpus");
const snapshot = path.join(projectRoot, "test/corpus/findings.txt");

/** Every document by itself: what its author sees who opens nothing else. A finding is told by its rule, place and number. */
describe("findings on the corpus", () => {
  if (!existsSync(folder)) {
    it("are not looked at: the corpus is absent here", () => assert.equal(existsSync(folder), false));
    return;
  }
  const corpus = readCorpus(folder, "original");
  const library = loadLibrary();
  const knowledge = compileKnowledge(library);
  const shared = { parser: createParser(library), analyzer: createAnalyzer(knowledge) };
  const pathOf = new Map(corpus.manifest.map((entry) => [entry.file, entry.path]));
  const found = corpus.files.map(({ name, text }) => {
    const config = defaultConfig(library);
    const workspace = createWorkspace({
      library,
      knowledge,
      rules,
      config,
      today: "2026-11-24",
      rethrow: true,
      ...shared,
    });
    const uri = `file:///corpus/${pathOf.get(name) ?? name}`;
    workspace.set({ uri, version: 1, text });
    const lines = new LineIndex(text);
    const findings = workspace.findings().map(({ rule, span, requirement, consideration }) => {
      const { line, column } = lines.positionAt(span.start);
      return { rule, text: [`${line + 1}:${column + 1}`, consideration ?? requirement].filter(Boolean).join(" ") };
    });
    return { name, findings };
  });

  it("are none on documents that are no policies", () => {
    const none = new Set([
      ...corpus.labels.filter((label) => !label.is_policy).map((label) => label.file),
      ...corpus.manifest.filter((entry) => entry.kind === "non-policy").map((entry) => entry.file),
    ]);
    assert.ok(none.size > 0);
    const loud = found.filter(({ name, findings }) => none.has(name) && findings.length > 0);
    assert.deepEqual(loud, []);
  });

  it("are those that were read by eye (UPDATE_SNAPSHOT=1 writes them anew)", () => {
    const written = found
      .filter(({ findings }) => findings.length > 0)
      .map(({ name, findings }) => {
        const byRule = groupByRule(findings);
        return [name, ...[...byRule].map(([rule, all]) => `  ${rule}: ${all.map(({ text }) => text).join(", ")}`)].join(
          "\n",
        );
      })
      .join("\n");
    if (process.env["UPDATE_SNAPSHOT"] === "1") writeFileSync(snapshot, `${written}\n`);
    assert.equal(`${written}\n`, readFileSync(snapshot, "utf8"));
  });
});

function groupByRule<T extends { readonly rule: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.rule, [...(groups.get(item.rule) ?? []), item]);
  return groups;
}
