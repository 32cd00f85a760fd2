import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { type CliFolder, createCliFolder, soundPolicy } from "../support/cli.ts";

describe("codicil config", () => {
  let folder: CliFolder;
  before(async () => {
    folder = await createCliFolder({
      "codicil.yaml":
        "extends: [strict, ./shared/base.yaml]\n\nrules:\n  metadata: info\noverrides:\n  - path: legacy\n    rules: {structure/missing-section: off}\nwaivers:\n  - {rule: coverage, reason: agreed, expires: 2027-01-31}\n",
      "shared/base.yaml": "exclude: [drafts]\nrules:\n  coverage/partially-covered: {most: 7}\n",
      "legacy/cryptography-policy.md": soundPolicy,
    });
  });
  after(async () => folder.remove());

  it("says of each value where it is set", async () => {
    const { code, out, err } = await folder.run("config", "--print", "legacy/cryptography-policy.md");
    assert.deepEqual([code, err], [0, ""]);
    const rows = new Map(
      out.split("\n").map((line): [string, string[]] => {
        const [key = "", ...cells] = line.split(/ {2,}/);
        return [key, cells];
      }),
    );
    const base = path.join("shared", "base.yaml");
    for (const [key, expected] of [
      ["standards", ["iso27001:2022, iso42001:2023", "default"]],
      ["exclude", ["drafts", `${base}:1`]],
      ["waivers[0]", ["coverage, until 2027-01-31", "codicil.yaml:9"]],
      ["rules.metadata/missing-owner", ["info", "codicil.yaml:4"]],
      ["rules.structure/empty-section", ["error", "preset strict"]],
      ["rules.structure/missing-section", ["off", "codicil.yaml:6"]],
      ["rules.coverage/partially-covered.most", ["7", `${base}:3`]],
      ["rules.coverage/partially-covered.clauses", ["false", "default"]],
    ] as const)
      assert.deepEqual(rows.get(key), expected, key);
  });

  it("takes a path through links and with Windows separators for the same document", async () => {
    mkdirSync(path.join(folder.path, "elsewhere"));
    symlinkSync(path.join(folder.path, "legacy"), path.join(folder.path, "elsewhere/link"));
    const said = await Promise.all(
      ["elsewhere/link/cryptography-policy.md", "legacy\\cryptography-policy.md"].map((target) =>
        folder.run("config", target, "--format", "json"),
      ),
    );
    const [link, windows] = said.map(({ out }) => out);
    assert.equal(link, windows);
    assert.match(link ?? "", /"key": "rules\.structure\/missing-section",\n\s+"value": "off"/);
  });

  it("has help with an example for each command, and exit codes where they matter", async () => {
    const commands = ["check", "baseline", "coverage", "explain", "config", "lsp"];
    const helps = await Promise.all(commands.map((command) => folder.run(command, "--help")));
    helps.forEach(({ code, out }, i) => {
      assert.equal(code, 0);
      assert.match(out, /\nExamples?:\n {2}codicil /, commands[i]);
    });
    assert.match(helps[0]?.out ?? "", /Exit code: 0 nothing that fails the check, 1 errors or warnings, 2 /);
  });
});
