import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { coverWorkspace } from "../../server/src/evidence/coverage.ts";
import { isStated } from "../../server/src/evidence/decide.ts";
import type { DocumentCoverage, Verdict } from "../../server/src/evidence/model.ts";
import { decide, statusIn } from "../support/evidence.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

const backup = "iso27001:2022/A.8.13";
const library = loadLibrary();
const standards = ["iso27001:2022", "iso42001:2023"];

describe("a verdict", () => {
  it("is covered when a duty says the core and enough points", () => {
    assert.equal(
      statusIn(
        "# Backup policy\n\n## Rules\n\nThe IT team must back up all data daily and must test a restore every quarter.\n",
        backup,
      ),
      "covered",
    );
  });
  it("is claimed when the requirement is only named", () => {
    assert.equal(
      statusIn("# Backup policy\n\n## Rules\n\nISO/IEC 27001:2022 A.8.13 applies to servers.\n", backup),
      "claimed",
    );
  });
  it("is missing when neither is there", () => {
    assert.equal(statusIn("# Backup policy\n\n## Rules\n\nEverybody is kind.\n", backup), "missing");
  });
  it("quotes the words that decided it", () => {
    const text = "# Backup policy\n\n## Rules\n\nThe IT team must back up all data daily.\n";
    const evidence = decide(text)
      .coverage.verdicts.get(backup)
      ?.points.flatMap((point) => point.evidence)[0];
    assert.ok(evidence);
    assert.equal(evidence.quote, "The IT team must back up all data daily.");
    assert.equal(text.slice(evidence.statement.start, evidence.statement.end), evidence.quote);
    assert.match(evidence.words.map((span) => text.slice(span.start, span.end)).join(" | "), /back up/);
    assert.equal(evidence.strength, "operational");
    assert.equal(evidence.wording, "duty");
  });
});

describe("a rule without a modal verb", () => {
  const inBackupPolicy = (sentence: string): string =>
    statusIn(`# Backup policy\n\n## Rules\n\n${sentence}\n`, "iso27001:2022/A.8.5", "backup-policy");
  for (const sentence of [
    "Enable multi-factor authentication for remote access.",
    "We enable multi-factor authentication for remote access.",
    "- Enable multi-factor authentication for remote access.",
  ])
    it(`counts in a document about something else: ${sentence}`, () =>
      assert.notEqual(inBackupPolicy(sentence), "missing"));
  for (const sentence of [
    "Multi-factor authentication is enabled for remote access.",
    "Use of multi-factor authentication for remote access.",
    "We may enable multi-factor authentication for remote access.",
  ])
    it(`is no remark, topic or permission: ${sentence}`, () => assert.equal(inBackupPolicy(sentence), "missing"));
});

describe("a policy of information security as a whole", () => {
  it("takes one descriptive sentence for a control, which would be a remark elsewhere", () => {
    const text = "# Rules\n\n## Access\n\nMulti-factor authentication is enabled for remote access.\n";
    const signIn = "iso27001:2022/A.8.5";
    assert.notEqual(statusIn(text, signIn, "information-security-policy"), "missing");
    assert.equal(statusIn(text, signIn, "backup-policy"), "missing");
  });
});

