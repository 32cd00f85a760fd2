import type { Span } from "../../base/span.ts";
import { isStated } from "../../evidence/decide.ts";
import { addClausesTo, addStatement } from "../mend.ts";
import { type DocumentContext, type Fix, fixLater, workspaceRule } from "../rule.ts";
import { bestSection, isAddressed, isAsked } from "../scope.ts";
import { distinctionOf, headingSpanOf, introducedSides, sidesLed } from "../sides.ts";

const process = "iso42001:2023/6.1.4";
const results = "iso42001:2023/8.4";
const ownType = "ai-impact-assessment-procedure";

interface Collected {
  readonly isOwn: boolean;
  /** How much it is the place for the process: an AI policy before others; negative where it sets up no AI management system. */
  readonly lead: number;
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
    results: "No document says when AI system impact assessments are carried out and where their results are kept.",
    folded: "The AI system impact assessment is a part of the risk assessment here and asks no questions of its own.",
  },
  options: {},

  collect(context): Collected | undefined {
    const { doc, coverage, library } = context;
    const distinction = distinctionOf(library, "separate-impact-assessment");
    if (!distinction || !isAsked(context, process)) return undefined;
    const isOwn = doc.classification.type === ownType;
    const lead = leadOf(context);
    const folding = coverage.aspects.get(distinction.source.id)?.find((one) => isStated(one.strength));
    const verdict = coverage.verdicts.get(process);
    const hasProcess = verdict?.points.some(({ point, strength }) => point.core && isStated(strength)) ?? false;
    if (!isOwn && lead < 0 && !folding && !hasProcess) return undefined;
    const section = verdict && isAddressed(verdict.status) ? bestSection(doc, verdict) : undefined;
    const clausesOf = (id: string): string[] => library.requirement(id)?.points.map((point) => point.clause) ?? [];
    const fixOf = (title: string, ids: readonly string[]): Fix =>
      fixLater({ title, safe: false, preferred: true }, () =>
        addClausesTo(doc, library, section, "AI system impact assessment", ids.flatMap(clausesOf)),
      );
    return {
      isOwn,
      lead,
      hasProcess,
      asksOwnQuestions: (coverage.aspects.get(distinction.target.id) ?? []).some((one) => isStated(one.strength)),
      folded: folding && {
        span: folding.statement,
        fix: fixLater(
          { title: "Add the questions of an impact assessment of its own", safe: false, preferred: true },
          () => addStatement(doc, library, doc.sections[folding.section], distinction.target.clause),
        ),
      },
      title: doc.titleSpan,
      place: headingSpanOf(doc, section),
      writeProcess: fixOf("Add the AI system impact assessment", [process, results]),
      writeResults: fixOf("Say when impacts are assessed and where the results are kept", [results]),
    };
  },

  *check({ collected, workspace }) {
    const all = [...collected];
    const own = all.find(([, one]) => one.isOwn);
    if (own) {
      const [uri, { place, writeResults }] = own;
      if (workspace.verdicts.get(results)?.status === "missing")
        yield { uri, message: "results", span: place, requirement: results, fixes: [writeResults] };
      return;
    }
    const folded = all.flatMap(([uri, one]) => (one.folded && !one.asksOwnQuestions ? [{ uri, ...one.folded }] : []));
    for (const { uri, span, fix } of folded) yield { uri, message: "folded", span, requirement: process, fixes: [fix] };
    if (folded.length > 0 || all.some(([, one]) => one.hasProcess)) return;
    const [place] = all.filter(([, one]) => one.lead >= 0).sort(([, a], [, b]) => b.lead - a.lead);
    if (!place) return;
    const [uri, { title, writeProcess }] = place;
    yield { uri, message: "process", span: title, requirement: process, fixes: [writeProcess] };
  },
});

/** Of the documents that set up an AI management system the first of the catalog's types goes first, then one for AI alone. */
function leadOf(context: DocumentContext): number {
  const types = context.library.integration?.leads.target ?? [];
  if (!sidesLed(context).target) return -1;
  const rank = types.length - types.indexOf(context.doc.classification.type ?? "");
  return rank * 2 + (introducedSides(context).source ? 0 : 1);
}
