import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LineIndex } from "../../server/src/base/text.ts";
import { ruleFileCompletions } from "../../server/src/features/rule-file-completion.ts";
import { yamlPlaceAt } from "../../server/src/features/yaml-place.ts";
import { loadLibrary } from "../support/library.ts";

/** What is offered at `<|>`, by label; and the text after taking the first one that starts with `take`. */
function complete(marked: string, take?: string): { labels: string[]; text: string | undefined } {
  const offset = marked.indexOf("<|>");
  const text = marked.replace("<|>", "");
  const lines = new LineIndex(text);
  const items = ruleFileCompletions({
    source: { uri: "file:///w/rules.yaml", version: 1, text, lines },
    library: loadLibrary(),
    offset,
  });
  const chosen = items.find((item) => take !== undefined && item.label.startsWith(take));
  const edit = chosen?.textEdit && "range" in chosen.textEdit ? chosen.textEdit : undefined;
  const at = (place: { line: number; character: number }): number =>
    lines.offsetAt({ line: place.line, column: place.character });
  return {
    labels: items.map((item) => item.label),
    text: edit && text.slice(0, at(edit.range.start)) + edit.newText + text.slice(at(edit.range.end)),
  };
}

describe("completion in rule files", () => {
  it("offers the keys of a rule that it does not have yet", () => {
    const { labels, text } = complete(
      "rules:\n  - id: acme/a\n    message: A.\n    fo<|>\n    severity: error\n",
      "forbid",
    );
    assert.ok(["require", "forbid", "count", "examples", "fix"].every((key) => labels.includes(key)));
    assert.ok(!labels.includes("id") && !labels.includes("severity"));
    assert.equal(text, "rules:\n  - id: acme/a\n    message: A.\n    forbid: \n    severity: error\n");
  });

  it("offers keys at the top, in a new rule, and further in", () => {
    assert.deepEqual(complete("ru<|>").labels, ["$schema", "rules"]);
    assert.ok(complete("rules:\n  - <|>").labels.includes("id"));
    assert.ok(complete("rules:\n- id: acme/a\n  <|>").labels.includes("message"));
    assert.deepEqual(complete("rules:\n  - id: acme/a\n    count:\n      <|>").labels, ["of", "min", "max"]);
    assert.ok(
      complete("rules:\n  - id: acme/a\n    examples:\n      - text: x\n        <|>").labels.includes("findings"),
    );
    assert.deepEqual(complete("rules:\n  - id: acme/a\n    sections:\n      require: [scope]\n      <|>").labels, [
      "forbid",
    ]);
  });

  it("offers severities, types, requirements, kinds of sections and metadata fields as values", () => {
    assert.deepEqual(complete("rules:\n  - id: a/b\n    severity: <|>").labels, [
      "error",
      "warning",
      "info",
      "hint",
      "off",
    ]);
    assert.equal(
      complete("rules:\n  - id: a/b\n    types: [back<|>]", "backup-policy").text?.includes("[backup-policy]"),
      true,
    );
    assert.equal(
      complete("rules:\n  - id: a/b\n    controls:\n      - iso27001:2022/A.8.1<|>", "iso27001:2022/A.8.13").text,
      "rules:\n  - id: a/b\n    controls:\n      - iso27001:2022/A.8.13",
    );
    assert.ok(complete("rules:\n  - id: a/b\n    within: [<|>").labels.includes("scope"));
    assert.ok(
      complete("rules:\n  - id: a/b\n    references:\n      forbid: [<|>").labels.includes("iso27001:2022/A.5.1"),
    );
    assert.ok(
      complete("rules:\n  - id: a/b\n    metadata: {}\n    examples:\n      - type: <|>").labels.includes(
        "backup-policy",
      ),
    );
  });

  it("offers word classes in patterns", () => {
    const { labels, text } = complete("rules:\n  - id: a/b\n    require:\n      - backup ~ @ca<|>", "@cadence");
    assert.ok(labels.includes("@cadence"));
    assert.equal(text, "rules:\n  - id: a/b\n    require:\n      - backup ~ @cadence");
    assert.deepEqual(complete("rules:\n  - id: a/b\n    require: backup<|>").labels, []);
  });

  it("is silent in comments, block scalars and words of its author", () => {
    assert.deepEqual(complete("rules: # a<|>").labels, []);
    assert.deepEqual(
      complete("rules:\n  - id: a/b\n    examples:\n      - text: |\n          # Title\n          wo<|>").labels,
      [],
    );
    assert.deepEqual(complete("rules:\n  - id: a/b\n    message: Some wo<|>").labels, []);
  });
});

describe("the place in a half-written YAML text", () => {
  const pointer = (marked: string): string | undefined =>
    yamlPlaceAt(marked.replace("<|>", ""), marked.indexOf("<|>"))?.pointer;

  it("is told by indentation, with lists at or below their key", () => {
    assert.equal(pointer("a:\n  b:\n    c<|>"), "/a/b");
    assert.equal(pointer("rules:\n- id: x\n  count:\n    of<|>"), "/rules/0/count");
    assert.equal(pointer("rules:\r\n  - id: x\r\n    types:\r\n      - back<|>"), "/rules/0/types/0");
    assert.equal(pointer("rules:\n  - id: x\n    examples:\n      - name: y\n  - <|>"), "/rules/0");
    assert.equal(pointer("rules:\n  - id: x\n\n    # a comment\n    sev<|>"), "/rules/0");
  });
});
