import type { RequirementId } from "../catalog/model.ts";
import type { Section } from "../document/model.ts";
import { isStated } from "../evidence/decide.ts";
import type { Evidence } from "../evidence/model.ts";
import { isAddressed } from "../rules/scope.ts";
import type { Reading } from "./reading.ts";

/** Requirements that the document addresses, by the section (its index) whose statements speak to them. */
export type SectionCoverage = ReadonlyMap<number, ReadonlyMap<RequirementId, readonly Evidence[]>>;

/** Goes through the verdicts of a document once. */
export function coverageBySection({ coverage }: Pick<Reading, "coverage">): SectionCoverage {
  const sections = new Map<number, Map<RequirementId, Evidence[]>>();
  for (const [id, { status, points }] of coverage.verdicts) {
    if (!isAddressed(status)) continue;
    for (const evidence of points.flatMap((point) => point.evidence)) {
      if (!isStated(evidence.strength)) continue;
      const requirements = sections.get(evidence.section) ?? new Map<RequirementId, Evidence[]>();
      sections.set(evidence.section, requirements);
      const known = requirements.get(id);
      if (known) known.push(evidence);
      else requirements.set(id, [evidence]);
    }
  }
  return sections;
}

/** Requirements that the statements of one section speak to. */
export function requirementsInSection({ index }: Section, { coverage }: Pick<Reading, "coverage">): RequirementId[] {
  const isHere = ({ section, strength }: Evidence): boolean => section === index && isStated(strength);
  return [...coverage.verdicts.values()]
    .filter(({ status, points }) => isAddressed(status) && points.some((point) => point.evidence.some(isHere)))
    .map(({ requirement }) => requirement.id);
}
