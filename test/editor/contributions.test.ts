import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, it } from "mocha";
import { parse, parseDocument } from "yaml";
import { loadLibrary, projectRoot } from "../support/library.ts";

const read = (file: string): string => readFileSync(path.join(projectRoot, file), "utf8");
const readJson = (file: string): unknown => JSON.parse(read(file));

interface Manifest {
  readonly contributes: {
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly yamlValidation: readonly { readonly url: string }[];
    readonly snippets: readonly { readonly path: string }[];
    readonly grammars: readonly { readonly path: string }[];
    readonly problemMatchers: readonly { readonly pattern: readonly { readonly regexp: string }[] }[];
  };
}
const { contributes } = readJson("package.json") as Manifest;

describe("what the extension contributes as files", function () {
  this.timeout(300_000);
  it("is in the list of what the package holds", () => {
    const allowed = read(".vscodeignore").split("\n");
    const files = [
      ...[...contributes.jsonValidation, ...contributes.yamlValidation].map((one) => one.url),
      ...[...contributes.snippets, ...contributes.grammars].map((one) => one.path),
    ].map((file) => file.replace(/^\.\//, ""));
    assert.equal(files.length, 6);
    for (const file of files) {
      assert.ok(read(file).length > 0);
      assert.ok(allowed.includes(`!${path.posix.dirname(file)}/*.json`), file);
    }
  });

  it("schemas take the examples and tell what is wrong", () => {
    const check = (validate: ValidateFunction, file: string): void => {
      assert.ok(validate(parse(read(file))), JSON.stringify(validate.errors));
    };
    const config = new Ajv2020({ strict: false }).compile(readJson("server/schemas/codicil.schema.json") as object);
    check(config, "examples/codicil.yaml");
    assert.equal(config({ rules: { "structure/missing-section": "loud" } }), false);
    const policy = new Ajv({ strict: false }).compile(readJson("server/schemas/policy.schema.json") as object);
    check(policy, "examples/policies/authentication-and-password-policy.yaml");
    check(policy, "examples/policies/data-retention-policy.yaml");
    check(policy, "examples/procedures/model-documentation-sop.yaml");
    assert.equal(policy({ version: ["1.0"] }), false);
    assert.equal(policy(["a list"]), false);
  });

  it("a problem matcher that reads what the command line prints", async function () {
    this.timeout(120_000);
    const output = await new Promise<string>((resolve) => {
      const bin = path.join(projectRoot, "server/bin/codicil.mjs");
      execFile(process.execPath, [bin, "check", "examples", "--format", "compact"], { cwd: projectRoot }, (_, stdout) =>
        resolve(stdout),
      );
    });
    const lines = output.trimEnd().split("\n");
    const pattern = new RegExp(contributes.problemMatchers[0]?.pattern[0]?.regexp ?? "");
    assert.ok(lines.length > 10);
    for (const line of lines) assert.match(line, pattern);
    const match = pattern.exec(lines.find((line) => line.includes("backup-policy.md")) ?? "");
    assert.equal(match?.[1], "examples/policies/backup-policy.md");
    assert.ok(["error", "warning", "info", undefined].includes(match[6]));
    assert.match(match[8] ?? "", /^[a-z-]+\/[a-z-]+$/);
  });
});

interface Snippet {
  readonly prefix: readonly string[];
  readonly body: readonly string[];
  readonly description: string;
}

/** The text that a snippet leaves behind where no tab stop is changed. */
const expand = (body: readonly string[]): string =>
  body
    .join("\n")
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, "$1")
    .replace(/\$\{\d+\}|\$\d/g, "")
    .replace(/\\([\\$}])/g, "$1");

for (const format of ["markdown", "yaml"] as const) {
  describe(`snippets for ${format}`, function () {
    this.timeout(300_000);
    const snippets = Object.entries(readJson(`snippets/${format}.json`) as Record<string, Snippet>);

    it("hold every control with the text of its points", () => {
      const controls = loadLibrary()
        .standards.filter((one) => one.supersededBy === undefined)
        .flatMap((one) => one.requirements)
        .filter((one) => one.kind === "control" && one.points.length > 0);
      assert.ok(controls.length > 120);
      for (const control of controls) {
        const found = snippets.find(
          ([name]) =>
            name.endsWith(`${control.number} ${control.title}`) &&
            name.startsWith(loadLibrary().standard(control.standard)?.name ?? "?"),
        );
        const text = expand(found?.[1].body ?? []).replace(/\s+/g, " ");
        for (const point of control.points) {
          const words = point.clause
            .trim()
            .replace(/\[([^\][]+)\]/g, "$1")
            .replace(/\s+/g, " ");
          assert.ok(
            text.includes(format === "yaml" ? (words.split('"')[0] ?? words) : words),
            `${control.id}: ${words}\n${text}`,
          );
        }
      }
    });

    it("have a prefix of their own and numbered tab stops", () => {
      const first = snippets.map(([, { prefix }]) => prefix[0]);
      assert.equal(new Set(first).size, first.length);
      for (const [name, { body }] of snippets) {
        const stops = [...body.join("\n").matchAll(/\$\{(\d+)[:|]/g)].map((match) => Number(match[1]));
        assert.deepEqual(
          stops,
          stops.map((_, i) => i + 1),
          name,
        );
      }
    });

    if (format === "yaml")
      it("are valid YAML", () => {
        for (const [name, { body }] of snippets) assert.deepEqual(parseDocument(expand(body)).errors, [], name);
      });
  });
}
