import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { type CliFolder, createCliFolder, soundPolicy } from "../support/cli.ts";
import { createRepository, type TestRepository } from "../support/git.ts";

const schedule = "The IT manager must back up all business data, configurations and systems every night.";
const restoreTest = "The IT manager must test the restore of a sample of backups every quarter and keep the results.";
const backupPolicy = soundPolicy
  .replaceAll("Cryptography policy", "Backup policy")
  .replace(/## Policy\n\n[^]*?\n\n## Roles/, `## Policy\n\n${schedule}\n${restoreTest}\n\n## Roles`);
const backup = "policies [a]/Sicherung übung/backup policy.md";

interface Diff {
  readonly base: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly changes: readonly {
    readonly kind: string;
    readonly requirement: string;
    readonly before: string | null;
    readonly after: string | null;
    readonly lost: readonly {
      readonly id: string;
      readonly evidence: readonly { document: string; line: number; quote: string }[];
    }[];
  }[];
}

describe("a branch in a git repository", () => {
  let folder: CliFolder;
  let repository: TestRepository;
  before(async () => {
    folder = await createCliFolder();
    repository = createRepository(folder.path);
    repository.put("codicil.yaml", "standards: [iso27001:2022]\n");
    repository.put(backup, backupPolicy);
    repository.put("policies [a]/cryptography-policy.md", soundPolicy);
    repository.put("drafts/old-policy.md", soundPolicy);
    repository.put(".gitignore", "drafts/\n");
    repository.commit("policies");
    repository.git("checkout", "--quiet", "-b", "shorten");
  });
  after(async () => folder.remove());

  it("that changes nothing loses nothing", async () => {
    const { code, out } = await folder.run("coverage", "--diff", "main");
    assert.deepEqual([code, out], [0, "Nothing changes in what the documents cover, compared with main.\n"]);
  });

  it("that deletes the restore test loses A.8.13, and the check shows the sentence", async () => {
    repository.put(backup, backupPolicy.replace(`${restoreTest}\n`, ""));
    repository.commit("Shorten the backup policy");
    const [pretty, markdown, json] = await Promise.all([
      folder.run("coverage", "--diff", "main"),
      folder.run("coverage", "--diff", "main", "--format", "markdown"),
      folder.run("coverage", "--diff", "main", "--format", "json"),
    ]);
    assert.deepEqual([pretty.code, markdown.code, json.code], [1, 1, 1]);
    assert.match(pretty.out, /^lost ISO\/IEC 27001:2022 A\.8\.13 Information backup: from covered to partial$/m);
    assert.ok(pretty.out.includes(`“${restoreTest}”`), pretty.out);
    assert.match(pretty.out, /\nCompared with main, 1 requirement lost coverage and 0 gained\.\n$/);

    assert.match(
      markdown.out,
      /^\| lost \| ISO\/IEC 27001:2022 A\.8\.13 Information backup \| covered \| partial \|$/m,
    );
    assert.ok(markdown.out.includes(`\n> ${restoreTest}  \n> policies \\[a\\]/Sicherung übung/backup policy.md:`));

    const diff = JSON.parse(json.out) as Diff;
    assert.deepEqual([diff.base, diff.summary], ["main", { lost: 1, weaker: 0, decided: 0, gained: 0, stronger: 0 }]);
    const [change] = diff.changes;
    assert.deepEqual(
      [change?.requirement, change?.before, change?.after],
      ["iso27001:2022/A.8.13", "covered", "partial"],
    );
    const line = backupPolicy.split("\n").indexOf(restoreTest) + 1;
    const [evidence] = change?.lost.flatMap((point) => point.evidence) ?? [];
    assert.deepEqual(
      [evidence?.document, evidence?.line, evidence?.quote],
      [path.normalize(backup), line, restoreTest],
    );
  });

  it("is compared within a glob, where the shell left it as it is", async () => {
    const one = await folder.run("coverage", "--diff", "main", "policies [a]/**/backup*.md");
    assert.match(one.out, /^lost ISO\/IEC 27001:2022 A\.8\.13 /m);
    const { code, err } = await folder.run("coverage", "--diff", "main", "policies [a]/**/*.yaml");
    assert.deepEqual([code, err], [2, "codicil: No Markdown or YAML file matches “policies [a]/**/*.yaml”.\n"]);
  });

  it("is judged against where it left, with what is not committed yet", async () => {
    repository.git("checkout", "--quiet", "main");
    repository.put(
      "policies [a]/access-control-policy.md",
      soundPolicy.replaceAll("Cryptography policy", "Access policy"),
    );
    repository.commit("meanwhile on main");
    repository.git("checkout", "--quiet", "shorten");
    repository.put(
      backup,
      backupPolicy.replace(restoreTest, "Restores are tested: backups must be restored and tested yearly."),
    );
    const { code, out } = await folder.run("coverage", "--diff", "main");
    assert.deepEqual([code, /^lost /m.test(out)], [0, false], out);
  });

  it("is checked for what it touches, new files included, and judged as a whole", async () => {
    repository.put("policies [a]/new policy – ü.md", soundPolicy.replace("It applies to", "TODO: it applies to"));
    const { code, out } = await folder.run("check", "--changed", "--format", "json");
    assert.equal(code, 1);
    const { findings, summary } = JSON.parse(out) as {
      findings: readonly { document: string; rule: string }[];
      summary: { documents: number };
    };
    assert.equal(summary.documents, 2);
    assert.deepEqual(
      [...new Set(findings.map(({ document }) => document))].sort(),
      [path.normalize(backup), path.join("policies [a]", "new policy – ü.md")].sort(),
    );
  });

  it("names no program to run: a branch that looks like an option is only a name", async () => {
    const evil = `--output=${path.join(folder.path, "evil")}`;
    for (const args of [
      ["check", `--changed=${evil}`],
      ["coverage", "--diff", evil],
    ]) {
      const { code, err } = await folder.run(...args);
      assert.equal(code, 2);
      assert.equal(err, `codicil: “${evil}” is no branch, tag or commit of this repository.\n`);
    }
    assert.ok(!existsSync(path.join(folder.path, "evil")));
  });

  it("tells a path that was meant from a commit", async () => {
    const { code, err } = await folder.run("check", "--changed", "drafts");
    assert.equal(code, 2);
    assert.equal(
      err,
      "codicil: “drafts” is a path and no commit: write codicil check drafts --changed, or --changed=<base>.\n",
    );
  });

  it("is told from a folder without a repository", async () => {
    const other = await createCliFolder({ "a-policy.md": soundPolicy });
    try {
      const { code, err } = await other.run("check", "--changed");
      assert.deepEqual(
        [code, err],
        [2, "codicil: This folder is in no git repository, so there is nothing to compare with.\n"],
      );
    } finally {
      await other.remove();
    }
  });
});
