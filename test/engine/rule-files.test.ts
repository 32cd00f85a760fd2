import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { OwnEquipment } from "../../server/src/engine/equipment.ts";
import { type ExampleResult, runExamples } from "../../server/src/engine/rule-files/examples.ts";
import { ruleFileSchema } from "../../server/src/engine/rule-files/schema.ts";
import { createRuleFileReader } from "../../server/src/engine/rule-files/read.ts";
import { createWorkspace } from "../../server/src/engine/workspace.ts";
import { defaultConfig } from "../../server/src/engine/config.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";
import { equipWith, problemsOf } from "../support/oscal.ts";
import { readMarked } from "../support/rules.ts";

/** Reads one rule file; `<|…|>` marks what is to be underlined, in order. */
function expectProblems(marked: string, messages: readonly RegExp[]): void {
  const { files, marks } = readMarked(`\n//- /rules.yaml\n${marked}`);
  for (const text of [files.get("/rules.yaml") ?? "", (files.get("/rules.yaml") ?? "").replaceAll("\n", "\r\n")]) {
    const { problems } = createRuleFileReader(loadLibrary(), ["structure/missing-section"]).read({
      uri: "file:///w/rules.yaml",
      version: 0,
      text,
    });
    const sorted = [...problems].sort((a, b) => a.span.start - b.span.start);
    assert.equal(sorted.length, messages.length, sorted.map((one) => one.message).join("\n"));
    const words = (source: string, span: { start: number; end: number }): string => source.slice(span.start, span.end);
    assert.deepEqual(
      sorted.map((one) => words(text, one.span)),
      (marks.get("/rules.yaml") ?? []).map((span) => words(files.get("/rules.yaml") ?? "", span)),
    );
    sorted.forEach((one, i) => assert.match(one.message, messages[i] ?? /^$/));
  }
}

