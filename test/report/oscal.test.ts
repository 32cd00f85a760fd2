import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { before, describe, it } from "mocha";
import { importCatalog } from "../../server/src/catalog/oscal-import.ts";
import { importMapping } from "../../server/src/catalog/oscal-mapping.ts";
import type { OscalCatalog, OscalMappingCollection } from "../../server/src/catalog/oscal-model.ts";
import { defaultConfig } from "../../server/src/engine/config.ts";
import type { OwnEquipment } from "../../server/src/engine/equipment.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import { oscalAssessmentResults } from "../../server/src/report/oscal/assessment-results.ts";
import { oscalCatalog } from "../../server/src/report/oscal/catalog.ts";
import { uuidOf } from "../../server/src/report/oscal/common.ts";
import { oscalComponentDefinition } from "../../server/src/report/oscal/component-definition.ts";
import { oscalMapping } from "../../server/src/report/oscal/mapping.ts";
import { loadLibrary } from "../support/library.ts";
import { equipWith, sharedFile, smallCatalog, smallMapping } from "../support/oscal.ts";

const facts = { version: "0.0.0", today: "2026-11-24" };
const relationships = ["equivalent-to", "equal-to", "subset-of", "superset-of", "intersects-with", "no-relationship"];

/** A policy with what is hard to export: brackets, pipes, an emoji, quotes, a path with blanks. */
const policy = `---
type: backup-policy
---

# Backup | policy 🔐 <draft> [1]

The IT manager must back up "all" data every day *and* test the restore of a sample every quarter, as BK-1 asks.

\`\`\`
code
\`\`\`
`;

describe("exports in OSCAL", function () {
  this.timeout(300_000);
  let equipment: OwnEquipment;
  let workspace: Workspace;
  const uri = "file:///w/docs/backup%20policy.md";
  before(async () => {
    equipment = await equipWith({
      "codicil.yaml": "catalogs: [harbour.json, map.json]\n",
      "harbour.json": JSON.stringify(smallCatalog),
      "map.json": JSON.stringify(smallMapping),
    });
    const { library, knowledge, rules, parser, analyzer } = equipment;
    const exclusions = new Map([["iso27001:2022/A.7.6", "No  secure\nareas."]]);
    const config = { ...defaultConfig(library), exclusions };
    workspace = createWorkspace({ library, knowledge, rules, parser, analyzer, config, today: facts.today });
    workspace.set({ uri, version: 1, text: policy });
  });

  const standards = (): string[] => workspace.config.standards.slice();
  const all = (): { schema: string; data: object }[] => {
    const { library } = equipment;
    const document = workspace.document(uri);
    assert.ok(document);
    return [
      ...library.standards.map((standard) => ({ schema: "catalog", data: oscalCatalog(standard, facts) })),
      { schema: "mapping", data: oscalMapping(library, facts) },
      {
        schema: "component",
        data: oscalComponentDefinition([{ ...document, path: "docs/backup policy.md" }], library, standards(), facts),
      },
      {
        schema: "assessment-results",
        data: oscalAssessmentResults(
          workspace.coverage(),
          library,
          standards(),
          () => ({ path: "docs/backup policy.md", line: 7 }),
          facts,
        ),
      },
    ];
  };

  it("are valid by the official schemas", function () {
    const names = ["catalog", "mapping", "component", "assessment-results"];
    const files = new Map(names.map((name) => [name, sharedFile(`oscal/oscal_${name}_schema.json`)]));
    if ([...files.values()].includes(undefined)) {
      console.log("      the official schemas are absent here: only our own checks run");
      return;
    }
    const validators = new Map(
      [...files].map(([name, file]) => [
        name,
        // The schemas use formats that Ajv does not bring along; their patterns say the same.
        new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
          JSON.parse(readFileSync(file ?? "", "utf8")) as object,
        ),
      ]),
    );
    for (const { schema, data } of all()) {
      const validate = validators.get(schema);
      assert.ok(validate);
      validate(JSON.parse(JSON.stringify(data)));
      assert.deepEqual(validate.errors ?? [], [], schema);
    }
  });

  it("keep to what the schemas do not say: ids, empty lists, UUIDs that are used once", () => {
    for (const { schema, data } of all()) {
      const uuids: string[] = [];
      walk(JSON.parse(JSON.stringify(data)), (key, value) => {
        if (Array.isArray(value)) assert.ok(value.length > 0, `${schema}: ${key} is empty`);
        if (key === "uuid") uuids.push(String(value));
        if (key === "control-id" || key === "id-ref") assert.match(String(value), /^\p{L}[\p{L}\p{N}._-]*$/u);
        if (key === "relationship") assert.ok(relationships.includes(String(value)));
        if (key === "href") assert.doesNotMatch(String(value), /\s/);
      });
      assert.equal(new Set(uuids).size, uuids.length, schema);
      assert.ok(uuids.every((uuid) => /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(uuid)));
    }
  });

  it("are the same each time", () => {
    assert.equal(JSON.stringify(all()), JSON.stringify(all()));
    assert.equal(uuidOf("a", "b"), uuidOf("a", "b"));
    assert.notEqual(uuidOf("a", "b"), uuidOf("ab"));
  });

  it("can be imported again: every control of a catalog, every relation of a mapping", () => {
    const standard = loadLibrary().standard("iso42001:2023");
    assert.ok(standard);
    const { catalog } = oscalCatalog(standard, facts) as { catalog: OscalCatalog };
    const again = importCatalog(catalog, { id: "again" }).standard;
    assert.deepEqual(
      again.requirements.map((one) => one.number).sort(),
      standard.requirements.map((one) => one.number).sort(),
    );
    const collection = oscalMapping(equipment.library, facts) as { "mapping-collection": OscalMappingCollection };
    const { relations, problems } = importMapping(
      collection["mapping-collection"],
      equipment.library.standards,
      (id) => (id === "harbour" ? "harbour.json" : undefined),
    );
    assert.deepEqual(problems, []);
    const written = [...equipment.library.data.crosswalks.flatMap((one) => one.relations), ...equipment.library.mapped];
    assert.deepEqual(
      relations.map(({ from, to, type }) => `${from} ${type} ${to.join()}`).sort(),
      written.map(({ from, to, type }) => `${from} ${type} ${to.join()}`).sort(),
    );
  });

  it("say what is derived, related and left out", () => {
    const results = all().find(({ schema }) => schema === "assessment-results")?.data as {
      "assessment-results": {
        results: {
          title: string;
          findings: { title: string; description: string; props: { name: string; value: string }[] }[];
        }[];
      };
    };
    const findings = results["assessment-results"].results.flatMap((result) => result.findings);
    const propsOf = (title: string): Record<string, string> =>
      Object.fromEntries(
        findings.find((one) => one.title === title)?.props.map(({ name, value }) => [name, value]) ?? [],
      );
    assert.equal(propsOf("BK-1 Copies of harbour data")["basis"], "related");
    assert.equal(propsOf("BK-1 Copies of harbour data")["related-requirement"], "iso27001:2022/A.8.13");
    assert.equal(propsOf("A.7.6 Working in secure areas")["status"], "excluded");
    assert.match(findings.find((one) => one.title.startsWith("A.7.6"))?.description ?? "", /No secure areas\./);
  });
});

function walk(value: unknown, visit: (key: string, value: unknown) => void): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    visit(key, inner);
    walk(inner, visit);
  }
}
