import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { type CliFolder, createCliFolder } from "../support/cli.ts";
import { createRepository } from "../support/git.ts";
import { smallCatalog, smallMapping } from "../support/oscal.ts";

const backup = `---
type: backup-policy
---

# Backup policy

All data must be backed up every night, see ISO/IEC 27001:2013 A.12.3.1 and BK-1.
Logs follow A.12.4.1.
`;

describe("own rules on the command line", function () {
  this.timeout(600_000);
  let folder: CliFolder;
  before(async () => {
    folder = await createCliFolder({ "policies/backup-policy.md": backup });
  });
  after(() => folder.remove());

  it("are started by new-rule, which names them in codicil.yaml", async () => {
    const { code, out } = await folder.run("new-rule", "acme/no-offsite-backup");
    assert.equal(code, 0);
    assert.match(out, /Wrote rules[/\\]acme-no-offsite-backup\.yaml/);
    assert.equal(await folder.read("codicil.yaml"), "ruleFiles:\n  - rules/*.yaml\n");
    const again = await folder.run("new-rule", "acme/no-offsite-backup");
    assert.equal(again.code, 2);
    assert.match(again.err, /it is there already/);
    assert.match((await folder.run("new-rule", "Acme")).err, /“Acme” is no id for a rule/);
    // --file is what --output was called at first.
    for (const option of ["-o", "--output", "--file"]) {
      assert.equal((await folder.run("new-rule", "acme/other", option, `elsewhere/${option}.yaml`)).code, 0);
      assert.match(await folder.read(`elsewhere/${option}.yaml`), /^ {2}- id: acme\/other$/m);
    }
  });

  it("hold what their examples say", async () => {
    const { code, out } = await folder.run("test");
    assert.equal(code, 0, out);
    assert.match(out, /2 examples of 1 rule: 2 hold, 0 do not/);
  });

  it("report like other rules, can be silenced in codicil.yaml and explained", async () => {
    const found = await folder.run("check", "policies");
    assert.match(found.out, /does not say that a backup copy is kept at another place\. acme\/no-offsite-backup/);
    assert.match(found.out, /fix: Add “The \[IT operations manager\] must keep a copy/);
    await folder.put("codicil.yaml", "ruleFiles: [rules/*.yaml]\nrules:\n  acme/no-offsite-backup: off\n");
    assert.doesNotMatch((await folder.run("check", "policies")).out, /acme\/no-offsite-backup/);
    assert.match((await folder.run("explain", "acme/no-offsite-backup")).out, /keep no copy at another place/);
  });

  it("show what was matched where an example does not hold", async () => {
    const file = "rules/acme-no-offsite-backup.yaml";
    const written = await folder.read(file);
    await folder.put(
      file,
      written.replace("is backed up every night.", "is backed up every night, a copy goes to a second site."),
    );
    const { code, out } = await folder.run("test");
    assert.equal(code, 1);
    assert.match(out, /✗ nothing is said about a second place/);
    assert.match(out, /Expected 1 finding, got no finding\./i);
    assert.match(
      out,
      /require “\(backup\|copy\) ~ .*” matched line 3: All data is backed up every night, a copy goes to a second site\./,
    );
    await folder.put(file, written);
  });

  it("with a mistake end the run at its place, with exit code 2", async () => {
    const file = "rules/acme-no-offsite-backup.yaml";
    const written = await folder.read(file);
    await folder.put(file, written.replace("severity: warning", "severity: loud"));
    for (const command of [["check", "policies"], ["test"]]) {
      const { code, err } = await folder.run(...command);
      assert.equal(code, 2);
      assert.match(
        err,
        /acme-no-offsite-backup\.yaml\n {2}6:5 error Expected one of: error, warning, info, hint, off\./,
      );
    }
    await folder.put(file, written);
  });
});

