import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { applyEdits } from "../../server/src/base/text.ts";
import { addConfigEntry } from "../../server/src/features/edit-config.ts";

const entry = { control: "iso27001:2022/A.7.12", justification: "No offices: all work is remote." };
const path = ["applicability", "exclusions"];

/** The text after the entry was added; all lines of the text before must still be there. */
function added(text: string): string {
  const edits = addConfigEntry(text, path, entry);
  assert.ok(edits, "the entry can be added");
  return applyEdits(text, edits);
}

const exclusionsOf = (text: string): unknown =>
  (parse(text) as { applicability: { exclusions: unknown } }).applicability.exclusions;

describe("an entry in codicil.yaml", () => {
  const other = { control: "iso27001:2022/A.7.6", justification: "There are no secure areas." };
  const cases: readonly (readonly [string, string, readonly unknown[]])[] = [
    ["an empty text", "", [entry]],
    ["comments only", "# Ours\n", [entry]],
    ["another key", "standards: [iso27001:2022]\n", [entry]],
    ["no line end at the end", "standards: [iso27001:2022]", [entry]],
    ["the parent alone", "applicability:\nrules: {}\n", [entry]],
    ["the parent with another key", "applicability:\n  note: x\nrules: {}\n", [entry]],
    ["an empty list", "applicability:\n  exclusions: []\n#   - control: example\nrules: {}\n", [entry]],
    ["a key without a value", "applicability:\n  exclusions: # none yet\nrules: {}\n", [entry]],
    [
      "a block list",
      `applicability:\n  exclusions:\n    - control: ${other.control}\n      justification: ${other.justification} # yes\n  # kept\nrules: {}\n`,
      [other, entry],
    ],
    [
      "a list at its key's column",
      `applicability:\n  exclusions:\n  - control: ${other.control}\n    justification: >-\n      There are\n      no secure areas.\n\nrules: {}\n`,
      [other, entry],
    ],
    [
      "a flow list",
      `applicability:\n  exclusions: [{ control: ${other.control}, justification: "${other.justification}" }]\n`,
      [other, entry],
    ],
  ];
  for (const [name, text, expected] of cases) {
    for (const [how, source] of [
      ["LF", text],
      ["CRLF", text.replaceAll("\n", "\r\n")],
    ] as const) {
      it(`is added to ${name} (${how})`, () => {
        const after = added(source);
        assert.deepEqual(exclusionsOf(after), expected);
        const lost = source
          .split(/\r?\n/)
          .filter((line) => line.trim().startsWith("#") || line.startsWith("rules"))
          .filter((line) => !after.includes(line));
        assert.deepEqual(lost, []);
        if (source.includes("\r\n")) assert.doesNotMatch(after, /[^\r]\n/);
      });
    }
  }

  it("is not added to a text that is broken, or holds something else there", () => {
    assert.equal(addConfigEntry("a: [\n", path, entry), undefined);
    assert.equal(addConfigEntry("applicability: none\n", path, entry), undefined);
    assert.equal(addConfigEntry("applicability:\n  exclusions: none\n", path, entry), undefined);
    assert.equal(addConfigEntry("- a\n", path, entry), undefined);
  });

  it("keeps paths with brackets, blanks and colons what they are", () => {
    for (const name of ["policies/backup (draft) [1].md", "policies/ü: notes.md", "- strange.md", "a.md"]) {
      const edits = addConfigEntry("", ["documents"], { path: name, type: "backup-policy" });
      assert.deepEqual(parse(applyEdits("", edits ?? [])), { documents: [{ path: name, type: "backup-policy" }] });
    }
  });
});
