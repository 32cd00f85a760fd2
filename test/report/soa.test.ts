import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { describe, it } from "mocha";
import { readCsv } from "../../server/src/report/read-csv.ts";
import { buildSoa, type SoaRow } from "../../server/src/report/soa.ts";
import { soaColumns, soaCsv, soaMarkdown } from "../../server/src/report/soa-text.ts";
import { soaWorkbook } from "../../server/src/report/spreadsheet.ts";
import { readStatement } from "../../server/src/rules/applicability-statement.ts";
import { loadLibrary } from "../support/library.ts";
import { parse } from "../support/rules.ts";
import { reportSource } from "../support/workspace.ts";

const backup = `---
owner: Head of IT
last_review: 2026-03-09
---
# Backup policy

## Copies

All business data must be backed up every night.
The backups are stored encrypted in a second region, at a separate location from production.

## Tests

The head of IT tests the restore of a sample of backups every quarter.
`;
const config = `applicability:
  defaults:
    reasons: [risk]
  inclusions:
    - control: iso27001:2022/A.5.34
      reasons: [legal, contractual]
      justification: The law on data protection.
  exclusions:
    - control: iso27001:2022/A.7.12
      justification: =HYPERLINK("http://example.org","none of our own")
`;
const source = (files: Readonly<Record<string, string>> = {}) =>
  reportSource({ "codicil.yaml": config, "policies/backup.md": backup, ...files });

function rowOf(number: string, files?: Readonly<Record<string, string>>): SoaRow {
  const row = buildSoa(source(files)).standards[0]?.rows.find((one) => one.requirement.number === number);
  assert.ok(row);
  return row;
}

describe("the Statement of Applicability", () => {
  it("has every Annex A control of both standards, in order", () => {
    const { standards } = buildSoa(source());
    assert.deepEqual(
      standards.map(({ id, rows }) => [id, rows.length]),
      [
        ["iso27001:2022", 93],
        ["iso42001:2023", 38],
      ],
    );
    for (const { counts, rows } of standards)
      assert.equal(counts.included + counts.excluded + counts.open, rows.length);
  });

  it("shows the documents, sections and sentences that implement a control", () => {
    const { decision, status, documents, owners, lastReview, reasons } = rowOf("A.8.13");
    assert.deepEqual([decision, status, lastReview], ["included", "covered", "2026-03-09"]);
    assert.deepEqual([owners, reasons], [["Head of IT"], ["Risk treatment"]]);
    assert.deepEqual(
      documents.map(({ path, quotes }) => [path, [...new Set(quotes.map((quote) => quote.section))]]),
      [["policies/backup.md", ["Copies", "Tests"]]],
    );
    const quote = documents[0]?.quotes.find(({ section }) => section === "Tests");
    assert.deepEqual(
      [quote?.text, quote?.line],
      ["The head of IT tests the restore of a sample of backups every quarter.", 14],
    );
  });

  it("takes decisions from the configuration", () => {
    assert.equal(rowOf("A.7.12").decision, "excluded");
    const { decision, reasons, justification, status } = rowOf("A.5.34");
    assert.deepEqual([decision, reasons], ["included", ["Legal requirement", "Contractual obligation"]]);
    assert.deepEqual([justification, status], ["The law on data protection.", "missing"]);
  });

  it("says of a control that no AI role calls for that it does not apply, and why", () => {
    const roles = "ai:\n  roles: [uses]\n";
    const files = (more = "", text = "") => ({ "codicil.yaml": `${roles}${more}`, ...(text && { "ai.md": text }) });
    const rowIn = (written: Readonly<Record<string, string>>): SoaRow | undefined =>
      buildSoa(reportSource(written)).standards[1]?.rows.find((one) => one.requirement.number === "A.6.2.2");
    const row = rowIn(files());
    assert.deepEqual([row?.decision, row?.implementation], ["excluded", "Not applicable"]);
    assert.match(row?.justification ?? "", /^Not asked of an organization that uses AI.*only who develops AI/);
    const decided = rowIn(
      files("applicability:\n  inclusions:\n    - control: iso42001:2023/A.6.2.2\n      reasons: [contractual]\n"),
    );
    assert.deepEqual([decided?.decision, decided?.status], ["included", "missing"]);
    const clauses = loadLibrary()
      .requirement("iso42001:2023/A.6.2.2")
      ?.points.map(({ clause }) => clause);
    const addressed = rowIn(files("", `# AI development policy\n\n## Rules\n\n${clauses?.join("\n\n") ?? ""}\n`));
    assert.deepEqual([addressed?.decision, addressed?.status], ["included", "covered"]);
  });

  it("leaves open what nobody decided on and no document addresses", () => {
    const { decision, justification, reasons } = rowOf("A.7.1");
    assert.deepEqual([decision, justification, reasons], ["open", "", []]);
  });

  it("gives no reason where none was written", () => {
    const row = rowOf("A.8.13", { "codicil.yaml": "standards: [iso27001:2022]\n" });
    assert.deepEqual([row.decision, row.reasons, row.justification], ["included", [], ""]);
  });

  it("does not take its own sentences for evidence when it is kept in the workspace", () => {
    const statement = soaMarkdown(buildSoa(source()));
    const withIt = buildSoa(source({ "soa.md": statement }));
    const statuses = (soa: typeof withIt): string[] =>
      soa.standards.flatMap(({ rows }) => rows.map((row) => `${row.requirement.id} ${row.status}`));
    assert.deepEqual(
      statuses(withIt).filter((one, i) => one !== statuses(buildSoa(source()))[i]),
      [],
    );
  });
});

