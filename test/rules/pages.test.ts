import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { rules } from "../../server/src/rules/registry.ts";
import { categoryOf, ownRules } from "../../server/src/engine/own-rules.ts";
import type { Rule } from "../../server/src/rules/rule.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";
import { expectFixesHold, readMarked, runRule } from "../support/rules.ts";

const headings = ["Summary", "Why", "Avoid", "Prefer", "Options", "Requirements", "Sources"];

describe("pages of the rules", () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      it("has the parts that every page has", () => {
        const text = pageOf(rule);
        assert.equal(/^# (.*)$/m.exec(text)?.[1], rule.id);
        assert.deepEqual(namesOf(text), headings);
        assert.equal(partOf(text, "Summary"), rule.summary);
      });

      it("lists the rule's requirements and options", () => {
        const text = pageOf(rule);
        assert.deepEqual(
          partOf(text, "Requirements")
            .split("\n")
            .map((line) => line.replace(/^- /, "")),
          rule.requirements,
        );
        const named = [...partOf(text, "Options").matchAll(/^- `(\w+)` \(default `([^`]*)`\)/gm)].map((match) => [
          match[1],
          match[2],
        ]);
        assert.deepEqual(
          named,
          Object.entries(rule.options).map(([name, value]) => [name, String(value)]),
        );
      });

      it("avoids what gives one finding, and prefers what gives none", () => {
        const avoid = blocksOf(partOf(pageOf(rule), "Avoid"));
        const prefer = blocksOf(partOf(pageOf(rule), "Prefer"));
        assert.ok(avoid.length > 0 && prefer.length > 0, "each has an example");
        for (const files of avoid) {
          const said = runRule(rule, files);
          assert.equal(
            said.length,
            1,
            `Avoid gives ${said.map((one) => one.text).join(" / ") || "nothing"}:\n${[...files.values()].join("")}`,
          );
          expectFixesHold(rule, files, said, {});
        }
        for (const files of prefer)
          assert.deepEqual(
            runRule(rule, files).map((one) => one.text),
            [],
            [...files.values()].join(""),
          );
      });
    });
  }
});

describe("registry of the rules", () => {
  const ids = rules.map((rule) => rule.id);

  it("holds the rules in the order of their ids", () => {
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });

  it("has a source, a page and a test for each rule, and no other", () => {
    assert.deepEqual(filesBelow("server/src/rules", ".ts"), ids);
    assert.deepEqual(filesBelow("docs/rules", ".md"), ids);
    assert.deepEqual(filesBelow("test/rules", ".test.ts"), ids);
  });

  it("is listed in the table of pages", () => {
    const table = readFileSync(path.join(projectRoot, "docs/rules/README.md"), "utf8");
    const rows = [...table.matchAll(/^\| \[([\w/-]+)\]\(([\w/-]+)\.md\) \| (\w+) \|/gm)].map((match) => [
      match[1],
      match[2],
      match[3],
    ]);
    assert.deepEqual(
      rows,
      rules.map((rule) => [rule.id, rule.id, rule.severity]),
    );
  });

  it("is what the schema of codicil.yaml offers", () => {
    const file = path.join(projectRoot, "server/schemas/codicil.schema.json");
    assert.ok(existsSync(file), "server/schemas/codicil.schema.json is missing");
    const schema = JSON.parse(readFileSync(file, "utf8")) as {
      properties?: { rules?: { properties?: Record<string, unknown> } };
    };
    const offered = Object.keys(schema.properties?.rules?.properties ?? {});
    const others = new Set(
      [...ownRules, ...rules].flatMap(({ id }) => [categoryOf(id), ...(ids.includes(id) ? [] : [id])]),
    );
    assert.deepEqual(offered.filter((name) => !others.has(name)).sort(), ids);
  });

  it("names requirements that exist", () => {
    const library = loadLibrary();
    for (const rule of rules) {
      for (const id of rule.requirements) assert.ok(library.requirement(id), `${rule.id}: ${id}`);
    }
  });

  it("uses every message", () => {
    for (const rule of rules) {
      const source =
        readFileSync(path.join(projectRoot, "server/src/rules", `${rule.id}.ts`), "utf8") +
        readFileSync(path.join(projectRoot, "server/src/rules/fields.ts"), "utf8");
      for (const name of Object.keys(rule.messages))
        assert.match(source, new RegExp(`"${name}"`), `${rule.id} never says “${name}”`);
    }
  });
});

const pageOf = (rule: Rule): string => readFileSync(path.join(projectRoot, "docs/rules", `${rule.id}.md`), "utf8");

/** Headings of the second level, those within examples left out. */
const namesOf = (text: string): string[] =>
  [...withoutBlocks(text).matchAll(/^## (.*)$/gm)].map((match) => match[1] ?? "");

const withoutBlocks = (text: string): string => text.replace(/^```[^]*?^```$/gm, "");

/** What stands below a heading of the page, up to the next of the page's headings. */
function partOf(text: string, name: string): string {
  const next = headings[headings.indexOf(name) + 1];
  const from = text.indexOf(`\n## ${name}\n`) + `\n## ${name}\n`.length;
  const to = next === undefined ? text.length : text.lastIndexOf(`\n## ${next}\n`);
  return text.slice(from, to).trim();
}

/** Each fenced block as a file of its language, or as several where `//- /path` lines name them. */
function blocksOf(part: string): Map<string, string>[] {
  return [...part.matchAll(/^```(markdown|yaml)\n([^]*?)^```$/gm)].map(([, language, text = ""]) =>
    text.startsWith("//- ")
      ? readMarked(text).files
      : new Map([[language === "yaml" ? "/policies/policy.yaml" : "/policies/policy.md", text]]),
  );
}

/** `<category>/<name>` of the files in the folders of a folder. */
function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(path.join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(path.join(projectRoot, folder, name))
        .filter((file) => file.endsWith(ending))
        .map((file) => `${name}/${file.slice(0, -ending.length)}`),
    )
    .sort();
}
