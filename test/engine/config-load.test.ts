import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sliceOf } from "../../server/src/base/span.ts";
import { loadConfig, type LoadedConfig } from "../../server/src/engine/config-load.ts";
import { commonEquipment } from "../../server/src/engine/equipment.ts";
import { createGlobMatcher } from "../../server/src/engine/globs.ts";
import { createRuleFinder } from "../../server/src/engine/rule-finder.ts";
import type { Rule } from "../../server/src/rules/rule.ts";
import { loadLibrary } from "../support/library.ts";

const rule = (id: string, severity: Rule["severity"], options: Rule["options"] = {}): Rule => ({
  id,
  summary: "",
  severity,
  options,
  scope: "document",
  requirements: [],
  messages: {},
  check: () => [],
});
const rules = [
  rule("structure/missing-section", "warning", { most: 3 }),
  rule("structure/empty-section", "info"),
  rule("metadata/missing-owner", "warning"),
  rule("coverage/evidenced-not-declared", "off"),
];
const common = { ...commonEquipment(loadLibrary().data, []), rules };

/** Loads `/w/codicil.yaml` from texts by path; problems come as `path marked words: message`. */
async function load(files: Readonly<Record<string, string>>): Promise<LoadedConfig & { said: string[] }> {
  const textOf = (uri: string): string | undefined => files[decodeURIComponent(uri.replace("file://", ""))];
  const loaded = await loadConfig(
    "file:///w/codicil.yaml",
    {
      exists: async (uri) => textOf(uri) !== undefined,
      read: async (uri) => {
        const text = textOf(uri);
        return text === undefined ? { error: "it does not exist" } : { uri, version: 0, text };
      },
      list: async (root, include) => {
        const folder = `${decodeURIComponent(root.replace("file://", ""))}/`;
        const matches = createGlobMatcher(include);
        const below = Object.keys(files).filter(
          (name) => name.startsWith(folder) && matches(name.slice(folder.length)),
        );
        return below.sort().map((name) => `file://${name}`);
      },
    },
    common,
  );
  const said = loaded.problems.map(
    ({ uri, span, message }) => `${uri.replace("file://", "")} ${sliceOf(textOf(uri) ?? "", span)}: ${message}`,
  );
  return { ...loaded, said };
}

const severityIn = ({ config }: LoadedConfig, id: string): string | undefined => config.rules.get(id)?.severity;

