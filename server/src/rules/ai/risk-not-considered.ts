import type { Span } from "../../base/span.ts";
import type { AiRisk } from "../../catalog/model.ts";
import type { PolicyDocument, Section } from "../../document/model.ts";
import { isStated } from "../../evidence/decide.ts";
import type { DocumentCoverage } from "../../evidence/model.ts";
import { addClauses, addStatement } from "../mend.ts";
import { listed } from "../naming.ts";
import { missingProperties, namesRisk, type RiskRegister, riskRegistersOf, rowAbout, rowFor } from "../registers.ts";
import { type DocumentContext, type Fix, workspaceRule } from "../rule.ts";
import { isNoEvidence } from "../scope.ts";
import { headingSpanOf, sidesOf } from "../sides.ts";

interface Gap {
  readonly risk: string;
  readonly message: "register" | "document" | "property";
  readonly span: Span;
  readonly properties: readonly string[];
  readonly fixes: readonly Fix[];
}

interface Collected {
  readonly type: string;
  readonly considered: readonly string[];
  readonly gaps: readonly Gap[];
}

/** A risk methodology, register or threat model in AI scope that leaves out a security risk which AI brings. */
export const rule = workspaceRule({
  id: "ai/risk-not-considered",
  summary:
    "Flags a risk methodology, register or threat model in AI scope that leaves out a security risk which AI brings.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.2", "iso42001:2023/6.1.2"],
  messages: {
    register: "No row is about {title}, which compromises {properties}.",
    document: "This document does not consider {title}, which compromises {properties}.",
    property: "{title} also compromises {properties}.",
  },
  options: {},

  collect(context): Collected | undefined {
    const { doc, coverage, library, aiInScope } = context;
    const type = doc.classification.type ?? "";
    const knowledge = library.integration?.register;
    if (!aiInScope || !knowledge?.types.includes(type) || !sidesOf(context).target) return undefined;
    const registers = riskRegistersOf(doc, knowledge);
    const considered: string[] = [];
    const gaps: Gap[] = [];
    for (const risk of library.risks) {
      const evidence = coverage.risks.get(risk.id) ?? [];
      const rows = registers.flatMap((register) => {
        const row = rowAbout(register, risk, evidence);
        return row ? [{ register, row }] : [];
      });
      if (rows.length > 0 || isConsidered(context, risk)) {
        considered.push(risk.id);
        for (const { register, row } of rows) {
          const left = missingProperties(register, row, risk);
          if (!left) continue;
          const edits = [{ span: left.span, newText: risk.compromises.join(", ") }];
          const title = `Write “${risk.compromises.join(", ")}”`;
          gaps.push({
            risk: risk.id,
            message: "property",
            span: left.span,
            properties: left.missing,
            fixes: [{ title, safe: false, preferred: true, edits }],
          });
        }
        continue;
      }
      gaps.push(gapFor(context, risk, registers[0]));
    }
    return { type, considered, gaps };
  },

  *check({ library, collected }) {
    const counts = new Map<string, number>();
    const keyOf = (type: string, risk: string): string => `${type} ${risk}`;
    for (const { type, considered } of collected.values())
      for (const id of considered) counts.set(keyOf(type, id), (counts.get(keyOf(type, id)) ?? 0) + 1);
    for (const [uri, { type, considered, gaps }] of collected) {
      for (const { risk: id, message, span, properties, fixes } of gaps) {
        const risk = library.risks.find((one) => one.id === id);
        const isElsewhere = (counts.get(keyOf(type, id)) ?? 0) > (considered.includes(id) ? 1 : 0);
        if (!risk || (isElsewhere && message !== "property")) continue;
        const title = message === "property" ? risk.title : risk.title.toLowerCase();
        yield {
          uri,
          message,
          span,
          data: { title, properties: listed(properties.map((one) => one.toLowerCase())) },
          requirement: "iso27001:2022/6.1.2",
          consideration: id,
          fixes,
        };
      }
    }
  },
});

/** A statement speaks to the risk, or a heading with words below is named after it. */
function isConsidered(context: DocumentContext, risk: AiRisk): boolean {
  const { doc, coverage } = context;
  if ((coverage.risks.get(risk.id) ?? []).some((one) => isStated(one.strength))) return true;
  return doc.sections.some(
    (section) =>
      section.heading &&
      !section.isTitle &&
      !section.isEmpty &&
      !isNoEvidence(context, section) &&
      namesRisk(section.heading.text, risk),
  );
}

function gapFor(context: DocumentContext, risk: AiRisk, register: RiskRegister | undefined): Gap {
  const { doc, coverage, library } = context;
  const knowledge = library.integration?.register;
  if (register && knowledge) {
    const edits = register.append(rowFor(register, risk, knowledge));
    const fix = { title: `Add a row on ${risk.title.toLowerCase()}`, safe: false, preferred: true, edits };
    return { risk: risk.id, message: "register", span: register.head, properties: risk.compromises, fixes: [fix] };
  }
  const section = placeOf(doc, coverage);
  const edits = section
    ? addStatement(doc, library, section, risk.clause)
    : addClauses(doc, library, "AI risks", [risk.clause]);
  const fix = { title: `Add a clause on ${risk.title.toLowerCase()}`, safe: false, preferred: true, edits };
  return {
    risk: risk.id,
    message: "document",
    span: headingSpanOf(doc, section),
    properties: risk.compromises,
    fixes: [fix],
  };
}

/** The section that considers another of these risks, else the one that says how AI risks are assessed. */
function placeOf(doc: PolicyDocument, coverage: DocumentCoverage): Section | undefined {
  const method = coverage.verdicts.get("iso42001:2023/6.1.2")?.points ?? [];
  const evidence = [...coverage.risks.values(), ...method.map((point) => point.evidence)].find((one) =>
    one.some((each) => isStated(each.strength)),
  );
  return evidence?.[0] && doc.sections[evidence[0].section];
}
