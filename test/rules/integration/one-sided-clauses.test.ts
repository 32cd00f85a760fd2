import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/integration/one-sided-clauses.ts";
import { manual, pairText } from "../../support/clauses.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const shared = (title: string): string =>
  `# ${title}\n\n${["pair-4-1", "pair-4-3", "pair-5-1"].map((id) => `## Part ${id}\n\n${pairText(id)}\n`).join("\n")}\n`;
const review = manual("Management review procedure", "iso27001:2022", ["9.3.1", "9.3.2"]);
const files = (procedure: string): string =>
  `//- /policies/manual.md\n${shared("ISMS and AIMS manual")}\n//- /procedures/review.md\n${procedure}\n`;

describe("integration/one-sided-clauses", () => {
  it("makes one finding for a document, whatever the number of its clauses", () =>
    expectFindings(rule, files(review.replace("Management review procedure", "<|Management review procedure|>")), [
      "extend",
    ]));

  it("stands at the section where there is one clause", () =>
    expectFindings(
      rule,
      files(manual("Management review procedure", "iso27001:2022", ["9.3.1"]).replace("Part 9.3.1", "<|Part 9.3.1|>")),
      ["extend"],
    ));

  it("speaks for either standard", () =>
    expectFindings(
      rule,
      files(manual("Management review procedure", "iso42001:2023", ["9.3.1"]).replace("Part 9.3.1", "<|Part 9.3.1|>")),
      ["extend"],
    ));

  it("reads YAML", () =>
    expectFindings(
      rule,
      `//- /policies/manual.md\n${shared("ISMS and AIMS manual")}\n//- /procedures/review.yaml\ntitle: Management review procedure\n<|procedure|>:\n  - ${loadClause()}\n`,
      ["extend"],
    ));

  it("is silent where the other standard is served too, there or elsewhere", () => {
    expectSilence(rule, files(`# Management review procedure\n\n## Part 9.3.1\n\n${pairText("pair-9-3-1")}\n`));
    expectSilence(
      rule,
      `${files(manual("Management review procedure", "iso27001:2022", ["9.3.1"]))}//- /procedures/review-ai.md\n${manual("Management review procedure", "iso42001:2023", ["9.3.1"])}`,
    );
  });

  it("is silent where the clause is not the document's own, and where one system is hardly there yet", () => {
    expectSilence(rule, files(manual("Backup policy", "iso27001:2022", ["9.3.1"])));
    expectSilence(rule, review);
    expectSilence(rule, files(review), { aiInScope: false });
  });

  it("is silent where the other system has a top-level policy of its own, which is the place for it", () => {
    const security = manual("Information security policy", "iso27001:2022", ["5.1"]);
    const ai = "# AI policy\n\n## Rules\n\nEach AI system must have an owner.\n";
    expectSilence(rule, `//- /policies/security.md\n${security}//- /policies/ai.md\n${ai}`);
    const together =
      "# Information security and AI governance policy\n\n## Rules\n\nEach AI system must have an owner.\n";
    expectFindings(
      rule,
      `//- /policies/security.md\n${security.replace("Part 5.1", "<|Part 5.1|>")}//- /policies/both.md\n${together}`,
      ["extend"],
    );
  });

  it("extends the text that is there", () => {
    const text = fixed(rule, `${shared("ISMS and AIMS manual")}\n## Part 4.4\n\n${loadSystem()}\n`);
    assert.match(
      text,
      /The \[organization\] must establish, implement, maintain, document and continually improve an AI management system/,
    );
  });
});

const clauseOf = (number: string): string =>
  manual("x", "iso27001:2022", [number]).split("\n\n")[2]?.trim() ?? assert.fail(number);
const loadClause = (): string => JSON.stringify(clauseOf("9.3.1"));
const loadSystem = (): string => clauseOf("4.4");
