import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Relation } from "../../server/src/catalog/model.ts";
import { numberOf } from "../../server/src/catalog/library.ts";
import { rule } from "../../server/src/rules/ai/consideration-missing.ts";
import { loadLibrary } from "../support/library.ts";
import { runRule } from "../support/rules.ts";

const library = loadLibrary();
const rows = library.data.crosswalks.flatMap(({ relations }) => relations).filter((one) => one.basis === "seed");

/** Sentences that say one consideration and no other of their row; the catalog's clauses often say several at once. */
const alone: Readonly<Record<string, string>> = {
  "a5-9-ai-resource-inventory": "The AI lead keeps a register of AI systems.",
  "a5-9-inventory-placement": "AI is an asset category of its own.",
  "a5-9-protect-ai-resources": "We assign an owner to every AI model.",
  "a5-9-data-resources": "A datasheet is kept for every dataset behind an AI system.",
  "a5-9-tooling-resources": "For each AI system we record the machine learning library versions that it needs.",
  "a5-9-computing-resources": "The computing resources of each AI system are documented.",
  "a6-8-inform-adverse-impacts": "Users are informed of adverse effects of AI systems.",
  "a6-8-external-report-channel": "Individuals may lodge a complaint about a decision of our AI with the ombudsman.",
  "a8-15-tamper-proof-ai-logs": "Log integrity is protected for all AI systems.",
  "a8-27-decision-logic-docs": "The decision logic of each AI model is described.",
  "a8-29-controlled-test-infrastructure": "AI models are evaluated in an isolated environment.",
};

/** A policy of no special type that covers the control of a row and says all but one of its considerations. */
function policy({ from, considerations }: Relation, without?: string): string {
  const control = library.requirement(from);
  const clauses = [
    ...(control?.points ?? []).map((point) => point.clause),
    ...considerations.filter((one) => one.id !== without).map((one) => alone[one.id] ?? one.clause),
  ];
  return `# House rules\n\n## Purpose\n\nThese rules serve ISO/IEC 27001:2022 ${numberOf(from)}.\n\n## Policy statements\n\n${clauses.join("\n\n")}\n`;
}

const said = (text: string): (string | undefined)[] =>
  runRule(rule, new Map([["/policies/house-rules.md", text]]))
    .filter((one) => one.rule === rule.id)
    .map((one) => one.consideration);

describe("the thirteen rows", function () {
  this.timeout(300_000);
  assert.equal(rows.length, 13);
  for (const row of rows) {
    const own = new Set(row.considerations.map((one) => one.id));
    const ofRow = (text: string): (string | undefined)[] => said(text).filter((id) => own.has(id ?? ""));

    it(`${numberOf(row.from)}: a document with every consideration is silent`, () =>
      assert.deepEqual(ofRow(policy(row)), []));

    for (const { id } of row.considerations)
      it(`${numberOf(row.from)}: without ${id} exactly that is found`, () =>
        assert.deepEqual(ofRow(policy(row, id)), [id]));
  }
});
