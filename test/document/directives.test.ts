import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readDirectives } from "../../server/src/document/directives.ts";
import { refusal, textProblems } from "../../server/src/document/problems.ts";
import { markdownOf, yamlOf } from "./outlines.ts";

const read = (text: string, yaml = false) =>
  readDirectives(yaml ? yamlOf(text) : markdownOf(text)).map(({ kind, rules, reason, target, ruleSpans }) => {
    assert.deepEqual(
      ruleSpans.map(({ start, end }) => text.slice(start, end)),
      rules,
    );
    return [kind, rules.join(" "), reason, text.slice(target.start, target.end)];
  });

describe("directives", () => {
  it("on a line of text stand for that line", () => {
    assert.deepEqual(read("One.\nTwo. <!-- codicil-ignore style/vague-word, coverage: agreed: by all -->\nThree.\n"), [
      [
        "ignore",
        "style/vague-word coverage",
        "agreed: by all",
        "Two. <!-- codicil-ignore style/vague-word, coverage: agreed: by all -->",
      ],
    ]);
  });

  it("alone stand for the next block, and the heading right above", () => {
    assert.deepEqual(read("## A\n\n<!-- codicil-ignore *: old -->\n\nOne\ntwo.\n\nThree.\n"), [
      ["ignore", "*", "old", "## A\n\n<!-- codicil-ignore *: old -->\n\nOne\ntwo."],
    ]);
    assert.deepEqual(
      read("Text.\n\n<!-- codicil-ignore a/b: x -->\n<!-- codicil-ignore c: y -->\nOne.\r\n\r\nTwo.\n"),
      [
        ["ignore", "a/b", "x", "One."],
        ["ignore", "c", "y", "One."],
      ],
    );
    assert.deepEqual(read("Text. <!-- codicil-ignore-next a/b: x -->\nmore\n\nOther\n"), [
      ["ignore-next", "a/b", "x", "more"],
    ]);
  });

  it("keep a missing reason as an empty one, and drop what they cannot read", () => {
    assert.deepEqual(read("<!-- codicil-ignore-file metadata/missing-owner -->\n"), [
      ["ignore-file", "metadata/missing-owner", "", "<!-- codicil-ignore-file metadata/missing-owner -->\n"],
    ]);
    for (const comment of [
      "codicil-ignore",
      "codicil-ignore: why",
      "codicil-ignored a: b",
      "codicil-ignore-all a: b",
      "codicil-ignore A B: c",
      "ignore a: b",
      "codicil-ignore a/b/c: d",
    ])
      assert.deepEqual(read(`<!-- ${comment} -->\n\nText.\n`), [], comment);
    assert.deepEqual(read("```\n<!-- codicil-ignore a: b -->\n```\n"), []);
  });

  it("stand for the next key in YAML", () => {
    const text =
      "title: T\n# codicil-ignore a/b: old\nscope:\n- One.\n- Two.\n\nnext: 1\nlast: 2 # codicil-ignore c: d\n";
    assert.deepEqual(read(text, true), [
      ["ignore", "a/b", "old", "scope:\n- One.\n- Two."],
      ["ignore", "c", "d", "last: 2 # codicil-ignore c: d"],
    ]);
    assert.deepEqual(
      read("a:\n  # codicil-ignore-next x: y\n  - One:\n      two\n  - Three\n", true).map((one) => one[3]),
      ["- One:\n      two"],
    );
  });

  it("may stand in front matter and YAML keys", () => {
    const forms = [
      "codicil-ignore: ['a/b: why', c]",
      "codicil-ignore:\n  - a/b: why\n  - c",
      "codicil-ignore:\n  a/b: why\n  c:",
    ];
    for (const form of forms) {
      assert.deepEqual(
        read(`---\n${form}\n---\n# T\n`).map((one) => one.slice(0, 3)),
        [
          ["ignore-file", "a/b", "why"],
          ["ignore-file", "c", ""],
        ],
        form,
      );
      assert.deepEqual(
        read(`title: T\n${form}\n`, true).map((one) => one.slice(0, 3)),
        [
          ["ignore-file", "a/b", "why"],
          ["ignore-file", "c", ""],
        ],
        form,
      );
    }
    assert.deepEqual(yamlOf("codicil-ignore: ['a: b']\n").sections.length, 1);
  });
});

describe("problems of a text", () => {
  const conflict = "A\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n";
  it("are merge conflicts", () => {
    for (const text of [conflict, conflict.replaceAll("\n", "\r\n")]) {
      const [problem] = textProblems(text);
      assert.equal(text.slice(problem?.span.start, problem?.span.end), "<<<<<<< HEAD");
    }
    assert.deepEqual(textProblems("Title\n=======\n\n>>>>>>> quoted\n"), []);
    assert.deepEqual(textProblems("<<<<<<< HEAD\n=======\n"), []);
  });

  it("are lone surrogates, the first of them", () => {
    assert.deepEqual(
      textProblems("a😀\ud800b\udc00").map(({ id, span }) => [id, span.start]),
      [["lone-surrogate", 3]],
    );
    assert.deepEqual(textProblems("😀😀"), []);
  });

  it("are binary data and length", () => {
    const refused = (text: string) => refusal({ uri: "/a.md", version: 1, text })?.id;
    assert.equal(refused("a\u0000b"), "binary");
    assert.equal(refused("\u0001\u0002abc"), "binary");
    assert.equal(refused("\ufffd\ufffdPNG"), "binary");
    assert.equal(refused("x".repeat(4_000_001)), "too-large");
    assert.equal(refused("Text\twith\r\nlines\f"), undefined);
    assert.equal(refused(""), undefined);
  });
});
