import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/integration/mixed-applicability.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const both = "The information security management system and the AI management system.";
const security = ["A.5.7", "A.5.15", "A.5.23", "A.5.24", "A.8.8", "A.8.13", "A.8.15", "A.8.24", "A.8.25", "A.8.32"];
const ai = ["A.6.2.4", "A.6.2.6", "A.6.2.8"];
const table = (
  numbers: readonly string[],
  head = "| Control | Applies |",
  row = (one: string) => `| ${one} | yes |`,
): string => [head, head.replace(/[^|]+/g, "---"), ...numbers.map(row)].join("\n");
const list = (body: string, scope = both): string =>
  `# Statement of Applicability\n\n## Scope\n\n${scope}\n\n## Controls\n\n${body}\n`;

describe("integration/mixed-applicability", () => {
  it("finds one table with controls of both standards, at its header", () =>
    expectFindings(rule, list(table([...security, ...ai])).replace("Control | Applies", "<|Control | Applies|>"), [
      "mixed",
    ]));

  it("finds it in YAML", () => {
    const rows = [...security.slice(0, 4), ...ai].map(
      (one, i) => `  - ${i === 0 ? "<|control|>" : "control"}: ${one}\n    applies: true\n`,
    );
    expectFindings(
      rule,
      `//- /policies/statement-of-applicability.yaml\ntitle: Statement of Applicability\nscope: ${both}\ncontrols:\n${rows.join("")}`,
      ["mixed"],
    );
  });

  it("finds an Annex A that is left out", () =>
    expectFindings(
      rule,
      list(table(security)).replace("# Statement of Applicability", "# <|Statement of Applicability|>"),
      ["omitted"],
    ));

  it("is silent where each row, or a column, names the standard", () => {
    expectSilence(
      rule,
      list(
        table(
          [...security, ...ai],
          "| Control | Applies |",
          (one) => `| ${ai.includes(one) ? "ISO 42001" : "ISO 27001"} ${one} | yes |`,
        ),
      ),
    );
    expectSilence(
      rule,
      list(
        table(
          [...security, ...ai],
          "| Standard | Control |",
          (one) => `| ${ai.includes(one) ? "AI" : "Security"} | ${one} |`,
        ),
      ),
    );
  });

  it("is silent where the two stand in tables of their own, or one control is only mentioned", () => {
    expectSilence(rule, list(`${table(security)}\n\n## Controls on AI\n\n${table(ai)}`));
    expectSilence(rule, list(table([...security, "A.6.2.8"])));
  });

  it("is silent where the statement is for one standard, or another document lists the rest", () => {
    expectSilence(rule, list(table(security), "The information security management system."));
    expectSilence(rule, `//- /policies/soa.md\n${list(table(security))}//- /policies/soa-ai.md\n${list(table(ai))}`);
  });

  it("is silent in mappings that are no Statement of Applicability, and without AI", () => {
    expectSilence(rule, `# Logging policy\n\n## Scope\n\n${both}\n\n## Controls\n\n${table([...security, ...ai])}\n`);
    expectSilence(rule, list(table([...security, ...ai])), { aiInScope: false });
  });

  it("adds a column that names the standard", () => {
    const text = fixed(rule, list(table([...security, ...ai])));
    assert.match(
      text,
      /^\| Standard \| Control \| Applies \|\n\| --- \|---\|---\|\n\| ISO\/IEC 27001:2022 \| A\.5\.7 \| yes \|$/m,
    );
    assert.match(text, /^\| ISO\/IEC 42001:2023 \| A\.6\.2\.8 \| yes \|$/m);
  });

  it("lists every control that is left out", () => {
    const text = fixed(rule, list(table(security)));
    assert.equal([...text.matchAll(/\| to be decided \|/g)].length, 38);
  });
});
