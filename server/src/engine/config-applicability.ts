import { oneLine } from "../base/text.ts";
import { isRecord } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { RequirementId } from "../catalog/model.ts";
import { currentRequirements, records, type Report, unknownControl } from "./config-parts.ts";
import type { ConfigPath } from "./config-source.ts";
import type { Inclusion } from "./model.ts";

/** A control left out, with the reason and its index in the list as written. */
export interface Exclusion {
  readonly control: RequirementId;
  readonly justification: string;
  readonly index: number;
}

/** A control that applies, with the reasons and its index in the list as written. */
export interface Decision extends Inclusion {
  readonly control: RequirementId;
  readonly index: number;
}

export interface Applicability {
  readonly exclusions: readonly Exclusion[];
  readonly inclusions: readonly Decision[];
  readonly defaultInclusion: Inclusion | undefined;
}

/** The decisions for the Statement of Applicability: what applies and why, and what does not and why. */
export function readApplicability(value: unknown, library: Library, report: Report): Applicability {
  const data = isRecord(value) ? value : {};
  const exclusions = readExclusions(data["exclusions"], library, report);
  return {
    exclusions,
    inclusions: readInclusions(data["inclusions"], exclusions, library, report),
    defaultInclusion: isRecord(data["defaults"])
      ? inclusionOf(data["defaults"], ["applicability", "defaults"], library, report)
      : undefined,
  };
}

/** Controls left out, with the reason. */
function readExclusions(value: unknown, library: Library, report: Report): readonly Exclusion[] {
  const result: Exclusion[] = [];
  const controls = controlsOf(library);
  for (const [entry, i] of records(value)) {
    const { control, justification } = entry;
    if (typeof control !== "string") continue;
    const path = ["applicability", "exclusions", i, "control"];
    if (!isControl(control, controls, library, "excluded", path, report)) continue;
    if (result.some((one) => one.control === control)) report(path, `“${control}” is excluded twice.`);
    else if (typeof justification === "string" && justification.trim() === "")
      report(
        [...path.slice(0, -1), "justification"],
        `The exclusion of “${control}” has no justification, so it does not count.`,
      );
    else if (typeof justification === "string")
      result.push({ control, justification: oneLine(justification), index: i });
  }
  return result;
}

/** Controls that apply, with the reasons. What is excluded as well stays excluded. */
function readInclusions(
  value: unknown,
  exclusions: readonly Exclusion[],
  library: Library,
  report: Report,
): readonly Decision[] {
  const result: Decision[] = [];
  const controls = controlsOf(library);
  for (const [entry, i] of records(value)) {
    const { control } = entry;
    if (typeof control !== "string") continue;
    const path = ["applicability", "inclusions", i];
    if (!isControl(control, controls, library, "included", [...path, "control"], report)) continue;
    const inclusion = inclusionOf(entry, path, library, report);
    const isNamedIn = (list: readonly { readonly control: RequirementId }[]): boolean =>
      list.some((one) => one.control === control);
    if (isNamedIn(exclusions)) report([...path, "control"], `“${control}” is excluded and included.`);
    else if (isNamedIn(result)) report([...path, "control"], `“${control}” is included twice.`);
    else if (inclusion.reasons.length === 0 && inclusion.justification === "")
      report([...path, "control"], `The inclusion of “${control}” has neither reasons nor a justification.`);
    else result.push({ ...inclusion, control, index: i });
  }
  return result;
}

function inclusionOf(
  { reasons, justification }: Readonly<Record<string, unknown>>,
  path: ConfigPath,
  library: Library,
  report: Report,
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
  report: Report,
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
  new Set(currentRequirements(library).filter((id) => library.requirement(id)?.kind === "control"));
