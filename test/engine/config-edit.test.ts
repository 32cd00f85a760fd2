import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { applyEdits } from "../../server/src/base/text.ts";
import { readConfig } from "../../server/src/engine/config.ts";
import { addConfigEntry, addExclusion, addStandard } from "../../server/src/engine/config-edit.ts";
import { loadLibrary } from "../support/library.ts";

const control = "iso27001:2022/A.7.6";
const add = (text: string): string => applyEdits(text, addExclusion(text, control, "No offices: none."));
const entry = "control: iso27001:2022/A.7.6";

describe("adding an exclusion to codicil.yaml", () => {
  const texts: Record<string, string> = {
    "an empty file": "",
    "comments only": "# nothing yet\n",
    "no applicability": "standards: [iso27001:2022] # both?\nrules: {}\n# end\n",
    "no line break at the end": "ai:\n  used: false",
    CRLF: "ai:\r\n  used: false\r\n",
    "an empty applicability": "applicability: # decisions\nrules: {}\n",
    "an empty list": "applicability:\n  exclusions: [] # none\nrules: {}\n",
    "an empty list with examples":
      "applicability:\n  exclusions: []\n#    - control: iso27001:2022/A.7.12\n#      justification: x\n",
    "a list":
      "applicability:\n  exclusions:\n    - control: iso27001:2022/A.7.12\n      justification: >-\n        No cables\n        at all. 🔌\n    # more to come\nrules: {}\n",
    "a list at the key's column":
      "applicability:\n  exclusions:\n  - control: iso27001:2022/A.7.12\n    justification: x\n",
    "a flow list": "applicability: { exclusions: [{ control: iso27001:2022/A.7.12, justification: x }] }\n",
    "an empty flow list": "applicability: { exclusions: [] }\n",
    "an empty flow map": "applicability: {}\n",
    "a flow list over lines":
      "applicability:\n  exclusions: [\n    { control: iso27001:2022/A.7.12, justification: x },\n  ]\n",
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`keeps all else: ${name}`, () => {
      const after = add(text);
      const { config, problems } = readConfig(
        { uri: "file:///w/codicil.yaml", version: 0, text: after },
        loadLibrary(),
        [],
      );
      assert.deepEqual(
        problems.filter((one) => !one.message.includes("rule")),
        [],
        after,
      );
      assert.equal(config.exclusions.get(control), "No offices: none.", after);
      const before = readConfig({ uri: "file:///w/codicil.yaml", version: 0, text }, loadLibrary(), []).config;
      assert.deepEqual(new Map([...before.exclusions, [control, "No offices: none."]]), config.exclusions);
      assert.deepEqual({ ...config, exclusions: before.exclusions }, before);
      for (const comment of text.match(/#[^\r\n]*/g) ?? [])
        assert.ok(after.includes(comment), `${comment} in ${after}`);
      assert.equal(/(?<!\r)\n/.test(after), !text.includes("\r\n"));
      assert.match(after, new RegExp(entry));
    });
  }

  it("puts an item below the last one, in its form", () => {
    assert.equal(
      add(texts["a list at the key's column"] ?? ""),
      `applicability:\n  exclusions:\n  - control: iso27001:2022/A.7.12\n    justification: x\n  - ${entry}\n    justification: "No offices: none."\n`,
    );
  });

  it("does nothing to broken YAML, to a control that is excluded, and to a value of another kind", () => {
    for (const text of [
      "a: [",
      "applicability: yes\n",
      "applicability:\n  exclusions:\n    - control: iso27001:2022/A.7.6\n      justification: x\n",
      "- a\n",
    ])
      assert.deepEqual(addExclusion(text, control, "x"), [], text);
  });
});

describe("adding a standard to codicil.yaml", () => {
  const ai = "iso42001:2023";
  const addAi = (text: string, inForce = ["iso27001:2022"]): string => applyEdits(text, addStandard(text, ai, inForce));

  it("puts it behind the others, in their form, and keeps all else", () => {
    assert.equal(
      addAi("# us\nstandards: [iso27001:2022] # one 🔐\nrules: {}\n"),
      "# us\nstandards: [iso27001:2022, iso42001:2023] # one 🔐\nrules: {}\n",
    );
    assert.equal(
      addAi("standards:\r\n  - iso27001:2022 # one\r\n  # more?\r\nrules: {}\r\n"),
      "standards:\r\n  - iso27001:2022 # one\r\n  - iso42001:2023\r\n  # more?\r\nrules: {}\r\n",
    );
    assert.equal(addAi("standards:\n- iso27001:2022"), "standards:\n- iso27001:2022\n- iso42001:2023");
  });

  it("writes those in scope before it where the text lists none: they would no longer be", () => {
    const both = "standards:\n  - iso27001:2022\n  - iso42001:2023\n";
    assert.equal(addAi(""), both);
    assert.equal(addAi("extends: [base.yaml] # ours\n"), `extends: [base.yaml] # ours\n\n${both}`);
    assert.equal(
      addAi("standards: # none yet\nrules: {}\n"),
      `${both.replace(":", ": # none yet").trimEnd()}\nrules: {}\n`,
    );
    assert.equal(addAi("standards: []\n"), both);
    assert.equal(addAi("{ rules: {} }\n"), "{ rules: {}, standards: [iso27001:2022, iso42001:2023] }\n");
  });

  it("does nothing where it is listed, to broken YAML, and to a value of another kind", () => {
    for (const text of ["standards: [iso42001:2023]\n", "standards: [\n", "standards: iso27001:2022\n", "- a\n"])
      assert.deepEqual(addStandard(text, ai, []), [], text);
  });
});

describe("adding an entry to a list of codicil.yaml", () => {
  it("keeps paths with brackets, blanks and colons what they are, in block and flow lists", () => {
    for (const path of ["policies/backup (draft) [1].md", "policies/ü: notes.md", "- strange.md", "a.md"]) {
      for (const text of ["", "documents: []\n", "documents: [{ path: b.md, type: none }]\n", "{}\n"]) {
        const after = applyEdits(text, addConfigEntry(text, ["documents"], { path, type: "backup-policy" }));
        const { documents } = parse(after) as { documents: unknown[] };
        assert.deepEqual(documents.at(-1), { path, type: "backup-policy" }, after);
      }
    }
  });

  it("adds what is there already, unless told that items are unique: the last one wins", () => {
    const text = "documents:\n  - path: a.md\n    type: none\n";
    const again = { path: "a.md", type: "backup-policy" };
    assert.equal(
      applyEdits(text, addConfigEntry(text, ["documents"], again)),
      `${text}  - path: a.md\n    type: backup-policy\n`,
    );
    assert.deepEqual(addConfigEntry(text, ["documents"], again, "path"), []);
  });
});