describe("the statement as Markdown", () => {
  it("is read back as a statement with every control, decided the same", () => {
    const soa = buildSoa(source());
    const statement = readStatement(parse(soaMarkdown(soa), "/soa.md"), loadLibrary());
    const written = soa.standards.flatMap(({ rows }) =>
      rows.map(({ requirement, decision }) => [
        requirement.id,
        decision === "open" ? undefined : decision === "included",
      ]),
    );
    assert.deepEqual(
      statement?.entries.map(({ requirement, applicable }) => [requirement, applicable]),
      written,
    );
  });

  it("is not found fault with, kept in the workspace, for what it quotes", () => {
    // Headings and sentences with a number of 2013, one that two standards hold, one that none has, and a wrong title.
    const quoted = backup
      .replace("## Copies", "## A.12.3 Copies")
      .replace(
        "must be backed up every night.",
        "must be backed up every night, as A.12.3.1, A.6.2.4 and A.8.99 ask; roles follow A.5.2, and copies A.8.13 (Redundancy of information processing facilities).",
      );
    const files = { "policies/backup.md": quoted };
    const statement = soaMarkdown(buildSoa(source(files)));
    assert.ok(
      statement.includes("A.5.2, and copies A.8.13 (Redundancy") && statement.includes("(A.12.3 Copies"),
      statement,
    );
    const { workspace } = source({ ...files, "soa.md": statement });
    const said = (uri: string): string[] =>
      workspace
        .findings()
        .filter((finding) => finding.uri.endsWith(uri) && finding.rule.startsWith("references/"))
        .map(({ rule }) => rule);
    assert.deepEqual(said("soa.md"), []);
    assert.deepEqual([...new Set(said("backup.md"))].sort(), [
      "references/ambiguous-control",
      "references/mistitled-control",
      "references/outdated-control",
      "references/unknown-control",
    ]);
    // What the statement itself lists is still looked at.
    const edited = source({ ...files, "soa.md": statement.replace("| A.8.13 |", "| A.8.93 |") });
    assert.deepEqual(
      edited.workspace
        .findings()
        .filter(({ uri, rule }) => uri.endsWith("soa.md") && rule.startsWith("references/"))
        .map(({ rule }) => rule),
      ["references/unknown-control"],
    );
  });

  it("reads a number that two standards hold by the heading, whatever standard a row quotes", () => {
    const row = (number: string, quote: string): string => `| ${number} | Yes | Risk | “${quote}” (a.md:3) |`;
    const head = "| Control | Applicable | Justification | Evidence |\n|---|---|---|---|";
    const text = `---\ntype: statement-of-applicability\n---\n# Statement of Applicability\n\n## ISO/IEC 27001:2022\n\n${head}\n${row("A.5.4", "See ISO/IEC 42001:2023 A.5.4.")}\n\n## ISO/IEC 42001:2023\n\n${head}\n${row("A.5.4", "Roles follow ISO/IEC 27001:2022 A.5.4 💾.")}\n${row("ISO/IEC 27001:2022 A.5.3", "See A.5.2.")}\n`;
    for (const written of [text, text.replaceAll("\n", "\r\n")])
      assert.deepEqual(
        readStatement(parse(written, "/soa.md"), loadLibrary())?.entries.map(({ requirement }) => requirement),
        ["iso27001:2022/A.5.4", "iso42001:2023/A.5.4", "iso27001:2022/A.5.3"],
      );
  });

  it("keeps what comes from documents on its line and escapes it", () => {
    const text = soaMarkdown(
      buildSoa(
        source({
          "policies/x | y.md": `---\nowner: "<img src=x> | \`a\`"\n---\n${backup.slice(backup.indexOf("# Backup"))}`,
        }),
      ),
    );
    const row = text.split("\n").find((line) => line.startsWith("| A.8.13 "));
    assert.match(row ?? "", /&lt;img src=x> \\\| \\`a\\`/);
    assert.equal((row ?? "").replace(/\\\|/g, "").split("|").length, soaColumns.length + 1);
  });
});

