import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { parse } from "yaml";
import { type CliFolder, type CliRun, createCliFolder, soundPolicy } from "../support/cli.ts";
import { createRepository, type TestRepository } from "../support/git.ts";
import { projectRoot } from "../support/library.ts";
import { sarifFaults } from "../support/sarif-limits.ts";

const text = (file: string): string => readFileSync(path.join(projectRoot, file), "utf8");
const { version } = JSON.parse(text("server/package.json")) as { version: string };

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
  };
}
interface Template {
  readonly codicil: {
    readonly script: readonly string[];
    readonly variables: Readonly<Record<string, string>>;
    readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
  };
}
const action = parse(text("action.yml")) as Action;
const template = parse(text("integrations/gitlab/codicil.gitlab-ci.yml")) as Template;
const [hook] = parse(text(".pre-commit-hooks.yaml")) as { readonly entry: string }[];

const encryption =
  "Data must be encrypted with AES-256 at rest and with TLS 1.3 in transit, as ISO/IEC 27001:2022 A.8.24 asks.";

describe("integrations", () => {
  let folder: CliFolder;
  let repository: TestRepository;
  const workspace = (): string => path.join(folder.path, "work");
  before(async () => {
    folder = await createCliFolder({}, "runner [1] ü");
    mkdirSync(workspace());
    repository = createRepository(workspace());
    repository.put("codicil.yaml", "standards: [iso27001:2022]\n");
    repository.put("policies/cryptography-policy.md", soundPolicy);
    repository.commit("policies");
    repository.git("update-ref", "refs/remotes/origin/main", "main");
    repository.git("checkout", "--quiet", "-b", "change");
    repository.put(
      "policies/cryptography-policy.md",
      soundPolicy.replace(encryption, "TODO: say it.\n").replace(/The Platform Lead must generate[^]*?service\./, ""),
    );
    repository.commit("change");
    // `npx --yes codicil@<version>` is the program that was built here.
    mkdirSync(path.join(folder.path, "bin"));
    const program = path.join(projectRoot, "server/bin/codicil.mjs");
    writeFileSync(
      path.join(folder.path, "bin/npx"),
      `#!/bin/sh\n[ "$1 $2" = "--yes codicil@${version}" ] || exit 99\nshift 2\nexec "${process.execPath}" "${program}" "$@"\n`,
    );
    chmodSync(path.join(folder.path, "bin/npx"), 0o755);
  });
  after(async () => folder.remove());

  const bash = (script: readonly string[], env: Readonly<Record<string, string>>): Promise<CliRun> =>
    new Promise((resolve) => {
      const searched = `${path.join(folder.path, "bin")}${path.delimiter}${process.env["PATH"] ?? ""}`;
      execFile(
        "bash",
        [...script],
        { cwd: workspace(), env: { ...process.env, NO_COLOR: "1", PATH: searched, ...env } },
        (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });

  it("name the version that is released with them", () => {
    assert.equal(action.inputs["version"]?.default, version);
    assert.equal(template.codicil.variables["CODICIL_VERSION"], version);
    assert.ok(hook?.entry.startsWith(`npx --yes codicil@${version} `));
  });

  it("keep the action's inputs out of its script", () => {
    for (const { run = "", env = {} } of action.runs.steps) {
      assert.ok(!run.includes("${{"), run);
      for (const value of Object.values(env)) assert.match(value, /^\$\{\{ inputs\.[a-z-]+ \}\}$/);
    }
    const script = text("integrations/github/check.sh");
    const given = new Set(action.runs.steps.flatMap(({ env = {} }) => Object.keys(env)));
    for (const [, name = ""] of script.matchAll(/\$\{(CODICIL_\w+)/g)) assert.ok(given.has(name), name);
  });

  it("annotate a pull request on GitHub, write SARIF, and say in the summary which control it loses", async () => {
    const [output, summary] = ["output", "summary.md"].map((name) => path.join(folder.path, name));
    const { code, out, err } = await bash([path.join(projectRoot, "integrations/github/check.sh")], {
      CODICIL_PATHS: "policies\n",
      CODICIL_FAIL_ON: "error",
      CODICIL_CHANGED: "true",
      CODICIL_COVERAGE_DIFF: "true",
      CODICIL_SARIF: "codicil.sarif",
      CODICIL_FOLDER: ".",
      CODICIL_VERSION: version,
      GITHUB_BASE_REF: "main",
      GITHUB_OUTPUT: output ?? "",
      GITHUB_STEP_SUMMARY: summary ?? "",
    });
    assert.deepEqual([code, err], [1, ""]);
    assert.match(out, /^::warning file=policies\/cryptography-policy\.md,line=\d+,/m);
    assert.match(out, /^::error title=codicil::This change makes a requirement lose coverage/m);
    assert.equal(readFileSync(output ?? "", "utf8"), "sarif-file=./codicil.sarif\n");
    assert.deepEqual(sarifFaults(readFileSync(path.join(workspace(), "codicil.sarif"), "utf8")), []);
    assert.match(
      readFileSync(summary ?? "", "utf8"),
      /^\| lost \| ISO\/IEC 27001:2022 A\.8\.24 Use of cryptography \| covered \|/m,
    );
  });

  it("write the reports that the GitLab template names, and compare a merge request with its base", async () => {
    const base = repository.git("rev-parse", "main").trim();
    const { code, out } = await bash(["-c", ["set -e", ...template.codicil.script].join("\n")], {
      ...template.codicil.variables,
      CODICIL_FAIL_ON: "error",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    });
    assert.equal(code, 1);
    assert.match(out, /1 document checked: /);
    assert.match(out, /^lost ISO\/IEC 27001:2022 A\.8\.24 Use of cryptography: from covered to /m);
    for (const file of Object.values(template.codicil.artifacts.reports))
      assert.ok(existsSync(path.join(workspace(), file)), file);
  });

  it("check before a commit what differs from the last one, the first one included", async () => {
    const clean = await bash(["-c", hook?.entry ?? ""], {});
    assert.deepEqual([clean.code, /no document/i.test(clean.out)], [0, true], clean.out);
    repository.git("checkout", "--quiet", "--orphan", "fresh");
    const first = await bash(["-c", hook?.entry ?? ""], {});
    assert.equal(first.code, 1);
    assert.match(first.out, /structure\/unfilled-placeholder/);
  });
});
