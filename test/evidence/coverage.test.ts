import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { type Library, standardOf } from "../../server/src/catalog/library.ts";
import type { Relation } from "../../server/src/catalog/model.ts";
import { createCoverageSum } from "../../server/src/evidence/coverage.ts";
import { creditOf, creditThrough } from "../../server/src/evidence/credit.ts";
import { statusOf, strongestFirst } from "../../server/src/evidence/decide.ts";
import type { DocumentCoverage, PointVerdict, WorkspaceCoverage } from "../../server/src/evidence/model.ts";
import { notAskedOf } from "../../server/src/evidence/roles.ts";
import { decide } from "../support/evidence.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

const bundled = loadLibrary();
const standards = ["iso27001:2022", "iso42001:2023"];
const exclusions = new Map([["iso27001:2022/A.8.13", "There is no data."]]);
const notAsked = notAskedOf(bundled, ["uses"]);
/** One of the standards as if a workspace had brought it along, with a mapping. */
const mapping: readonly Relation[] = [
  ["iso27001:2022/A.5.1", "equal-to", "iso42001:2023/A.2.2"],
  ["iso42001:2023/A.2.2", "superset-of", "iso42001:2023/A.2.3"],
  ["iso27001:2022/A.8.15", "intersects-with", "iso42001:2023/A.6.2.8"],
].map(([from = "", type, to = ""]) => ({
  id: `${from} ${to}`,
  basis: "mapping" as const,
  from,
  to: [to],
  type: type as Relation["type"],
  rationale: "",
  considerations: [],
}));
const library: Library = {
  ...bundled,
  mapped: mapping,
  standard: (id) => {
    const standard = bundled.standard(id);
    return standard && id === "iso42001:2023" ? { ...standard, own: true } : standard;
  },
};

/** Each document of the examples as it is, without its first and without its second half. */
const folder = path.join(projectRoot, "examples/policies");
const versions: readonly (readonly DocumentCoverage[])[] = readdirSync(folder)
  .sort()
  .map((name) => {
    const text = readFileSync(path.join(folder, name), "utf8");
    const lines = text.split("\n");
    const head = lines.slice(0, 12);
    const half = Math.ceil(lines.length / 2);
    return [text, [...head, ...lines.slice(half)].join("\n"), lines.slice(0, half).join("\n")].map(
      (one) => decide(one, `file:///policies/${name}`).coverage,
    );
  });

/** What a workspace's documents come to, computed from all of them at once. */
function fromScratch(given: readonly DocumentCoverage[]): object {
  const sorted = given.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  const rows = standards.flatMap((id) =>
    (bundled.standard(id)?.requirements ?? []).map((requirement) => {
      const parts = sorted.flatMap((one) => one.verdicts.get(requirement.id) ?? []);
      const points = requirement.points.map((point, i): PointVerdict => {
        const evidence = strongestFirst(parts.flatMap((part) => part.points[i]?.evidence ?? []));
        return { point, strength: evidence[0]?.strength, evidence };
      });
      const references = parts.flatMap((part) => part.references);
      const decided = statusOf(points, references.length > 0);
      const isOpen = decided === "missing" || decided === "claimed";
      const justification = exclusions.get(requirement.id) ?? (isOpen ? notAsked.get(requirement.id) : undefined);
      return {
        id: requirement.id,
        status: justification === undefined ? decided : ("excluded" as const),
        justification,
        points: points.map(({ strength, evidence }) => ({ strength, evidence })),
        references,
        documents: parts.filter((part) => part.status !== "missing").flatMap((part) => part.documents),
        parts,
      };
    }),
  );
  const known = new Map(rows.flatMap(({ id, status }) => (creditOf(status) ? [[id, creditOf(status) ?? "part"]] : [])));
  const isOpen = (id: string): boolean =>
    standardOf(id) === "iso42001:2023" && rows.find((row) => row.id === id)?.status !== "excluded";
  const credits = creditThrough(known, mapping, isOpen);
  return {
    verdicts: rows.map((row) => {
      const credit = credits.get(row.id);
      if (!credit) return row;
      const from = rows.find(({ id }) => id === credit.from)?.documents ?? [];
      return {
        ...row,
        status: credit.credit === "whole" ? "covered" : "partial",
        documents: row.documents.length > 0 ? row.documents : from,
      };
    }),
    considerations: bundled.considerations.map(({ id }) => {
      const evidence = strongestFirst(sorted.flatMap((one) => one.considerations.get(id)?.evidence ?? []));
      return { id, strength: evidence[0]?.strength, evidence };
    }),
    documents: sorted,
  };
}

const plain = ({ verdicts, considerations, documents, contributions }: WorkspaceCoverage): object => ({
  verdicts: [...verdicts].map(([id, verdict]) => ({
    id,
    status: verdict.status,
    justification: verdict.justification,
    points: verdict.points.map(({ strength, evidence }) => ({ strength, evidence })),
    references: verdict.references,
    documents: verdict.documents,
    parts: contributions.get(id)?.map((part) => part.verdict),
  })),
  considerations: [...considerations].map(([id, { strength, evidence }]) => ({ id, strength, evidence })),
  documents,
});

/** A document comes or reads otherwise (with a version), or goes; then somebody may look. */
const change = fc.record({
  document: fc.nat({ max: versions.length - 1 }),
  version: fc.option(fc.nat({ max: 2 }), { freq: 3 }),
  isLookedAt: fc.boolean(),
});

describe("coverage added up document by document", function () {
  this.timeout(120_000);

  it("is that of all documents at once, whatever came, changed and went, and in whatever order", () => {
    let covered = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 30 }), (changes) => {
        const sum = createCoverageSum(library, standards, exclusions, notAsked);
        const documents = new Map<number, DocumentCoverage>();
        const looks: { readonly total: WorkspaceCoverage; readonly expected: object }[] = [];
        for (const { document, version, isLookedAt } of changes) {
          const now = version === null ? undefined : versions[document]?.[version];
          if (now) {
            sum.put(now);
            documents.set(document, now);
          } else {
            sum.remove(versions[document]?.[0]?.uri ?? "");
            documents.delete(document);
          }
          if (isLookedAt) looks.push({ total: sum.total(), expected: fromScratch([...documents.values()]) });
        }
        looks.push({ total: sum.total(), expected: fromScratch([...documents.values()]) });
        // Looked at last, so that later changes would show in earlier totals.
        for (const { total, expected } of looks) assert.deepEqual(plain(total), expected);
        covered += [...(looks.at(-1)?.total.verdicts.values() ?? [])].filter((one) => one.status === "covered").length;
      }),
      { numRuns: 40 },
    );
    assert.ok(covered > 0);
  });

  it("decides anew only what the changed document speaks to", () => {
    const sum = createCoverageSum(bundled, standards, new Map());
    for (const [whole] of versions) if (whole) sum.put(whole);
    const before = sum.total();
    assert.equal(sum.total(), before);
    const [whole, half] = versions[0] ?? [];
    assert.ok(whole && half);
    sum.put(half);
    const after = sum.total();
    const spoken = new Set([...whole.verdicts.keys(), ...half.verdicts.keys()]);
    assert.ok(spoken.size > 0 && spoken.size < before.verdicts.size);
    for (const [id, verdict] of after.verdicts) assert.equal(verdict !== before.verdicts.get(id), spoken.has(id), id);
  });
});