describe("own catalogs on the command line", function () {
  this.timeout(600_000);
  let folder: CliFolder;
  before(async () => {
    folder = await createCliFolder({
      "codicil.yaml":
        "standards: [iso27001:2022, harbour]\ncatalogs:\n  - {path: harbour.json, name: Harbour}\n  - map.json\n",
      "harbour.json": JSON.stringify(smallCatalog),
      "map.json": JSON.stringify(smallMapping),
      "policies/backup-policy.md": `${backup}The IT manager must test the restore of a sample of backups every quarter.\n`,
    });
  });
  after(() => folder.remove());

  it("say that they are loaded, where the standards leave them out", async () => {
    await folder.put("narrow.yaml", "standards: [iso27001:2022]\ncatalogs:\n  - {path: harbour.json, name: Harbour}\n");
    const { code, err } = await folder.run("coverage", "policies", "--config", "narrow.yaml", "--control", "BK-3");
    assert.equal(code, 2);
    assert.equal(
      err,
      "codicil: BK-3 belongs to Harbour, which the configuration leaves out: add “harbour” to “standards” in codicil.yaml.\n",
    );
  });

  it("stand in coverage, which says what it rests on", async () => {
    const table = await folder.run("coverage", "policies");
    assert.equal(table.code, 0, table.err);
    assert.match(table.out, /partial +BK-3 +Retention of copies.*\[by relation to A\.8\.13\]/);
    const one = await folder.run("coverage", "policies", "--control", "bk-3");
    assert.match(
      one.out,
      /By relation: the coverage of A\.8\.13 Information backup counts in part, since A\.8\.13 shares ground with BK-3\./,
    );
    const json = JSON.parse((await folder.run("coverage", "policies", "--format", "json")).out) as {
      standards: { id: string; groups: { requirements: { number: string; basis?: string }[] }[] }[];
    }[];
    const harbour = json[0]?.standards.find((standard) => standard.id === "harbour");
    const all = harbour?.groups.flatMap((group) => group.requirements) ?? [];
    assert.equal(all.find((requirement) => requirement.number === "BK-3")?.basis, "related");
  });

  it("are explained", async () => {
    const { code, out } = await folder.run("explain", "BK-1(1)");
    assert.equal(code, 0);
    assert.match(out, /BK-1\(1\) Restore drills/);
  });

  it("can be exported, with what the documents say to them", async () => {
    for (const format of ["oscal-mapping", "oscal-component-definition", "oscal-assessment-results"]) {
      const { code, out } = await folder.run("export", "policies", "--format", format, "--today", "2026-11-24");
      assert.equal(code, 0);
      assert.match(out, /"last-modified": "2026-11-24T00:00:00Z"/);
    }
    const { code, err } = await folder.run(
      "export",
      "--format",
      "oscal-catalog",
      "--standard",
      "harbour",
      "-o",
      "out/harbour.json",
    );
    assert.equal(code, 0, err);
    assert.match(await folder.read("out/harbour.json"), /"value": "BK-1\(1\)"/);
    const unclear = await folder.run("export", "--format", "oscal-catalog");
    assert.equal(unclear.code, 2);
    assert.match(unclear.err, /Say which catalog with --standard: .*harbour/);
  });

  it("are named by codicil.yaml only: an OSCAL file among the documents is no policy", async () => {
    await folder.put(
      "policies/catalog.yaml",
      "catalog:\n  uuid: x\n  metadata:\n    title: Security policy\n    oscal-version: 1.1.2\n",
    );
    const { out } = await folder.run("check", "policies", "--format", "json");
    assert.doesNotMatch(out, /catalog\.yaml/);
  });
});

describe("catalogs and rules that a package brings along", function () {
  this.timeout(600_000);
  const pack = "node_modules/@acme/policies";
  let folder: CliFolder;
  before(async () => {
    folder = await createCliFolder();
    const repository = createRepository(folder.path);
    repository.put(".gitignore", "node_modules/\n");
    repository.put(
      "codicil.yaml",
      "extends: '@acme/policies'\nstandards: [iso27001:2022, harbour, local]\ncatalogs:\n  - {path: local.json, name: Local}\n",
    );
    repository.put("local.json", JSON.stringify(smallCatalog));
    repository.put(
      "policies/backup-policy.md",
      `${backup}Restore drills must rehearse the restoration of harbour data.\n`,
    );
    repository.put(
      `${pack}/codicil.yaml`,
      "catalogs:\n  - {path: harbour.json, name: Harbour}\nruleFiles: [rules/*.yaml]\n",
    );
    repository.put(`${pack}/harbour.json`, JSON.stringify(smallCatalog));
    repository.put(
      `${pack}/rules/tapes.yaml`,
      "rules:\n  - id: acme/tapes\n    summary: Flags policies that are silent about tapes.\n    message: Nothing is said about tapes.\n    types: [backup-policy]\n    require: tape\n    controls: [harbour/BK-3]\n",
    );
    repository.commit("policies");
  });
  after(() => folder.remove());

  it("count in the check, and code scanning is told what the rule is, without a page that is not there", async () => {
    const { out, err } = await folder.run("check", "policies");
    assert.equal(err, "");
    assert.match(out, /Nothing is said about tapes\. acme\/tapes/);
    assert.match(out, /Harbour +\d+ .* of 5 controls/);
    const sarif = JSON.parse((await folder.run("check", "policies", "--format", "sarif")).out) as {
      runs: { tool: { driver: { rules: { id: string; helpUri?: string; shortDescription: { text: string } }[] } } }[];
    };
    const rule = sarif.runs[0]?.tool.driver.rules.find((one) => one.id.startsWith("acme/tapes"));
    assert.match(rule?.shortDescription.text ?? "", /Flags policies that are silent about tapes\./);
    assert.equal(rule?.helpUri, undefined);
  });

  it("stand in the configuration, the statement, the report and the explanation", async () => {
    const config = await folder.run("config", "--print", "policies");
    assert.match(config.out, /rules\.acme\/tapes +warning/);
    assert.match((await folder.run("soa", "policies", "--format", "csv")).out, /BK-1\(1\)/);
    assert.match((await folder.run("report", "policies", "--format", "markdown")).out, /BK-1\(1\)/);
    assert.match((await folder.run("explain", "acme/tapes")).out, /silent about tapes/);
    assert.equal((await folder.run("test")).code, 0);
  });

  it("are compared between branches, as the catalog was then", async () => {
    await folder.put(
      "policies/backup-policy.md",
      backup.replace("All data must be backed up every night, see", "See").replace("and BK-1", ""),
    );
    const { out, err } = await folder.run("coverage", "--diff", "main");
    assert.equal(err, "");
    assert.match(out, /^lost Local BK-1\(1\) Restore drills/m);
    assert.match(out, /^lost Harbour BK-1\(1\) Restore drills/m);
  });
});

