import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import type { TextCache } from "../../server/src/engine/own-files.ts";
import { defaultConfig } from "../../server/src/engine/config.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import type { OwnEquipment } from "../../server/src/engine/equipment.ts";
import { equipWith, problemsOf, sharedFile, smallCatalog, smallMapping } from "../support/oscal.ts";

const harbour = JSON.stringify(smallCatalog);

/** A cache that can be looked into. */
function memoryCache(): TextCache & { readonly kept: Map<string, string>; hits: number } {
  const kept = new Map<string, string>();
  return {
    kept,
    hits: 0,
    get(kind, input) {
      const found = kept.get(kind + input);
      if (found !== undefined) this.hits++;
      return Promise.resolve(found);
    },
    put(kind, input, result) {
      kept.set(kind + input, result);
      return Promise.resolve();
    },
  };
}

function workspaceOf(equipment: OwnEquipment, documents: Readonly<Record<string, string>>): Workspace {
  const { library, knowledge, rules, parser, analyzer } = equipment;
  const config = defaultConfig(library);
  const workspace = createWorkspace({
    library,
    knowledge,
    rules,
    parser,
    analyzer,
    config,
    today: "2026-11-24",
    rethrow: true,
  });
  for (const [name, text] of Object.entries(documents)) workspace.set({ uri: `file:///w/${name}`, version: 1, text });
  return workspace;
}

