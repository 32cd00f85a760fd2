import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type CliFolder, createCliFolder, soundPolicy } from "../support/cli.ts";

interface Coverage {
  readonly documents: readonly string[];
  readonly standards: readonly {
    id: string;
    controls: Readonly<Record<string, number>>;
    groups: readonly { id: string; title: string; requirements: readonly Requirement[] }[];
  }[];
}
interface Requirement {
  readonly number: string;
  readonly status: string;
  readonly justification?: string;
  readonly points: readonly {
    says: string;
    strength: string | null;
    evidence: readonly { document: string; line: number; column: number; quote: string }[];
  }[];
}

describe("codicil coverage", function () {
  this.timeout(300_000);
  let folder: CliFolder;
  const config =
    "applicability:\n  exclusions:\n    - control: iso27001:2022/A.7.6\n      justification: We have no premises.\n";
  beforeEach(
    async () => (folder = await createCliFolder({ "codicil.yaml": config, "p/cryptography-policy.md": soundPolicy })),
  );
  afterEach(async () => folder.remove());
  const json = async (...args: string[]): Promise<Coverage> => {
    const [first] = JSON.parse((await folder.run("coverage", "--format", "json", ...args)).out) as Coverage[];
    assert.ok(first);
    return first;
  };
  const requirementsOf = ({ standards }: Coverage): Requirement[] =>
    standards.flatMap(({ groups }) => groups.flatMap(({ requirements }) => requirements));

  it("prints every control by theme and objective, and the counts", async () => {
    const { code, out } = await folder.run("coverage");
    assert.equal(code, 0);
    for (const line of [
      /^A\.8 Technological controls$/m,
      /^A\.6 AI system life cycle$/m,
      /^ {2}covered +A\.8\.24 +Use of cryptography +\d\/\d +cryptography-policy\.md$/m,
      /^ {2}excluded +A\.7\.6 /m,
    ])
      assert.match(out, line);
    assert.match(out, /^All controls +2 +\d+ +\d+ +\d+ +1 +93$/m);
    assert.match(out, /^All controls +0 +\d+ +\d+ +\d+ +0 +38$/m);
  });

  it("gives the same as JSON, with quotes and places", async () => {
    const coverage = await json();
    assert.deepEqual(
      coverage.standards.map(({ id, controls }) => [id, controls["total"]]),
      [
        ["iso27001:2022", 93],
        ["iso42001:2023", 38],
      ],
    );
    const [verdict] = requirementsOf(await json("--control", "iso27001:2022/A.8.24"));
    assert.equal(verdict?.status, "covered");
    const evidence = verdict.points.flatMap((point) => point.evidence);
    const lines = soundPolicy.split("\n");
    for (const { line, quote } of evidence) assert.ok(lines[line - 1]?.includes(quote.slice(0, 20)), quote);
    assert.ok(evidence.some(({ quote }) => quote.startsWith("Data must be encrypted with AES-256")));
    assert.equal(
      requirementsOf(coverage).find(({ number, status }) => number === "A.7.6" && status === "excluded")?.justification,
      "We have no premises.",
    );
  });

  it("names the line and column at which a quote begins, also where the words that decide stand further down", async () => {
    const sentence =
      "The IT manager, who answers for all servers,\nmust see to it that all business data is\nbacked up every night.";
    await folder.put("p/backup-policy.md", `# Backup policy\n\nIntroduction. ${sentence}\n`);
    const [verdict] = requirementsOf(await json("--control", "iso27001:2022/A.8.13"));
    const [evidence] = verdict?.points.flatMap((point) => point.evidence) ?? [];
    assert.deepEqual(
      [evidence?.quote, evidence?.line, evidence?.column],
      [sentence.replaceAll("\n", " "), 3, "Introduction. ".length + 1],
    );
    assert.match(
      (await folder.run("coverage", "--control", "A.8.13")).out,
      /“The IT manager, who [^\n]*\n {6}p[/\\]backup-policy\.md:3\n/,
    );
  });

  it("shows only what is open where asked", async () => {
    const open = requirementsOf(await json("--gaps"));
    assert.ok(open.length > 100);
    assert.ok(open.every(({ status }) => status !== "covered" && status !== "excluded"));
    assert.doesNotMatch((await folder.run("coverage", "--gaps")).out, /^ {2}(?:covered|excluded) /m);
  });

  it("explains one control with its points, quotes, places and relations", async () => {
    const { out } = await folder.run("coverage", "--control", "a8.24");
    assert.match(out, /^A\.8\.24 Use of cryptography \(ISO\/IEC 27001:2022\): covered$/m);
    assert.match(
      out,
      /^ {2}✓ .*\n {6}“Data must be encrypted with AES-256 at rest and with TLS 1\.3 in transit, as ISO\/IEC 27001:2022 A\.8\.24 asks\.”\n {6}p[/\\]cryptography-policy\.md:\d+$/m,
    );
    assert.match(out, /Named in: p[/\\]cryptography-policy\.md:\d+/);
    assert.match(
      (await folder.run("coverage", "--control", "A.8.13")).out,
      /: missing\n[^]*✗ .*\n[^]*Named in: no document\n {2}Related:\n {4}shares ground with A\.4\.2/,
    );
  });

  it("writes CSV that a spreadsheet reads, and Markdown", async () => {
    const csv = (await folder.run("coverage", "--format", "csv")).out.split("\r\n");
    assert.match(csv[0] ?? "", /^standard,number,title,kind,group,status,/);
    assert.ok(
      csv.some((line) =>
        line.startsWith("iso27001:2022,A.8.24,Use of cryptography,control,Technological controls,covered,"),
      ),
    );
    assert.ok(csv.some((line) => line.endsWith(",We have no premises.")));
    assert.match(
      (await folder.run("coverage", "--format", "markdown")).out,
      /^## ISO\/IEC 27001:2022\n\n\| {2}\| covered \|[^]*^\| A\.8\.24 Use of cryptography \| covered \|/m,
    );
  });

  it("says where there is no policy that a coverage could rest on", async () => {
    const other = await createCliFolder({ "notes.md": "# Notes\n\nMilk.\n" });
    try {
      for (const command of ["coverage", "integrate", "report", "soa"]) {
        const { code, err } = await other.run(command);
        assert.deepEqual([command, code, err], [command, 0, "No policy among 1 file.\n"]);
      }
    } finally {
      await other.remove();
    }
  });

  it("refuses a control that no standard has", async () => {
    const { code, err } = await folder.run("coverage", "--control", "A.8.133");
    assert.equal(code, 2);
    assert.match(err, /^codicil: No standard in scope has the requirement “A\.8\.133”\. Did you mean “A\.8\.13”\?\n$/);
  });
});

