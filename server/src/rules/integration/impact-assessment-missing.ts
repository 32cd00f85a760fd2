import type { Span } from "../../base/span.ts";
import { isStated } from "../../evidence/decide.ts";
import { addClausesTo, addStatement } from "../mend.ts";
import { type Fix, workspaceRule } from "../rule.ts";
import { bestSection, isAddressed, isAsked } from "../scope.ts";
import { clausesServed, distinctionOf, headingSpanOf, introducedSides } from "../sides.ts";

const process = "iso42001:2023/6.1.4";
const results = "iso42001:2023/8.4";
const ownType = "ai-impact-assessment-procedure";
/** Documents that set up an AI management system, where its missing parts are missed. */
const leading: readonly string[] = ["ai-policy", "unified-infosec-ai-governance-policy", "management-system-scope"];

interface Collected {
  readonly type: string | undefined;
  /** It is for AI alone, and not for information security too. */
  readonly isOnAi: boolean;
  /** Clauses of the AI management system that the document addresses. */
  readonly clauses: number;
  readonly hasProcess: boolean;
  readonly asksOwnQuestions: boolean;
  /** The statement that makes the impact assessment a part of another. */
  readonly folded: { readonly span: Span; readonly fix: Fix } | undefined;
  readonly title: Span;
  readonly place: Span;
  readonly writeProcess: Fix;
  readonly writeResults: Fix;
}

/** An AI management system without an AI system impact assessment, or with one that is a part of the security risk assessment. */
export const rule = workspaceRule({
  id: "integration/impact-assessment-missing",
  summary:
    "Flags an AI management system without an AI system impact assessment, or with one that is folded into the security risk assessment.",
  severity: "warning",
  requirements: [process, results],
  messages: {
    process: "No document says how the impact of AI systems on individuals, groups and society is assessed.",
    results:
      "The process of AI system impact assessment is described, and no document says when it is carried out and where its results are kept.",
    folded: "The AI system impact assessment is a part of the risk assessment here and asks no questions of its own.",
  },
  options: { least: 3 },

  collect(context): Collected | undefined {
    const { doc, coverage, library } = context;
    const distinction = distinctionOf(library, "separate-impact-assessment");
    if (!distinction || !isAsked(context, process)) return undefined;
    const clauses = clausesServed(coverage, "iso42001:2023");
    const folding = coverage.aspects.get(distinction.source.id)?.find((one) => isStated(one.strength));
    if (clauses === 0 && !folding) return undefined;
    const verdict = coverage.verdicts.get(process);
    const section = verdict && isAddressed(verdict.status) ? bestSection(doc, verdict) : undefined;
    const clausesOf = (id: string): string[] => library.requirement(id)?.points.map((point) => point.clause) ?? [];
    const fixOf = (title: string, ids: readonly string[]): Fix => ({
      title,
      safe: false,
      preferred: true,
      edits: addClausesTo(doc, library, section, "AI system impact assessment", ids.flatMap(clausesOf)),
    });
    return {
      type: doc.classification.type,
      isOnAi: !introducedSides(context).source,
      clauses,
      hasProcess: verdict?.points.some(({ point, strength }) => point.core && isStated(strength)) ?? false,
      asksOwnQuestions: (coverage.aspects.get(distinction.target.id) ?? []).some((one) => isStated(one.strength)),
      folded: folding && {
        span: folding.statement,
        fix: {
          title: "Add the questions of an impact assessment of its own",
          safe: false,
          preferred: true,
          edits: addStatement(doc, library, doc.sections[folding.section], distinction.target.clause),
        },
      },
      title: doc.titleSpan,
      place: headingSpanOf(doc, section),
      writeProcess: fixOf("Add the AI system impact assessment", [process, results]),
      writeResults: fixOf("Say when impacts are assessed and where the results are kept", [results]),
    };
  },

  *check({ collected, workspace, options: { least } }) {
    const all = [...collected];
    const own = all.find(([, one]) => one.type === ownType && one.hasProcess);
    if (own) {
      const [uri, { place, writeResults }] = own;
      if (workspace.verdicts.get(results)?.status === "missing")
        yield { uri, message: "results", span: place, requirement: results, fixes: [writeResults] };
      return;
    }
    const folded = all.flatMap(([uri, one]) => (one.folded && !one.asksOwnQuestions ? [{ uri, ...one.folded }] : []));
    for (const { uri, span, fix } of folded) yield { uri, message: "folded", span, requirement: process, fixes: [fix] };
    if (folded.length > 0 || all.some(([, one]) => one.hasProcess)) return;
    const [place] = all
      .filter(([, one]) => one.clauses >= least && leading.includes(one.type ?? ""))
      .sort(
        ([, a], [, b]) =>
          leading.indexOf(a.type ?? "") - leading.indexOf(b.type ?? "") ||
          Number(b.isOnAi) - Number(a.isOnAi) ||
          b.clauses - a.clauses,
      );
    if (!place) return;
    const [uri, { title, writeProcess }] = place;
    yield { uri, message: "process", span: title, requirement: process, fixes: [writeProcess] };
  },
});
