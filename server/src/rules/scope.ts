import { evidenceWeight } from "../evidence/section-weight.ts";
import { standardOf } from "../catalog/library.ts";
import type { DocumentType, RequirementId } from "../catalog/model.ts";
import type { PolicyDocument, Section } from "../document/model.ts";
import { isStated } from "../evidence/decide.ts";
import type { PointVerdict, Status, Verdict } from "../evidence/model.ts";
import type { RuleSettings } from "./rule.ts";

/**
 * True where a requirement is asked for: its standard is in scope, AI is used where it is about AI, and neither an exclusion
 * nor the organization's AI role takes it away. What is only derived from a catalog's own words is too unsure to find fault
 * with.
 */
export function isAsked(settings: RuleSettings, id: RequirementId): boolean {
  const { library, standards, aiInScope, exclusions, notAsked } = settings;
  const standard = standardOf(id);
  if (!standards.includes(standard) || exclusions.has(id) || notAsked.has(id)) return false;
  if (library.requirement(id)?.points.some((point) => point.derived)) return false;
  return aiInScope || !library.data.crosswalks.some((crosswalk) => crosswalk.target === standard);
}

/** True where the text does something about the requirement: more than naming it. */
export const isAddressed = (status: Status | undefined): boolean => status === "covered" || status === "partial";

/** The catalog's entry for a document's type. */
export function typeOf({ library }: Pick<RuleSettings, "library">, doc: PolicyDocument): DocumentType | undefined {
  return doc.classification.type === undefined ? undefined : library.documentType(doc.classification.type);
}

/** Controls (and clauses, where `clauses` is set) that the type is expected to cover and that are asked for. */
export function expectedOf(settings: RuleSettings, type: DocumentType | undefined, clauses: boolean): RequirementId[] {
  return (type?.expects ?? []).filter(
    (id) => isAsked(settings, id) && (clauses || settings.library.requirement(id)?.kind === "control"),
  );
}

/** True where the kinds of a section say that nothing in it is evidence (references, history). */
export const isNoEvidence = ({ library }: Pick<RuleSettings, "library">, section: Section | undefined): boolean =>
  section !== undefined && evidenceWeight(library, section) === "none";

/** True where what a section says counts in full. */
export const countsInFull = ({ library }: Pick<RuleSettings, "library">, section: Section): boolean =>
  evidenceWeight(library, section) === "full";

/** Points that were not found, core ones first. */
export function missingPoints(points: readonly PointVerdict[]): PointVerdict[] {
  const missing = points.filter((point) => !isStated(point.strength));
  return [...missing.filter((point) => point.point.core), ...missing.filter((point) => !point.point.core)];
}

/** The fewest missing points, core ones first, that make the requirement covered once they are stated. */
export function pointsToCover(points: readonly PointVerdict[]): PointVerdict[] {
  const missing = missingPoints(points);
  const core = missing.filter((point) => point.point.core).length;
  const stated = points.length - missing.length;
  const half = Math.ceil(points.length / 2) - stated;
  return missing.slice(0, Math.max(core, half, 1));
}

/** The section that speaks most to a requirement: by points stated there, then by how concretely, then the first. */
export function bestSection(doc: PolicyDocument, { points }: Pick<Verdict, "points">): Section | undefined {
  const scores = new Map<number, { points: number; operational: number }>();
  for (const { evidence } of points) {
    const seen = new Set<number>();
    for (const { section, strength } of evidence) {
      if (!isStated(strength)) continue;
      const score = scores.get(section) ?? { points: 0, operational: 0 };
      scores.set(section, {
        points: score.points + (seen.has(section) ? 0 : 1),
        operational: score.operational + (strength === "operational" ? 1 : 0),
      });
      seen.add(section);
    }
  }
  const [best] = [...scores].sort(([a, x], [b, y]) => y.points - x.points || y.operational - x.operational || a - b);
  return best && doc.sections[best[0]];
}

/** So many values make a file one of settings, and so many words make a value a sentence. */
const fewest = { values: 10, words: 4 };

/**
 * True for a YAML file that holds the settings of a tool: many values, and hardly a sentence among them. Nobody reads it to
 * learn what to do.
 */
export function isConfiguration({ format, statements, text }: PolicyDocument): boolean {
  if (format !== "yaml" || statements.length < fewest.values) return false;
  const sentences = statements.filter(
    ({ span }) => text.slice(span.start, span.end).trim().split(/\s+/).length >= fewest.words,
  );
  return sentences.length * 10 < statements.length;
}
