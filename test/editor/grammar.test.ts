import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, it } from "mocha";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar, type IRawGrammar } from "vscode-textmate";
import { projectRoot } from "../support/library.ts";

/** The hosts, as far as the injection asks: VS Code brings the whole grammars. */
const hosts: Readonly<Record<string, object>> = {
  "text.html.markdown": {
    scopeName: "text.html.markdown",
    patterns: [
      { name: "markup.fenced_code.block.markdown", begin: "```", end: "```" },
      { name: "markup.inline.raw.string.markdown", match: "`[^`]+`" },
      { name: "comment.block.html", begin: "<!--", end: "-->" },
    ],
  },
  "source.yaml": {
    scopeName: "source.yaml",
    patterns: [{ name: "comment.line.number-sign.yaml", begin: "(?<=^|\\s)#", end: "$" }],
  },
};

async function loadGrammar(scope: string): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(new Uint8Array(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (name) => {
      const host = hosts[name];
      if (host) return Promise.resolve(host as unknown as IRawGrammar);
      const file = path.join(projectRoot, "syntaxes/codicil.tmLanguage.json");
      return Promise.resolve(textmate.parseRawGrammar(readFileSync(file, "utf8"), file));
    },
    getInjections: (name) => (name in hosts ? ["codicil.injection"] : []),
  });
  const grammar = await registry.loadGrammar(scope);
  assert.ok(grammar);
  return grammar;
}

/** Words with a scope of ours, as `words: scope`. */
function scoped(grammar: IGrammar, text: string): string[] {
  let stack = textmate.INITIAL;
  return text.split("\n").flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
      const own = scopes.findLast((scope) => scope.endsWith(".codicil"));
      return own === undefined ? [] : [`${line.slice(startIndex, endIndex)}: ${own.replace(/\.codicil$/, "")}`];
    });
  });
}

describe("the grammar injected into Markdown and YAML", function () {
  this.timeout(300_000);
  const reference = "constant.other.reference";
  for (const scope of ["text.html.markdown", "source.yaml"]) {
    it(`marks references and normative words in ${scope}`, async () => {
      const grammar = await loadGrammar(scope);
      assert.deepEqual(scoped(grammar, "🔐 Staff must lock screens (A.8.1.2, ISO/IEC 27001:2022 A.5.15)."), [
        "must: meta.normative.duty",
        `A.8.1.2: ${reference}`,
        `ISO/IEC 27001:2022 A.5.15: ${reference}`,
      ]);
      assert.deepEqual(scoped(grammar, "They should not, and may, see Annex A 5.1 and clause 9.2."), [
        "should: meta.normative.recommendation",
        "may: meta.normative.permission",
        `Annex A 5.1: ${reference}`,
        `clause 9.2: ${reference}`,
      ]);
    });
  }

  it("marks directives in comments", async () => {
    const expected = [
      "codicil-ignore-next: keyword.control.directive",
      "structure/missing-section, ai/*: entity.name.tag.rule",
    ];
    const markdown = await loadGrammar("text.html.markdown");
    const yaml = await loadGrammar("source.yaml");
    assert.deepEqual(
      scoped(markdown, "<!-- codicil-ignore-next structure/missing-section, ai/*: by law -->"),
      expected,
    );
    assert.deepEqual(scoped(yaml, "# codicil-ignore-next structure/missing-section, ai/*: by law"), expected);
  });

  it("leaves code, addresses and words alone", async () => {
    const markdown = await loadGrammar("text.html.markdown");
    assert.deepEqual(scoped(markdown, "`A.5.1 must` mustard https://a.example/A.5.1 v.A.5.1 #A.5.1"), []);
    assert.deepEqual(scoped(markdown, "```\nA.5.1 must\n```"), []);
  });
});
