import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/ai/risk-not-considered.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

const rows = [
  "| R-07 | Prompt injection into the assistant | Integrity | Inputs are filtered |",
  "| R-08 | Data poisoning of the training set | Integrity, Availability | Sources are approved |",
  "| R-09 | Model inversion | Confidentiality | Queries are limited |",
  "| R-10 | Black box decisions | Availability | Outputs are sampled by people |",
];
const scope = "Information security risks and AI risks. The owner of a risk must report on it every month.";
const register = (
  some: readonly string[],
  head = "| ID | Threat | Compromises | Treatment |",
  within = scope,
): string => `# Risk register\n\n## Scope\n\n${within}\n\n## Risks\n\n${head}\n|---|---|---|---|\n${some.join("\n")}\n`;
const yaml = (some: readonly string[]): string =>
  `//- /registers/risk-register.yaml\ntitle: Risk register\nscope: ${scope}\nrisks:\n${some.join("")}`;
const item = (threat: string, more = "treatment: It is watched.", key = "threat"): string =>
  `  - ${key}: ${threat}\n    ${more}\n    owner: AI Lead\n`;
const method = (sentences: readonly string[]): string =>
  `# Risk assessment methodology\n\n## Scope\n\n${scope}\n\n## Threats to AI systems\n\n${sentences.join("\n\n")}\n`;
const sentences = [
  "Each assessment considers prompt injection attacks.",
  "It considers data poisoning of training data.",
  "It considers model inversion.",
  "It considers the opacity of AI systems.",
];

describe("ai/risk-not-considered", () => {
  it("finds each risk that no row is about, at the header", () => {
    for (const [i] of rows.entries())
      expectFindings(
        rule,
        register(
          rows.filter((_, at) => at !== i),
          "| <|ID | Threat | Compromises | Treatment|> |",
        ),
        ["register"],
      );
  });

  it("finds each risk that no sentence considers, at the section that considers another", () => {
    for (const [i] of sentences.entries())
      expectFindings(
        rule,
        method(sentences.filter((_, at) => at !== i)).replace(
          "## Threats to AI systems",
          "## <|Threats to AI systems|>",
        ),
        ["document"],
      );
  });

  it("finds a row that leaves out a property", () =>
    expectFindings(rule, register(rows.map((row) => row.replace("Integrity, Availability", "<|Integrity|>"))), [
      "property",
    ]));

  it("knows properties by their letters", () =>
    expectSilence(
      rule,
      register(
        rows.map((row) => row.replace("Integrity, Availability", "I/A").replace("Confidentiality", "C")),
        "| ID | Threat | CIA | Treatment |",
      ),
    ));

  it("reads the entries of YAML lists", () => {
    const all = [
      item("Prompt injection"),
      item("Data poisoning"),
      item("Model inversion"),
      item("Black box decisions of AI"),
    ];
    expectSilence(rule, yaml(all));
    expectFindings(rule, yaml(all.slice(0, 3)).replace("  - threat: Prompt", "  - <|threat|>: Prompt"), ["register"]);
  });

  it("reads entries whose name is a title, and documents with a heading for each threat", () => {
    expectSilence(
      rule,
      yaml(
        ["Adversarial input", "Data poisoning", "Membership inference", "Black box"].map((name) =>
          item(name, "treatment: It is watched.", "title"),
        ),
      ),
    );
    const headings = ["Prompt injection", "Data poisoning", "Model inversion", "Opacity"];
    expectSilence(
      rule,
      `# Threat modeling policy\n\n## Scope\n\nAI systems.\n\n${headings.map((one) => `## ${one}\n\nThe team writes down who could do it and how.\n`).join("\n")}`,
    );
  });

  it("is silent where another document of the same type considers it, not where any other does", () => {
    expectSilence(
      rule,
      `//- /registers/a.md\n${register(rows.slice(0, 2))}//- /registers/b.md\n${register(rows.slice(2))}`,
    );
    expectFindings(
      rule,
      `//- /registers/a.md\n${register(rows.slice(0, 3), "| <|ID | Threat | Compromises | Treatment|> |")}//- /policies/m.md\n${method(sentences)}`,
      ["register"],
    );
  });

  it("finds the four at once where none of them is considered, in a register and in a methodology", () => {
    const security = "Information security risks. The owner of a risk must report on it every month.";
    const theft = ["| R-01 | Theft of a laptop | Confidentiality | Disks are encrypted |"];
    expectFindings(rule, register(theft, "| <|ID | Threat | Compromises | Treatment|> |", security), ["none"]);
    assert.deepEqual(
      [...fixed(rule, register(theft, undefined, security)).matchAll(/^\| (R-\d+) \|/gm)].map((row) => row[1]),
      ["R-01", "R-02", "R-03", "R-04", "R-05"],
    );
    expectFindings(rule, "# <|Risk assessment methodology|>\n\n## Method\n\nRisks are rated every year.\n", ["none"]);
    expectFindings(rule, yaml([item("Theft of a laptop")]).replace("  - threat", "  - <|threat|>"), ["none"]);
  });

  it("speaks of several documents of a type at the one that considers most", () =>
    expectFindings(
      rule,
      `//- /policies/a.md\n# Risk assessment methodology\n\n## Method\n\nRisks are rated every year.\n//- /policies/b.md\n${method(sentences.slice(0, 3)).replace("## Threats to AI systems", "## <|Threats to AI systems|>")}`,
      ["document"],
    ));

  it("is silent where AI is out of scope, and in other documents", () => {
    expectSilence(rule, register(rows.slice(0, 1)), { aiInScope: false });
    expectSilence(rule, `# Backup policy\n\n## Scope\n\n${scope}\n\n## Rules\n\nBackups are made every day.\n`);
  });

  it("takes no other table for the register", () =>
    expectFindings(
      rule,
      `# Risk assessment methodology\n\n## Scope\n\n${scope}\n\n## Roles\n\n| Role | Task | Deputy |\n|---|---|---|\n| CISO | keeps the register | none |\n\n## <|Threats to AI systems|>\n\n${sentences.slice(0, 3).join("\n\n")}\n`,
      ["document"],
    ));

  it("adds a row with the columns of the register and the next number", () =>
    assert.match(
      fixed(rule, register(rows.slice(0, 3))),
      /^\| R-10 \| Opacity of AI \(black box, lack of explainability\) \| Availability \| Prefer explainable models/m,
    ));

  it("adds an entry with the keys of the list", () =>
    assert.match(
      fixed(rule, yaml([item("Prompt injection"), item("Data poisoning"), item("Model inversion")])),
      /\n {2}- threat: Opacity of AI \(black box, lack of explainability\)\n {4}treatment: Prefer explainable models.*\n {4}owner: to be rated\n?$/,
    ));

  it("adds a clause that names the property", () =>
    assert.match(fixed(rule, method(sentences.slice(1))), /must consider input manipulation[^.]*integrity/));
});
