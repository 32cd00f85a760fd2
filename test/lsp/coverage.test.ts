import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { parse } from "yaml";
import type { TextEdit } from "vscode-languageserver-types";
import { TextDocument } from "vscode-languageserver-textdocument";
import type {
  CoverageChange,
  CoverageSnapshot,
  ProjectCoverage,
  RequirementRow,
  Status,
} from "../../server/src/lsp/protocol.ts";
import { runCli, soundPolicy } from "../support/cli.ts";
import { CoverageClient } from "../support/coverage-client.ts";
import { projectRoot } from "../support/library.ts";

interface CliStandard {
  readonly id: string;
  readonly controls: Readonly<Record<string, number>>;
  readonly clauses: Readonly<Record<string, number>>;
  readonly groups: readonly { readonly requirements: readonly { readonly id: string; readonly status: Status }[] }[];
}

const rowOf = (project: ProjectCoverage | undefined, id: string): RequirementRow | undefined =>
  project?.rows.requirements.find((row) => row.id === id);

describe("coverage for the side panel", function () {
  this.timeout(300_000);
  describe("of the examples", () => {
    let folder: string;
    let client: CoverageClient;
    let snapshot: CoverageSnapshot;
    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "codicil-coverage-"));
      cpSync(path.join(projectRoot, "examples"), folder, { recursive: true });
      client = new CoverageClient();
      await client.start(folder);
      snapshot = await client.coverage();
    });
    after(async () => {
      await client.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("has the verdicts and the counts of the command line", async () => {
      const { out } = await runCli(["coverage", "--format", "json"], folder);
      const reports = JSON.parse(out) as { configuration: string; standards: CliStandard[] }[];
      const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
      assert.deepEqual(
        snapshot.projects.map(({ configUri }) => configUri),
        reports.map(({ configuration }) => uriOf(configuration)),
      );
      for (const [i, { standards }] of reports.entries()) {
        const rows = snapshot.projects[i]?.rows;
        const verdicts = standards.flatMap(({ groups }) =>
          groups.flatMap(({ requirements }) => requirements.map(({ id, status }) => [id, status])),
        );
        assert.ok(verdicts.length > 131);
        assert.deepEqual(
          rows?.requirements.map(({ id, status }) => [id, status]),
          verdicts,
        );
        assert.deepEqual(
          rows?.standards.map(({ id, controls, clauses }) => ({ id, controls, clauses })),
          standards.map(({ id, controls, clauses }) => ({ id, controls, clauses })),
        );
      }
    });

    it("lists the thirteen mapped controls with their considerations", () => {
      const pairs = snapshot.projects[0]?.outline.pairs ?? [];
      assert.equal(pairs.length, 13);
      assert.ok(pairs.every((pair) => pair.considerations.length > 0 && pair.to.length > 0));
    });

    it("shows the evidence of a control where it stands", async () => {
      const key = snapshot.projects[0]?.key ?? "";
      const detail = await client.ask("codicil/requirement", { project: key, requirement: "iso27001:2022/A.8.13" });
      const place = detail?.best;
      assert.ok(place);
      assert.match(place.uri, /backup-policy\.md$/);
      const text = readFileSync(path.join(folder, "policies/backup-policy.md"), "utf8");
      const words = TextDocument.create(place.uri, "markdown", 1, text).getText(place.range);
      assert.equal(words.replace(/\s+/g, " ").trim(), place.quote);
    });

    it("filters by verdict, words and document", async () => {
      const project = snapshot.projects[0];
      const key = project?.key ?? "";
      const base = { show: "all", documents: null, text: "", sort: "number" } as const;
      const filter = (part: object): Promise<readonly string[]> =>
        client.ask("codicil/filterRequirements", { project: key, filter: { ...base, ...part } });
      const all = await filter({});
      assert.equal(all.length, project?.rows.requirements.length);
      const gaps = await filter({ show: "gaps" });
      assert.deepEqual([...new Set(gaps.map((id) => rowOf(project, id)?.status))].sort(), [
        "claimed",
        "missing",
        "partial",
      ]);
      assert.deepEqual(await filter({ text: "information BACKUP" }), ["iso27001:2022/A.8.13"]);
      const backup = project?.rows.documents.find(({ path: below }) => below === "policies/backup-policy.md");
      const own = await filter({ documents: [backup?.id] });
      assert.ok(own.includes("iso27001:2022/A.8.13") && own.length < all.length);
      const sorted = await filter({ sort: "status" });
      assert.deepEqual([...sorted].sort(), [...all].sort());
      assert.notDeepEqual(sorted, all);
    });

    it("explains a requirement", async () => {
      const key = snapshot.projects[0]?.key ?? "";
      const page = await client.ask("codicil/explain", { project: key, requirement: "iso27001:2022/A.8.15" });
      assert.match(page, /^# A\.8\.15 Logging/);
      assert.match(page, /In this workspace: covered/);
      assert.match(page, /\n## What a document has to say\n\n✓ .* \(core\) {2}\n[✓○] /);
      assert.doesNotMatch(page, /^- [✓○]/m);
      assert.match(page, /once AI is in scope/);
    });
  });

  describe("of folders that are edited", () => {
    const gap = "iso27001:2022/A.6.1";
    const screening =
      "\n## Screening\n\nThe HR manager must verify the background of every candidate before employment.\n";
    const policy = "cryptography-policy.md";
    const config = "standards: [iso27001:2022]\n";
    /** One folder a test, all open in one server: each is a project of its own. */
    const files: Readonly<Record<string, string>> = {
      "silent/cryptography-policy.md": soundPolicy,
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [
          `edited/team-${i}-policy.md`,
          soundPolicy.replaceAll("Cryptography policy", `Cryptography policy ${i}`),
        ]),
      ),
      "edited/cryptography-policy.md": soundPolicy,
      "compared/cryptography-policy.md": soundPolicy + screening,
      "inserted/cryptography-policy.md": soundPolicy,
      "excluded/cryptography-policy.md": soundPolicy,
      "treated/codicil.yaml": config,
      "treated/cryptography-policy.md": soundPolicy,
      "treated/notes.md": "# Meeting notes\n\nWe had lunch.\n",
      "saved/cryptography-policy.md": soundPolicy,
      "saved/backup-policy.md": soundPolicy.replaceAll("Cryptography policy", "Backup policy"),
      "used/codicil.yaml": "ai:\n  roles: [uses]\n",
      "used/cryptography-policy.md": soundPolicy,
      "overdue/codicil.yaml": "standards: [iso42001:2023]\n",
      "overdue/old-policy.md": soundPolicy.replace("next-review: 2027-09-01", "next-review: 2020-01-01"),
    };
    let root: string;
    let client: CoverageClient;
    const uriOf = (name: string): string => pathToFileURL(path.join(root, name)).href;
    const put = (name: string, text: string): void => {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    };
    const projectOf = async (name: string): Promise<ProjectCoverage> => {
      const project = (await client.coverage()).projects.find((one) => one.name === name);
      return project ?? assert.fail(`there is no project ${name}`);
    };
    /** The text of a file, or of nothing, after the edits a client is told to make. */
    const edited = (text: string, edits: readonly TextEdit[] | undefined): string => {
      const document = TextDocument.create("file:///x", "yaml", 1, text);
      return TextDocument.applyEdits(document, [...(edits ?? [])]);
    };
    before(async () => {
      root = mkdtempSync(path.join(tmpdir(), "codicil-coverage-"));
      for (const [name, text] of Object.entries(files)) put(name, text);
      client = new CoverageClient();
      const folders = new Set(Object.keys(files).map((name) => path.join(root, name.split("/")[0] ?? "")));
      await client.start([...folders]);
    });
    after(async () => {
      await client.stop();
      rmSync(root, { recursive: true, force: true });
    });

    it("says nothing about coverage before it is asked", async () => {
      const uri = uriOf(`silent/${policy}`);
      await client.open(uri, "markdown", soundPolicy + screening);
      await client.change(uri, 2, `${soundPolicy + screening}\nSee ISO 27001:2022 A.5.99.\n`);
      await client.until(uri, (all) => all.some((one) => one.code === "references/unknown-control"));
      assert.deepEqual(client.changes, []);
    });

    it("keeps folders apart, each with its standards", async () => {
      const { projects } = await client.coverage();
      const both = ["iso27001:2022", "iso42001:2023"];
      assert.deepEqual(
        projects.map(({ name, outline }) => [name, outline.standards.map(({ id }) => id)]),
        [
          ["compared", both],
          ["edited", both],
          ["excluded", both],
          ["inserted", both],
          ["overdue", ["iso42001:2023"]],
          ["saved", both],
          ["silent", both],
          ["treated", ["iso27001:2022"]],
          ["used", both],
        ],
      );
    });

    it("sends the rows that an edit changed, and nothing else", async () => {
      const { version } = await client.coverage();
      const old = await projectOf("edited");
      assert.equal(rowOf(old, gap)?.status, "missing");
      const uri = uriOf(`edited/${policy}`);
      await client.open(uri, "markdown", soundPolicy);
      await client.change(uri, 2, soundPolicy + screening);
      const change = await client.coverageChange(({ projects }) =>
        projects.some(({ changes }) => changes.requirements.some(({ id }) => id === gap)),
      );
      assert.equal(change.isReset, false);
      assert.equal(change.version, version + 1);
      const [{ changes }] = change.projects as [CoverageChange["projects"][number]];
      assert.equal(changes.requirements.find(({ id }) => id === gap)?.status, "covered");
      const known = new Map(old.rows.requirements.map((row) => [row.id, JSON.stringify(row)]));
      for (const row of changes.requirements) assert.notEqual(JSON.stringify(row), known.get(row.id));
      assert.ok(changes.requirements.length < 10, `${changes.requirements.length} requirements were sent`);
      assert.deepEqual(
        changes.documents.map(({ id }) => id),
        [uri],
      );
      assert.deepEqual(
        changes.standards.map(({ id }) => id),
        ["iso27001:2022"],
      );
      assert.ok(JSON.stringify(change).length * 20 < JSON.stringify(old).length);
      const now = await client.coverage();
      assert.equal(now.version, client.changes.at(-1)?.version);
      assert.equal(rowOf(await projectOf("edited"), gap)?.status, "covered");
    });

    it("follows a document when it is saved, where findings do", async () => {
      const set = (validate: string): Promise<void> =>
        client.connection.sendNotification("workspace/didChangeConfiguration", { settings: { codicil: { validate } } });
      const statusIn = async (): Promise<Status | undefined> => rowOf(await projectOf("saved"), gap)?.status;
      const save = (uri: string): Promise<void> =>
        client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
      const follows = (uri: string, from: number): Promise<CoverageChange> =>
        client.soon("the panel to follow", () =>
          client.changes
            .slice(from)
            .find(({ projects }) => projects.some(({ changes }) => changes.documents.some(({ id }) => id === uri))),
        );
      const flaw = "\nSee ISO 27001:2022 A.5.99.\n";
      const [uri, other] = [uriOf(`saved/${policy}`), uriOf("saved/backup-policy.md")];
      const start = client.changes.length;
      for (const one of [uri, other]) await client.open(one, "markdown", soundPolicy + flaw);
      for (const one of [uri, other]) await follows(one, start);
      await set("onSave");
      await client.change(uri, 2, soundPolicy + screening);
      await client.connection.sendRequest("textDocument/hover", {
        textDocument: { uri },
        position: { line: 0, character: 0 },
      });
      assert.equal(await statusIn(), "missing");
      // Another document that is saved meanwhile is followed, and does not take this one along.
      const seen = client.changes.length;
      await client.change(other, 2, soundPolicy);
      await save(other);
      await follows(other, seen);
      assert.equal(await statusIn(), "missing");
      assert.ok(
        client.changes
          .slice(seen)
          .every(({ projects }) => projects.every(({ changes }) => changes.documents.every(({ id }) => id !== uri))),
      );
      await save(uri);
      await follows(uri, seen);
      assert.equal(await statusIn(), "covered");
      await set("onType");
    });

    it("tells what no AI role calls for, with the reason that the report gives", async () => {
      const id = "iso42001:2023/A.6.2.2";
      const project = await projectOf("used");
      const row = rowOf(project, id);
      assert.deepEqual([row?.status, row?.notAsked], ["excluded", true]);
      const detail = await client.ask("codicil/requirement", { project: project.key, requirement: id });
      assert.deepEqual([detail?.justification, detail?.notAsked], [row?.justification, true]);
      const page = await client.ask("codicil/explain", { project: project.key, requirement: id });
      assert.match(page, /In this workspace: not asked/);
      const folder = path.join(root, "used");
      const text = (await runCli(["report", "--format", "markdown"], folder)).out;
      assert.match(text, /#### A\.6\.2\.2 .+: not asked\n\nNot asked of an organization that uses AI/);
      const statement = (await runCli(["soa", "--format", "csv"], folder)).out;
      assert.match(statement, /A\.6\.2\.2,[^\n]*,No,"?Not asked of an organization that uses AI/);
    });

    it("compares with files as they were, and with statuses that were kept", async () => {
      const old = await projectOf("compared");
      const { key } = old;
      const uri = uriOf(`compared/${policy}`);
      await client.ask("codicil/setBaseline", { project: key, label: "commit 1", files: [{ uri, text: soundPolicy }] });
      const first = await projectOf("compared");
      assert.equal(first.baseline, "commit 1");
      assert.equal(rowOf(first, gap)?.before, "missing");
      assert.equal(first.rows.standards[0]?.before?.missing, (first.rows.standards[0]?.controls.missing ?? 0) + 1);
      const statuses = Object.fromEntries(old.rows.requirements.map((row) => [row.id, row.status]));
      await client.ask("codicil/setBaseline", { project: key, label: "kept", statuses });
      const second = await projectOf("compared");
      assert.ok(second.rows.requirements.every((row) => row.before === null));
      await client.ask("codicil/setBaseline", { project: key, label: "" });
      assert.equal((await projectOf("compared")).baseline, null);
    });

    it("inserts the clause that covers a requirement", async () => {
      const { key } = await projectOf("inserted");
      const uri = uriOf(`inserted/${policy}`);
      const edit = await client.ask("codicil/insertClause", { project: key, requirement: gap, uri });
      const text = edited(soundPolicy, edit?.changes?.[uri]);
      await client.open(uri, "markdown", text);
      const project = await client.soon("the control to be covered", async () => {
        const now = await projectOf("inserted");
        return rowOf(now, gap)?.status === "covered" ? now : undefined;
      });
      assert.ok(project);
      assert.equal(await client.ask("codicil/insertClause", { project: key, requirement: gap, uri }), null);
    });

    it("excludes with a justification, in a codicil.yaml that it makes", async () => {
      const { key } = await projectOf("excluded");
      const answer = await client.ask("codicil/exclude", {
        project: key,
        requirement: gap,
        justification: "We employ nobody: no screening.",
      });
      assert.equal(answer?.configUri, uriOf("excluded/codicil.yaml"));
      const [create, change] = answer.edit.documentChanges ?? [];
      assert.ok(create && "kind" in create && create.kind === "create");
      assert.ok(change && "edits" in change);
      const text = edited("", change.edits as TextEdit[]);
      assert.deepEqual(parse(text), {
        applicability: { exclusions: [{ control: gap, justification: "We employ nobody: no screening." }] },
      });
      put("excluded/codicil.yaml", text);
      await client.watched(answer.configUri, 1);
      const row = await client.soon("the control to be excluded", async () => {
        const found = rowOf(await projectOf("excluded"), gap);
        return found?.status === "excluded" ? found : undefined;
      });
      assert.equal(row.justification, "We employ nobody: no screening.");
    });

    it("treats a file as a policy that was none", async () => {
      const project = await projectOf("treated");
      const notes = project.rows.documents.find(({ path: below }) => below === "notes.md");
      assert.equal(notes?.isPolicy, false);
      assert.ok(notes.reasons.length > 0);
      const types = await client.ask("codicil/documentTypes", null);
      assert.ok(types.some(({ id }) => id === "backup-policy"));
      const answer = await client.ask("codicil/treatAs", { uri: notes.id, type: "backup-policy" });
      const configUri = answer?.configUri ?? "";
      const text = edited(config, answer?.edit.changes?.[configUri]);
      assert.equal(text, `${config}\ndocuments:\n  - path: notes.md\n    type: backup-policy\n`);
      put("treated/codicil.yaml", text);
      await client.watched(configUri, 2);
      const row = await client.soon("the file to be a policy", async () => {
        const now = await projectOf("treated");
        return now.rows.documents.find(({ path: below, isPolicy }) => below === "notes.md" && isPolicy);
      });
      assert.equal(row.type, "Backup policy");
    });

    it("lists an overdue review with its owner", async () => {
      const [row] = (await projectOf("overdue")).rows.documents;
      assert.equal(row?.review, "2020-01-01");
      assert.equal(row.isOverdue, true);
      assert.equal(row.owner, "Head of Security");
    });
  });
});
