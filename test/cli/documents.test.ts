import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type CliFolder, createCliFolder } from "../support/cli.ts";

const backup =
  "---\nowner: Head of IT\n---\n# Backup policy\n\n## Purpose\n\nWe keep data.\n\n## Scope\n\nAll data.\n\n## Policy\n\nAll business data must be backed up every night.\nThe head of IT tests the restore of a sample of backups every quarter.\n";
const config =
  "applicability:\n  exclusions:\n    - control: iso27001:2022/A.7.12\n      justification: There is no cabling of our own.\n";

async function inFolder(
  files: Readonly<Record<string, string>>,
  look: (folder: CliFolder) => Promise<void>,
): Promise<void> {
  const folder = await createCliFolder(files);
  try {
    await look(folder);
  } finally {
    await folder.remove();
  }
}

describe("codicil init", () => {
  it("writes a configuration once, and says what it found", () =>
    inFolder({ "policies/backup.md": backup, "README.md": "# Hello\n" }, async (folder) => {
      const { code, out } = await folder.run("init");
      assert.equal(code, 0);
      assert.match(out, /1 document recognized, 0 with a proposed type, 0 without one, 1 other file left alone/);
      const text = await folder.read("codicil.yaml");
      assert.match(text, /^# {3}policies\/backup\.md: Backup policy/m);
      assert.match((await folder.run("init", ".", "--force")).out, /Next: codicil check\n$/);
      const elsewhere = await folder.run("init", folder.path, "--force");
      assert.ok(elsewhere.out.endsWith(`Next: codicil check "${folder.path}"\n`), elsewhere.out);
      const again = await folder.run("init");
      assert.equal(again.code, 2);
      assert.match(again.err, /is there already/);
      assert.equal(await folder.read("codicil.yaml"), text);
      assert.equal((await folder.run("check")).err, "");
    }));

  it("prints on demand and writes nothing then", () =>
    inFolder({}, async (folder) => {
      const { code, out } = await folder.run("init", "--dry-run");
      assert.equal(code, 0);
      assert.match(out, /^standards:$/m);
      await assert.rejects(folder.read("codicil.yaml"));
    }));
});

describe("codicil new", () => {
  it("writes documents that have no findings, in both formats, and never replaces one", () =>
    inFolder({}, async (folder) => {
      for (const file of ["policies/backup.md", "policies/backup.yaml"]) {
        assert.equal((await folder.run("new", "backup-policy", "--output", file, "--today", "2026-11-24")).code, 0);
        const { code, out } = await folder.run("check", file);
        assert.equal(code, 0, out);
        assert.match(out, /nothing found/);
        assert.equal((await folder.run("new", "backup-policy", "--output", file)).code, 2);
      }
      assert.match(await folder.read("policies/backup.yaml"), /^policy_statement:$/m);
    }));

  it("asks for what the configuration has in scope", () =>
    inFolder({ "codicil.yaml": "ai: {used: false}\n" }, async (folder) => {
      assert.doesNotMatch((await folder.run("new", "backup-policy")).out, /\bAI\b/);
    }));

  it("lists the types, and helps with a name that is none", () =>
    inFolder({}, async (folder) => {
      assert.match((await folder.run("new", "--list")).out, /^backup-policy +Backup policy \(policy\)$/m);
      const { code, err } = await folder.run("new", "backup-polcy");
      assert.equal(code, 2);
      assert.match(err, /Did you mean “backup-policy”\?/);
      assert.match((await folder.run("new", "backup")).err, /Did you mean “backup-policy”\?/);
      const odd = await folder.run("new", "backup-policy", "--output", "backup.txt");
      assert.equal(odd.code, 2);
      assert.match(odd.err, /“backup\.txt” ends neither in \.md nor in \.yaml/);
      await assert.rejects(folder.read("backup.txt"));
      assert.equal((await folder.run("new")).code, 2);
    }));
});

describe("codicil report", () => {
  it("writes a page, Markdown and JSON", () =>
    inFolder({ "codicil.yaml": config, "policies/backup.md": backup }, async (folder) => {
      assert.equal((await folder.run("report", "--output", "out/report.html", "--today", "2026-11-24")).code, 0);
      const page = await folder.read("out/report.html");
      assert.ok(page.startsWith("<!DOCTYPE html>") && page.includes("2026-11-24 · Codicil"));
      assert.match((await folder.run("report", "--format", "markdown")).out, /^# Coverage report: /);
      const json = JSON.parse((await folder.run("report", "--format", "json")).out) as {
        documents: { path: string; owner: string }[];
      };
      assert.deepEqual(
        json.documents.map(({ path, owner }) => [path, owner]),
        [["policies/backup.md", "Head of IT"]],
      );
    }));

  it("is about one configuration", () =>
    inFolder(
      { "a/codicil.yaml": config, "a/backup.md": backup, "b/codicil.yaml": config, "b/backup.md": backup },
      async (folder) => {
        const { code, err } = await folder.run("report");
        assert.equal(code, 2);
        assert.match(err, /2 configurations/);
        assert.equal((await folder.run("report", "a", "--format", "json")).code, 0);
      },
    ));
});

describe("codicil soa", () => {
  it("writes Markdown, CSV and a workbook", () =>
    inFolder({ "codicil.yaml": config, "policies/backup.md": backup }, async (folder) => {
      const markdown = (await folder.run("soa")).out;
      assert.match(
        markdown,
        /^\| A\.7\.12 \| Cabling security \| Physical controls \| No \| There is no cabling of our own\./m,
      );
      assert.match((await folder.run("soa", "--format", "csv")).out, /^ISO\/IEC 27001:2022,A\.8\.13,/m);
      assert.equal((await folder.run("soa", "--format", "xlsx")).code, 2);
      assert.equal((await folder.run("soa", "--format", "xlsx", "--output", "soa.xlsx")).code, 0);
      assert.ok((await folder.read("soa.xlsx")).startsWith("PK"));
    }));

  it("tells what the decisions leave open", () =>
    inFolder({ "codicil.yaml": config, "policies/backup.md": backup }, async (folder) => {
      const { code, out } = await folder.run("soa", "--check");
      assert.equal(code, 1);
      assert.match(out, /ISO\/IEC 27001:2022: nobody has decided whether these controls apply, .*A\.5\.1, /);
      assert.match(out, /these controls apply without a reason: A\.8\.13\./);
    }));

  it("reads the statement that it wrote right where it quotes a number of another edition", () => {
    const access =
      "---\ntitle: Access control policy\n---\n\n## Policy\n\nPrivileged access must be restricted, see A.9.2.3 of ISO 27001:2013.\n";
    return inFolder({ "codicil.yaml": config, "policies/access.md": access }, async (folder) => {
      for (const [format, file] of [
        ["csv", "soa.csv"],
        ["markdown", "soa.md"],
      ] as const) {
        await folder.run("soa", "--format", format, "--output", file);
        assert.match(await folder.read(file), /A\.8\.2.*Privileged access must be restricted, see A\.9\.2\.3/);
        const { out } = await folder.run("soa", "--check", file);
        assert.doesNotMatch(out, /A\.9\.2\.3|A\.8\.2 is missing/);
      }
    });
  });

  it("finds no contradiction in the statement that it wrote", () =>
    inFolder({ "codicil.yaml": config, "policies/backup.md": backup }, async (folder) => {
      for (const [format, file] of [
        ["csv", "soa.csv"],
        ["markdown", "soa.md"],
      ] as const) {
        await folder.run("soa", "--format", format, "--output", file);
        const { code, out } = await folder.run("soa", "--check", file);
        // The control without a reason is no contradiction, but has no justification.
        assert.deepEqual(
          out.split("\n").filter((line) => /soa\./.test(line) && !/does not say why/.test(line)),
          [`1 contradiction in ${file}.`],
          out,
        );
        assert.equal(code, 1);
      }
    }));

  const rows = (marks: readonly [string, string, string, string]): string =>
    [
      "Standard,Control,Applicable,Justification",
      `ISO/IEC 27001:2022,A.7.12,${marks[0]},"Cables, see plan"`,
      `ISO/IEC 27001:2022,A.7.1,${marks[1]},"A wall\nand a door"`,
      `ISO/IEC 27001:2022,A.8.13,${marks[2]},`,
      `ISO/IEC 27001:2022,${marks[3]},Yes,Old`,
    ].join("\r\n");

  it("finds contradictions both ways in CSV, with the lines of the file", () =>
    inFolder(
      {
        "codicil.yaml": config,
        "policies/backup.md": `${backup}\nSee ISO/IEC 27001:2022 A.8.13.\n`,
        "soa.csv": rows(["Yes", "Yes", "No", "A.6.1.2"]),
      },
      async (folder) => {
        const { code, out } = await folder.run("soa", "--check", "soa.csv");
        assert.equal(code, 1);
        const said = out.split("\n").map((line) => line.replace(/(?<=: ).* (?=\S+$)/, ""));
        for (const line of [
          "soa.csv:2: applicability/contradicts-decision",
          "soa.csv:3: applicability/included-without-evidence",
          "soa.csv:5: applicability/missing-justification",
          "soa.csv:5: applicability/contradicts-decision",
          "soa.csv:6: applicability/wrong-controls",
          "soa.csv:1: applicability/wrong-controls",
          "policies/backup.md:19: applicability/excluded-but-claimed",
        ])
          assert.ok(said.includes(line), `${line} is not among\n${out}`);
      },
    ));

  it("reads YAML and Markdown, and says where there is no statement", () =>
    inFolder(
      {
        "codicil.yaml": config,
        "policies/backup.md": backup,
        "soa.yaml": "iso_27001:\n  A.7.12: yes\n",
        "soa.md": "| Control | Applicable | Reason |\n|---|---|---|\n| ISO/IEC 27001:2022 A.7.12 | yes | Cables |\n",
        "notes.md": "# Notes\n",
      },
      async (folder) => {
        for (const file of ["soa.yaml", "soa.md"])
          assert.match(
            (await folder.run("soa", "--check", file)).out,
            new RegExp(`^${file}:\\d: A\\.7\\.12 .* leaves it out\\. applicability/contradicts-decision$`, "m"),
          );
        const { code, err } = await folder.run("soa", "--check", "notes.md");
        assert.equal(code, 2);
        assert.match(err, /holds no Statement of Applicability/);
      },
    ));
});
