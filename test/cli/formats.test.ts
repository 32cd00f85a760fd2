import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse as parseJunit } from "junit2json";
import { after, before, describe, it } from "mocha";
import { validateXML } from "xmllint-wasm";
import { type CliFolder, type CliRun, createCliFolder, soundPolicy } from "../support/cli.ts";
import { projectRoot } from "../support/library.ts";
import { sarifFaults } from "../support/sarif-limits.ts";

const text = (file: string): string => readFileSync(path.join(projectRoot, file), "utf8");
const official = path.join(projectRoot, "../shared/standards/sarif/sarif-schema-2.1.0.json");

/** Several findings on one line, a name and a line that want escaping, a waived finding, CRLF, and one of each severity. */
const awkward = soundPolicy
  .replace("title: Cryptography policy", `title: 'Backup & <recovery> policy, 100%: "all"'\ntype: backup-policy`)
  .replace("# Cryptography policy", "# Backup policy 🔐")
  .replace(/^approved-.*\n/gm, "")
  .replace(/^owner: .*\n/m, "")
  .replace(/## (?:Exceptions|Enforcement|Review)\n\n.*\n\n/g, "")
  .replace(
    "## Policy\n",
    "## Policy\n\n🔐 See ISO 27001:2013 A.12.3.1 and A.9.2.3, and A.99.1. <!-- codicil-ignore references/unknown-control: agreed -->\n",
  )
  .replace("## Roles", "TODO: 100% of <systems> & \u0007 data\n\n## Roles")
  .replaceAll("\n", "\r\n");
const files = {
  "codicil.yaml":
    "rules:\n  structure/unfilled-placeholder: error\n  metadata/missing-approval: info\nwaivers:\n  - {rule: metadata/missing-owner, reason: The owner is being named.}\n",
  "policies [old]/übung & co/backup 100%, #1.md": awkward,
  "policies [old]/cryptography-policy.md": soundPolicy,
};
const formats = ["sarif", "github", "gitlab", "junit", "checkstyle", "json"] as const;

interface Sarif {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { text: string } }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { startLine: number; startColumn: number; endLine: number; endColumn: number };
        };
      }[];
    }[];
  }[];
}

