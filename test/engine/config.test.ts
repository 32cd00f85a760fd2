import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { sliceOf } from "../../server/src/base/span.ts";
import { defaultConfig, readConfig } from "../../server/src/engine/config.ts";
import type { Config } from "../../server/src/engine/model.ts";
import { type KnownRule, ownRules } from "../../server/src/engine/own-rules.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

const rule = (id: string, options: KnownRule["options"] = {}): KnownRule => ({
  id,
  summary: "",
  severity: "warning",
  options,
});
const rules = [
  rule("structure/missing-section", { most: 3, kinds: ["scope"] }),
  rule("structure/empty-section"),
  rule("metadata/missing-owner"),
  ...ownRules,
];

/** The configuration read from a text, with its problems as `marked words: message`. */
function read(text: string): { config: Config; problems: string[] } {
  const { config, problems } = readConfig({ uri: "file:///w/codicil.yaml", version: 0, text }, loadLibrary(), rules);
  return { config, problems: problems.map(({ span, message }) => `${sliceOf(text, span)}: ${message}`) };
}

describe("configuration", () => {
  it("has every current standard and AI in scope where there is no file", () => {
    const { config, problems } = readConfig(undefined, loadLibrary(), rules);
    assert.deepEqual(problems, []);
    assert.deepEqual(config.standards, ["iso27001:2022", "iso42001:2023"]);
    assert.equal(config.ai.used, true);
    assert.equal(config.uri, undefined);
  });

  it("reads the example without a problem", () => {
    const { config, problems } = read(readFileSync(path.join(projectRoot, "examples/codicil.yaml"), "utf8"));
    assert.deepEqual(problems, []);
    assert.deepEqual(config.documents, [
      { path: "procedures/triage-data-*.yaml", type: "data-acquisition-labelling-sop" },
    ]);
    assert.deepEqual(
      [...config.exclusions.keys()],
      ["iso27001:2022/A.7.6", "iso27001:2022/A.7.11", "iso27001:2022/A.7.12"],
    );
    assert.match(
      config.exclusions.get("iso27001:2022/A.7.6") ?? "",
      /^Brindlewick has no offices and no secure areas\. All staff/,
    );
  });

  it("reads what the organization does with AI, and names a role that is none", () => {
    assert.deepEqual(read("ai: {roles: [uses, develops]}\n").config.ai, { used: true, roles: ["develops", "uses"] });
    assert.equal(read("ai: {used: true}\n").config.ai.roles, undefined);
    const { config, problems } = read("ai: {roles: [buys]}\n");
    assert.equal(config.ai.roles, undefined);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /Expected one of: develops, provides, uses/);
  });

  it("takes an empty file for the defaults", () => {
    for (const text of ["", "# nothing yet\n"]) {
      const { config, problems } = read(text);
      assert.deepEqual(problems, []);
      assert.deepEqual({ ...config, uri: undefined }, defaultConfig(loadLibrary()));
    }
  });

  it("lets a rule go before its category, wherever it stands", () => {
    const { config, problems } = read(
      "rules:\n  structure/empty-section: error\n  structure: off\n  metadata: false\n",
    );
    assert.deepEqual(problems, []);
    assert.equal(config.rules.get("structure/empty-section")?.severity, "error");
    assert.equal(config.rules.get("structure/missing-section")?.severity, "off");
    assert.equal(config.rules.get("metadata/missing-owner")?.severity, "off");
  });

  it("reads options and checks their names and kinds", () => {
    const { config, problems } = read(
      "rules:\n  structure/missing-section: {severity: info, most: 5, kinds: purpose, mots: 1}\n  structure/empty-section: {}\n",
    );
    assert.deepEqual(config.rules.get("structure/missing-section"), { severity: "info", options: { most: 5 } });
    assert.deepEqual(problems, [
      "kinds: The option “kinds” of “structure/missing-section” must be a list.",
      "mots: “structure/missing-section” has no option “mots”. Did you mean “most”?",
    ]);
  });

  const faults: readonly [string, string, string][] = [
    [
      "an unknown key",
      "standards: [iso27001:2022]\nrulez: {}\n",
      "rulez: “rulez” is not a known key of the configuration. Did you mean “rules”?",
    ],
    [
      "an unknown standard",
      "standards: [iso27001:2022, soc2]\n",
      "soc2: The standard “soc2” is unknown. Expected one of: iso27001:2022, iso42001:2023.",
    ],
    [
      "a withdrawn edition",
      "standards: ['iso27001:2013']\n",
      "'iso27001:2013': ISO/IEC 27001:2013 was replaced: write “iso27001:2022”.",
    ],
    ["a wrong type", "ai:\n  used: perhaps\n", "used: “used”: Expected true or false."],
    ["a value that is empty", "standards: []\n", "standards: “standards”: Must not be empty."],
    ["a text in the place of keys", "rules: off\n", "rules: “rules”: Expected keys with values."],
    ["a list that is none", "exclude: drafts/**\n", "exclude: “exclude”: Expected a list."],
    [
      "an unknown rule",
      "rules:\n  structure/missing-sections: error\n",
      "structure/missing-sections: The rule “structure/missing-sections” is unknown. Did you mean “structure/missing-section”?",
    ],
    [
      "an unknown severity",
      "rules:\n  structure: fatal\n",
      "structure: “structure”: Expected one of: off, hint, info, warning, error, false.",
    ],
    [
      "an unknown document type",
      "documents:\n  - {path: a.md, type: backup-polcy}\n",
      "type: The document type “backup-polcy” is unknown. Did you mean “backup-policy”?",
    ],
    [
      "a control without its standard",
      exclusion("A.7.6", "none"),
      "control: Write “A.7.6” with its standard: “iso27001:2022/A.7.6” or “iso42001:2023/A.7.6”.",
    ],
    [
      "an unknown control",
      exclusion("iso27001:2022/A.9.99", "none"),
      "control: The control “iso27001:2022/A.9.99” is unknown. Did you mean “iso27001:2022/A.5.9”?",
    ],
    [
      "a clause left out",
      exclusion("iso27001:2022/9.2", "none"),
      "control: “iso27001:2022/9.2” is a clause; only Annex A controls can be excluded.",
    ],
    [
      "an empty justification",
      exclusion("iso27001:2022/A.7.6", '" "'),
      "justification: The exclusion of “iso27001:2022/A.7.6” has no justification, so it does not count.",
    ],
    [
      "a missing justification",
      "applicability:\n  exclusions:\n    - control: iso27001:2022/A.7.6\n",
      "control: “exclusions”: “justification” is missing.",
    ],
    [
      "broken YAML",
      "standards: [iso27001:2022\nai: {used: true}\n",
      "ai: The configuration is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].",
    ],
    ["a list for the whole", "- iso27001:2022\n", "- iso27001:2022: The configuration must be keys with values."],
  ];
  for (const [name, text, expected] of faults) {
    it(`names ${name} and where it stands`, () => assert.deepEqual(read(text).problems, [expected]));
  }

  it("keeps what is sound beside what is broken", () => {
    const { config } = read(
      "standards: 27001\nai: {used: false}\nexclude: [drafts/**, 7]\nrules: [x]\ndocuments: {a: b}\n",
    );
    assert.deepEqual(config.standards, ["iso27001:2022", "iso42001:2023"]);
    assert.equal(config.ai.used, false);
    assert.deepEqual(config.exclude, ["drafts/**"]);
    assert.equal(config.rules.size, 0);
  });

  it("survives an alias bomb and conflict markers", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
      .split("")
      .map(
        (name, i) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${"abcdefg"[i] ?? ""}`)
            .join(",")}]`,
      )
      .join("\n")}\n`;
    assert.deepEqual(read(bomb).problems, ["a: The configuration uses too many YAML aliases."]);
    assert.equal(
      read("<<<<<<< ours\nai: {used: true}\n=======\nai: {used: false}\n>>>>>>> theirs\n").problems.length,
      1,
    );
  });
});

function exclusion(control: string, justification: string): string {
  return `applicability:\n  exclusions:\n    - control: ${control}\n      justification: ${justification}\n`;
}
