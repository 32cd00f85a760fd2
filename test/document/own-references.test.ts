import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { OwnEquipment } from "../../server/src/engine/equipment.ts";
import { equipWith, smallCatalog } from "../support/oscal.ts";

const files = {
  "codicil.yaml": "catalogs:\n  - path: harbour.json\n    name: Harbour baseline\n  - own.yaml\n",
  "harbour.json": JSON.stringify(smallCatalog),
  "own.yaml": `name: Quay rules
aliases: [quay]
controls:
  - {id: "4.2", title: Cranes are locked at night}
  - {id: "4.10", title: Cranes are greased}
  - {id: BK-1, title: Also called so}
`,
};

describe("references to own catalogs", () => {
  let equipment: OwnEquipment;
  before(async function () {
    this.timeout(300_000);
    equipment = await equipWith(files);
    assert.deepEqual(equipment.problems, []);
  });

  const found = (text: string, uri = "/p/backup-policy.md"): string[] =>
    equipment.parser
      .parse({ uri, version: 1, text }, { declaredType: "backup-policy" })
      .references.map(({ span, resolution, implied }) => {
        const id = resolution.is === "resolved" ? resolution.requirement : resolution.is;
        return `${text.slice(span.start, span.end)}=${id}${implied ? " implied" : ""}`;
      });

  it("are read however they are written", () => {
    assert.deepEqual(found("# Backup policy\n\nSee BK-1, bk-3, BK-04 and pr.ac-1.\n"), [
      "BK-1=harbour/BK-1",
      "bk-3=harbour/BK-3",
      "BK-04=harbour/BK-4",
      "pr.ac-1=harbour/PR.AC-01",
    ]);
    for (const written of ["BK-1(1)", "bk-1 (1)", "BK-01(01)", "bk-1.1"])
      assert.deepEqual(found(`# Backup policy\n\nAs ${written} asks.\n`), [`${written}=harbour/BK-1(1)`]);
  });

  it("stand in tables, lists, metadata and YAML, with CRLF and emoji before them", () => {
    const text =
      "---\r\ncontrols: [BK-3]\r\n---\r\n\r\n# Backup policy 🔐\r\n\r\n| Control |\r\n|---|\r\n| BK-4 |\r\n\r\n- BK-1\r\n";
    assert.deepEqual(found(text), ["BK-3=harbour/BK-3", "BK-4=harbour/BK-4", "BK-1=harbour/BK-1"]);
    assert.deepEqual(found("title: Backup policy\nrules:\n  - Copies follow BK-3.\n", "/p/backup.yaml"), [
      "BK-3=harbour/BK-3",
    ]);
  });

  it("spell ranges out", () => {
    assert.deepEqual(found("# Backup policy\n\nBK-1 to BK-4 apply.\n"), [
      "BK-1=harbour/BK-1",
      "BK-1 to BK-4=harbour/BK-3 implied",
      "BK-4=harbour/BK-4",
    ]);
  });

  it("belong to the catalog that the words before them name, else to the first that has the number", () => {
    assert.deepEqual(found("# Backup policy\n\nQuay BK-1 and, by the Harbour baseline, BK-1.\n"), [
      "BK-1=own/BK-1",
      "BK-1=harbour/BK-1",
    ]);
  });

  it("need the catalog's name where the number has no letters", () => {
    assert.deepEqual(found("# Backup policy\n\nQuay rules 4.10, see also section 4.2 of this text.\n"), [
      "4.10=own/4.10",
    ]);
    assert.deepEqual(found("# Backup policy\n\n## 4.2 Cranes\n\nThey are locked.\n"), []);
  });

  it("are none in code, links, other words and longer names", () => {
    const text = "# Backup policy\n\n`BK-1` [x](BK-3.md) XBK-1 BK-12 BK-1-based see-BK-1 BK-2\n";
    assert.deepEqual(found(text), []);
  });

  it("leave the numbers of ISO standards as they are", () => {
    assert.deepEqual(found("# Backup policy\n\nISO/IEC 27001:2022 A.8.13 and BK-1.\n"), [
      "A.8.13=iso27001:2022/A.8.13",
      "BK-1=harbour/BK-1",
    ]);
  });
});
