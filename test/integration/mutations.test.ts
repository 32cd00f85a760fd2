import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultConfig } from "../../server/src/engine/config.ts";
import { createWorkspace } from "../../server/src/engine/workspace.ts";
import { pointsToCover } from "../../server/src/rules/scope.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadKnowledge } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";
import type { Files } from "../support/rules.ts";

/**
 * A workspace in which everything is said once. Each mutation takes one idea out of one document; then exactly the finding on
 * that idea has to appear.
 */
const library = loadLibrary();
const integration = library.integration ?? assert.fail("there is no catalog on integration");
const watched = rules.filter((rule) => /^(?:integration|ai)\//.test(rule.id));

interface Mutation {
  readonly name: string;
  readonly files: Files;
  /** `rule message`, and what the finding is about. */
  readonly expected: string;
}

const aspects = (id: string): { source: string; target: string } => {
  const found = integration.distinctions.find((one) => one.id === id) ?? assert.fail(id);
  return { source: found.source.clause, target: found.target.clause };
};
/** Sentences that say one idea and no other of their document; the catalog's clauses often say several at once. */
const alone: Readonly<Record<string, string>> = {
  "a5-10-outside-intended-use": "Nobody puts AI to a purpose beyond its declared purpose.",
  "a5-10-disciplinary-route": "Misuse of AI leads to the disciplinary process.",
  "a5-10-responsible-use-objectives": "The objectives for the responsible use of AI are fairness and privacy.",
  "a8-32-model-rollback": "An earlier stable model version can be brought back within an hour wherever AI is at work.",
  "a8-32-infrastructure-changes": "Updates of the libraries below AI are logged.",
  "a8-32-societal-ethical-review": "The board weighs the societal risk of every change to AI.",
};
const clauses = (ids: readonly string[]): string[] =>
  ids.map((id) => alone[id] ?? library.consideration(id)?.clause ?? assert.fail(id));
const pointsOf = (id: string): string[] =>
  library.requirement(id)?.points.map((point) => point.clause) ?? assert.fail(id);
/** The clauses that make a requirement covered; the others often say something to a neighbour as well. */
const coreOf = (id: string): string[] =>
  pointsToCover(
    (library.requirement(id)?.points ?? []).map((point) => ({ point, strength: undefined, evidence: [] })),
  ).map(({ point }) => point.clause);
const scope = "## Scope\n\nInformation security and AI systems; the owner must keep this document current.\n";
const text = (title: string, heading: string, sentences: readonly string[]): string =>
  `# ${title}\n\n${scope}\n## ${heading}\n\n${sentences.join("\n\n")}\n`;

const merged = integration.pairs.filter((pair) => pair.share === "merge");
const risk = aspects("separate-risk-focus");
const records = aspects("separate-evidence");
const data = aspects("separate-data-governance");
const impact = [...pointsOf("iso42001:2023/6.1.4"), ...pointsOf("iso42001:2023/8.4")];
const rows = library.risks.map(({ row, compromises }) => ({ row, properties: compromises.join(", ") }));
const use = [
  "a5-10-ai-annex",
  "a5-10-outside-intended-use",
  "a5-10-disciplinary-route",
  "a5-10-responsible-use-objectives",
];
const supplier = ["a5-19-ai-ethics-reliability", "a5-19-training-data-provenance", "a5-19-bias-mitigation"];
const change = [
  "a8-32-readiness-evidence",
  "a8-32-model-rollback",
  "a8-32-infrastructure-changes",
  "a8-32-societal-ethical-review",
];
const unified = [
  "a5-1-unified-policy",
  "a5-1-ai-in-topic-policies",
  "a5-1-security-in-ai-deployment",
  "a5-1-ai-policy-review",
];
const leak = "Staff must never enter confidential information into public AI tools.";
const deepfake = library.incidents.find((one) => one.id === "incident-deepfake")?.clause ?? assert.fail();
const security = ["A.5.7", "A.5.15", "A.5.23", "A.5.24", "A.8.8", "A.8.13", "A.8.15", "A.8.24", "A.8.25", "A.8.32"];
const ai = ["A.6.2.4", "A.6.2.6", "A.6.2.8"];

/** Documents by path; each is a list of sentences, so that one can be taken out. */
interface Ideas {
  readonly title: string;
  readonly heading: string;
  readonly ideas: readonly (readonly [expected: string | undefined, sentence: string])[];
}

const considerations = (ids: readonly string[]): [string, string][] =>
  clauses(ids).map((clause, i) => [`ai/consideration-missing ${ids[i] ?? ""}`, clause]);
const basis = (id: string): [undefined, string][] =>
  pointsOf(id).flatMap((clause) => (/review/.test(clause) ? [] : [[undefined, clause]]));

const documents: Readonly<Record<string, Ideas>> = {
  "/policies/risk.md": {
    title: "Risk assessment methodology",
    heading: "Method",
    ideas: [
      ["integration/blurred-risk-criteria information", risk.source],
      ["integration/blurred-risk-criteria people", risk.target],
      ...library.risks.map(({ id, clause }): [string, string] => [`ai/risk-not-considered ${id}`, clause]),
    ],
  },
  "/policies/data.md": {
    title: "Data governance policy",
    heading: "Rules for data",
    ideas: [
      ["integration/one-sided-data-governance protection", data.source],
      ["integration/one-sided-data-governance use", data.target],
    ],
  },
  "/policies/documents.md": {
    title: "Document control procedure",
    heading: "Records",
    ideas: [
      ["integration/one-sided-records operational", records.source],
      ["integration/one-sided-records ai", records.target],
    ],
  },
  "/policies/use.md": {
    title: "Acceptable use policy",
    heading: "Rules",
    ideas: [
      [
        undefined,
        "Staff must use information and other assets only for work, by the rules for acceptable use in this policy (ISO/IEC 27001 A.5.10).",
      ],
      ...considerations(use),
      ["ai/incident-not-prepared incident-samsung-2023", leak],
    ],
  },
  "/policies/awareness.md": {
    title: "Awareness and training policy",
    heading: "Rules",
    ideas: [
      [undefined, "All staff must attend a course every year."],
      ["ai/incident-not-prepared incident-deepfake", deepfake],
    ],
  },
  "/policies/suppliers.md": {
    title: "Supplier security policy",
    heading: "Rules",
    ideas: [...basis("iso27001:2022/A.5.19"), ...considerations(supplier)],
  },
  "/policies/change.md": {
    title: "Change management policy",
    heading: "Rules",
    ideas: [...basis("iso27001:2022/A.8.32"), ...considerations(change)],
  },
  "/policies/unified.md": {
    title: "Information security and AI governance policy",
    heading: "Policy statements",
    ideas: [...basis("iso27001:2022/A.5.1"), ...considerations(unified)],
  },
};

const render = ({ title, heading, ideas }: Ideas, without?: number): string =>
  text(
    title,
    heading,
    ideas.filter((_, i) => i !== without).map(([, sentence]) => sentence),
  );

const register = (some: typeof rows): string =>
  text("Risk register", "Risks", [
    `| Threat | Compromises | Treatment |\n|---|---|---|\n${some.map(({ row, properties }) => `| ${row.threat} | ${properties} | ${row.treatment} |`).join("\n")}`,
  ]);
const yamlRegister = (some: typeof rows): string =>
  `title: Risk register\nscope: Information security and AI risks; the owner must keep it current.\nrisks:\n${some.map(({ row, properties }) => `  - threat: ${JSON.stringify(row.threat)}\n    affects: ${properties}\n    treatment: ${JSON.stringify(row.treatment)}\n`).join("")}`;
const applicability = (numbers: readonly string[], whose: boolean): string =>
  text("Statement of Applicability", "Controls", [
    `| ${whose ? "Standard | " : ""}Control | Applies |\n|${whose ? "---|" : ""}---|---|\n${numbers.map((one) => `| ${whose ? `${ai.includes(one) ? "AI" : "Security"} | ` : ""}${one} | yes |`).join("\n")}`,
  ]);
const manualOf = (texts: ReadonlyMap<string, string>): string =>
  `# Scope of the management system\n\n## Purpose\n\n${["27001:2022", "42001:2023"].map((one) => merged.map((pair) => `ISO/IEC ${one} clause ${pair.target.split("/")[1] ?? ""}`).join(", ")).join(", ")}.\n\n${[...texts].map(([id, one]) => `## Part ${id.replace("pair-", "").replaceAll("-", " ")}\n\n${one}\n`).join("\n")}`;
const impactText = (sentences: readonly string[]): string =>
  text("AI impact assessment procedure", "Procedure", sentences);

const whole: Files = new Map([
  ...Object.entries(documents).map(([uri, ideas]) => [uri, render(ideas)] as const),
  ["/policies/impact.md", impactText(impact)],
  ["/policies/soa.md", applicability([...security, ...ai], true)],
  ["/policies/manual.md", manualOf(new Map(merged.map((pair) => [pair.id, pair.text ?? ""])))],
]);
const replaced = (uri: string, content: string): Files => new Map([...whole, [uri, content]]);
const without = (uri: string): Files => new Map([...whole].filter(([one]) => one !== uri));

const beside = ["pair-4-3", "pair-7-5-1", "pair-9-2-1", "pair-10-2"];
const mutations: Mutation[] = [
  ...Object.entries(documents).flatMap(([uri, ideas]) =>
    ideas.ideas.flatMap(([expected], i): Mutation[] =>
      expected === undefined ? [] : [{ name: `${uri} ${i}`, files: replaced(uri, render(ideas, i)), expected }],
    ),
  ),
  ...library.risks.flatMap(({ id }, i): Mutation[] => [
    {
      name: `register ${id}`,
      files: new Map([["/policies/register.md", register(rows.filter((_, at) => at !== i))]]),
      expected: `ai/risk-not-considered ${id}`,
    },
    {
      name: `YAML register ${id}`,
      files: new Map([["/policies/register.yaml", yamlRegister(rows.filter((_, at) => at !== i))]]),
      expected: `ai/risk-not-considered ${id}`,
    },
    {
      name: `property ${id}`,
      files: new Map([
        [
          "/policies/register.md",
          register(rows.map((row, at) => (at === i ? { ...row, properties: "none of them" } : row))),
        ],
      ]),
      expected: `ai/risk-not-considered ${id}`,
    },
  ]),
  {
    name: "no impact assessment",
    files: without("/policies/impact.md"),
    expected: "integration/impact-assessment-missing process",
  },
  {
    name: "impacts are never assessed",
    files: replaced("/policies/impact.md", impactText(pointsOf("iso42001:2023/6.1.4").slice(0, 1))),
    expected: "integration/impact-assessment-missing results",
  },
  {
    name: "no standard in the list",
    files: replaced("/policies/soa.md", applicability([...security, ...ai], false)),
    expected: "integration/mixed-applicability mixed",
  },
  {
    name: "no controls on AI",
    files: replaced("/policies/soa.md", applicability(security, true)),
    expected: "integration/mixed-applicability omitted",
  },
  {
    name: "no controls on security",
    files: replaced(
      "/policies/soa.md",
      applicability(
        ["A.2.2", "A.2.3", "A.2.4", "A.3.2", "A.4.2", "A.4.3", "A.6.2.3", "A.9.4", "A.10.2", "A.10.3", ...ai],
        true,
      ),
    ),
    expected: "integration/mixed-applicability omitted",
  },
  ...merged.flatMap((pair): Mutation[] =>
    (["source", "target"] as const).map((side) => {
      // Next to texts on other matters only: a text on resources says something for leadership too.
      const others = merged.filter((one) => beside.includes(one.id) && one.id !== pair.id);
      const own = coreOf(pair[side] ?? pair.target).join(" ");
      const texts = new Map([...others.map((one) => [one.id, one.text ?? ""] as const), [pair.id, own]]);
      return {
        name: `${pair.id} for the ${side} only`,
        files: new Map([
          ["/policies/manual.md", manualOf(texts)],
          ["/policies/impact.md", impactText(impact)],
        ]),
        expected: `integration/one-sided-clauses ${pair.topic}`,
      };
    }),
  ),
];

const workspace = createWorkspace({
  library,
  knowledge: loadKnowledge(),
  rules: watched,
  config: defaultConfig(library),
  today: "2026-11-24",
  rethrow: true,
});

const byLength = merged.map((pair) => pair.topic).sort((a, b) => b.length - a.length);

/** What the watched rules say, in the form of `expected`. Only documents that change are read again. */
function saidOf(files: Files): string[] {
  for (const uri of workspace.documents()) if (!files.has(uri)) workspace.remove(uri);
  for (const [uri, content] of files)
    if (workspace.document(uri)?.doc.text !== content) workspace.set({ uri, version: 1, text: content });
  for (const uri of files.keys()) assert.ok(workspace.document(uri)?.doc.classification.isPolicy, uri);
  return workspace.findings().map(({ rule, consideration, message: words }) => {
    const topic = byLength.find((one) => words.toLowerCase().includes(`${one.toLowerCase()} (`));
    const templates = Object.entries(watched.find((one) => one.id === rule)?.messages ?? {});
    const message = templates.find(([, template]) => words.startsWith(template.split("{")[0] ?? template))?.[0];
    return `${rule} ${rule.endsWith("-clauses") ? (topic ?? "") : (consideration ?? message ?? "")}`;
  });
}

describe("mutations of exemplary documents", function () {
  this.timeout(600_000);
  it("start from documents that nothing is found in", () => {
    assert.deepEqual(saidOf(whole), []);
    assert.deepEqual(saidOf(new Map([["/policies/register.md", register(rows)]])), []);
    assert.deepEqual(saidOf(new Map([["/policies/register.yaml", yamlRegister(rows)]])), []);
  });

  it("give exactly the finding on the idea that was taken out, in 95 of 100 cases", () => {
    const wrong = mutations.flatMap(({ name, files, expected }) => {
      const said = saidOf(files);
      return said.length === 1 && said[0] === expected
        ? []
        : [`${name}: expected ${expected}, said ${said.join(" / ") || "nothing"}`];
    });
    const score = (mutations.length - wrong.length) / mutations.length;
    assert.ok(score >= 0.95, `${mutations.length - wrong.length} of ${mutations.length}\n${wrong.join("\n")}`);
  });
});
