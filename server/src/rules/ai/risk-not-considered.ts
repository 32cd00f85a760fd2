import type { Span } from "../../base/span.ts";
import type { TextEdit } from "../../base/text.ts";
import type { RegisterKnowledge } from "../../catalog/integration.ts";
import type { AiRisk } from "../../catalog/model.ts";
import type { PolicyDocument, Section } from "../../document/model.ts";
import { isStated } from "../../evidence/decide.ts";
import type { DocumentCoverage } from "../../evidence/model.ts";
import { addClausesTo, joinEdits } from "../mend.ts";
import { listed } from "../naming.ts";
import { missingProperties, namesRisk, type RiskRegister, riskRegistersOf, rowAbout, rowFor } from "../registers.ts";
import { type DocumentContext, type Fix, fixLater, workspaceRule } from "../rule.ts";
import { isNoEvidence } from "../scope.ts";
import { headingSpanOf, introducedSides } from "../sides.ts";

interface Gap {
  /** One risk; undefined where the document considers none of them. */
  readonly risk: string | undefined;
  readonly message: "register" | "document" | "property" | "none";
  readonly span: Span;
  readonly properties: readonly string[];
  readonly fixes: readonly Fix[];
}

interface Collected {
  readonly type: string;
  readonly considered: readonly string[];
  readonly gaps: readonly Gap[];
}

/** A risk methodology, register or threat model that leaves out a security risk which AI brings, with AI in scope. */
export const rule = workspaceRule({
  id: "ai/risk-not-considered",
  summary:
    "Flags a risk methodology, register or threat model that leaves out a security risk which AI brings, with AI in scope.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.2", "iso42001:2023/6.1.2"],
  messages: {
    none: "With AI in scope this document should also consider the security risks that AI brings: {titles}.",
    register: "No row is about {title}, which compromises {properties}.",
    document: "This document does not consider {title}, which compromises {properties}.",
    property: "{title} also compromises {properties}.",
  },
  options: {},

  collect(context): Collected | undefined {
    const { doc, coverage, library, aiInScope } = context;
    const type = doc.classification.type ?? "";
    const knowledge = library.integration?.register;
    if (!aiInScope || !knowledge || !holdsAiRisks(context, knowledge)) return undefined;
    const registers = riskRegistersOf(doc, knowledge);
    const considered: string[] = [];
    const left: AiRisk[] = [];
    const gaps: Gap[] = [];
    for (const risk of library.risks) {
      const evidence = coverage.risks.get(risk.id) ?? [];
      const rows = registers.flatMap((register) => {
        const row = rowAbout(register, risk, evidence);
        return row ? [{ register, row }] : [];
      });
      if (rows.length === 0 && !isConsidered(context, risk)) {
        left.push(risk);
        continue;
      }
      considered.push(risk.id);
      for (const { register, row } of rows) {
        const missing = missingProperties(register, row, risk);
        if (missing) gaps.push(propertyGap(risk, missing));
      }
    }
    if (considered.length === 0) gaps.push(...wholeGap(context, left, registers[0]));
    else gaps.push(...left.map((risk) => gapFor(context, risk, registers[0])));
    return { type, considered, gaps };
  },

  *check({ library, collected }) {
    const most = mostConsidering(collected);
    for (const [uri, { type, gaps }] of collected) {
      const alike = most.get(type);
      // Of several documents of a type, the one that considers most is where the rest is missed.
      const isPlace = alike?.uri === uri;
      for (const { risk: id, message, span, properties, fixes } of gaps) {
        const risk = library.risks.find((one) => one.id === id);
        const isElsewhere = id !== undefined && alike?.considered.has(id) === true;
        if (message !== "property" && (!isPlace || isElsewhere)) continue;
        const title = message === "property" ? risk?.title : risk?.title.toLowerCase();
        yield {
          uri,
          message,
          span,
          data: {
            title: title ?? "",
            titles: listed(library.risks.map((one) => one.title.toLowerCase())),
            properties: listed(properties.map((one) => one.toLowerCase())),
          },
          requirement: "iso27001:2022/6.1.2",
          ...(id !== undefined && { consideration: id }),
          fixes,
        };
      }
    }
  },
});

interface Alike {
  /** The document that considers most, the first by uri among equals. */
  readonly uri: string;
  /** What any of them considers. */
  readonly considered: ReadonlySet<string>;
}

/** For each type of document. */
function mostConsidering(collected: ReadonlyMap<string, Collected>): ReadonlyMap<string, Alike> {
  const found = new Map<string, { uri: string; most: number; considered: Set<string> }>();
  for (const [uri, { type, considered }] of collected) {
    const known = found.get(type) ?? { uri, most: considered.length, considered: new Set() };
    found.set(type, known);
    for (const id of considered) known.considered.add(id);
    if (considered.length > known.most) {
      known.uri = uri;
      known.most = considered.length;
    }
  }
  return found;
}

/** Every methodology and register does, with AI in scope; a threat model where the system is AI. */
function holdsAiRisks(context: DocumentContext, { types, typesIfOnAi }: RegisterKnowledge): boolean {
  const { type = "" } = context.doc.classification;
  return types.includes(type) || (typesIfOnAi.includes(type) && introducedSides(context).target);
}

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

function propertyGap(risk: AiRisk, { span, missing }: NonNullable<ReturnType<typeof missingProperties>>): Gap {
  const newText = risk.compromises.join(", ");
  const fix = { title: `Write “${newText}”`, safe: false, preferred: true, edits: [{ span, newText }] };
  return { risk: risk.id, message: "property", span, properties: missing, fixes: [fix] };
}

function gapFor(context: DocumentContext, risk: AiRisk, register: RiskRegister | undefined): Gap {
  const name = risk.title.toLowerCase();
  const title = register ? `Add a row on ${name}` : `Add a clause on ${name}`;
  return {
    risk: risk.id,
    message: register ? "register" : "document",
    properties: risk.compromises,
    ...mendOf(context, [risk], register, title),
  };
}

/** One gap for all risks, where the document considers none of them. */
function wholeGap(context: DocumentContext, risks: readonly AiRisk[], register: RiskRegister | undefined): Gap[] {
  if (risks.length === 0) return [];
  const title = `Add ${register ? "rows" : "clauses"} on the security risks that AI brings`;
  return [{ risk: undefined, message: "none", properties: [], ...mendOf(context, risks, register, title) }];
}

/** Where risks are missed, and a fix that adds a row for each, or a clause. */
function mendOf(
  context: DocumentContext,
  risks: readonly AiRisk[],
  register: RiskRegister | undefined,
  title: string,
): Pick<Gap, "span" | "fixes"> {
  const { doc, coverage, library } = context;
  const knowledge = library.integration?.register;
  const fixOf = (edits: () => readonly TextEdit[]): Fix => fixLater({ title, safe: false, preferred: true }, edits);
  if (register && knowledge) {
    const rows = risks.map((risk, i) => rowFor(register, risk, knowledge, i + 1));
    return { span: register.head, fixes: [fixOf(() => joinEdits(rows.flatMap((row) => register.append(row))))] };
  }
  const section = placeOf(doc, coverage);
  const clauses = risks.map((risk) => risk.clause);
  return {
    span: headingSpanOf(doc, section),
    fixes: [fixOf(() => addClausesTo(doc, library, section, "AI risks", clauses))],
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
