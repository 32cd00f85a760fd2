import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits } from "../../server/src/base/text.ts";
import { registersOf } from "../../server/src/document/registers.ts";
import { parse } from "../support/rules.ts";

const rowsOf = (text: string, uri: string): (string | undefined)[][] =>
  registersOf(parse(text, uri)).flatMap((register) => register.rows.map((row) => row.cells.map((cell) => cell?.text)));
const appended = (text: string, uri: string, values: readonly string[]): string => {
  const [register] = registersOf(parse(text, uri));
  assert.ok(register);
  return applyEdits(text, register.append(values));
};

describe("registers", () => {
  it("are tables in Markdown", () => {
    const text = "# Risks\n\n| Id | **Threat** |\n|---|---|\n| R-1 | Theft 🎉 |\n| R-2 | a \\| b |\n";
    assert.deepEqual(rowsOf(text, "/r.md"), [
      ["R-1", "Theft 🎉"],
      ["R-2", "a \\| b"],
    ]);
    assert.equal(appended(text, "/r.md", ["R-3", "x | y"]), `${text.trimEnd()}\n| R-3 | x \\| y |\n`);
  });

  it("keep CRLF line ends, and the text behind the table", () => {
    const text = "# Risks\r\n\r\n| Id | Threat |\r\n|---|---|\r\n| 1 | Theft |\r\n\r\nBehind.\r\n";
    assert.equal(
      appended(text, "/r.md", ["2", "Fire"]),
      text.replace("| 1 | Theft |\r\n", "| 1 | Theft |\r\n| 2 | Fire |\r\n"),
    );
  });

  it("are lists of mappings in YAML, whatever their depth; keys may differ", () => {
    const text =
      "title: Register\nrisks:\n  list:\n    - id: R-1\n      threat: |\n        Theft\n        at night\n    - id: R-2\n      owner: CISO\n";
    const [register] = registersOf(parse(text, "/r.yaml"));
    assert.deepEqual(register?.columns, ["id", "threat", "owner"]);
    assert.deepEqual(rowsOf(text, "/r.yaml"), [
      ["R-1", "Theft at night", undefined],
      ["R-2", undefined, "CISO"],
    ]);
    assert.equal(
      appended(text, "/r.yaml", ["R-3", "Fire: a big one", "CTO"]),
      `${text.trimEnd()}\n    - id: R-3\n      threat: "Fire: a big one"\n      owner: CTO\n`,
    );
  });

  it("are flow lists in YAML too", () =>
    assert.equal(
      appended("risks: [{id: R-1, threat: Theft}]\n", "/r.yaml", ["R-2", "Fire"]),
      'risks: [{id: R-1, threat: Theft}, {"id": "R-2", "threat": "Fire"}]\n',
    ));

  it("are none where entries are plain, where there is one column, and in broken YAML", () => {
    assert.deepEqual(rowsOf("risks:\n  - Theft\n  - Fire\n", "/r.yaml"), []);
    assert.deepEqual(rowsOf("risks:\n  - id: 1\n  - id: 2\n", "/r.yaml"), []);
    assert.deepEqual(rowsOf("# R\n\n| One |\n|---|\n| 1 |\n", "/r.md"), []);
    assert.doesNotThrow(() => rowsOf("a: [\n- b: {\n", "/r.yaml"));
  });
});