describe("codicil coverage without --diff", () => {
  it("refuses --fail-on, for there is nothing that could have lost coverage", async () => {
    const folder = await createCliFolder({ "p/cryptography-policy.md": soundPolicy });
    try {
      for (const change of ["lost", "weaker", "never"])
        assert.deepEqual(await folder.run("coverage", "--fail-on", change), {
          code: 2,
          out: "",
          err: "codicil: --fail-on judges what a branch changes: name what to compare with, as in --diff main.\n",
        });
    } finally {
      await folder.remove();
    }
  });
});

describe("codicil explain", function () {
  this.timeout(300_000);
  let folder: CliFolder;
  beforeEach(async () => (folder = await createCliFolder()));
  afterEach(async () => folder.remove());

  it("says what a control asks, with an example and what it has to do with the other standard", async () => {
    const { code, out } = await folder.run("explain", "A.8.13");
    assert.equal(code, 0);
    for (const part of [
      "A.8.13 Information backup\nISO/IEC 27001:2022 · A.8 Technological controls",
      "What a document has to say:\n  • ",
      "For example:\n  The [",
      "Related:\n  shares ground with A.4.2",
    ])
      assert.ok(out.includes(part), part);
    assert.match(
      (await folder.run("explain", "A.5.1")).out,
      /Once AI is in scope, it should also say:\n {2}• .* a5-1-unified-policy/,
    );
  });

  it("shows both standards where they share a number", async () => {
    const { out } = await folder.run("explain", "9.2");
    assert.ok(
      out.includes("ISO/IEC 27001:2022 · iso27001:2022/9.2") && out.includes("ISO/IEC 42001:2023 · iso42001:2023/9.2"),
    );
    assert.ok(!(await folder.run("explain", "iso42001/9.2")).out.includes("iso27001:2022/9.2"));
  });

  it("says of a withdrawn number what took its place, and what that asks", async () => {
    const { code, out } = await folder.run("explain", "A.9.2.3");
    assert.equal(code, 0);
    assert.ok(
      out.startsWith(
        "A.9.2.3 is a number of ISO/IEC 27001:2013, which is withdrawn; its place is taken by A.8.2 Privileged access rights.\n\nA.8.2 Privileged access rights\n",
      ),
      out,
    );
    await folder.put("codicil.yaml", "standards: [iso27001:2022]\n");
    const { code: wrong, err } = await folder.run("coverage", "--control", "A.9.2.3");
    assert.equal(wrong, 2);
    assert.match(err, /^codicil: A\.9\.2\.3 is a number of ISO\/IEC 27001:2013, .* Privileged access rights\.\n$/);
  });

  it("lists what a theme or an objective holds", async () => {
    const { code, out } = await folder.run("explain", "A.6");
    assert.equal(code, 0);
    assert.ok(out.includes("A.6 People controls\nISO/IEC 27001:2022\n\nHolds:\n  A.6.1 Screening\n"), out);
    assert.ok(out.includes("ISO/IEC 42001:2023\n\nHolds:\n  A.6.1 "), out);
    assert.ok(!(await folder.run("explain", "iso42001/A.6")).out.includes("Screening"));
  });

  it("says in a sentence what the document that a clause asks for is about", async () =>
    assert.ok(
      (await folder.run("explain", "iso27001/4.3")).out.includes("\n\nScope of the ISMS.\n\nThe standard asks"),
    ));

  it("explains considerations and rules", async () => {
    assert.match((await folder.run("explain", "a5-1-unified-policy")).out, /Supports: +A\.2\.2 AI policy/);
    assert.match(
      (await folder.run("explain", "structure/missing-section")).out,
      /^Page: https:\/\/github\.com\/codicil\/codicil\/blob\/main\/docs\/rules\/structure\/missing-section\.md$/m,
    );
    assert.match(
      (await folder.run("explain", "suppressions/missing-reason")).out,
      /^suppressions\/missing-reason\n\nFlags suppressions that give no reason\.[^]*^Page: https:.*\/docs\/built-in-findings\.md#suppressionsmissing-reason$/m,
    );
  });

  it("says what may be meant where nothing has the name", async () => {
    const { code, err } = await folder.run("explain", "structure/missing-sectoin");
    assert.equal(code, 2);
    assert.match(err, /Did you mean “structure\/missing-section”\?/);
  });
});

describe("codicil", function () {
  this.timeout(300_000);
  it("tells its version and gives an example with each command's help, and calls what is alike by one name", async () => {
    const folder = await createCliFolder();
    try {
      assert.deepEqual(await folder.run("--version"), { code: 0, out: "0.1.0\n", err: "" });
      for (const command of [[], ["coverage"], ["explain"], ["lsp"]])
        assert.match((await folder.run(...command, "--help")).out, /Examples?:\n {2}codicil /);
      assert.equal((await folder.run("lsp")).code, 2);
      for (const command of ["check", "report", "soa", "export", "new", "new-rule"])
        assert.match((await folder.run(command, "--help")).out, /^ {2}-o, --output <file> /m, command);
    } finally {
      await folder.remove();
    }
  });
});
