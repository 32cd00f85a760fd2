import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { type CliFolder, createCliFolder, soundPolicy } from "../support/cli.ts";

const legacyCount = 200;
/** A short policy of the old days: it has faults that nobody will mend this year. */
const legacy = (i: number): string =>
  `# Access control policy ${i}\n\n## Purpose\n\nThis policy sets out who gets access.\n\n## Policy\n\nAccess must be granted by role. TODO: ask team ${i}.\n`;
const nameOf = (i: number): string => `legacy/access-policy-${String(i).padStart(3, "0")}.md`;
const unfinished = soundPolicy.replace("It applies to", "TODO: check the sites.\n\nIt applies to");

interface Report {
  readonly baseline: { readonly hidden: number };
  readonly findings: readonly { readonly document: string; readonly rule: string }[];
}

describe("a team with 200 old policies", function () {
  this.timeout(240_000);
  let folder: CliFolder;
  before(async () => {
    const files = Object.fromEntries(Array.from({ length: legacyCount }, (_, i) => [nameOf(i), legacy(i)]));
    folder = await createCliFolder({ ...files, "codicil.yaml": "standards: [iso27001:2022]\n" });
  });
  after(async () => folder.remove());
  const check = async (...args: string[]): Promise<Report & { code: number | null }> => {
    const { code, out } = await folder.run("check", "--format", "json", ...args);
    return { code, ...(JSON.parse(out) as Report) };
  };
  const counts = async (): Promise<Record<string, Record<string, number>>> => {
    const text = await readFile(path.join(folder.path, "codicil-baseline.json"), "utf8");
    return (JSON.parse(text) as { documents: Record<string, Record<string, number>> }).documents;
  };

  it("records what is there, by rule and document", async () => {
    const { code, out } = await folder.run("baseline");
    assert.deepEqual(
      [code, /^codicil-baseline\.json holds \d+ findings in 200 documents\.\n$/.test(out)],
      [0, true],
      out,
    );
    const documents = await counts();
    assert.equal(Object.keys(documents).length, legacyCount);
    assert.equal(documents[nameOf(7)]?.["structure/unfilled-placeholder"], 1);
    assert.equal((await folder.run("baseline")).code, 2, "a baseline is not overwritten unasked");
  });

  it("fails for a new document, not for an old one, even where its lines move", async () => {
    await folder.put(nameOf(3), legacy(3).replace("## Purpose", "\n\n## Purpose"));
    await folder.put("new/cryptography-policy.md", unfinished);
    const report = await check();
    assert.equal(report.code, 1);
    assert.deepEqual(
      report.findings.map(({ document, rule }) => [document, rule]),
      [[path.join("new", "cryptography-policy.md"), "structure/unfilled-placeholder"]],
    );
    assert.ok(report.baseline.hidden > legacyCount);
    await folder.put("new/cryptography-policy.md", soundPolicy);
  });

  it("fails for an old document that gets worse, and shows all findings of that rule", async () => {
    await folder.put(nameOf(5), `${legacy(5)}\nTODO: and this.\n`);
    const report = await check();
    assert.equal(report.code, 1);
    assert.deepEqual(
      report.findings.map(({ document, rule }) => [document, rule]),
      Array.from({ length: 2 }, () => [path.normalize(nameOf(5)), "structure/unfilled-placeholder"]),
    );
    await folder.put(nameOf(5), legacy(5));
  });

  it("shrinks the baseline when something is mended, and never lets it grow", async () => {
    await folder.put(nameOf(9), legacy(9).replace(" TODO: ask team 9.", ""));
    await folder.put(nameOf(5), `${legacy(5)}\nTODO: and this.\n`);
    const { code, out } = await folder.run("baseline", "--shrink");
    assert.equal(code, 0, out);
    const documents = await counts();
    assert.equal(documents[nameOf(9)]?.["structure/unfilled-placeholder"], undefined);
    assert.equal(documents[nameOf(5)]?.["structure/unfilled-placeholder"], 1);
    await folder.put(nameOf(5), legacy(5));
  });

  it("lives with an exception until it expires, and then fails again", async () => {
    await folder.put("new/cryptography-policy.md", unfinished);
    await folder.put(
      "codicil.yaml",
      [
        "standards: [iso27001:2022]",
        "waivers:",
        "  - rule: structure/unfilled-placeholder",
        "    path: new/**",
        "    reason: The scope is agreed with the works council in January.",
        "    owner: People Manager",
        "    expires: 2027-01-31",
        "",
      ].join("\n"),
    );
    const [last, next] = await Promise.all([check("--today", "2027-01-31"), check("--today", "2027-02-01")]);
    assert.deepEqual([last.code, last.findings], [0, []]);
    assert.equal(next.code, 1);
    assert.deepEqual(
      next.findings.map(({ document, rule }) => [document, rule]),
      [
        ["codicil.yaml", "suppressions/expired"],
        [path.join("new", "cryptography-policy.md"), "structure/unfilled-placeholder"],
      ],
    );
  });
});
