import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, it } from "mocha";
import { type CliFolder, createCliFolder, runCli, soundPolicy } from "../support/cli.ts";
import { projectRoot } from "../support/library.ts";

const file = "cryptography-policy.md";
const outdated = soundPolicy.replace("ISO/IEC 27001:2022 A.8.24", "ISO/IEC 27001 A.10.1.2");
const unfinished = soundPolicy.replace("## Enforcement\n\n", "## Enforcement\n\nTODO: ask the People Manager.\n\n");

interface Json {
  readonly summary: Readonly<Record<string, number>>;
  readonly findings: readonly {
    document: string;
    rule: string;
    severity: string;
    message: string;
    start: { line: number; column: number; offset: number };
    end: { offset: number };
  }[];
  readonly fixed: readonly { document: string; rules: Readonly<Record<string, number>> }[];
  readonly configurations: readonly { path?: string; problems: readonly unknown[] }[];
}

describe("codicil check", () => {
  let folder: CliFolder;
  const open = async (files: Readonly<Record<string, string | Buffer>>): Promise<CliFolder> =>
    (folder = await createCliFolder(files));
  const json = async (...args: string[]): Promise<Json> =>
    JSON.parse((await folder.run("check", "--format", "json", ...args)).out) as Json;
  afterEach(async () => folder.remove());

  it("finds nothing in a sound policy", async () => {
    await open({ [file]: soundPolicy });
    const { code, out, err } = await folder.run("check");
    assert.deepEqual([code, err], [0, ""]);
    assert.match(
      out,
      /^1 document checked: nothing found\n\nCoverage +covered +partial +claimed +missing +excluded\nISO\/IEC 27001:2022 +2 /,
    );
  });

  it("shows the place, the rule, the fix and the coverage", async () => {
    await open({ [file]: unfinished });
    const { code, out } = await folder.run("check", file);
    assert.equal(code, 1);
    const lines = out.split("\n");
    assert.equal(lines[0], file);
    assert.match(
      lines[1] ?? "",
      /^ {2}\d+:1 warning This was left to be filled: “TODO.*structure\/unfilled-placeholder$/,
    );
    assert.match(lines[2] ?? "", /^ +\d+ │ TODO: ask the People/);
    assert.match(lines[3] ?? "", /^ +│ \^+$/);
    assert.match(out, /1 document checked: 1 warning/);
  });

  it("colours where asked, and not otherwise", async () => {
    await open({ [file]: unfinished });
    assert.ok((await folder.run("check", "--color")).out.includes("\u001b[33m"));
    assert.ok(!(await folder.run("check")).out.includes("\u001b["));
    assert.ok(!(await runCli(["check"], folder.path, { NO_COLOR: "1", FORCE_COLOR: "" })).out.includes("\u001b["));
  });

  it("prints JSON with places from one", async () => {
    await open({ [file]: unfinished });
    const { summary, findings } = await json();
    assert.deepEqual(summary, { documents: 1, otherFiles: 0, error: 0, warning: 1, info: 0, hint: 0 });
    const [finding] = findings;
    assert.deepEqual(
      [finding?.document, finding?.rule, finding?.severity, finding?.start.column],
      [file, "structure/unfilled-placeholder", "warning", 1],
    );
    assert.equal(unfinished.slice(0, finding?.start.offset).split("\n").length, finding?.start.line);
    assert.ok(unfinished.slice(finding?.start.offset, finding?.end.offset).startsWith("TODO"));
  });

  it("fails for errors and warnings, not for what weighs less", async () => {
    await open({ [file]: unfinished });
    assert.equal((await folder.run("check", "--max-warnings", "1")).code, 0);
    await folder.put("codicil.yaml", "rules: {structure: info}\n");
    assert.equal((await folder.run("check")).code, 0);
    assert.equal((await folder.run("check", "--quiet")).out, "");
    await folder.put("codicil.yaml", "rules: {structure: error}\n");
    assert.equal((await folder.run("check", "--max-warnings", "9")).code, 1);
  });

  it("judges reviews as of the given day", async () => {
    await open({ [file]: soundPolicy });
    const { code, out } = await folder.run("check", "--today", "2028-01-01");
    assert.equal(code, 1);
    assert.match(out, /metadata\/overdue-review/);
  });

  it("applies safe fixes, says so, and finds nothing the next time", async () => {
    await open({ [file]: outdated.replaceAll("\n", "\r\n") });
    const before = await json();
    assert.deepEqual(
      before.findings.map(({ rule }) => rule),
      ["references/outdated-control"],
    );
    const { code, out } = await folder.run("check", "--fix");
    assert.match(out, /^fixed cryptography-policy\.md: references\/outdated-control$/m);
    assert.equal(code, 0);
    assert.equal(await folder.read(file), outdated.replace("A.10.1.2", "A.8.24").replaceAll("\n", "\r\n"));
    assert.deepEqual((await json("--fix")).fixed, []);
  });

  it("leaves files as they are without --fix", async () => {
    await open({ [file]: outdated });
    await folder.run("check");
    assert.equal(await folder.read(file), outdated);
  });

  it("takes files and folders, absolute and relative, with blanks and brackets", async () => {
    await open({ [`a [1]/(b) ü/${file}`]: unfinished, "a [1]/other-policy.md": "# Notes\n" });
    for (const target of ["a [1]", `./a [1]/(b) ü/${file}`, path.join(folder.path, "a [1]/(b) ü"), "."]) {
      const { out } = await folder.run("check", target);
      assert.match(out, /structure\/unfilled-placeholder/, target);
      assert.equal(out.split("\n")[0], path.join("a [1]", "(b) ü", file), target);
    }
  });

  it("judges a document with all that its configuration holds, and reports what was asked for", async () => {
    await open({
      "codicil.yaml": "",
      "policies/cryptography-policy.md": soundPolicy,
      "policies/access-control-policy.md": unfinished.replaceAll("Cryptography policy", "Access control policy"),
    });
    const { findings, summary, configurations } = await json("policies/cryptography-policy.md");
    assert.deepEqual([findings, summary["documents"], configurations.length], [[], 1, 1]);
    assert.ok((await json()).findings.length > 0);
  });

  it("lets the nearest configuration count", async () => {
    await open({
      "codicil.yaml": "rules: {structure: error}\n",
      [file]: unfinished,
      "team/codicil.yaml": "rules: {structure: info}\n",
      [`team/${file}`]: unfinished,
    });
    const { findings, configurations } = await json();
    const weights = findings
      .filter(({ rule }) => rule === "structure/unfilled-placeholder")
      .map(({ document, severity }) => [document, severity]);
    assert.deepEqual(weights, [
      [file, "error"],
      [path.join("team", file), "info"],
    ]);
    assert.deepEqual(
      configurations.map((one) => one.path),
      ["codicil.yaml", path.join("team", "codicil.yaml")],
    );
    const forced = await json("--config", "team/codicil.yaml");
    assert.ok(
      forced.findings.every(({ severity }) => severity === "info"),
      JSON.stringify(forced.findings),
    );
  });

  it("leaves out what is excluded or ignored, unless it is named", async () => {
    await open({
      "codicil.yaml": "exclude: [drafts]\n",
      ".gitignore": "old/\n",
      [`drafts/${file}`]: unfinished,
      [`old/${file}`]: unfinished,
    });
    assert.deepEqual((await json()).findings, []);
    assert.equal((await json(`drafts/${file}`)).findings.length, 1);
  });

  it("lints the examples", async () => {
    await open({});
    const { code, out, err } = await runCli(["check", "examples"], projectRoot);
    assert.deepEqual([code, err], [1, ""]);
    for (const rule of [
      "ai/consideration-missing",
      "references/outdated-control",
      "references/unknown-control",
      "structure/missing-section",
      "metadata/overdue-review",
    ])
      assert.ok(out.includes(rule), rule);
    assert.match(out, /^\d+ documents checked \(\d+ other files? left alone\)/m);
  });
});

