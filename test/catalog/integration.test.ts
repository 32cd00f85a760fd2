import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { loadCatalogs } from "../../server/src/catalog/load.ts";
import { decide } from "../support/evidence.ts";
import { catalogFiles, loadLibrary } from "../support/library.ts";

const library = loadLibrary();
const integration = library.integration ?? assert.fail("there is no catalog on integration");
const shows = (text: string): ReadonlySet<string> =>
  new Set(decide(`# House rules\n\n## Purpose\n\nOne system.\n\n## Rules\n\n${text}\n`).coverage.aspects.keys());

describe("the catalog on integration", () => {
  it("pairs every sub-clause of both standards once", () => {
    for (const side of ["source", "target"] as const) {
      const clauses = library.standard(integration[side])?.requirements.filter((one) => one.kind === "clause") ?? [];
      const parents = new Set(clauses.map((one) => one.group));
      const leaves = clauses.filter((one) => !parents.has(one.number)).map((one) => one.id);
      assert.deepEqual(
        integration.pairs.map((pair) => pair[side]).filter((id) => id !== undefined),
        leaves,
      );
    }
  });

  it("lets clauses 4, 5, 7, 9 and 10 be merged, and no other", () => {
    const crosswalk = library.data.crosswalks[0] ?? assert.fail();
    const mergeable = new Set(crosswalk.mergeable.flatMap((group) => group.target));
    for (const { id, share, target } of integration.pairs) {
      const main = target.split("/")[1]?.split(".")[0] ?? "";
      assert.equal(share === "merge", mergeable.has(main), id);
    }
  });

  for (const pair of integration.pairs) {
    if (pair.text === undefined || pair.source === undefined) continue;
    const { text, source } = pair;
    it(`has a text for ${pair.target.split("/")[1] ?? ""} that covers both sub-clauses`, () => {
      const { verdicts } = decide(`# House rules\n\n## Purpose\n\nOne system.\n\n## Rules\n\n${text}\n`).coverage;
      assert.equal(verdicts.get(source)?.status, "covered");
      assert.equal(verdicts.get(pair.target)?.status, "covered");
    });
  }

  it("has a clause for each side of a distinction that shows that side and not the other", () => {
    for (const { id, source, target } of integration.distinctions) {
      if (source.id === "impact-folded") continue;
      for (const [own, other] of [
        [source, target],
        [target, source],
      ] as const) {
        const found = shows(own.clause);
        assert.ok(found.has(own.id), `${id}: ${own.id}`);
        assert.ok(!found.has(other.id), `${id}: the clause of ${own.id} shows ${other.id}`);
      }
    }
  });

  it("asks each requirement and consideration of some role, and names only known ones", () => {
    for (const need of integration.roleNeeds) {
      assert.ok(need.roles.length < integration.roles.length);
      for (const id of need.requirements) assert.ok(library.requirement(id), id);
      for (const id of need.considerations) assert.ok(library.consideration(id), id);
    }
  });

  it("reports ids that lead nowhere", () => {
    const broken = (from: string, to: string): string[] =>
      loadCatalogs(
        catalogFiles().map((file) =>
          file.path.startsWith("integration/") ? { ...file, text: file.text.replace(from, to) } : file,
        ),
      ).problems.map((one) => one.message);
    assert.deepEqual(broken('source: "4.1"', 'source: "4.9"'), ["The requirement “iso27001:2022/4.9” is unknown."]);
    assert.deepEqual(broken("types: [data-governance-policy]", "types: [data-policy]"), [
      "The document type “data-policy” is unknown.",
    ]);
    assert.deepEqual(broken("\n    share: merge", "\n    share: some"), ["Expected one of: merge, method, apart."]);
  });
});