describe("a configuration that extends others", () => {
  it("takes what they say and lets its own words go before theirs", async () => {
    const loaded = await load({
      "/w/codicil.yaml":
        "extends: ../base/company.yaml\nrules:\n  structure: info\nexclude: [drafts]\ndocuments:\n  - {path: a.md, type: backup-policy}\n",
      "/base/company.yaml":
        "standards: [iso27001:2022]\nexclude: [old]\nrules:\n  structure/missing-section: {severity: error, most: 5}\n  metadata: error\ndocuments:\n  - {path: b.md, type: ai-policy}\n",
    });
    assert.deepEqual(loaded.said, []);
    assert.deepEqual(loaded.config.standards, ["iso27001:2022"]);
    assert.deepEqual(loaded.config.exclude, ["drafts"]);
    assert.deepEqual(
      loaded.config.documents.map(({ path }) => path),
      ["b.md", "a.md"],
    );
    assert.deepEqual(loaded.config.rules.get("structure/missing-section"), { severity: "info", options: { most: 5 } });
    assert.equal(severityIn(loaded, "metadata/missing-owner"), "error");
    assert.equal(loaded.config.uri, "file:///w/codicil.yaml");
    assert.deepEqual([...loaded.files.keys()], ["file:///w/codicil.yaml", "file:///base/company.yaml"]);
  });

  it("finds packages in node_modules of its folder and of those above, with what they extend", async () => {
    const loaded = await load({
      "/w/codicil.yaml": 'extends: ["@acme/policies", policy-kit/strict.yaml, other]\n',
      "/w/node_modules/@acme/policies/codicil.yaml": "extends: .\\base.yaml\n",
      "/w/node_modules/@acme/policies/base.yaml": "ai: {used: false}\n",
      "/node_modules/policy-kit/strict.yaml": "rules: {metadata: error}\n",
      "/node_modules/other/codicil.yaml": "rules: {metadata: info}\n",
    });
    assert.deepEqual(loaded.said, []);
    assert.equal(loaded.config.ai.used, false);
    assert.equal(severityIn(loaded, "metadata/missing-owner"), "info");
    assert.ok(
      loaded.sources.has("file:///w/node_modules/policy-kit/strict.yaml"),
      "it is noticed when one comes nearer",
    );
  });

  it("survives circles and counts a base that two share once", async () => {
    const circle = await load({
      "/w/codicil.yaml": "extends: ./a.yaml\n",
      "/w/a.yaml": "extends: [./b.yaml]\nai: {used: false}\n",
      "/w/b.yaml": "extends:\n  - ./codicil.yaml\n  - ./b.yaml\n",
    });
    assert.deepEqual(circle.said, [
      "/w/b.yaml ./codicil.yaml: “./codicil.yaml” leads back to this configuration, so it is left out: extends must not go in a circle.",
      "/w/b.yaml ./b.yaml: “./b.yaml” leads back to this configuration, so it is left out: extends must not go in a circle.",
    ]);
    assert.equal(circle.config.ai.used, false);
    const shared = await load({
      "/w/codicil.yaml": "extends: [./a.yaml, ./b.yaml]\n",
      "/w/a.yaml": "extends: ./c.yaml\n",
      "/w/b.yaml": "extends: ./c.yaml\n",
      "/w/c.yaml": "waivers:\n  - {rule: metadata, reason: agreed}\n",
    });
    assert.equal(shared.config.waivers.length, 1);
  });

  for (const [name, written, message] of [
    [
      "a preset that is misspelt",
      "strickt",
      "strickt: “strickt” is neither a preset (recommended, strict) nor a package in node_modules. Did you mean “strict”?",
    ],
    [
      "a file without ./",
      "base.yaml",
      "base.yaml: “base.yaml” is neither a preset (recommended, strict) nor a package in node_modules. For a file beside this one, write “./base.yaml”.",
    ],
    ["a file that is not there", "./base.yaml", "./base.yaml: “./base.yaml” cannot be read: it does not exist."],
    [
      "an address",
      '"https://example.com/x.yaml"',
      '"https://example.com/x.yaml": “https://example.com/x.yaml” is no path from this file (./base.yaml), preset or package.',
    ],
  ] as const)
    it(`names ${name} where it stands, and counts the rest`, async () => {
      const loaded = await load({ "/w/codicil.yaml": `extends: [recommended, ${written}]\nai: {used: false}\n` });
      assert.deepEqual(loaded.said, [`/w/codicil.yaml ${message}`]);
      assert.equal(loaded.config.ai.used, false);
    });

  it("tells the key that is meant where another word was written, and takes no waiver in without its limits", async () => {
    const { said, config } = await load({
      "/w/codicil.yaml": [
        "waivers:",
        "  - {rule: metadata, reason: x, until: 2027-01-01}",
        "  - {rule: metadata, reason: x, document: a.md}",
        "  - {rule: structure, reason: x}",
        "applicability:",
        "  exclusions:",
        "    - {control: A.7.4, reason: no premises}",
        "",
      ].join("\n"),
    });
    assert.deepEqual(
      said.filter((one) => one.includes("Did you mean")),
      [
        "/w/codicil.yaml until: “until” is not a known key in “waivers”. Did you mean “expires”?",
        "/w/codicil.yaml document: “document” is not a known key in “waivers”. Did you mean “path”?",
        "/w/codicil.yaml reason: “reason” is not a known key in “applicability”. Did you mean “justification”?",
      ],
    );
    assert.deepEqual(
      config.waivers.map((waiver) => waiver.rule),
      ["structure"],
    );
  });

  it("tells what is wrong in a base there, and what is misspelt here", async () => {
    const { said } = await load({
      "/w/codicil.yaml":
        "extends: ./base.yaml\nexcludes: [a]\nwaivers:\n  - {rule: metadata, reason: x, expire: 2027-01-01}\n",
      "/w/base.yaml": "rules:\n  metadata/missing-ownr: error\n",
    });
    assert.deepEqual(said, [
      "/w/codicil.yaml excludes: “excludes” is not a known key of the configuration. Did you mean “exclude”?",
      "/w/codicil.yaml expire: “expire” is not a known key in “waivers”. Did you mean “expires”?",
      "/w/base.yaml metadata/missing-ownr: The rule “metadata/missing-ownr” is unknown. Did you mean “metadata/missing-owner”?",
    ]);
  });
});

describe("presets", () => {
  it("strict makes everything weigh more, and leaves alone what is off", async () => {
    const loaded = await load({ "/w/codicil.yaml": "extends: strict\n" });
    assert.deepEqual(
      ["structure/missing-section", "structure/empty-section", "coverage/evidenced-not-declared"].map((id) =>
        severityIn(loaded, id),
      ),
      ["error", "warning", "off"],
    );
  });

  it("recommended takes back what came before it", async () => {
    const loaded = await load({
      "/w/codicil.yaml": "extends: [./loud.yaml, recommended]\n",
      "/w/loud.yaml": "rules: {structure: error, metadata: off}\n",
    });
    for (const { id, severity } of rules) assert.equal(severityIn(loaded, id), severity, id);
  });

  it("are said to be the origin of what they set", async () => {
    const { origins } = await load({ "/w/codicil.yaml": "extends: strict\n\nrules:\n  metadata: info\n" });
    assert.deepEqual(origins.get("rules/structure/missing-section"), { preset: "strict" });
    assert.deepEqual(origins.get("rules/metadata/missing-owner"), {
      uri: "file:///w/codicil.yaml",
      path: ["rules", "metadata"],
      start: 26,
    });
    assert.equal(origins.get("standards"), undefined);
  });
});