describe("codicil check, where something is wrong", () => {
  let folder: CliFolder;
  const check = async (
    files: Readonly<Record<string, string | Buffer>>,
    ...args: string[]
  ): Promise<{ code: number | null; out: string; err: string; found: string[] }> => {
    folder = await createCliFolder({ [file]: unfinished, ...files });
    const run = await folder.run("check", ...args);
    return { ...run, found: [...run.out.matchAll(/^ {2}\d+:\d+ (.*)$/gm)].map((match) => match[1] ?? "") };
  };
  const usual = "structure/unfilled-placeholder";
  afterEach(async () => folder.remove());

  const broken: readonly [string, string, string | Buffer, string][] = [
    [
      "malformed front matter",
      "access-policy.md",
      soundPolicy.replace("title: Cryptography", "title: [Cryptography"),
      "document/front-matter",
    ],
    [
      "conflict markers",
      "access-policy.md",
      soundPolicy.replace(
        "It applies",
        "<<<<<<< ours\nIt applies\n=======\nIt does not apply\n>>>>>>> theirs\nIt applies",
      ),
      "document/merge-conflict",
    ],
    [
      "broken YAML",
      "asset-management-policy.yaml",
      "title: Asset management policy\nowner: CISO\npurpose: This policy must protect assets.\nscope:\n  - All staff must follow\n bad: [x\nstatements:\n - Assets must be listed.\n",
      "document/yaml-syntax",
    ],
    ["an alias bomb", "backup-policy.yaml", aliasBomb(), "document/alias-bomb"],
    ["binary data", "scan-policy.md", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]), "document/binary"],
    [
      "5 MB",
      "big-policy.md",
      `# Big policy\n\n${"The IT manager must back up all servers.\n\n".repeat(125_000)}`,
      "document/too-large",
    ],
  ];
  for (const [name, document, content, rule] of broken) {
    it(`says one thing of a document with ${name}, and lints the others`, async () => {
      const { found, err, out } = await check({ [document]: content });
      assert.equal(err, "");
      assert.deepEqual(
        found.map((line) => line.split(" ").at(-1)),
        document < file ? [rule, usual] : [usual, rule],
        out,
      );
    });
  }

  it("names a file that cannot be read, and lints the others", async () => {
    folder = await createCliFolder({ [file]: unfinished });
    await symlink("nowhere", path.join(folder.path, "gone-policy.md"));
    const { code, out, err } = await folder.run("check");
    assert.equal(err, "gone-policy.md cannot be read: it does not exist.\n");
    assert.ok(out.includes(usual));
    assert.equal(code, 2);
  });

  it("takes a folder with a document's name for a folder", async () => {
    const { found, err } = await check({ [`x.md/${file}`]: unfinished }, "x.md");
    assert.deepEqual([found.length, err], [1, ""]);
  });

  it("names what is wrong in the configuration, and lints with the rest of it", async () => {
    const { code, err, out } = await check({ "codicil.yaml": "rules:\n  structure: error\n  metadata: fatal\n" });
    assert.equal(code, 2);
    assert.match(
      err,
      /^codicil\.yaml\n {2}3:3 error “metadata”: Expected one of: off, hint, info, warning, error, false\. configuration\n +3 │ +metadata: fatal\n +│ +\^{8}\n/,
    );
    assert.match(out, /error This was left to be filled/);
  });

  it("lints with the defaults where the configuration is no YAML", async () => {
    const { code, err, found } = await check({ "codicil.yaml": "rules: [\nx: {\n" });
    assert.equal(code, 2);
    assert.match(err, /^codicil\.yaml\n {2}2:1 error The configuration is not valid YAML: /);
    assert.deepEqual([found.length, err.match(/error/g)?.length], [1, 1]);
  });

  it("keeps control characters from the terminal", async () => {
    const { out } = await check({ [file]: unfinished.replace("TODO:", "TODO: \u001b[2J\u0007") });
    assert.ok(out.includes("TODO: \ufffd[2J\ufffd"));
    assert.ok(!out.includes("\u001b"));
  });

  it("says that a folder holds no policy", async () => {
    folder = await createCliFolder({ "README.md": "# App\n" });
    assert.deepEqual(await folder.run("check"), { code: 0, out: "No policy among 1 file.\n", err: "" });
    await folder.put("empty/x.txt", "");
    assert.equal((await folder.run("check", "empty")).out, "No Markdown or YAML files found.\n");
  });

  it("passes over YAML that cannot be read, unless the configuration names it or there is nothing else", async () => {
    const brokenRules = "title: Rules\nscope:\n  - All\n bad: [x\n";
    const brokenNotes = 'owner: CISO\nnotes:\n  - "Milk\ntitle: Notes\n';
    const { found, out } = await check({ "notes.yaml": brokenNotes });
    assert.deepEqual([found.length, out.includes("notes.yaml")], [1, false], out);
    assert.deepEqual(await folder.run("check", "notes.yaml"), {
      code: 0,
      out: "No policy among 1 file.\nnotes.yaml is not valid YAML, so it cannot be told whether it is one.\n",
      err: "",
    });
    for (const config of [
      "include: [notes.yaml]\n",
      "include: ['**']\ndocuments:\n  - path: notes.*\n    type: backup-policy\n",
    ]) {
      await folder.put("codicil.yaml", config);
      const run = await folder.run("check", "notes.yaml", "--format", "compact");
      assert.equal(run.code, 1, run.out);
      assert.match(
        run.out,
        /^notes\.yaml:4:13-\d+:\d+: error: This is not valid YAML: .* \[document\/yaml-syntax\]\n$/,
      );
    }
    await folder.put("codicil.yaml", "include: [notes.yaml]\n");
    await folder.put("notes.yaml", brokenRules);
    const named = await folder.run("check", "notes.yaml");
    assert.match(named.out, /\n0 documents checked \(1 other file left alone\): 1 error\n/);
  });

  for (const [name, args, message] of [
    ["a path that leads nowhere", ["check", "nope"], "codicil: “nope” cannot be read: it does not exist.\n"],
    ["a file of another kind", ["check", "x.txt"], "codicil: “x.txt” is neither Markdown nor YAML.\n"],
    [
      "a configuration that is not there",
      ["check", "--config", "none.yaml"],
      "codicil: The configuration “none.yaml” cannot be read: it does not exist.\n",
    ],
    [
      "a date that is none",
      ["check", "--today", "2026-02-30"],
      "error: option '--today <date>' argument '2026-02-30' is invalid. Write a date as 2026-11-24.\n",
    ],
    ["an unknown command", ["chekc"], "error: unknown command 'chekc'\n(Did you mean check?)\n"],
    ["an unknown option", ["check", "--fxi"], "error: unknown option '--fxi'\n(Did you mean --fix?)\n"],
  ] as const) {
    it(`refuses ${name}`, async () => {
      folder = await createCliFolder({ "x.txt": "" });
      const { code, out, err } = await folder.run(...args);
      assert.deepEqual(
        [code, out, err.replace("Run with --help to see what can be written.\n", "").replace(/\n\n$/, "\n")],
        [2, "", message],
      );
    });
  }
});

/** A policy whose aliases would expand to 9^9 values. */
function aliasBomb(): string {
  const names = [..."bcdefghij"].map(
    (name, i) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefghi"[i] ?? ""}`).join(",")}]`,
  );
  return `title: Backup policy\nowner: CISO\npurpose: This policy must protect data.\nscope: All staff must follow it.\nstatements:\n  - Backups must be taken daily.\na: &a [x,x,x,x,x,x,x,x,x]\n${names.join("\n")}\n`;
}
