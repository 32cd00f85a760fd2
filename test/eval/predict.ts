import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { numberOf } from "../../server/src/catalog/library.ts";
import type { PolicyDocument } from "../../server/src/document/model.ts";
import { tableStandsFor } from "../../server/src/document/section-kinds.ts";
import { createParser } from "../../server/src/document/parse.ts";
import { createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { decideDocument, isStated } from "../../server/src/evidence/decide.ts";
import { compileKnowledge } from "../../server/src/evidence/knowledge.ts";
import type { DocumentCoverage, Verdict } from "../../server/src/evidence/model.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

/** What the engine says of one document, in the words of the labels (label-map.yaml). */
export interface Prediction {
  readonly path: string;
  readonly is_policy: boolean;
  readonly policy_type: string;
  readonly controls: readonly string[];
  readonly controls_42001: readonly string[];
  readonly sections: readonly string[];
  readonly ai_considerations: readonly string[];
}

export interface Judged {
  readonly prediction: Prediction;
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
}

interface SectionRule {
  readonly kinds: readonly string[];
  readonly fields?: readonly string[];
  readonly topical?: boolean;
}

interface LabelMap {
  readonly types: Readonly<Record<string, readonly string[]>>;
  readonly sections: Readonly<Record<string, SectionRule>>;
  readonly considerations: Readonly<Record<string, readonly string[]>>;
}

/**
 * Makes predictions the way the product decides: parser, analyzer, verdicts.
 * The third argument is the path in the document's own repository, where the corpus tells it.
 */
export function createPredictor(): (name: string, text: string, path?: string) => Judged {
  const library = loadLibrary();
  const parser = createParser(library);
  const analyzer = createAnalyzer(compileKnowledge(library));
  const map = parse(readFileSync(path.join(projectRoot, "test/eval/label-map.yaml"), "utf8")) as LabelMap;
  return (name, text, place = name) => {
    const doc = parser.parse({ uri: pathToFileURL(`/corpus/${place}`).href, version: 1, text });
    const coverage = decideDocument(doc, analyzer);
    const topics = new Set(library.documentType(doc.classification.type ?? "")?.expects);
    return { prediction: predictionOf(name, { doc, coverage, topics }, map), doc, coverage };
  };
}

/**
 * A control counts as addressed when a core point is stated, or any point in a document whose type is about the control: "at
 * least one concrete requirement … in this document's domain", say the labels. Types that are about AI are about nearly all
 * controls of ISO/IEC 42001:2023, so there that tells nothing.
 * @param topics  what the document's type is expected to cover
 */
export const isAddressed = ({ requirement, points }: Verdict, topics: ReadonlySet<string> = new Set()): boolean => {
  const isTopic = requirement.standard === "iso27001:2022" && topics.has(requirement.id);
  return points.some(({ point, strength }) => (point.core || isTopic) && isStated(strength));
};

interface Read {
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
  readonly topics: ReadonlySet<string>;
}

function predictionOf(name: string, { doc, coverage, topics }: Read, map: LabelMap): Prediction {
  const { isPolicy, type } = doc.classification;
  const addressed = (standard: string): string[] =>
    [...coverage.verdicts.values()]
      .filter((verdict) => verdict.requirement.standard === standard && verdict.requirement.kind === "control")
      .filter((verdict) => isAddressed(verdict, topics))
      .map((verdict) => numberOf(verdict.requirement.id));
  return {
    path: name,
    is_policy: isPolicy,
    policy_type:
      Object.entries(map.types).find(([, types]) => type !== undefined && types.includes(type))?.[0] ?? "other",
    controls: isPolicy ? addressed("iso27001:2022").sort(byNumber) : [],
    controls_42001: isPolicy && coverage.speaksOfAi ? addressed("iso42001:2023").sort(byNumber) : [],
    sections: isPolicy
      ? Object.entries(map.sections)
          .filter(([, rule]) => hasSection(doc, coverage, rule))
          .map(([label]) => label)
      : [],
    ai_considerations: isPolicy
      ? Object.entries(map.considerations)
          .filter(([, ids]) => ids.some((id) => isSaid(id, coverage)))
          .map(([label]) => label)
      : [],
  };
}

function hasSection(doc: PolicyDocument, coverage: DocumentCoverage, rule: SectionRule): boolean {
  const filled = doc.sections.filter((section) => section.heading && !section.isTitle && !section.isEmpty);
  if (filled.some((section) => section.kinds.some((kind) => rule.kinds.includes(kind)))) return true;
  if (
    rule.kinds.some(
      (kind) => coverage.sections.has(kind) || tableStandsFor(doc, loadLibrary().sectionKind(kind)?.columns ?? []),
    )
  )
    return true;
  if (rule.fields?.some((field) => (doc.metadata.fields.get(field)?.text ?? "") !== "")) return true;
  return (
    rule.topical === true && filled.some((section) => section.kinds.length === 0 && section.inherited.length === 0)
  );
}

function isSaid(id: string, coverage: DocumentCoverage): boolean {
  const [requirement, point] = id.split("#");
  if (id.includes("/")) {
    const verdict = coverage.verdicts.get(requirement ?? "");
    return (
      verdict !== undefined &&
      (point === undefined
        ? isAddressed(verdict)
        : verdict.points.some((one) => one.point.id === point && isStated(one.strength)))
    );
  }
  if (id.startsWith("incident-"))
    return coverage.incidents.get(id)?.some((evidence) => isStated(evidence.strength)) ?? false;
  return isStated(coverage.considerations.get(id)?.strength);
}

export function byNumber(a: string, b: string): number {
  const left = a.split(".").slice(1).map(Number);
  const right = b.split(".").slice(1).map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