describe("overrides", () => {
  it("let rules count otherwise for the documents of a path, the last one first", async () => {
    const { config, said } = await load({
      "/w/codicil.yaml":
        "rules: {structure/missing-section: {most: 9}}\noverrides:\n  - path: legacy\n    rules: {structure: off}\n  - path: legacy\\board\\**\n    rules: {structure/missing-section: error}\n",
    });
    assert.deepEqual(said, []);
    const rulesOf = createRuleFinder(config);
    const of = (path: string): unknown => rulesOf(`file:///w/${path}`).get("structure/missing-section");
    assert.deepEqual(of("a.md"), { severity: undefined, options: { most: 9 } });
    assert.deepEqual(of("legacy/a.md"), { severity: "off", options: { most: 9 } });
    assert.deepEqual(of("legacy/board/b%20c.md"), { severity: "error", options: { most: 9 } });
    assert.equal(rulesOf("file:///w/legacy/a.md"), rulesOf("file:///w/legacy/b.md"));
  });
});

describe("catalogs and rule files that are inherited", () => {
  const base = {
    "/w/node_modules/@acme/policies/codicil.yaml":
      "catalogs:\n  - {path: catalogs/baseline.yaml, id: acme, name: Acme baseline}\nruleFiles: [rules/*.yaml]\n",
    "/w/node_modules/@acme/policies/catalogs/baseline.yaml":
      "name: Baseline\ncontrols:\n  - {id: BK-1, title: Nightly copies}\n",
    "/w/node_modules/@acme/policies/rules/tapes.yaml":
      "rules:\n  - id: acme/tapes\n    message: Nothing is said about tapes.\n    require: tape\n",
  };

  it("lie beside the file that names them, and go with those of the configuration itself", async () => {
    const { equipment, config, said, sources } = await load({
      ...base,
      "/w/codicil.yaml":
        "extends: '@acme/policies'\nstandards: [iso27001:2022, acme]\ncatalogs: [own.yaml]\nrules:\n  acme/tapes: info\n",
      "/w/own.yaml": "id: own\nname: Own\ncontrols:\n  - {id: OW-1, title: Own control}\n",
    });
    assert.deepEqual(said, []);
    assert.equal(equipment.library.requirement("acme/BK-1")?.title, "Nightly copies");
    assert.equal(equipment.library.requirement("own/OW-1")?.title, "Own control");
    assert.equal(config.rules.get("acme/tapes")?.severity, "info");
    assert.ok(equipment.rules.some((one) => one.id === "acme/tapes"));
    const followed = new Set([...sources].map((uri) => decodeURIComponent(uri.replace("file://", ""))));
    for (const file of Object.keys(base)) assert.ok(followed.has(file), `${file} is followed`);
  });

  it("go by what the nearer file calls them where both name one", async () => {
    const { equipment, said } = await load({
      ...base,
      "/w/codicil.yaml":
        "extends: '@acme/policies'\ncatalogs:\n  - {path: node_modules/@acme/policies/catalogs/baseline.yaml, id: ours, name: Ours}\n",
    });
    assert.deepEqual(said, []);
    assert.deepEqual(
      equipment.library.standards.filter((standard) => standard.own).map((standard) => standard.id),
      ["ours"],
    );
  });

  it("are missed where they are named", async () => {
    const { said, equipment } = await load({
      "/w/codicil.yaml": "extends: ./base.yaml\n",
      "/w/base.yaml": "catalogs: [gone.json]\nruleFiles: [rules/*.yaml]\n",
    });
    assert.deepEqual(said, [
      "/w/base.yaml gone.json: The catalog “gone.json” cannot be read: it does not exist.",
      "/w/base.yaml rules/*.yaml: There is no rule file “rules/*.yaml”.",
    ]);
    assert.ok(equipment.isRuleFile("file:///w/rules/new.yaml"), "one that comes to be is taken");
    assert.ok(!equipment.isRuleFile("file:///w/elsewhere/new.yaml"));
  });
});

describe("waivers in the configuration", () => {
  for (const [name, written, message] of [
    [
      "an unknown rule",
      "rule: metadata/missing-ownr, reason: x",
      "rule: The rule “metadata/missing-ownr” is unknown. Did you mean “metadata/missing-owner”?",
    ],
    [
      "a control without its standard",
      "control: A.8.13, reason: x",
      "control: Write “A.8.13” with its standard: “iso27001:2022/A.8.13”.",
    ],
    [
      "a date that is none",
      "rule: metadata, reason: x, expires: 2027-02-30",
      "expires: “2027-02-30” is no date: write one as 2027-01-31.",
    ],
    ["no reason", "rule: metadata", "{rule: “waivers”: “reason” is missing."],
    [
      "nothing to waive",
      "reason: x",
      "reason: This waiver names no rule, no path and no control, so it does not count.",
    ],
  ] as const)
    it(`with ${name} do not count, and say so`, async () => {
      const { config, said } = await load({ "/w/codicil.yaml": `waivers:\n  - {${written}}\n` });
      assert.deepEqual(said, [`/w/codicil.yaml ${message}`]);
      assert.deepEqual(config.waivers, []);
    });
});