describe("a rule file with a mistake", () => {
  it("is told about keys that nobody knows, with the one that was meant", () => {
    expectProblems(
      `rules:
  - id: acme/a
    message: Wrong.
    <|forbit|>: best effort
    require: backup
`,
      [/“forbit” is not a known key here\. Did you mean “forbid”\?/],
    );
  });

  it("is told which values there are", () => {
    expectProblems(
      `rules:
  - id: acme/a
    message: Wrong.
    <|severity|>: fatal
    require: backup
`,
      [/Expected one of: error, warning, info, hint, off/],
    );
  });

  it("is told where in a pattern the mistake is", () => {
    expectProblems(
      `rules:
  - id: acme/a
    message: Wrong.
    forbid: backup ~ <|(tape|>
  - id: acme/b
    message: Wrong.
    require:
      - good ~ pattern
      - backup ~ <|@nothing|>
`,
      [/“\(” is not closed/, /There is no word class “@nothing”/],
    );
  });

  it("is told about types, requirements and ids that do not exist", () => {
    expectProblems(
      `rules:
  - id: acme/a
    message: Wrong.
    types: [backup-policy, <|backup-polcy|>]
    controls:
      - <|A.8.13|>
      - <|iso27001:2022/A.8.113|>
    require: backup
  - id: <|structure/missing-section|>
    message: Wrong.
    require: backup
`,
      [
        /The document type “backup-polcy” is unknown\. Did you mean “backup-policy”\?/,
        /Write “A\.8\.13” with its standard: “iso27001:2022\/A\.8\.13”/,
        /is unknown/,
        /There is a rule “structure\/missing-section” already/,
      ],
    );
  });

  it("is told about JSON Schemas that are none, and counts nobody can meet", () => {
    expectProblems(
      `rules:
  - id: acme/a
    message: Wrong.
    <|metadata|>: {type: strange}
  - id: acme/b
    message: Wrong.
    count: {of: backup, <|min|>: 3, max: 2}
`,
      [/This is no JSON Schema/, /“min” is greater than “max”/],
    );
  });

  it("is told where YAML ends to be YAML", () => {
    const { problems } = createRuleFileReader(loadLibrary(), []).read({
      uri: "file:///w/rules.yaml",
      version: 0,
      text: "rules:\n  - id: [acme\n",
    });
    assert.match(problems[0]?.message ?? "", /This is not valid YAML/);
  });

  it("keeps the rules that are right", () => {
    const { rules, problems } = createRuleFileReader(loadLibrary(), []).read({
      uri: "file:///w/rules.yaml",
      version: 0,
      text: "rules:\n  - {id: acme/a, message: A., require: backup}\n  - {id: acme/b, message: B., require: (}\n",
    });
    assert.deepEqual(
      rules.map(({ definition }) => definition.id),
      ["acme/a"],
    );
    assert.equal(problems.length, 1);
  });
});

const ruleFile = `rules:
  - id: acme/no-offsite-backup
    message: No copy is kept off site.
    severity: error
    types: [backup-policy]
    controls: [iso27001:2022/A.8.13]
    require: (backup|copy) ~ (off-site|second site)
    fix: The [IT manager] must keep a copy of each backup off-site.
    examples:
      - name: holds
        text: |
          # Backup policy

          A copy of each backup is kept off-site.
      - name: is wrong on purpose
        text: |
          # Backup policy

          Backups are kept at a second site.
        findings: 1
  - id: acme/best-effort
    message: “{found}” promises nothing.
    forbid: [best effort, reasonable effort]
    fix: Incidents must be answered within [4 hours].
    examples:
      - name: underlines the words
        type: incident-management-policy
        text: |
          # Incident policy

          Incidents are answered on a best-effort basis.
        findings: [best-effort]
  - id: acme/two-reviews
    message: Only {count} statements speak of reviews.
    within: [review]
    count: {of: review, min: 2}
    types: [backup-policy]
  - id: acme/version-form
    message: The version “{found}” is not of the form 1.2.
    metadata:
      properties: {version: {pattern: '^\\d+\\.\\d+$'}}
  - id: acme/owner-wanted
    message: The field {missing} is not there.
    metadata: {required: [owner]}
  - id: acme/sections
    message: “{missing}{found}” is wanted or unwanted here.
    types: [backup-policy]
    sections: {require: [Restore drills], forbid: [definitions]}
  - id: acme/references
    message: A.8.13 is to be named.
    types: [backup-policy]
    references: {require: [iso27001:2022/A.8.13], forbid: [iso27001:2022/A.5.1]}
  - id: acme/columns
    message: The table has no column {missing}.
    columns: {of: [Risk], require: [Owner, Treatment]}
  - id: acme/by-path
    message: Elsewhere.
    paths: [other/**]
    require: nothing like this
`;

const files = { "codicil.yaml": "ruleFiles: [rules/*.yaml]\n", "rules/acme.yaml": ruleFile };

describe("own rules", () => {
  let equipment: OwnEquipment;
  before(async function () {
    this.timeout(300_000);
    equipment = await equipWith(files);
    assert.deepEqual(problemsOf(equipment, files), []);
  });

  const lint = (text: string, name = "p/backup-policy.md"): string[] => {
    const { library, knowledge, rules, parser, analyzer } = equipment;
    const config = { ...defaultConfig(library), uri: "file:///w/codicil.yaml" };
    const workspace = createWorkspace({
      library,
      knowledge,
      rules,
      parser,
      analyzer,
      config,
      today: "2026-11-24",
      rethrow: true,
    });
    workspace.set({ uri: `file:///w/${name}`, version: 1, text });
    return workspace
      .findings()
      .filter((finding) => finding.rule.startsWith("acme/"))
      .map(({ rule, span, message }) => `${rule} “${text.slice(span.start, span.end)}” ${message}`);
  };

  const sound = `---
type: backup-policy
owner: CISO
version: "1.2"
---

# Backup policy

A copy of each backup is kept off-site, see ISO/IEC 27001:2022 A.8.13.

## Restore drills

Drills are held.

## Review

The CISO must review this policy yearly. Each review is recorded.
`;

  it("are silent where the document is as they want it, in Markdown with CRLF too", () => {
    assert.deepEqual(lint(sound), []);
    assert.deepEqual(lint(sound.replaceAll("\n", "\r\n")), []);
  });

  it("find what is not there at the title, and what is too much at its words", () => {
    const text = `---
type: backup-policy
version: draft
---

# Backup policy

Copies are made with reasonable effort, as ISO/IEC 27001:2022 A.5.1 asks.

## Definitions

- Copy: a second file.

## Review

There is one review.

| Risk | Owner |
|---|---|
| Fire | CISO |
`;
    assert.deepEqual(lint(text), [
      "acme/version-form “draft” The version “draft” is not of the form 1.2.",
      "acme/no-offsite-backup “Backup policy” No copy is kept off site.",
      "acme/owner-wanted “Backup policy” The field owner is not there.",
      "acme/references “Backup policy” A.8.13 is to be named.",
      "acme/sections “Backup policy” “Restore drills” is wanted or unwanted here.",
      "acme/two-reviews “Backup policy” Only 1 statements speak of reviews.",
      "acme/best-effort “reasonable effort” “Copies are made with reasonable effort, as ISO/IEC 27001:2022 A.5.1 asks.” promises nothing.",
      "acme/references “A.5.1” A.8.13 is to be named.",
      "acme/sections “Definitions” “Definitions” is wanted or unwanted here.",
      "acme/columns “Risk | Owner” The table has no column Treatment.",
    ]);
  });

  it("work in YAML policies, and keep to their types and paths", () => {
    const yaml =
      "title: Backup policy\ntype: backup-policy\nowner: CISO\nrules:\n  - Copies are made with reasonable effort.\n";
    assert.ok(lint(yaml, "p/backup.yaml").some((one) => one.startsWith("acme/best-effort “reasonable effort”")));
    assert.ok(lint(sound, "other/backup-policy.md").some((one) => one.startsWith("acme/by-path")));
    assert.deepEqual(
      lint(
        "---\ntype: authentication-password-policy\n---\n\n# Password policy\n\nPasswords must have 14 characters.\n",
      ).map((one) => one.split(" ")[0]),
      ["acme/owner-wanted"],
    );
  });

  const results = (): ExampleResult[] =>
    equipment.ownRules.flatMap((read) => {
      const rule = equipment.rules.find((one) => one.id === read.definition.id);
      assert.ok(rule);
      return runExamples(read, rule, {
        ...equipment,
        configUri: "file:///w/codicil.yaml",
        settings: {
          library: equipment.library,
          standards: ["iso27001:2022"],
          aiInScope: true,
          today: "2026-11-24",
          exclusions: new Map(),
          notAsked: new Map(),
        },
      });
    });

  it("are tested by their examples; one that fails shows what was matched and where", () => {
    const all = results();
    assert.deepEqual(
      all.map(({ name, passed }) => [name, passed]),
      [
        ["holds", true],
        ["is wrong on purpose", false],
        ["underlines the words", true],
      ],
    );
    const wrong = all[1];
    assert.equal(wrong?.reason, "Expected 1 finding, got no finding.");
    assert.deepEqual(wrong?.matches, [
      {
        key: "require",
        pattern: "(backup|copy) ~ (off-site|second site)",
        line: 3,
        quote: "Backups are kept at a second site.",
      },
    ]);
    assert.equal(ruleFile.split("\n")[(wrong?.place.line ?? 0) - 1]?.trim(), "- name: is wrong on purpose");
  });
});

describe("the schema of rule files", () => {
  it("is shipped as it is checked against", () => {
    const shipped: unknown = JSON.parse(
      readFileSync(path.join(projectRoot, "server/schemas/rules.schema.json"), "utf8"),
    );
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(ruleFileSchema)));
  });
});

