import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { derivePoints } from "../../server/src/catalog/derive-points.ts";
import { importCatalog } from "../../server/src/catalog/oscal-import.ts";
import { importMapping } from "../../server/src/catalog/oscal-mapping.ts";
import type { OscalCatalog, OscalProfile } from "../../server/src/catalog/oscal-model.ts";
import { importsOf, joinCatalogs } from "../../server/src/catalog/oscal-profile.ts";
import { compileKnowledge } from "../../server/src/evidence/knowledge.ts";
import { createLibrary } from "../../server/src/catalog/library.ts";
import { extendCatalogs } from "../../server/src/catalog/extend.ts";
import { loadLibrary } from "../support/library.ts";
import { sharedFile, smallCatalog, smallMapping } from "../support/oscal.ts";

const harbour = importCatalog(smallCatalog.catalog, { id: "harbour" });
const numbers = harbour.standard.requirements.map((requirement) => requirement.number);

describe("importing an OSCAL catalog", () => {
  it("takes the printed numbers, and leaves out what was withdrawn", () => {
    assert.deepEqual(numbers, ["BK-1", "BK-1(1)", "BK-3", "BK-4", "PR.AC-01"]);
    assert.deepEqual(harbour.problems, []);
  });

  it("keeps groups and what they stand in", () => {
    assert.deepEqual(
      harbour.standard.groups.map(({ id, parent }) => [id, parent]),
      [
        ["BK", undefined],
        ["PR", undefined],
        ["PR.AC", "PR"],
      ],
    );
    assert.equal(harbour.standard.requirements.at(-1)?.group, "PR.AC");
  });

  it("reads the statement only, with parameters by their labels", () => {
    assert.deepEqual(harbour.texts[0]?.statements, [
      "Copy the harbour data at [an interval];",
      "Store one copy in a different building.",
    ]);
  });

  it("says what is wrong and goes on where parts are missing or of the wrong kind", () => {
    const broken = {
      groups: "none",
      controls: [null, { id: 7 }, { title: "without an id" }, { id: "x-1" }, { id: "x-1" }],
    } as unknown as OscalCatalog;
    const { standard, problems } = importCatalog(broken, { id: "broken" });
    assert.deepEqual(
      standard.requirements.map((requirement) => requirement.number),
      ["7", "X-1"],
    );
    assert.deepEqual(problems, ["The control “X-1” stands in the catalog twice."]);
    assert.deepEqual(importCatalog({}, { id: "empty" }).problems, ["The catalog holds no controls."]);
  });

  it("ends where controls nest without end", () => {
    const round: { id: string; controls: unknown[] } = { id: "r-1", controls: [] };
    round.controls.push(round);
    const { standard } = importCatalog({ controls: [round] } as OscalCatalog, { id: "round" });
    assert.equal(standard.requirements.length, 1);
  });
});

describe("points derived from a catalog's words", () => {
  const points = derivePoints(harbour.texts, loadLibrary().language, { file: "harbour.json", line: 1, column: 1 });

  it("are marked, have a core, and speak of what the requirement is about", () => {
    const own = points.get("harbour/BK-1(1)") ?? [];
    assert.ok(own.length >= 2 && own.every((point) => point.derived));
    assert.equal(own.filter((point) => point.core).length, 1);
    assert.match(own.map((point) => point.signals.map((signal) => signal.pattern).join()).join(), /restore drills/);
  });

  it("are patterns that the engine can read", function () {
    this.timeout(300_000);
    const { data } = extendCatalogs(loadLibrary().data, [{ file: "harbour.json", catalog: harbour }]);
    assert.deepEqual(compileKnowledge(createLibrary(data)).problems, []);
  });
});

