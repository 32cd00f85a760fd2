import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { type CliFolder, createCliFolder, runCli } from "../support/cli.ts";
import { manual } from "../support/clauses.ts";
import { projectRoot } from "../support/library.ts";

describe("codicil integrate", function () {
  this.timeout(300_000);
  const examples = path.join(projectRoot, "examples/tallymere");
  let folder: CliFolder;
  before(async () => {
    folder = await createCliFolder({
      "policies/isms.md": manual("ISMS manual", "iso27001:2022", ["4.1", "4.3", "4.4"]),
      "policies/aims.md": manual("AIMS manual", "iso42001:2023", ["4.1", "4.3"]),
      "out/codicil.yaml": "standards: [iso27001:2022]\n",
      "out/policies/isms.md": manual("ISMS manual", "iso27001:2022", ["4.1"]),
    });
  });
  after(() => folder.remove());

  it("shows the pairs, the plan, the distinctions and the risks", async () => {
    const { out, code, err } = await runCli(["integrate"], examples);
    assert.equal(code, 0);
    assert.equal(err, "");
    assert.match(out, /parallel {4}4\.1 +Context +covered +covered +isms-manual\.md, aims-manual\.md/);
    assert.match(out, /16 integrated, 5 parallel, 6 one-sided, 0 by itself, 5 absent/);
    assert.match(out, /small +merge +4\.1 Context/);
    assert.match(out, /extend to ISO\/IEC 42001:2023 +9\.3\.1 Management review/);
    assert.equal([...out.matchAll(/^ {2}✗ /gm)].length, 6, "five distinctions and one risk");
    assert.match(out, /✗ Opacity \(availability\): no document considers it/);
    assert.ok(out.indexOf("medium  merge") > out.lastIndexOf("small   merge"), "the cheapest first");
  });

  it("gives JSON with paths and lines", async () => {
    const { out, code } = await runCli(["integrate", "--format", "json"], examples);
    assert.equal(code, 0);
    const [project] = JSON.parse(out) as {
      pairs: { id: string; state: string; source: { places: { document: string; line: number }[] } }[];
      plan: { action: string }[];
      risks: { findings: { document: string }[] }[];
    }[];
    const pair = project?.pairs.find((one) => one.id === "pair-4-1");
    assert.equal(pair?.state, "parallel");
    const place = pair?.source.places[0];
    assert.deepEqual([place?.document, place?.line], [path.join("policies", "isms-manual.md"), 26]);
    assert.ok(project?.plan.some((step) => step.action === "merge"));
    assert.doesNotMatch(out, /file:\/\//);
  });

  it("gives a chapter in Markdown", async () => {
    const { out } = await runCli(["integrate", "--format", "markdown"], examples);
    assert.match(out, /^# Integration of the two management systems$/m);
    assert.match(
      out,
      /^\| Context \| 4\.1 covered \| 4\.1 covered \| parallel \| .*isms-manual\.md, .*aims-manual\.md \|$/m,
    );
    assert.match(out, /^## What has to stay distinct$/m);
  });

  it("works without a configuration", async () => {
    const { out, code } = await folder.run("integrate", "policies");
    assert.equal(code, 0);
    assert.match(out, /one-sided {3}4\.4 +The management system +covered +missing/);
  });

  it("says why there is nothing to compare", async () => {
    const { out, code } = await folder.run("integrate", "out");
    assert.equal(code, 0);
    assert.match(out, /Nothing is compared/);
  });
});
