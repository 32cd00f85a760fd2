import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, it } from "mocha";
import { projectRoot } from "../support/library.ts";
import { createTestWorkspace } from "../support/workspace.ts";

setFlagsFromString("--expose_gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** What is alive, in bytes. */
function heap(): number {
  // Twice: what weak references held goes in the second turn.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const versions = 40;

/** What an author types, somewhere else each time: in headings, long words, references and prose. */
const edits: readonly ((text: string, turn: number) => string)[] = [
  (text, turn) => insert(text, "\n## ", turn, `Confidentiality number ${turn} and `),
  (text, turn) => insert(text, "information", turn, "misunderstandable"),
  (text, turn) =>
    insert(text, "\n\n", turn, `Backups are encrypted and tested each month, version ${turn}. See A.8.13.\n\n`),
  (text, turn) => insert(text, " the ", turn, `<a id="anchor-with-a-name-${turn}"></a> `),
];

/** Puts words behind one of the places where a mark stands. */
function insert(text: string, mark: string, turn: number, words: string): string {
  const places = text.split(mark);
  const at = 1 + (turn % (places.length - 1));
  return `${places.slice(0, at).join(mark)}${mark}${words}${places.slice(at).join(mark)}`;
}

describe("a long session", function () {
  this.timeout(300_000);

  for (const name of ["backup-policy.md", "authentication-and-password-policy.yaml"]) {
    it(`does not hold on to the versions of a text that was edited: ${path.extname(name)}`, () => {
      const written = readFileSync(path.join(projectRoot, "examples/policies", name), "utf8");
      const filler = path.extname(name) === ".md" ? "<!-- none of this is shown -->\n" : "# none of this is read\n";
      let text = written + filler.repeat(6_000);
      const size = text.length;
      const workspace = createTestWorkspace({ [`policies/${name}`]: text });
      const type = (turn: number): void => {
        text = (edits[turn % edits.length] as (typeof edits)[number])(text, turn);
        workspace.set({ uri: `file:///w/policies/${name}`, version: turn, text });
        workspace.findings();
      };
      for (let turn = 0; turn < 8; turn++) type(turn);
      const before = heap();
      for (let turn = 8; turn < versions; turn++) type(turn);
      const grown = (heap() - before) / size;
      assert.ok(
        grown < 10,
        `${versions} versions of a text of ${size} characters hold the room of ${grown.toFixed(1)}`,
      );
    });
  }
});
