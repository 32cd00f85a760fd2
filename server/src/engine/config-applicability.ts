import type { Library } from "../catalog/library.ts";
import type { RequirementId } from "../catalog/model.ts";
import { type ConfigPath, isObject, records, type ReportProblem } from "./config-parts.ts";
import type { Config, Inclusion } from "./model.ts";
import { didYouMean } from "./suggest.ts";

/** The decisions for the Statement of Applicability: what applies and why, and what does not and why. */
export function readApplicability(
  value: unknown,
  library: Library,
  report: ReportProblem,
): Pick<Config, "exclusions" | "inclusions" | "defaultInclusion"> {
  const data = isObject(value) ? value : {};
  const exclusions = readExclusions(data["exclusions"], library, report);
  return {
    exclusions,
    inclusions: readInclusions(data["inclusions"], exclusions, library, report),
    defaultInclusion: isObject(data["defaults"])
      ? inclusionOf(data["defaults"], ["applicability", "defaults"], library, report)
      : undefined,
  };
}

/** Controls left out, with the reason. */
function readExclusions(value: unknown, library: Library, report: ReportProblem): ReadonlyMap<RequirementId, string> {
  const result = new Map<RequirementId, string>();
  const controls = controlsOf(library);
  for (const [entry, i] of records(value)) {
    const { control, justification } = entry;
    if (typeof control !== "string") continue;
    const path = ["applicability", "exclusions", i, "control"];
    if (!isControl(control, controls, library, "excluded", path, report)) continue;
    if (result.has(control)) report(path, `“${control}” is excluded twice.`);
    else if (typeof justification === "string" && justification.trim() === "")
      report(
        [...path.slice(0, -1), "justification"],
        `The exclusion of “${control}” has no justification, so it does not count.`,
      );
    else if (typeof justification === "string") result.set(control, oneLine(justification));
  }
  return result;
}

/** Controls that apply, with the reasons. What is excluded as well stays excluded. */
function readInclusions(
  value: unknown,
  exclusions: ReadonlyMap<RequirementId, string>,
  library: Library,
  report: ReportProblem,
): ReadonlyMap<RequirementId, Inclusion> {
  const result = new Map<RequirementId, Inclusion>();
  const controls = controlsOf(library);
  for (const [entry, i] of records(value)) {
    const { control } = entry;
    if (typeof control !== "string") continue;
    const path = ["applicability", "inclusions", i];
    if (!isControl(control, controls, library, "included", [...path, "control"], report)) continue;
    const inclusion = inclusionOf(entry, path, library, report);
    if (exclusions.has(control)) report([...path, "control"], `“${control}” is excluded and included.`);
    else if (result.has(control)) report([...path, "control"], `“${control}” is included twice.`);
    else if (inclusion.reasons.length === 0 && inclusion.justification === "")
      report([...path, "control"], `The inclusion of “${control}” has neither reasons nor a justification.`);
    else result.set(control, inclusion);
  }
  return result;
}

function inclusionOf(
  { reasons, justification }: Readonly<Record<string, unknown>>,
  path: ConfigPath,
  library: Library,
  report: ReportProblem,
): Inclusion {
  const known = library.data.applicability.reasons.map((reason) => reason.id);
  const written: unknown[] = Array.isArray(reasons) ? reasons : [];
  const ids = written.flatMap((id, i): string[] => {
    if (typeof id !== "string") return [];
    if (known.includes(id)) return [id];
    report([...path, "reasons", i], `The reason “${id}” is unknown. Expected one of: ${known.join(", ")}.`);
    return [];
  });
  return { reasons: [...new Set(ids)], justification: typeof justification === "string" ? oneLine(justification) : "" };
}

/** Only Annex A controls of current editions are decided on: the clauses of a standard always apply. */
function isControl(
  written: string,
  controls: ReadonlySet<RequirementId>,
  library: Library,
  decided: "excluded" | "included",
  path: ConfigPath,
  report: ReportProblem,
): boolean {
  if (controls.has(written)) return true;
  const requirement = library.requirement(written);
  if (!requirement) report(path, unknownControl(written, [...controls]));
  else if (requirement.kind === "clause")
    report(path, `“${written}” is a clause; only Annex A controls can be ${decided}.`);
  else report(path, `“${written}” is a control of an edition that was replaced.`);
  return false;
}

const controlsOf = (library: Library): ReadonlySet<RequirementId> =>
  new Set(
    library.standards
      .filter((standard) => standard.supersededBy === undefined)
      .flatMap((standard) => standard.requirements.filter((one) => one.kind === "control").map((one) => one.id)),
  );

function unknownControl(written: string, controls: readonly RequirementId[]): string {
  const full = controls.filter((id) => id.endsWith(`/${written}`));
  if (full.length > 0) return `Write “${written}” with its standard: ${full.map((id) => `“${id}”`).join(" or ")}.`;
  return `The control “${written}” is unknown.${didYouMean(written, controls)}`;
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");