describe("codicil migrate", function () {
  this.timeout(600_000);
  let folder: CliFolder;
  before(async () => {
    folder = await createCliFolder({
      "policies/backup-policy.md": backup.replace(" and BK-1", "").replace("A.12.4.1", "A.14.1.1"),
    });
  });
  after(() => folder.remove());

  it("prints a diff and writes nothing on a dry run", async () => {
    const written = await folder.read("policies/backup-policy.md");
    const { code, out } = await folder.run("migrate", "policies", "--dry-run");
    assert.equal(code, 0, out);
    assert.match(out, /--- a\/policies\/backup-policy\.md\n\+\+\+ b\/policies\/backup-policy\.md\n@@ -4,5 \+4,5 @@/);
    assert.match(
      out,
      /\n-All data .*2013 A\.12\.3\.1\.\n-Logs follow A\.14\.1\.1\.\n\+All data .*2022 A\.8\.13\.\n\+Logs follow A\.5\.8\.|A\.8\.26/,
    );
    assert.equal(await folder.read("policies/backup-policy.md"), written);
    await assert.rejects(folder.read("codicil-migration.md"));
  });

  it("rewrites the numbers and reports what it did", async () => {
    const { out } = await folder.run("migrate", "policies");
    assert.match(out, /policies[/\\]backup-policy\.md: \d numbers? replaced/);
    assert.match(await folder.read("policies/backup-policy.md"), /ISO\/IEC 27001:2022 A\.8\.13/);
    const report = await folder.read("codicil-migration.md");
    assert.match(report, /\| policies[/\\]+backup-policy\.md \| 7 \| A\.12\.3\.1 \| A\.8\.13 \|/);
    assert.equal((await folder.run("check", "codicil-migration.md", "--format", "json")).code, 0);
  });

  it("lists numbers with several successors, and takes the one that is chosen", async () => {
    await folder.put(
      "several/backup-policy.md",
      "---\ntype: backup-policy\n---\n\n# Backup policy\n\nAs ISO/IEC 27001:2013 A.12.3.1 and A.18.2.3 ask.\n",
    );
    const open = await folder.run("migrate", "several", "--dry-run");
    assert.equal(open.code, 1);
    assert.match(
      open.out,
      /Left for you\n {2}several[/\\]backup-policy\.md:7 {2}A\.18\.2\.3: it has several successors/,
    );
    const chosen = await folder.run("migrate", "several", "--dry-run", "--choose", "A.18.2.3=A.8.8");
    assert.equal(chosen.code, 0);
    assert.match(chosen.out, /^\+As ISO\/IEC 27001:2022 A\.8\.13 and ISO\/IEC 27001:2022 A\.8\.8 ask\.$/m);
    const first = await folder.run("migrate", "several", "--no-report", "--choose", "A.1.1.1=A.8.15");
    assert.equal(first.code, 2);
    assert.match(first.err, /“A\.1\.1\.1=A\.8\.15” names no control of a withdrawn edition/);
  });
});

describe("the help of each new command", function () {
  this.timeout(600_000);
  it("has an example", async () => {
    const folder = await createCliFolder();
    try {
      for (const command of ["test", "new-rule", "export", "migrate"]) {
        const { code, out } = await folder.run(command, "--help");
        assert.equal(code, 0);
        assert.match(out, new RegExp(`Examples?:\\n {2}codicil ${command}`), command);
      }
    } finally {
      await folder.remove();
    }
  });
});
