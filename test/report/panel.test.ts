import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { coverWorkspace } from "../../server/src/evidence/coverage.ts";
import type { Status } from "../../server/src/evidence/model.ts";
import { reportCoverage } from "../../server/src/report/coverage.ts";
import { buildPanel, documentRow } from "../../server/src/report/panel.ts";
import { changedRows } from "../../server/src/report/panel-changes.ts";
import { filterRequirements } from "../../server/src/report/panel-filter.ts";
import type { DocumentRow, PanelRows } from "../../server/src/report/panel-model.ts";
import { decide } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";

const standards = ["iso27001:2022", "iso42001:2023"];
const uri = "file:///w/policies/backup-policy.md";
const text =
  "---\nowner: IT manager\nlast-review: 2024-01-31\nreview-interval: yearly\n---\n\n# Backup policy\n\n## Backups\n\nThe IT team must back up all servers every day.\n\nRestores must be tested every quarter.\n";

const { doc, coverage: own } = decide(text, uri, "backup-policy");
const library = loadLibrary();
const workspace = coverWorkspace([own], library, standards, new Map([["iso27001:2022/A.7.6", "No offices."]]));
const row = documentRow(uri, "policies/backup-policy.md", doc, own, 3, standards, library, "2026-11-24");

function panel(
  documents: readonly DocumentRow[] = [row],
  baseline?: ReadonlyMap<string, Status>,
  ai = true,
): PanelRows {
  return buildPanel({ library, coverage: workspace, standards, aiInScope: ai, documents, baseline }).rows;
}

describe("the rows of the side panel", () => {
  it("count what the report counts", () => {
    const report = reportCoverage(workspace, library, standards);
    assert.deepEqual(
      panel().standards.map(({ id, controls, clauses }) => [id, controls, clauses]),
      report.map(({ standard, controls, clauses }) => [standard.id, controls, clauses]),
    );
    assert.deepEqual(
      panel().requirements.map(({ id, status }) => [id, status]),
      report.flatMap(({ groups }) =>
        groups.flatMap(({ verdicts }) => verdicts.map(({ requirement, status }) => [requirement.id, status])),
      ),
    );
  });

  it("say why a requirement is excluded, and what it was before", () => {
    const rows = panel([], new Map([["iso27001:2022/A.8.13", "missing"]]));
    const find = (id: string): (typeof rows.requirements)[number] | undefined =>
      rows.requirements.find((one) => one.id === id);
    assert.equal(find("iso27001:2022/A.7.6")?.justification, "No offices.");
    assert.equal(find("iso27001:2022/A.8.13")?.before, "missing");
    assert.equal(find("iso27001:2022/A.8.13")?.status, "covered");
  });

  it("hold an owner and a review that is reckoned from the last one", () => {
    assert.equal(row.owner, "IT manager");
    assert.equal(row.review, "2025-01-31");
    assert.equal(row.isOverdue, true);
    assert.equal(row.type, "Backup policy");
    assert.ok(row.covered > 0);
  });

  it("have no pairs where no AI is used, or one standard only is in scope", () => {
    assert.equal(panel().pairs.length, 13);
    assert.deepEqual(panel([row], undefined, false).pairs, []);
    const one = buildPanel({
      library,
      coverage: workspace,
      standards: ["iso27001:2022"],
      aiInScope: true,
      documents: [],
      baseline: undefined,
    });
    assert.deepEqual(one.rows.pairs, []);
  });

  it("are sent again only where they differ", () => {
    assert.equal(changedRows(panel(), panel()), undefined);
    const other = { ...row, id: "file:///w/policies/other.md" };
    const changes = changedRows(panel([row, other]), panel([{ ...row, findings: 4 }]));
    assert.deepEqual(changes, {
      standards: [],
      groups: [],
      requirements: [],
      pairs: [],
      documents: [{ ...row, findings: 4 }],
      removedDocuments: [other.id],
    });
  });
});

describe("the filter of requirements", () => {
  const filter = (part: Partial<Parameters<typeof filterRequirements>[3]>): string[] =>
    filterRequirements(workspace, library, standards, {
      show: "all",
      documents: null,
      text: "",
      sort: "number",
      ...part,
    });

  it("leaves covered and excluded ones out of the gaps", () => {
    const gaps = new Set(filter({ show: "gaps" }));
    assert.ok(!gaps.has("iso27001:2022/A.8.13"));
    assert.ok(!gaps.has("iso27001:2022/A.7.6"));
    assert.ok(gaps.has("iso27001:2022/A.6.1"));
  });

  it("finds all words, in any order, in number, title or gist", () => {
    assert.deepEqual(filter({ text: "backup a.8.13" }), ["iso27001:2022/A.8.13"]);
    assert.deepEqual(filter({ text: "no such words" }), []);
  });

  it("shows what some documents speak to", () => {
    assert.ok(filter({ documents: [uri] }).includes("iso27001:2022/A.8.13"));
    assert.deepEqual(filter({ documents: ["file:///w/none.md"] }), []);
  });

  it("puts the gaps of a group first", () => {
    const technological = filter({ sort: "status" }).filter((id) => id.startsWith("iso27001:2022/A.8."));
    assert.equal(technological.at(-1), "iso27001:2022/A.8.13");
  });
});
