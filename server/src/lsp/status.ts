import type { Finding } from "../engine/model.ts";
import type { Library } from "../catalog/library.ts";
import type { Project } from "./project.ts";
import type { LintSummary, SeverityCounts, StatusParams } from "./protocol.ts";
import type { World } from "./world.ts";

/** What a client may show of an open document. */
export function statusOf(
  uri: string,
  written: string,
  project: Project | undefined,
  world: World,
  library: Library,
): StatusParams {
  const entry = project?.workspace.document(uri);
  const doc = entry?.doc;
  const { isPolicy = false, type, reasons = [] } = doc?.classification ?? {};
  return {
    uri: written,
    isPolicy,
    type: (type === undefined ? undefined : library.documentType(type)?.title) ?? null,
    reasons,
    findings: countSeverities(project ? world.findings(project, uri) : []),
    covered: project && entry && isPolicy ? coveredOf(project, entry.coverage.verdicts, project.equipment.library) : [],
    indexing: world.isIndexing,
  };
}

/** What a pass over all documents found. */
export function summaryOf(world: World): LintSummary {
  const docs = world
    .projects()
    .flatMap(({ workspace }) => workspace.documents().map((uri) => workspace.document(uri)?.doc));
  const documents = docs.filter((doc) => doc?.classification.isPolicy).length;
  const findings = world.projects().flatMap((project) => project.workspace.findings());
  return { documents, otherFiles: docs.length - documents, findings: countSeverities(findings) };
}

function coveredOf(
  { config }: Project,
  verdicts: ReadonlyMap<string, { readonly status: string }>,
  library: Library,
): StatusParams["covered"] {
  return config.standards.map((id) => {
    const controls = library.standard(id)?.requirements.filter((requirement) => requirement.kind === "control") ?? [];
    const count = (status: string): number =>
      controls.filter((control) => verdicts.get(control.id)?.status === status).length;
    return { standard: library.standard(id)?.name ?? id, covered: count("covered"), partial: count("partial") };
  });
}

function countSeverities(findings: readonly Finding[]): SeverityCounts {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