describe("formats of codicil check", () => {
  let folder: CliFolder;
  let run: CliRun;
  const written = new Map<string, string>();
  before(async () => {
    folder = await createCliFolder(files);
    run = await folder.run(
      "check",
      "--format",
      "pretty",
      ...formats.flatMap((one) => ["--format", `${one}=out/${one}`]),
    );
    for (const one of formats) written.set(one, await folder.read(`out/${one}`));
  });
  after(async () => folder.remove());
  const output = (format: (typeof formats)[number]): string => written.get(format) ?? "";

  it("prints one and writes the others in one run", () => {
    assert.deepEqual([run.code, run.err], [1, ""]);
    assert.match(run.out, /2 documents checked: 1 error, \d+ warnings, \d+ info\n/);
  });

  it("writes SARIF that the official schema takes", function () {
    if (!existsSync(official)) {
      console.log("      the official SARIF schema is not at ../shared/standards: only GitHub's limits were checked");
      return;
    }
    // It is of draft 4, whose only difference here is how a schema names itself.
    const { $schema, id, ...schema } = JSON.parse(readFileSync(official, "utf8")) as Record<string, unknown>;
    assert.match(`${String($schema)} ${String(id)}`, /draft-04.*sarif-schema-2\.1\.0/);
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    validate(JSON.parse(output("sarif")));
    assert.deepEqual(validate.errors ?? [], []);
  });

  it("writes SARIF within GitHub's limits, one alert for each requirement on a line", () => {
    assert.deepEqual(sarifFaults(output("sarif")), []);
    const { runs } = JSON.parse(output("sarif")) as Sarif;
    const results = runs.flatMap((one) => one.results);
    const expected = results.filter(({ ruleId }) => ruleId.startsWith("coverage/expected-control-missing/"));
    assert.ok(expected.length >= 3, "several controls are missing on the title's line");
    assert.equal(new Set(expected.map(({ ruleId }) => ruleId)).size, expected.length);
    assert.deepEqual(
      [...new Set(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri))],
      ["policies%20%5Bold%5D/%C3%BCbung%20%26%20co/backup%20100%25%2C%20%231.md"],
    );
    const help = runs[0]?.tool.driver.rules.find(({ id }) => id.endsWith("/iso27001:2022/A.5.33"))?.help.text ?? "";
    assert.match(help, /A\.5\.33 Protection of records/);
  });

  it("counts columns of SARIF in UTF-16 units and joins what one rule says of one line", () => {
    const { runs } = JSON.parse(output("sarif")) as Sarif;
    const outdated = runs[0]?.results.find(({ ruleId }) => ruleId.startsWith("references/outdated-control"));
    const line = awkward.split("\r\n").findIndex((one) => one.startsWith("🔐 See"));
    const { region } = outdated?.locations[0]?.physicalLocation ?? {};
    assert.equal(region?.startLine, line + 1);
    const words = awkward.split("\r\n")[line]?.slice((region?.startColumn ?? 0) - 1, (region?.endColumn ?? 0) - 1);
    assert.match(words ?? "", /^A\.(?:12\.3\.1|9\.2\.3)$/);
    const sections = runs[0]?.results.filter(({ ruleId }) => ruleId.startsWith("structure/missing-section")) ?? [];
    const said = sections.map(({ message }) => message.text.match(/There is no section/g)?.length ?? 0);
    assert.equal(
      said.reduce((sum, count) => sum + count, 0),
      3,
    );
    assert.ok(sections.length < 3, "those with the same id are one result");
  });

  it("leaves out what is waived, in every format", () => {
    for (const one of formats) {
      assert.ok(!output(one).includes("metadata/missing-owner"), one);
      assert.ok(!output(one).includes("unknown-control"), one);
    }
  });

  it("knows a limits checker that finds what is wrong", () => {
    const log = JSON.parse(output("sarif")) as { runs: [{ results: Record<string, unknown>[] }] };
    const [first] = log.runs[0].results;
    assert.ok(first);
    log.runs[0].results.push({ ...first, suppressions: [{ kind: "external" }] });
    assert.equal(sarifFaults(JSON.stringify(log)).length, 2);
  });

  it("writes JSON that the published schema describes in full", () => {
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(text("server/schemas/check-report.schema.json")) as object,
    );
    validate(JSON.parse(output("json")));
    assert.deepEqual(validate.errors ?? [], []);
  });

  it("writes workflow commands whose values cannot end the command", () => {
    const lines = output("github").trimEnd().split("\n");
    assert.ok(lines.length > 5);
    const name = "policies [old]/übung & co/backup 100%25%2C #1.md";
    for (const line of lines) assert.match(line, /^::(?:error|warning|notice) file=[^:]*::[^\r]*$/);
    assert.ok(
      lines.every((line) => line.includes(` file=${name},line=`)),
      lines[0],
    );
    assert.ok(
      lines.some((line) => /TODO: 100%25/.test(line)),
      output("github"),
    );
  });

  it("writes a Code Quality report as GitLab documents it, with fingerprints that tell findings apart", () => {
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(text("test/cli/schemas/code-quality.schema.json")) as object,
    );
    const issues = JSON.parse(output("gitlab")) as { readonly fingerprint: string }[];
    validate(issues);
    assert.deepEqual(validate.errors ?? [], []);
    assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length);
  });

  for (const format of ["junit", "checkstyle"] as const)
    it(`writes ${format} as XML that a parser takes and a schema describes`, async () => {
      const { valid, errors } = await validateXML({
        xml: [{ fileName: "report.xml", contents: output(format) }],
        schema: [text(`test/cli/schemas/${format}.xsd`)],
      });
      assert.deepEqual([valid, errors], [true, []]);
    });

  it("writes JUnit that a reader of such reports understands", async () => {
    const report = await parseJunit(output("junit"));
    assert.ok(report && "testsuite" in report);
    const suites = report.testsuite ?? [];
    assert.deepEqual(
      suites.map(({ name, failures }) => [name, (failures ?? 0) > 0]),
      [
        ["policies [old]/übung & co/backup 100%, #1.md", true],
        ["policies [old]/cryptography-policy.md", false],
      ],
    );
    const failure = suites[0]?.testcase?.flatMap((one) => one.failure ?? []).find(({ type }) => type === "error");
    assert.match(failure?.message ?? "", /^This was left to be filled: “TODO: 100% of <systems> & \ufffd data/);
  });

  for (const [args, message] of [
    [
      ["--format", "sarf"],
      "There is no format “sarf”: write one of pretty, compact, json, sarif, github, gitlab, junit, checkstyle. Did you mean “sarif”?",
    ],
    [
      ["--format", "json", "--format", "sarif"],
      "Only one format can be printed: give the others a file, as in --format sarif=report.",
    ],
    [["--format", "sarif=a", "--output", "b"], "--output has nothing to write: each format names its own file."],
    [["--watch", "--changed"], "--changed and --watch do not go together."],
  ] as const)
    it(`refuses ${args.join(" ")}`, async () => {
      assert.deepEqual(await folder.run("check", ...args), { code: 2, out: "", err: `codicil: ${message}\n` });
    });

  it("writes one format to --output and fails as --fail-on and --max-warnings say", async () => {
    const target = path.join(folder.path, "only.sarif");
    const never = await folder.run("check", "--format", "sarif", "--output", "only.sarif", "--fail-on", "never");
    assert.deepEqual([never.code, never.err], [0, ""]);
    assert.match(never.out, /^2 documents checked: 1 error, \d+ warnings, \d+ info; written to only\.sarif\n$/);
    assert.deepEqual(sarifFaults(readFileSync(target, "utf8")), []);
    await folder.put("codicil.yaml", "rules:\n  structure/unfilled-placeholder: warning\n");
    assert.equal((await folder.run("check", "--quiet", "--fail-on", "error")).code, 0);
    assert.equal((await folder.run("check", "--quiet", "--max-warnings", "3")).code, 1);
  });

  it("checks a text on standard input as if it were a file of the project", async () => {
    await folder.put("codicil.yaml", "overrides:\n  - {path: new, rules: {structure: error}}\n");
    const { code, out } = await folder.runWithInput(awkward, "check", "--stdin-filename", "new/backup-policy.md");
    assert.equal(code, 1);
    assert.equal(out.split("\n")[0], path.join("new", "backup-policy.md"));
    assert.match(out, /error This was left to be filled/);
    assert.match(out, /\n1 document checked: /);
  });
});