describe("a workspace's own catalogs", function () {
  this.timeout(300_000);

  it("come in Codicil's YAML, with points and relations of their own", async () => {
    const files = {
      "codicil.yaml": "catalogs: [acme.yaml]\n",
      "acme.yaml": `id: acme:2026
name: Acme baseline
groups: [{id: BK, title: Backups}]
controls:
  - id: BK-1
    title: Nightly copies
    group: BK
    points:
      - {id: nightly, says: Copies are made every night, core: true, signals: [copy ~ every night]}
  - {id: BK-2, title: Crane grease, gist: Grease cranes with approved grease}
relations:
  - {from: BK-2, to: [iso27001:2022/A.8.13], type: intersects-with}
`,
    };
    const equipment = await equipWith(files);
    assert.deepEqual(problemsOf(equipment, files), []);
    const workspace = workspaceOf(equipment, {
      "backup-policy.md": "---\ntype: backup-policy\n---\n\n# Backup policy\n\nA copy is made every night.\n",
    });
    const verdict = workspace.coverage().verdicts.get("acme:2026/BK-1");
    assert.equal(verdict?.status, "covered");
    assert.equal(verdict?.basis, undefined);
    assert.equal(equipment.library.relationsOf("acme:2026/BK-2").length, 1);
  });

  it("are told what is wrong with them, where it is written", async () => {
    const files = {
      "codicil.yaml": "catalogs:\n  - acme.yaml\n  - nowhere.json\n  - broken.json\n  - plan.yaml\n",
      "acme.yaml": `name: Acme
controls:
  - id: A-1
    title: One
    points:
      - {id: p, says: Something, core: true, signals: [one ~ (two]}
  - {id: A-1, title: Twice}
  - {id: A-2, titel: Two}
`,
      "broken.json": '{"catalog": {,}}',
      "plan.yaml": "system-security-plan:\n  uuid: x\n",
    };
    const problems = problemsOf(await equipWith(files), files);
    assert.deepEqual(
      problems.map(({ file, line, message }) => `${file}:${line} ${message}`),
      [
        "codicil.yaml:3 The catalog “nowhere.json” cannot be read: it does not exist.",
        "acme.yaml:8 “title” is missing.",
        "acme.yaml:8 “titel” is not a known key here.",
        "broken.json:1 This file cannot be read as JSON.",
        "plan.yaml:1 This file holds “system-security-plan”; expected an OSCAL catalog, profile or mapping-collection.",
      ],
    );
    const repaired = {
      ...files,
      "codicil.yaml": "catalogs: [acme.yaml]\n",
      "acme.yaml": files["acme.yaml"].replace("titel", "title"),
    };
    assert.deepEqual(
      problemsOf(await equipWith(repaired), repaired).map(({ line, at, message }) => [line, at, message]),
      [
        [7, "id", "“A-1” stands in the catalog twice."],
        [6, "(two", "The pattern cannot be read: “(” is not closed."],
      ],
    );
  });

  it("in OSCAL are covered by derived points, and say so; nothing is found fault with because of them", async () => {
    const files = { "codicil.yaml": "catalogs: [harbour.json]\n", "harbour.json": harbour };
    const equipment = await equipWith(files);
    const workspace = workspaceOf(equipment, {
      "backup-policy.md":
        "---\ntype: backup-policy\n---\n\n# Backup policy\n\nRestore drills must rehearse the restoration of data with crane operators (BK-1(1)). BK-3 is named.\n",
    });
    const { verdicts } = workspace.coverage();
    assert.equal(verdicts.get("harbour/BK-1(1)")?.status, "covered");
    assert.equal(verdicts.get("harbour/BK-1(1)")?.basis, "derived");
    assert.equal(verdicts.get("harbour/BK-3")?.status, "claimed");
    assert.equal(verdicts.get("iso27001:2022/A.8.13")?.basis, undefined);
    assert.deepEqual(
      workspace.findings().filter((finding) => finding.requirement?.startsWith("harbour/") ?? false),
      [],
    );
  });

  it("take credit from ISO controls through a mapping, which leaves the ISO verdicts as they are", async () => {
    const files = {
      "codicil.yaml": "catalogs: [harbour.json, map.json]\n",
      "harbour.json": harbour,
      "map.json": JSON.stringify(smallMapping),
    };
    const equipment = await equipWith(files);
    assert.deepEqual(problemsOf(equipment, files), []);
    const text =
      "---\ntype: backup-policy\n---\n\n# Backup policy\n\nThe IT manager must back up all data every day. The IT manager must test the restore of a sample of backups every quarter. Backups are encrypted and kept off-site. Backups are kept for one year.\n";
    const { verdicts } = workspaceOf(equipment, { "backup-policy.md": text }).coverage();
    assert.equal(verdicts.get("iso27001:2022/A.8.13")?.status, "covered");
    const whole = verdicts.get("harbour/BK-1");
    assert.deepEqual(
      [whole?.status, whole?.basis, whole?.credit?.from],
      ["covered", "related", "iso27001:2022/A.8.13"],
    );
    assert.deepEqual(
      [verdicts.get("harbour/BK-3")?.status, verdicts.get("harbour/BK-3")?.basis],
      ["partial", "related"],
    );
    assert.equal(verdicts.get("harbour/PR.AC-01")?.status, "missing");
  });

  it("resolve a profile from the catalog beside it, and say what they miss", async () => {
    const profile = JSON.stringify({
      profile: {
        metadata: { title: "Night shift" },
        imports: [
          { href: "https://example.org/harbour.json", "include-controls": [{ "with-ids": ["bk-3", "bk-4"] }] },
          { href: "https://example.org/other.json", "include-all": {} },
        ],
      },
    });
    const files = { "codicil.yaml": "catalogs: [night.json]\n", "night.json": profile, "harbour.json": harbour };
    const equipment = await equipWith(files);
    assert.deepEqual(
      equipment.library.standard("night")?.requirements.map((one) => one.number),
      ["BK-3", "BK-4"],
    );
    assert.match(
      problemsOf(equipment, files)[0]?.message ?? "",
      /The profile rests on “other\.json”, which cannot be read/,
    );
  });

  it("take over what a profile sets, adds and removes", async () => {
    const profile = JSON.stringify({
      profile: {
        metadata: { title: "Night shift" },
        imports: [{ href: "harbour.json", "include-controls": [{ "with-ids": ["bk-1", "bk-3", "bk-4"] }] }],
        modify: {
          "set-parameters": [{ "param-id": "bk-1_prm_1", values: ["midnight"] }],
          alters: [
            {
              "control-id": "bk-3",
              removes: [{ "by-name": "statement" }],
              adds: [{ parts: [{ name: "statement", prose: "Keep copies for ten years." }] }],
            },
            { "control-id": "bk-4", adds: [{ title: "Encryption at night" }] },
          ],
        },
      },
    });
    const files = { "codicil.yaml": "catalogs: [night.json]\n", "night.json": profile, "harbour.json": harbour };
    const { library, problems } = await equipWith(files);
    assert.deepEqual(problems, []);
    assert.match(library.requirement("night/BK-1")?.gist ?? "", /^Copy the harbour data at midnight;/);
    assert.equal(library.requirement("night/BK-3")?.gist, "Keep copies for ten years.");
    assert.equal(library.requirement("night/BK-4")?.title, "Encryption at night");
  });

  it("are kept in the cache by content, and what the cache gives back is looked at", async () => {
    const files = { "codicil.yaml": "catalogs: [harbour.json]\n", "harbour.json": harbour };
    const cache = memoryCache();
    const first = await equipWith(files, cache);
    assert.equal(cache.hits, 0);
    const second = await equipWith(files, cache);
    assert.equal(cache.hits, 1);
    assert.deepEqual(second.library.standard("harbour"), first.library.standard("harbour"));
    for (const [key, value] of cache.kept) {
      for (const poison of [
        "",
        "{}",
        "[1]",
        value.replace('"kind":"control"', '"kind":"x"'),
        value.replaceAll("harbour/", "iso27001:2022/"),
      ]) {
        cache.kept.set(key, poison);
        assert.deepEqual(
          (await equipWith(files, cache)).library.standard("harbour"),
          first.library.standard("harbour"),
        );
      }
    }
    const changed = { ...files, "harbour.json": harbour.replace("Tape rooms", "Tape halls") };
    const hits = cache.hits;
    await equipWith(changed, cache);
    assert.equal(cache.hits, hits);
  });
});

describe("the Low baseline of NIST SP 800-53 in YAML", () => {
  const file = sharedFile("nist/sp800-53r5-low.yaml");
  if (file === undefined) {
    it("is absent here, so it is not loaded", () => assert.equal(file, undefined));
    return;
  }

  it("loads, and comes from the cache the next time", async function () {
    this.timeout(300_000);
    const files = { "codicil.yaml": "catalogs: [low.yaml]\n", "low.yaml": readFileSync(file, "utf8") };
    const cache = memoryCache();
    const { library, problems } = await equipWith(files, cache);
    assert.deepEqual(problems, []);
    assert.equal(library.requirement("low/AC-2")?.title, "Account Management");
    assert.ok((library.standard("low")?.requirements.length ?? 0) > 140);
    await equipWith(files, cache);
    assert.equal(cache.hits, 1);
  });
});
