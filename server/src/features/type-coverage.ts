import type { RequirementId } from "../catalog/model.ts";
import { ruleSettings } from "../engine/rule-settings.ts";
import { expectedOf, typeOf } from "../rules/scope.ts";
import type { Reading } from "./reading.ts";

/** Controls that the document's type is expected to cover, split by whether it does. */
export interface TypeCoverage {
  readonly covered: readonly RequirementId[];
  readonly open: readonly RequirementId[];
}

type TypeReading = Pick<Reading, "doc" | "coverage" | "library" | "workspace">;

/** What the type of a document asks of it; undefined where its type is not known or asks for nothing. */
export function typeCoverage({ doc, coverage, library, workspace }: TypeReading): TypeCoverage | undefined {
  const settings = ruleSettings(workspace.config, library, "");
  const expected = expectedOf(settings, typeOf(settings, doc), false);
  if (expected.length === 0) return undefined;
  const isCovered = (id: RequirementId): boolean => coverage.verdicts.get(id)?.status === "covered";
  return { covered: expected.filter(isCovered), open: expected.filter((id) => !isCovered(id)) };
}

/** `3 of 5 expected controls covered`; undefined where none is expected. */
export function typeSummary(reading: TypeReading): string | undefined {
  const found = typeCoverage(reading);
  if (!found) return undefined;
  const all = found.covered.length + found.open.length;
  return `${found.covered.length} of ${all} expected ${all === 1 ? "control" : "controls"} covered`;
}