describe("context", () => {
  const rule = "The IT team must back up all data daily.";
  const inSection = (heading: string, body: string): string =>
    statusIn(`# Handbook\n\n## ${heading}\n\n${body}\n`, backup, "backup-policy");
  it("headings lend their words", () => {
    assert.equal(inSection("Backups", "They must be taken every night by the IT team."), inSection("Rules", rule));
    assert.equal(inSection("Deliveries", "They must be taken every night by the IT team."), "missing");
  });
  it("the sentence that introduces a list lends its words", () => {
    assert.notEqual(
      inSection("Rules", "The following must be backed up:\n\n- customer databases, daily\n- configurations, weekly"),
      "missing",
    );
  });
  it("a table row is read with its header", () => {
    assert.notEqual(
      inSection("Data", "| System | Backup frequency |\n|---|---|\n| Database | Every 4 hours |"),
      "missing",
    );
  });
  it("references, definitions and histories are no evidence", () => {
    for (const heading of ["References", "Definitions", "Revision history"])
      assert.equal(inSection(heading, rule), "missing", heading);
  });
  it("purpose and scope only mention", () => {
    assert.equal(inSection("Purpose", rule), "missing");
    assert.equal(inSection("Scope", rule), "missing");
  });
  it("a statement that excludes is no evidence", () => {
    assert.equal(inSection("Rules", "This policy does not cover how the IT team must back up data daily."), "missing");
    assert.equal(inSection("Rules", "Daily backup of laptops is out of scope."), "missing");
  });
  it("a prohibition is a duty", () => {
    assert.notEqual(
      statusIn(
        "# Access control policy\n\n## Rules\n\nUsers must not share their passwords with anyone.\n",
        "iso27001:2022/A.5.17",
      ),
      "missing",
    );
  });
  it("code, comments and unfilled placeholders are no evidence", () => {
    assert.equal(inSection("Rules", `\`\`\`\n${rule}\n\`\`\``), "missing");
    assert.equal(inSection("Rules", `<!-- ${rule} -->`), "missing");
    assert.equal(inSection("Rules", "The IT team must back up data [INSERT how often, such as daily]."), "missing");
  });
  it("values to be chosen are ordinary words", () => {
    assert.equal(inSection("Rules", "The [IT team] must back up all data [every day]."), inSection("Rules", rule));
  });
  it("a question only mentions", () => {
    assert.equal(inSection("Rules", "Must the IT team back up all data daily?"), "missing");
  });
  it("outside its topic a document needs a duty or a second statement", () => {
    const remark = "Laptops are backed up daily by the IT team.";
    assert.equal(
      statusIn(`# Password policy\n\n## Rules\n\n${remark}\n`, backup, "authentication-password-policy"),
      "missing",
    );
    assert.notEqual(
      statusIn(
        `# Password policy\n\n## Rules\n\n${remark} Backup restores are tested every quarter.\n`,
        backup,
        "authentication-password-policy",
      ),
      "missing",
    );
    assert.notEqual(statusIn(`# Backup policy\n\n## Rules\n\n${remark}\n`, backup, "backup-policy"), "missing");
  });
  it("a control of AI needs one sentence only, whatever the document is about; a clause needs more", () => {
    const text =
      "# Backup policy\n\n## Rules\n\nThe provenance of each training dataset is recorded.\n\nThe AI objectives are measurable and reviewed each year.\n";
    const { coverage } = decide(text);
    assert.equal(coverage.verdicts.get("iso42001:2023/A.7.5")?.status, "covered");
    assert.equal(coverage.verdicts.get("iso42001:2023/6.2")?.points[0]?.strength, "mentioned");
  });
  it("a text that is no policy gets no evidence", () => {
    const { coverage, doc } = decide(`# Changelog\n\n- ${rule}\n`, "file:///CHANGELOG.md");
    assert.equal(doc.classification.isPolicy, false);
    assert.equal(coverage.verdicts.size, 0);
  });
});