describe("an OSCAL profile", () => {
  const chosen = (entry: object): string[] => {
    const profile = { imports: [{ href: "harbour.json", ...entry }] } as OscalProfile;
    const parts = importsOf(profile).map(({ select }) => select(smallCatalog.catalog));
    return importCatalog(joinCatalogs(profile, parts), { id: "p" }).standard.requirements.map((one) => one.number);
  };

  it("takes what it includes, by id and by pattern", () => {
    assert.deepEqual(chosen({ "include-controls": [{ "with-ids": ["bk-3"] }] }), ["BK-3"]);
    assert.deepEqual(chosen({ "include-controls": [{ matching: [{ pattern: "pr.*" }] }] }), ["PR.AC-01"]);
    assert.deepEqual(chosen({ "include-all": {} }), numbers);
  });

  it("takes enhancements along only where it says so", () => {
    const ids = ["bk-1"];
    assert.deepEqual(chosen({ "include-controls": [{ "with-ids": ids }] }), ["BK-1"]);
    assert.deepEqual(chosen({ "include-controls": [{ "with-ids": ids, "with-child-controls": "yes" }] }), [
      "BK-1",
      "BK-1(1)",
    ]);
    assert.deepEqual(chosen({ "include-controls": [{ "with-ids": ["bk-1.1"] }] }), ["BK-1(1)"]);
  });

  it("leaves out what it excludes", () => {
    assert.deepEqual(chosen({ "include-all": {}, "exclude-controls": [{ matching: [{ pattern: "bk-*" }] }] }), [
      "PR.AC-01",
    ]);
  });

  it("finds its catalog by resource, and beside it where the address is on the network", () => {
    const profile: OscalProfile = {
      imports: [{ href: "#r1" }, { href: "../base.json" }],
      "back-matter": {
        resources: [
          {
            uuid: "r1",
            rlinks: [{ href: "https://example.org/x/cat.xml" }, { href: "https://example.org/x/cat.json" }],
          },
        ],
      },
    };
    assert.deepEqual(
      importsOf(profile).map(({ addresses }) => addresses),
      [["cat.json"], ["../base.json", "base.json"]],
    );
  });
});

describe("an OSCAL mapping collection", () => {
  const standards = [...loadLibrary().standards, harbour.standard];
  const read = (collection: object): ReturnType<typeof importMapping> =>
    importMapping(collection, standards, (id) => (id === "harbour" ? "harbour.json" : undefined));

  it("becomes relations; no relationship is none", () => {
    const { relations, problems } = read(smallMapping["mapping-collection"]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      relations.map(({ from, type, to }) => [from, type, ...to]),
      [
        ["iso27001:2022/A.8.13", "superset-of", "harbour/BK-1"],
        ["iso27001:2022/A.8.13", "intersects-with", "harbour/BK-3"],
      ],
    );
  });

  it("says less of one source than of several together", () => {
    const map = (relationship: string): object => ({
      mappings: [
        {
          maps: [
            {
              relationship,
              sources: [{ "id-ref": "bk-1" }, { "id-ref": "bk-3" }],
              targets: [{ "id-ref": "bk-4" }],
            },
          ],
        },
      ],
    });
    const types = (relationship: string): string[] =>
      read(map(relationship)).relations.map((relation) => relation.type);
    assert.deepEqual(types("superset-of"), ["intersects-with", "intersects-with"]);
    assert.deepEqual(types("equal-to"), ["subset-of", "subset-of"]);
    assert.deepEqual(types("subset-of"), ["subset-of", "subset-of"]);
  });

  it("reports relationships and controls that nobody knows", () => {
    const maps = [
      { relationship: "is-like", sources: [{ "id-ref": "bk-1" }], targets: [{ "id-ref": "bk-3" }] },
      { relationship: "equal-to", sources: [{ "id-ref": "bk-1" }], targets: [{ "id-ref": "zz-9" }] },
    ];
    const { relations, problems } = read({ mappings: [{ maps }] });
    assert.deepEqual(relations, []);
    assert.match(problems.join("\n"), /“is-like” is no relationship/);
    assert.match(problems.join("\n"), /No loaded catalog has the control “zz-9”/);
  });
});

describe("NIST SP 800-53 rev 5", () => {
  const file = sharedFile("nist/sp800-53r5-moderate.json");
  if (file === undefined) {
    it("is absent here, so its import is not tested", () => assert.equal(file, undefined));
    return;
  }

  it("gives the 287 controls of the Moderate baseline, each with points", function () {
    this.timeout(300_000);
    const { catalog } = JSON.parse(readFileSync(file, "utf8")) as { catalog: OscalCatalog };
    const { standard, texts, problems } = importCatalog(catalog, { id: "nist" });
    assert.deepEqual(problems, []);
    assert.equal(standard.requirements.length, 287);
    assert.equal(standard.groups.find((group) => group.id === "AC")?.title, "Access Control");
    const ids = standard.requirements.map((requirement) => requirement.number);
    assert.ok(["AC-2", "AC-2(1)", "CP-9"].every((id) => ids.includes(id)));
    const points = derivePoints(texts, loadLibrary().language, { file, line: 1, column: 1 });
    const without = standard.requirements.filter((requirement) => (points.get(requirement.id) ?? []).length === 0);
    assert.deepEqual(
      without.map((requirement) => `${requirement.number} ${requirement.title}`),
      [],
    );
  });
});
