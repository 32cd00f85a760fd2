import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { FindingDetail, IntegrationDetail, PlaceDetail, SideDetail } from "../../server/src/lsp/protocol.ts";
import type { IntegrationAsRead } from "../../server/src/report/integration-as-read.ts";
import { stepWords } from "../../server/src/report/integration-words.ts";
import { runCli, soundPolicy } from "../support/cli.ts";
import { CoverageClient } from "../support/coverage-client.ts";
import { projectRoot } from "../support/library.ts";

describe("integration for the side panel", function () {
  this.timeout(300_000);
  let root: string;
  let client: CoverageClient;
  const changes: string[][] = [];
  const folder = (name: string): string => path.join(root, name);
  const keyOf = async (name: string): Promise<string> => {
    const { projects } = await client.coverage();
    return projects.find((project) => project.name.startsWith(name))?.key ?? assert.fail(`no project ${name}`);
  };
  const ask = async (name: string): Promise<IntegrationDetail> => {
    const detail = await client.ask("codicil/integration", { project: await keyOf(name) });
    return detail ?? assert.fail(`${name} has two management systems`);
  };
  before(async () => {
    root = mkdtempSync(path.join(tmpdir(), "codicil-integration-"));
    for (const name of ["read", "edited"])
      cpSync(path.join(projectRoot, "examples/tallymere"), folder(name), { recursive: true });
    for (const [name, config] of [
      ["one", "standards: [iso27001:2022]\n"],
      ["unused", "ai: { used: false }\n"],
    ] as const) {
      mkdirSync(folder(name));
      writeFileSync(path.join(folder(name), "codicil.yaml"), config);
      writeFileSync(path.join(folder(name), "cryptography-policy.md"), soundPolicy);
    }
    client = new CoverageClient();
    client.connection.onNotification("codicil/integrationChanged", ({ projects }: { projects: string[] }) => {
      changes.push(projects);
    });
    await client.start(["read", "edited", "one", "unused"].map(folder));
  });
  after(async () => {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it("has the rows of the command line", async () => {
    const { out } = await runCli(["integrate", "--format", "json"], folder("read"));
    const [view] = JSON.parse(out) as [IntegrationAsRead];
    const detail = await ask("read");
    const placeOf = ({ uri, range, quote }: PlaceDetail) => ({
      document: path.relative(folder("read"), fileURLToPath(uri)),
      line: range.start.line + 1,
      quote,
    });
    const findingOf = ({ place, ...rest }: FindingDetail) => {
      const { document, line } = placeOf(place);
      return { ...rest, document, line };
    };
    const sideOf = ({ number, title, status, places, missing }: SideDetail) => ({
      number,
      title,
      status,
      missing,
      places: places.map(placeOf),
    });
    assert.equal(view.pairs.length, 32);
    assert.deepEqual(
      detail.clauses.flatMap(({ number, title, pairs }) =>
        pairs.map(({ id, topic, state, step, sides, findings }) => ({
          id,
          topic,
          clause: { number, title },
          state,
          step: step?.says,
          sides: sides.map(sideOf),
          findings: findings.map(findingOf),
        })),
      ),
      view.pairs.map(({ id, topic, clause, state, source, target, findings }) => {
        const step = view.plan.find((one) => one.pair === id);
        return {
          id,
          topic,
          clause,
          state,
          step: step && stepWords(step),
          sides: [...(source ? [source] : []), target].map(({ number, title, status, places, missing }) => ({
            number,
            title,
            status,
            missing,
            places,
          })),
          findings,
        };
      }),
    );
    assert.equal(view.distinctions.length, 5);
    assert.deepEqual(
      detail.distinctions.map((one) => ({ ...one, findings: one.findings.map(findingOf) })),
      view.distinctions,
    );
    assert.equal(view.risks.length, 4);
    assert.deepEqual(
      detail.risks.map(({ id, places, findings }) => [id, places.map(placeOf), findings.map(findingOf)]),
      view.risks.map(({ id, places, findings }) => [id, places, findings]),
    );
  });

  it("says why a pair is in its state, and which fix there is", async () => {
    const pairs = (await ask("read")).clauses.flatMap((clause) => clause.pairs);
    const pair = (id: string) => pairs.find((one) => one.id === id) ?? assert.fail(id);
    const parallel = pair("pair-4-1");
    assert.equal(
      parallel.reason,
      "“ISMS scope and manual” serves ISO/IEC 27001:2022, and “AIMS scope and manual” serves ISO/IEC 42001:2023.",
    );
    assert.deepEqual(
      parallel.findings.map(({ rule, hasFix }) => [rule, hasFix]),
      [["integration/parallel-clauses", true]],
    );
    assert.equal(
      pair("pair-10-1").reason,
      "“Corrective action procedure” serves ISO/IEC 27001:2022, and no document serves ISO/IEC 42001:2023.",
    );
    assert.deepEqual(
      pair("pair-10-1").findings.map(({ rule }) => rule),
      ["integration/one-sided-clauses"],
    );
    assert.equal(pair("pair-6-1-4").reason, "Only ISO/IEC 42001:2023 asks for it, and no document serves it.");
    assert.equal(pair("pair-5-2").reason, "“Information security and AI governance policy” serves both standards.");
    assert.deepEqual([pair("pair-5-2").step, pair("pair-5-2").findings], [null, []]);
  });

  it("shows the evidence where it stands", async () => {
    const { clauses, risks } = await ask("read");
    const places = [
      ...clauses.flatMap(({ pairs }) => pairs.flatMap(({ sides }) => sides.flatMap((side) => side.places))),
      ...risks.flatMap((risk) => risk.places),
    ].filter(({ uri }) => uri.endsWith(".md"));
    assert.ok(places.length > 40, `${places.length} places`);
    for (const { uri, range, quote } of places) {
      const text = readFileSync(fileURLToPath(uri), "utf8");
      const words = TextDocument.create(uri, "markdown", 1, text).getText(range);
      assert.equal(words.replace(/\s+/g, " ").trim(), quote);
    }
  });

  it("has nothing to say where there are no two management systems", async () => {
    assert.equal(await client.ask("codicil/integration", { project: await keyOf("one") }), null);
    assert.equal(await client.ask("codicil/integration", { project: await keyOf("unused") }), null);
    assert.equal(await client.ask("codicil/integration", { project: "file:///nowhere" }), null);
  });

  it("tells once that an answer is another by now", async () => {
    const key = await keyOf("edited");
    const stateOf = async (): Promise<string | undefined> =>
      (await ask("edited")).clauses.flatMap(({ pairs }) => pairs).find(({ id }) => id === "pair-4-1")?.state;
    assert.equal(await stateOf(), "parallel");
    const name = path.join(folder("edited"), "policies/aims-manual.md");
    const whole = readFileSync(name, "utf8");
    const without = whole.replace(/^## Context of the organization\n[^#]*/m, "");
    assert.notEqual(without, whole);
    const uri = pathToFileURL(name).href;
    const told = (times: number): Promise<string[][]> =>
      client.soon("word of the change", () => (changes.length >= times ? changes : undefined));
    await client.open(uri, "markdown", whole);
    await client.change(uri, 2, without);
    assert.deepEqual(await told(1), [[key]]);
    // It is not asked, so nothing is told: the change of the coverage that comes along shows that there was a change.
    const seen = client.changes.length;
    await client.change(uri, 3, whole);
    await client.soon("a change of the coverage", () =>
      client.changes
        .slice(seen)
        .find(({ projects }) =>
          projects.some(({ changes: rows }) =>
            rows.requirements.some(({ id, status }) => id === "iso42001:2023/4.1" && status === "covered"),
          ),
        ),
    );
    await client.change(uri, 4, without);
    assert.equal(await stateOf(), "one-sided");
    assert.deepEqual(changes, [[key]]);
    await client.change(uri, 5, whole);
    assert.deepEqual(await told(2), [[key], [key]]);
    assert.equal(await stateOf(), "parallel");
  });
});