describe("a workspace", () => {
  const folder = path.join(projectRoot, "examples");
  const documents = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|yaml)$/.test(entry.name) && !/README|codicil/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ uri: `file:///${path.relative(folder, file)}`, text: readFileSync(file, "utf8") }));
  const covered = (list: readonly { uri: string; text: string }[]): ReturnType<typeof coverWorkspace> =>
    coverWorkspace(
      list.map(({ uri, text }) => decide(text, uri).coverage),
      library,
      standards,
      new Map(),
    );
  const summary = (coverage: ReturnType<typeof coverWorkspace>): string =>
    JSON.stringify(
      [...coverage.verdicts.values()].map((verdict) => [
        verdict.requirement.id,
        verdict.status,
        verdict.documents,
        verdict.points.map((point) => point.evidence.map((one) => [one.uri, one.statement])),
      ]),
    );

  it("is judged the same in whatever order its files come", () => {
    const forward = summary(covered(documents));
    assert.equal(summary(covered(documents.toReversed())), forward);
    assert.equal(summary(covered([...documents.slice(5), ...documents.slice(0, 5)])), forward);
  });
  it("adds up the points of its documents", () => {
    const one = {
      uri: "file:///a.md",
      text: "# Backup policy\n\n## Rules\n\nThe IT team must back up all data daily.\n",
    };
    const two = {
      uri: "file:///b.md",
      text: "# Restore procedure for backups\n\n## Rules\n\nThe IT team must test the restore of backups every quarter.\n",
    };
    const verdict = covered([one, two]).verdicts.get(backup);
    assert.deepEqual(verdict?.documents, ["file:///a.md", "file:///b.md"]);
    assert.equal(verdict?.status, "covered");
  });
  it("leaves out what the Statement of Applicability excludes, with its reason", () => {
    const coverage = coverWorkspace([], library, standards, new Map([[backup, "There is no data."]]));
    assert.equal(coverage.verdicts.get(backup)?.status, "excluded");
    assert.equal(coverage.verdicts.get(backup)?.justification, "There is no data.");
  });
  it("counts every requirement of the standards in scope, and none of others", () => {
    const coverage = coverWorkspace([], library, ["iso42001:2023"], new Map());
    assert.equal([...coverage.verdicts.keys()].filter((id) => id.includes("/A.")).length, 38);
    assert.ok([...coverage.verdicts.keys()].every((id) => id.startsWith("iso42001:2023/")));
  });
});

describe("properties over real documents", () => {
  const corpus = path.join(projectRoot, "../shared/corpus/stripped");
  const examples = path.join(projectRoot, "examples/policies");
  const folder = existsSync(corpus) ? corpus : examples;
  if (folder === examples) console.log("      the corpus is absent: properties are tried on the examples only");
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .filter((_, i) => i % (folder === corpus ? 9 : 1) === 0)
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }));
  const rank = { missing: 0, excluded: 0, claimed: 1, partial: 2, covered: 3 } as const;
  const decideAs = (name: string, text: string, type: string): DocumentCoverage =>
    decide(text, `file:///policies/${name}`, type).coverage;
  const typeOf = (name: string, text: string): string =>
    decide(text, `file:///policies/${name}`).doc.classification.type ?? "operations-security-procedures";

  it("an unrelated section at the end takes no coverage away", () => {
    for (const { name, text } of texts) {
      const type = typeOf(name, text);
      const before = decideAs(name, text, type);
      const after = decideAs(
        name,
        `${text}\n\n## Office plants\n\nThe plants by the window get water on Fridays.\n`,
        type,
      );
      for (const [id, verdict] of before.verdicts)
        assert.ok(rank[after.verdicts.get(id)?.status ?? "missing"] >= rank[verdict.status], `${name} ${id}`);
    }
  });
  it("deleting the only evidence does", () => {
    let tried = 0;
    for (const { name, text } of texts) {
      const type = typeOf(name, text);
      const lone = [...decideAs(name, text, type).verdicts.values()].find((verdict: Verdict) => {
        const statements = new Set(verdict.points.flatMap((point) => point.evidence.map((one) => one.statement.start)));
        return statements.size === 1 && verdict.points.some((point) => isStated(point.strength));
      });
      const at = lone?.points.flatMap((point) => point.evidence)[0]?.statement;
      if (!lone || !at) continue;
      tried++;
      const cut = `${text.slice(0, at.start)}${text.slice(at.start, at.end).replace(/[^\n|]/g, " ")}${text.slice(at.end)}`;
      const status = decideAs(name, cut, type).verdicts.get(lone.requirement.id)?.status ?? "missing";
      assert.ok(status === "missing" || status === "claimed", `${name} ${lone.requirement.id} is ${status}`);
    }
    assert.ok(tried >= Math.min(10, texts.length / 3), `only ${tried} documents had a lone piece of evidence`);
  });
  it("the same text gives the same verdicts, decided afresh or again", () => {
    for (const { name, text } of texts.slice(0, 8)) {
      const once = JSON.stringify([...decide(text, `file:///${name}`).coverage.verdicts.keys()]);
      assert.equal(JSON.stringify([...decide(text, `file:///${name}`).coverage.verdicts.keys()]), once);
    }
  });
});
