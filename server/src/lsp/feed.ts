import type { Diagnostic } from "vscode-languageserver-types";
import { pathBelow } from "../engine/globs.ts";
import { toConfigDiagnostic, toDiagnostic } from "../features/diagnostics.ts";
import type { SourceMaker } from "./documents.ts";
import type { Project } from "./project.ts";
import { sourceFinder } from "./source-finder.ts";
import { isConfig } from "./uris.ts";
import type { World } from "./world.ts";

/** Diagnostics of a document, with a name for this state of them. */
export interface Report {
  readonly resultId: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What every document is to show now. */
export interface Feed {
  /**
   * Diagnostics of one document; its latest text is taken in.
   * @throws Cancelled
   */
  of(uri: string, cancelled?: () => boolean): Promise<Report>;
  /** Uris that have, or had, something to show: open ones and those below open folders. */
  uris(): readonly string[];
}

export interface FeedOptions {
  readonly world: World;
  readonly sources: SourceMaker;
  readonly isEnabled: () => boolean;
  /** Whether the text of an open document is one to report on: false while it waits to be saved. */
  readonly isDue: (uri: string) => boolean;
}

export function createFeed({ world, sources, isEnabled, isDue }: FeedOptions): Feed {
  const reports = new Map<string, Report & { readonly json: string }>();
  let counter = 0;

  const diagnose = async (uri: string, cancelled?: () => boolean): Promise<Diagnostic[]> => {
    if (!isEnabled()) return [];
    if (isConfig(uri) || world.ownerOf(uri)) return ofConfig(uri);
    const project = await world.projectOf(uri);
    if (!project || !isShown(project, uri)) return [];
    const entry = project.workspace.document(uri);
    const file = world.open.get(uri);
    const doc = entry?.doc ?? file ?? { uri, version: 0, text: "" };
    const source = sources.ofFile(doc, file?.version ?? null);
    const sourceOf = sourceFinder(project.workspace, { sources, world });
    return world.findings(project, uri, cancelled).map((finding) => toDiagnostic(finding, source, sourceOf));
  };

  const ofConfig = (uri: string): Diagnostic[] => {
    const project = world.projects().find((one) => one.configUri === uri) ?? world.ownerOf(uri);
    if (!project) return [];
    const own = project.configUri === uri ? project.configFile : project.equipment.files.find((one) => one.uri === uri);
    const source = sources.ofFile(own ?? { uri, version: 0, text: "" }, null);
    return project.problems
      .filter((problem) => problem.uri === uri)
      .map((problem) => toConfigDiagnostic(problem, source));
  };

  /** A configuration above may hold documents outside the open folders: they count, and are not shown. */
  const isShown = (project: Project, uri: string): boolean =>
    world.open.has(uri) ||
    project.key === uri ||
    world.folders().some((folder) => pathBelow(folder, uri) !== undefined);

  return {
    async of(uri, cancelled) {
      const before = reports.get(uri);
      if (before && !isDue(uri)) return before;
      const diagnostics = await diagnose(uri, cancelled);
      const json = JSON.stringify(diagnostics);
      const known = reports.get(uri);
      if (known?.json === json) return known;
      const report = { resultId: String(++counter), diagnostics, json };
      reports.set(uri, report);
      return report;
    },

    uris() {
      const all = new Set<string>(world.open.keys());
      for (const project of world.projects()) {
        for (const problem of project.problems) all.add(problem.uri);
        for (const uri of [...project.workspace.documents(), ...project.faults.keys()])
          if (isShown(project, uri)) all.add(uri);
      }
      for (const [uri, { diagnostics }] of reports) if (diagnostics.length > 0) all.add(uri);
      return [...all].sort();
    },
  };
}
