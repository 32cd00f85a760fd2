import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { isCollection, isPair, isScalar } from "yaml";
import { parseAgain, type ReadStream } from "../../server/src/document/yaml-again.ts";
import { parseStream, type Stream } from "../../server/src/document/yaml-stream.ts";
import { applyEdit, editsOf } from "../support/edits.ts";
import { projectRoot } from "../support/library.ts";

/** What people type, with what changes how YAML around it is read. */
const pieces = [
  ..."abc .,\n|>#-:\"'&*[]{}?%@!\t",
  "\n\n",
  "\r\n",
  "  - id: new\n",
  "\n    - item",
  "\nkey: value",
  "\n  key: value",
  "\n      deeper: |\n        text\n\n        more\n",
  "- ",
  "key:\n",
  "\n# note\n",
  "  # note\n",
  "\n---\n",
  "\n...\n",
  "|+\n\n\n",
  "&anchor ",
  "*anchor",
  "🔐",
];

/** Shapes in which indentation, comments and blank lines stand in all places that they may. */
const shapes = [
  "a: 1\nb:\n  c: x\n  d: y\ne: 2\n",
  "list:\n- one\n- two: x\n  three: y\n- four\nlast: z\n",
  "list:\n  - one\n  -   two\n  - three: |\n      text\n\n      more\n\n  # note\n  - four: >-\n      folded\n      text\n# outer\n  - five\nend: true\n",
  '- a: 1\n  b: [1,\n  2]\n- - x\n  - y\n- c: "d\n    e"\n-\n  f: g\n- ? h\n  : i\n- last\n',
  "# head\n---\nowner: CISO # who\nsections:\n\n  - title: Scope\n    text: >\n      All of it.\n\n  - title: Rules\n    items:\n      - Backups must be tested.\n      - Logs must be kept.\n\n    owner: x\n  - title: End\n",
  "a:\r\n  - b: 1\r\n    c: |\r\n      x\r\n\r\n  - b: 2\r\nd: e\r\n",
];

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .filter((text) => text.length < 20_000);
}

const edit = editsOf(pieces, 60);

/** All that is read from nodes: kinds, values, styles and where they stand. */
function shown({ documents, comments, problems }: Stream): unknown {
  const node = (one: unknown): unknown => {
    if (isPair(one)) return [node(one.key), node(one.value)];
    if (isScalar(one)) return [one.type, one.value, one.source, one.range?.slice(0, 2)];
    if (isCollection(one)) return [one.constructor.name, one.flow, one.range?.slice(0, 2), one.items.map(node)];
    return one === null ? null : String(one);
  };
  return { documents: documents.map(({ contents }) => node(contents)), comments, problems };
}

describe("YAML that is edited", function () {
  this.timeout(300_000);

  function holds(texts: readonly string[], numRuns: number): number {
    let patched = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        let read: ReadStream = parseAgain(text, undefined);
        let now = text;
        for (const one of edits) {
          now = applyEdit(now, one);
          const [before] = read.stream.documents;
          read = parseAgain(now, read);
          if (before !== undefined && read.stream.documents[0] === before) patched++;
          assert.deepEqual(shown(read.stream), shown(parseStream(now)), JSON.stringify(now));
        }
      }),
      { numRuns, seed: 4, endOnFailure: false },
    );
    console.log(`      ${patched} edits parsed anew no more than an entry`);
    return patched;
  }

  it("is known as if read afresh, in small texts of all shapes", () => {
    assert.ok(holds(shapes, 4_000) > 900);
  });

  it("is known as if read afresh, in the examples", () => {
    assert.ok(holds(yamlFiles(path.join(projectRoot, "examples")), 200) > 30);
  });

  it("parses no more than the entry that was touched", () => {
    const text = "list:\n  - a: 1\n    b: 2\n  - a: 3\n    b: 4\n  - a: 5\n";
    const before = parseAgain(text, undefined);
    const [document] = before.stream.documents;
    const again = parseAgain(text.replace("3", "33"), before);
    assert.equal(again.stream.documents[0], document);
  });
});