describe("the page on own rules", function () {
  this.timeout(300_000);

  it("shows a rule file that is right, with examples that hold", async () => {
    const [, file = ""] = yamlBlocks("docs/own-rules.md");
    const own = { "codicil.yaml": "ruleFiles: [rules.yaml]\n", "rules.yaml": file };
    const equipment = await equipWith(own);
    assert.deepEqual(problemsOf(equipment, own), []);
    const [read] = equipment.ownRules;
    const rule = equipment.rules.find((one) => one.id === read?.definition.id);
    assert.ok(read && rule);
    const settings = {
      library: equipment.library,
      standards: [],
      aiInScope: true,
      today: "2026-11-24",
      exclusions: new Map(),
      notAsked: new Map(),
    };
    const results = runExamples(read, rule, { ...equipment, configUri: "file:///w/codicil.yaml", settings });
    assert.deepEqual(
      results.map(({ name, passed, reason }) => [name, passed, reason]),
      [
        ["a copy is kept off site", true, undefined],
        ["nothing is said", true, undefined],
      ],
    );
  });

  it("shows a catalog that is right", async () => {
    const file = yamlBlocks("docs/own-catalogs.md").find((block) => block.includes("points:")) ?? "";
    const own = { "codicil.yaml": "catalogs: [acme.yaml]\n", "acme.yaml": file };
    const equipment = await equipWith(own);
    assert.deepEqual(problemsOf(equipment, own), []);
    assert.equal(equipment.library.requirement("acme:2026/BK-1")?.title, "Nightly copies");
  });
});

const yamlBlocks = (page: string): string[] =>
  [...readFileSync(path.join(projectRoot, page), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    (match) => match[1] ?? "",
  );
