import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { readConfig } from "../../server/src/engine/config.ts";
import { ownRules } from "../../server/src/engine/own-rules.ts";
import { pageOf } from "../../server/src/engine/rule-pages.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

const page = readFileSync(path.join(projectRoot, "docs/configuration.md"), "utf8");
const schema = JSON.parse(
  readFileSync(path.join(projectRoot, "server/schemas/codicil.schema.json"), "utf8"),
) as SchemaNode;
const examples = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map((match) => match[1] ?? "");

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

/** Names of all keys of a schema, but those of single rules. */
function keysOf({ properties = {}, items }: SchemaNode, name = ""): string[] {
  const own =
    name === "rules" ? [] : Object.entries(properties).flatMap(([key, value]) => [key, ...keysOf(value, key)]);
  return [...own, ...(items ? keysOf(items, name) : [])];
}

describe("docs/configuration.md", () => {
  it("speaks of every key of the schema", () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].flatMap((match) => [...(match[1] ?? "").matchAll(/`([^`]+)`/g)]);
    assert.deepEqual(
      headings.map((match) => match[1]).sort(),
      Object.keys(schema.properties ?? {}).sort(),
      "one heading a key",
    );
    const words = new Set(page.match(/[$\w]+/g));
    assert.deepEqual(
      keysOf(schema).filter((key) => !words.has(key)),
      [],
    );
  });

  it("has examples that both schema and reader take, with every key but $schema", () => {
    assert.ok(examples.length >= 10);
    const validate = new Ajv2020({ strict: false }).compile(schema);
    for (const text of examples) {
      validate(parse(text));
      assert.deepEqual(validate.errors ?? [], [], text);
      const { problems } = readConfig({ uri: "file:///w/codicil.yaml", version: 0, text }, loadLibrary(), [
        ...rules,
        ...ownRules,
      ]);
      assert.deepEqual(problems, [], text);
    }
    const used = new Set(examples.flatMap((text) => Object.keys(parse(text) as object)));
    assert.deepEqual(
      Object.keys(schema.properties ?? {}).filter((key) => !used.has(key)),
      ["$schema"],
    );
  });

  it("names every preset", () => {
    for (const { id } of loadLibrary().data.presets) assert.ok(page.includes(`| \`${id}\` |`), id);
  });

  it("is what the example of the project follows", () => {
    const validate = new Ajv2020({ strict: false }).compile(schema);
    validate(parse(readFileSync(path.join(projectRoot, "examples/codicil.yaml"), "utf8")));
    assert.deepEqual(validate.errors ?? [], []);
  });
});

describe("docs/built-in-findings.md", () => {
  it("has a heading for each finding that is no rule's, where its link leads", () => {
    const headings = [
      ...readFileSync(path.join(projectRoot, "docs/built-in-findings.md"), "utf8").matchAll(/^## (.*)$/gm),
    ].map((match) => match[1] ?? "");
    assert.deepEqual(
      headings,
      ownRules.map(({ id }) => id),
    );
    for (const { id } of ownRules) assert.ok(pageOf(id)?.endsWith(`/docs/built-in-findings.md#${id.replace("/", "")}`));
  });
});
