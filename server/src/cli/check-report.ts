import type { Equipment } from "../engine/equipment.ts";
import type { ConfigProblem, Finding } from "../engine/model.ts";
import type { Sources } from "../engine/report-json.ts";
import { countSeverities, type SeverityCounts } from "./format/summary.ts";
import type { FixResult } from "./apply-fixes.ts";
import type { Loaded, Project } from "./projects.ts";
import type { CliContext } from "./context.ts";

/** What a check found, as every format is given it. */
export interface CheckReport {
  readonly projects: readonly Project[];
  /** Sorted; only those that are to be shown. */
  readonly findings: readonly Finding[];
  /** Of all findings, those that are not shown included. */
  readonly counts: SeverityCounts;
  /** Policies that were checked, in order. */
  readonly documents: readonly string[];
  /** Files that were looked at and are no policies. */
  readonly otherFiles: number;
  readonly problems: readonly ConfigProblem[];
  readonly unreadable: readonly { readonly uri: string; readonly reason: string }[];
  readonly fixed: readonly FixResult[];
  /** Findings that the baseline holds, and how many of its findings are gone. */
  readonly baseline: { readonly hidden: number; readonly mended: number };
  readonly sources: Sources;
  /** Root of the repository, or the folder the command runs in: what paths for other programs are relative to. */
  readonly root: string;
  /** The catalogs and rules that a finding comes from; the common ones for what has no configuration. */
  readonly equipmentOf: (finding: Finding) => Equipment;
  readonly version: string;
  /** Errors and warnings only, and no summary. */
  readonly quiet: boolean;
  /** Only documents that a branch touches. */
  readonly onlyChanged: boolean;
}

export interface ReportOptions {
  readonly quiet: boolean;
  readonly fixed?: readonly FixResult[];
  /** Documents to report on; all that were asked for where absent. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Puts together what the projects hold. */
export async function reportCheck(
  { projects, sources }: Loaded,
  { quiet, only, fixed = [] }: ReportOptions,
  context: CliContext,
): Promise<CheckReport> {
  const isWanted = (project: Project, uri: string): boolean =>
    project.workspace.document(uri) === undefined ||
    (project.selected.has(uri) && (only === undefined || only.has(uri)));
  const equipments = new Map(
    projects.flatMap((project) =>
      project.workspace
        .findings()
        .filter(({ uri }) => isWanted(project, uri))
        .map((finding) => [finding, project.equipment] as const),
    ),
  );
  const findings = [...equipments.keys()];
  const docs = projects.flatMap((project) =>
    [...project.selected]
      .filter((uri) => isWanted(project, uri))
      .flatMap((uri) => project.workspace.document(uri)?.doc ?? []),
  );
  const policies = docs.filter((doc) => doc.classification.isPolicy);
  const hidden = projects.map((project) => project.workspace.baselineUse());
  return {
    projects,
    findings: quiet ? findings.filter(({ severity }) => severity === "error" || severity === "warning") : findings,
    counts: countSeverities(findings),
    documents: policies.map((doc) => doc.uri).sort(),
    otherFiles: docs.length - policies.length,
    problems: projects.flatMap((project) => project.problems),
    unreadable: projects.flatMap((project) => project.unreadable),
    fixed,
    baseline: {
      hidden: hidden.reduce((sum, one) => sum + one.hidden, 0),
      mended: hidden.reduce((sum, one) => sum + one.mended, 0),
    },
    sources,
    root: await context.host.repositoryAbove(await context.host.locate(".", context.terminal.cwd)),
    equipmentOf: (finding) => equipments.get(finding) ?? context.knowledge(),
    version: context.version,
    quiet,
    onlyChanged: only !== undefined,
  };
}
