import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Choose, type Migration, migrateDocument } from "../../server/src/engine/migrate.ts";
import { createParser } from "../../server/src/document/parse.ts";
import { unifiedDiff } from "../../server/src/cli/format/diff.ts";
import { loadLibrary } from "../support/library.ts";

const parser = createParser(loadLibrary());
const head = "---\ntype: backup-policy\n---\n\n# Backup policy\n\n";

function migrate(body: string, choose: Choose = () => undefined, name = "backup-policy.md", before = head): Migration {
  const doc = parser.parse({ uri: `/p/${name}`, version: 1, text: before + body }, { declaredType: "backup-policy" });
  return migrateDocument(doc, {
    parser,
    settings: {
      library: loadLibrary(),
      standards: ["iso27001:2022", "iso42001:2023"],
      aiInScope: true,
      today: "2026-11-24",
      exclusions: new Map(),
      notAsked: new Map(),
    },
    choose,
  });
}

const bodyOf = ({ text }: Migration): string => text.slice(head.length);

describe("migration from 2013 to 2022", () => {
  it("replaces a number that has one successor, and keeps the text around it", () => {
    const result = migrate("Backups are taken (A.12.3.1, *nightly*) — see Annex A 12.3.1 & A.12.3.1.\n");
    assert.equal(bodyOf(result), "Backups are taken (A.8.13, *nightly*) — see Annex A 8.13 & A.8.13.\n");
    assert.deepEqual(
      result.changes.map(({ line, before, after }) => [line, before, after]),
      [
        [7, "A.12.3.1", "A.8.13"],
        [7, "Annex A 12.3.1", "A.8.13"],
        [7, "A.12.3.1", "A.8.13"],
      ],
    );
    assert.deepEqual(result.left, []);
  });

  it("brings the edition along where it is named", () => {
    const result = migrate("As ISO/IEC 27001:2013 A.12.3.1 asks.\n");
    assert.equal(bodyOf(result), "As ISO/IEC 27001:2022 A.8.13 asks.\n");
    assert.deepEqual(result.left, []);
  });

  it("turns a range into the list of its members' successors", () => {
    const result = migrate("Logs follow A.12.4.1–A.12.4.4.\n");
    assert.equal(bodyOf(result), "Logs follow A.8.15, A.8.17.\n");
  });

  it("lists what has several successors, and takes what was chosen", () => {
    const library = loadLibrary();
    const several = library
      .standard("iso27001:2013")
      ?.requirements.find((requirement) => requirement.successors.length > 1);
    assert.ok(several);
    const left = migrate(`See ISO/IEC 27001:2013 ${several.number}.\n`);
    assert.equal(bodyOf(left), `See ISO/IEC 27001:2013 ${several.number}.\n`);
    assert.equal(left.left[0]?.why, "it has several successors");
    assert.deepEqual(left.left[0]?.successors, several.successors);
    const second = several.successors[1] ?? "";
    const chosen = migrate(`See ISO/IEC 27001:2013 ${several.number}.\n`, () => second);
    assert.equal(bodyOf(chosen), `See ISO/IEC 27001:2022 ${second.split("/")[1] ?? ""}.\n`);
  });

  it("leaves current numbers alone, and names editions that are left", () => {
    const text = "See ISO/IEC 27001:2022 A.8.13.\n\nOur certificate is for ISO/IEC 27001:2013.\n";
    const result = migrate(text);
    assert.equal(bodyOf(result), text);
    assert.deepEqual(
      result.left.map(({ line, written, why }) => [line, written, why]),
      [[9, "ISO/IEC 27001:2013", "the text names the withdrawn edition"]],
    );
  });

  it("works in front matter, tables, YAML and with CRLF", () => {
    const markdown = migrate(
      "| Control |\r\n|---|\r\n| A.12.3.1 |\r\n",
      undefined,
      undefined,
      "---\r\ntype: backup-policy\r\ncontrols: [A.12.3.1]\r\n---\r\n\r\n# Backup policy\r\n\r\n",
    );
    assert.equal(
      markdown.text,
      "---\r\ntype: backup-policy\r\ncontrols: [A.8.13]\r\n---\r\n\r\n# Backup policy\r\n\r\n| Control |\r\n|---|\r\n| A.8.13 |\r\n",
    );
    const yaml = migrate("rules:\n  - Backups follow A.12.3.1.\n", undefined, "backup.yaml", "title: Backup policy\n");
    assert.equal(yaml.text, "title: Backup policy\nrules:\n  - Backups follow A.8.13.\n");
  });

  it("done twice changes nothing more", () => {
    const once = migrate("A.12.3.1, A.12.4.1 and ISO 27001:2013 A.9.2.3 hold; A.14.2.8 too.\n");
    const twice = migrate(once.text.slice(head.length));
    assert.equal(twice.text, once.text);
    assert.deepEqual(twice.changes, []);
  });
});

describe("a unified diff", () => {
  it("shows changed lines with three lines around them", () => {
    const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    assert.deepEqual(unifiedDiff("a.md", before, before.replace("5", "five")), [
      "--- a/a.md",
      "+++ b/a.md",
      "@@ -2,7 +2,7 @@",
      " 2",
      " 3",
      " 4",
      "-5",
      "+five",
      " 6",
      " 7",
      " 8",
    ]);
  });

  it("keeps changes that are far apart in hunks of their own, and is empty where nothing changed", () => {
    const before = Array.from({ length: 30 }, (_, i) => `line ${i}`).join("\n");
    const lines = unifiedDiff("a.md", before, before.replace("line 3\n", "x\n").replace("line 25\n", "y\n"));
    assert.equal(lines.filter((line) => line.startsWith("@@")).length, 2);
    assert.deepEqual(unifiedDiff("a.md", before, before), []);
  });
});
