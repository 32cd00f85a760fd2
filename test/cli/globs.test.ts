import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { type CliFolder, createCliFolder, soundPolicy } from "../support/cli.ts";

const unfinished = soundPolicy.replace("## Enforcement\n\n", "## Enforcement\n\nTODO: ask the People Manager.\n\n");

describe("a glob that the shell left as it is", () => {
  let folder: CliFolder;
  before(async () => {
    folder = await createCliFolder({
      "pol/a-policy.md": unfinished,
      "pol/b-policy.md": soundPolicy,
      "pol/deep/c-policy.md": unfinished,
      "pol/deep/d-policy.yaml": "type: backup-policy\ntitle: Backup policy\n",
      "pol/node_modules/e-policy.md": unfinished,
      "pol/.hidden/f-policy.md": unfinished,
      "other [1]/a[b]-policy.md": unfinished,
      "other [1]/ab-policy.md": unfinished,
      "old/g-policy.md": unfinished,
      ".codicilignore": "old\n",
    });
  });
  after(async () => folder.remove());
  const checked = async (...args: string[]): Promise<string[]> => {
    const { out, err } = await folder.run("check", "--format", "json", ...args);
    assert.equal(err, "");
    const { findings } = JSON.parse(out) as { findings: readonly { document: string }[] };
    return [...new Set(findings.map(({ document }) => document.replaceAll("\\", "/")))].sort();
  };

  const cases: readonly [string, string, readonly string[]][] = [
    ["the files of one folder", "pol/*.md", ["pol/a-policy.md"]],
    [
      "files however deep, but no hidden ones and no packages",
      "pol/**/*.md",
      ["pol/a-policy.md", "pol/deep/c-policy.md"],
    ],
    ["several endings", "./pol/**/*.{yaml,yml}", ["pol/deep/d-policy.yaml"]],
    ["whole folders", "pol/d*", ["pol/deep/c-policy.md", "pol/deep/d-policy.yaml"]],
    ["Windows separators", "pol\\deep\\*.md", ["pol/deep/c-policy.md"]],
    ["a folder whose name could be read as a glob", "other [1]/ab*.md", ["other [1]/ab-policy.md"]],
    ["first of all what has exactly that name", "other [1]/a[b]-policy.md", ["other [1]/a[b]-policy.md"]],
    ["nothing that an ignore file leaves out", "{old,pol}/*-policy.md", ["pol/a-policy.md"]],
  ];
  for (const [name, glob, documents] of cases)
    it(`takes in ${name}: ${glob}`, async () => assert.deepEqual(await checked(glob), documents));

  it("can be given from a root, and beside other paths", async () => {
    assert.deepEqual(await checked(path.join(folder.path, "pol/*.md"), "pol/deep/c-policy.md"), [
      "pol/a-policy.md",
      "pol/deep/c-policy.md",
    ]);
  });

  it("takes in nothing that the configuration excludes", async () => {
    await folder.put("pol/codicil.yaml", "exclude: [deep]\n");
    assert.deepEqual(await checked("pol/**/*-policy.*"), ["pol/a-policy.md"]);
    await rm(path.join(folder.path, "pol/codicil.yaml"));
  });

  it("is taken by every command that takes paths", async () => {
    for (const command of ["coverage", "integrate", "report", "soa", "migrate", "config"]) {
      const { code, err } = await folder.run(command, "pol/*.md", ...(command === "migrate" ? ["--dry-run"] : []));
      assert.deepEqual([command, code, err], [command, 0, ""]);
    }
    assert.match((await folder.run("report", "pol/*.md")).out, /<title>Coverage report: pol<\/title>/);
  });

  it("that matches nothing is told", async () => {
    assert.deepEqual(await folder.run("check", "pol/*.yml"), {
      code: 2,
      out: "",
      err: "codicil: No Markdown or YAML file matches “pol/*.yml”.\n",
    });
  });
});
