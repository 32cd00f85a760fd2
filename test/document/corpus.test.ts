import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { createParser, formatOf } from "../../server/src/document/parse.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";
import { differences } from "./chunk-equivalence.ts";
import { assertInvariants } from "./invariants.ts";
import { markdownOf, yamlOf } from "./outlines.ts";

const folder = path.resolve(projectRoot, "../shared/corpus/original");

describe("the corpus", () => {
  if (!existsSync(folder)) {
    it("is absent here, so nothing of it is tested", () => assert.equal(existsSync(folder), false));
    return;
  }
  const files = readdirSync(folder).map((name) => ({
    name,
    text: readFileSync(path.join(folder, name), "utf8").replace(/^\ufeff/, ""),
  }));

  it("is read with spans in bounds, ordered and nested", () => {
    for (const { name, text } of files) {
      try {
        assertInvariants(formatOf(name) === "yaml" ? yamlOf(text) : markdownOf(text));
      } catch (error) {
        throw new Error(`${name}: ${String(error)}`, { cause: error });
      }
    }
    assert.ok(files.length > 100);
  });

  it("is read chunk by chunk as it would be in one", () => {
    const wrong = files
      .filter(({ name }) => formatOf(name) === "markdown")
      .flatMap(({ name, text }) => differences(text).map((difference) => `${name}: ${difference}`));
    assert.deepEqual(wrong, []);
  });

  it("is parsed without an exception, with line ends of either kind", () => {
    const parser = createParser(loadLibrary());
    for (const { name, text } of files.slice(0, 60)) {
      const lf = text.replaceAll("\r\n", "\n");
      const one = parser.parse({ uri: `/${name}`, version: 1, text: lf });
      const two = parser.parse({ uri: `/${name}`, version: 1, text: lf.replaceAll("\n", "\r\n") });
      assert.equal(two.statements.length, one.statements.length, name);
      assert.deepEqual(
        two.sections.map((section) => section.heading?.text),
        one.sections.map((section) => section.heading?.text),
        name,
      );
      assert.deepEqual(
        [...two.metadata.fields].map(([id, value]) => [id, value.text]),
        [...one.metadata.fields].map(([id, value]) => [id, value.text]),
        name,
      );
    }
  }).timeout(300_000);
}).timeout(300_000);
