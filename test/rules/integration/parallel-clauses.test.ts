import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits } from "../../../server/src/base/text.ts";
import { rule } from "../../../server/src/rules/integration/parallel-clauses.ts";
import { expectFindings, expectSilence, readMarked, runRule } from "../../support/rules.ts";
import { manual, pairText } from "../../support/clauses.ts";

const isms = manual("ISMS manual", "iso27001:2022", ["4.1", "4.3", "4.4"]);
const aims = manual("AIMS manual", "iso42001:2023", ["4.1", "4.3", "4.4"]);
const files = (security: string, ai: string): string =>
  `//- /policies/isms.md\n${security}\n//- /policies/aims.md\n${ai}\n`;

describe("integration/parallel-clauses", () => {
  it("makes one finding for two documents, with the places in both", () => {
    expectFindings(rule, files(isms.replace("ISMS manual", "<|ISMS manual|>"), aims), ["parallel"]);
    const [said] = runRule(rule, readMarked(files(isms, aims)).files);
    assert.match(said?.text ?? "", /context \(4\.1\), scope \(4\.3\) and the management system \(4\.4\)/);
  });

  it("stands at the section where there is one clause", () => {
    const one = manual("ISMS manual", "iso27001:2022", ["4.1", "4.3"]).replace("## Part 4.1", "## <|Part 4.1|>");
    const other = manual("AIMS manual", "iso42001:2023", ["4.1", "4.4"]);
    expectFindings(rule, files(one, other), ["parallel"]);
  });

  it("reads YAML", () =>
    expectFindings(
      rule,
      `//- /policies/isms.yaml\ntitle: <|ISMS manual|>\ncontext: ${quoted("iso27001:2022", "4.1")}\nsystem: ${quoted("iso27001:2022", "4.4")}\nboundaries: ${quoted("iso27001:2022", "4.3")}\n//- /policies/aims.md\n${aims}`,
      ["parallel"],
    ));

  it("is silent where one document serves both", () =>
    expectSilence(
      rule,
      `# Management system manual\n\n${["pair-4-1", "pair-4-3", "pair-4-4"].map((id) => `## Part ${id}\n\n${pairText(id)}\n`).join("\n")}`,
    ));

  it("is silent where one system is hardly there yet, or AI is out of scope", () => {
    expectSilence(rule, files(isms, manual("Model documentation procedure", "iso42001:2023", ["4.1"])));
    expectSilence(rule, isms);
    expectSilence(rule, files(isms, aims), { aiInScope: false });
  });

  it("drafts a text that makes them one", () => {
    const { files: texts } = readMarked(files(isms, aims));
    const fix = runRule(rule, texts)[0]?.fixes[0];
    assert.ok(fix);
    const merged = applyEdits(texts.get("/policies/isms.md") ?? "", fix.edits);
    assert.ok(merged.includes(pairText("pair-4-1")));
    assert.deepEqual(runRule(rule, new Map([...texts, ["/policies/isms.md", merged]])), []);
  });
});

function quoted(standard: string, number: string): string {
  return JSON.stringify(manual("x", standard, [number]).split("\n\n").slice(2).join(" ").trim());
}
