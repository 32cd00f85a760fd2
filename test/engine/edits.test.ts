import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { createParser } from "../../server/src/document/parse.ts";
import { defaultConfig } from "../../server/src/engine/config.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import { createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { applyEdit, editsOf } from "../support/edits.ts";
import { loadKnowledge } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";
import { corpusFiles, exampleFiles } from "../support/sweep.ts";

const library = loadLibrary();
const knowledge = loadKnowledge();

/** A workspace that remembers nothing of any other. */
const freshWorkspace = (): Workspace =>
  createWorkspace({
    library,
    knowledge,
    rules,
    config: defaultConfig(library),
    today: "2026-11-24",
    parser: createParser(library),
    analyzer: createAnalyzer(knowledge),
    rethrow: true,
  });

/** What people type, with what opens and closes blocks that reach over lines. */
const pieces = [
  ..."abc .,\n|>#-*`:\"'",
  "\n\n",
  "\r\n",
  "## Backup\n",
  "# Title\n",
  "\n- item\n",
  "\n```\n",
  "\n---\n",
  "\n===\n",
  "<!--",
  "-->",
  "<div>\n",
  "\n| a | b |\n|---|---|\n| c | d |\n",
  "A.8.13",
  "ISO/IEC 27001:2022 A.5.1",
  "[link](other.md#scope)",
  "Backups must be tested every month by the IT manager. ",
  "**Owner:** CISO\n",
  "  ",
  "TODO",
];

const edit = editsOf(pieces, 400);

/** Everything that is known of a document, in a form that can be compared; what is worked out when it is read is read. */
function knownOf(workspace: Workspace, uri: string): unknown {
  const { doc, coverage } = workspace.document(uri) ?? {};
  const text = JSON.stringify(
    { doc, coverage, findings: workspace.findings(uri), together: workspace.coverage() },
    (key, value: unknown) =>
      key === "version" ? undefined : value instanceof Map || value instanceof Set ? [...value] : withLate(value),
  );
  return JSON.parse(text);
}

/** What a placed object is made of: all that can be known of it is worked out from these. */
const sources = ["own", "origin", "finding", "placing"];

/** An object with what its class works out when it is read. */
function withLate(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const late: Record<string, unknown> = {};
  for (let at: unknown = Object.getPrototypeOf(value); at && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (property.get) late[name] = (value as Readonly<Record<string, unknown>>)[name];
  const own = Object.entries(value).filter(([name]) => !sources.includes(name));
  return { ...Object.fromEntries(own), ...late };
}

function assertEditsEqualFresh(files: ReadonlyMap<string, string>, runs: number): void {
  const editor = freshWorkspace();
  fc.assert(
    fc.property(fc.constantFrom(...files.keys()), fc.array(edit, { minLength: 1, maxLength: 6 }), (uri, edits) => {
      let text = files.get(uri) ?? "";
      editor.set({ uri, version: 1, text });
      for (const [i, one] of edits.entries()) {
        text = applyEdit(text, one);
        editor.set({ uri, version: i + 2, text });
      }
      const fresh = freshWorkspace();
      fresh.set({ uri, version: 1, text });
      assert.deepEqual(knownOf(editor, uri), knownOf(fresh, uri));
      editor.remove(uri);
    }),
    { numRuns: runs },
  );
}

describe("a document that is edited", function () {
  this.timeout(600_000);

  it("is known as if it had been read afresh: the examples", () => {
    assertEditsEqualFresh(exampleFiles().files, 40);
  });

  it("is known as if it had been read afresh: documents of the corpus", () => {
    const all = corpusFiles("original");
    if (!all) {
      console.log("      ../shared/corpus is absent: only the examples are edited.");
      return;
    }
    const files = new Map([...all].filter(([, text], i) => i % 5 === 0 && text.length < 60_000));
    assertEditsEqualFresh(files, 100);
  });
});