describe("the statement as CSV", () => {
  it("has one record a control with as many cells as the header", () => {
    const records = readCsv(soaCsv(buildSoa(source())));
    assert.equal(records.length, 1 + 93 + 38);
    assert.deepEqual(records[0]?.cells, [...soaColumns]);
    for (const { cells, line } of records) assert.equal(cells.length, soaColumns.length, `line ${line}`);
  });

  it("holds no cell that a spreadsheet takes for a formula", () => {
    const attacks = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1", " =1"];
    const files = Object.fromEntries(
      attacks.map((attack, i) => [`p${i}.md`, backup.replace("Head of IT", JSON.stringify(attack))]),
    );
    const text = soaCsv(buildSoa(source(files)));
    const cells = readCsv(text).flatMap((record) => record.cells);
    assert.ok(cells.includes(`'=HYPERLINK("http://example.org","none of our own")`));
    assert.deepEqual(
      cells.filter((cell) => /^\s*[=+\-@＝]/.test(cell)),
      [],
    );
    assert.ok(cells.some((cell) => cell.startsWith("'") && cell.includes("1+1")));
  });
});

describe("the statement as a workbook", () => {
  it("has a sheet a standard with a frozen header, filters and texts only", async () => {
    const files = unzipSync(await soaWorkbook(buildSoa(source())));
    const xml = (name: string): string => strFromU8(files[name] ?? assert.fail(`there is no ${name}`));
    assert.deepEqual(
      [...xml("xl/workbook.xml").matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((match) => match[1]),
      ["ISO IEC 27001 2022", "ISO IEC 42001 2023"],
    );
    for (const [sheet, controls] of [
      ["xl/worksheets/sheet1.xml", 93],
      ["xl/worksheets/sheet2.xml", 38],
    ] as const) {
      const text = xml(sheet);
      assert.equal([...text.matchAll(/<row\b/g)].length, controls + 1);
      assert.match(text, /<pane [^>]*ySplit="1"[^>]*state="frozen"/);
      assert.match(text, new RegExp(`</sheetData><autoFilter ref="A1:J${controls + 1}"/>`));
      assert.doesNotMatch(text, /<f>/);
      assert.ok(text.indexOf("<sheetPr>") < text.indexOf("<sheetViews>"));
    }
    assert.match(xml("xl/sharedStrings.xml"), /A\.8\.13/);
    assert.match(xml("xl/sharedStrings.xml"), /=HYPERLINK\((?:"|&quot;)/);
  });

  it("survives texts that XML and spreadsheets do not allow", async () => {
    const text = backup.replace("Head of IT", `"a\\u0001\\u0000<b>&\ud800${"x".repeat(40_000)}"`);
    const files = unzipSync(await soaWorkbook(buildSoa(source({ "p.md": text }))));
    const strings = strFromU8(files["xl/sharedStrings.xml"] ?? new Uint8Array());
    assert.ok(!/(?![\t\n\r])\p{Cc}/u.test(strings), "no control characters");
    assert.ok(/<t>a\ufffd*&lt;b(?:>|&gt;)&amp;\ufffd*x/.test(strings), "the owner is there");
    for (const [, cell = ""] of strings.matchAll(/<t[^>]*>([^<]*)<\/t>/g)) assert.ok(cell.length <= 32_767);
  });
});

describe("reading CSV", () => {
  const cells = (text: string): (readonly string[])[] => readCsv(text).map((record) => record.cells);

  it("takes quotes, separators and line ends within cells", () => {
    assert.deepEqual(cells('a,b\r\n"x, ""y""",2\r\n'), [
      ["a", "b"],
      ['x, "y"', "2"],
    ]);
    assert.deepEqual(cells("a;b\n1;2"), [
      ["a", "b"],
      ["1", "2"],
    ]);
    assert.deepEqual(cells("a\tb\n\n1\t"), [
      ["a", "b"],
      ["1", ""],
    ]);
  });

  it("knows the line each record starts on", () => {
    assert.deepEqual(
      readCsv('a,b\n"1\n2",3\n4,5\n').map((record) => record.line),
      [1, 2, 4],
    );
  });

  it("reads what is broken to its end", () => {
    assert.deepEqual(cells('a,"b'), [["a", "b"]]);
    assert.deepEqual(cells(""), []);
  });
});
