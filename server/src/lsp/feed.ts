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
  /** Whether the text of a document is one to report on: false while it waits to be saved. */
  isDue(uri: string): boolean;
  /** Uris that have, or had, something to show: open ones and those below open folders. */
  uris(): readonly string[];
}

export interface FeedOptions {
  readonly world: World;
  readonly sources: SourceMaker;
  readonly isEnabled: () => boolean;
  readonly isDue: Feed["isDue"];
}

/** A report that was handed out, with what it was made of. */
interface KeptReport extends Report {
  readonly json: string;
  readonly basis: Basis;
}

/** Objects and strings that a report follows from: as long as they are the same, so is it. Undefined where nobody can say. */
type Basis = readonly unknown[] | undefined;

/** What is to be said of a document: the basis at once, the diagnostics when it has changed. */
interface Draft {
  readonly basis: Basis;
  diagnostics(): readonly Diagnostic[];
}

export function createFeed({ world, sources, isEnabled, isDue }: FeedOptions): Feed {
  const reports = new Map<string, KeptReport>();
  let counter = 0;

  const draft = async (uri: string, cancelled?: () => boolean): Promise<Draft> => {
    if (!isEnabled()) return silence;
    if (isConfig(uri)) return { basis: undefined, diagnostics: () => ofConfig(uri) };
    const own = await ofDocument(uri, cancelled);
    const isSource = world.projects().some((project) => project.configSources.has(uri));
    if (!isSource) return own;
    return { basis: undefined, diagnostics: () => [...ofConfig(uri), ...own.diagnostics()] };
  };

  const ofDocument = async (uri: string, cancelled?: () => boolean): Promise<Draft> => {
    const project = await world.projectOf(uri);
    if (!project || !isShown(project, uri)) return silence;
    const entry = project.workspace.document(uri);
    const file = world.open.get(uri);
    const doc = entry?.doc ?? file ?? { uri, version: 0, text: "" };
    const source = sources.ofFile(doc, file?.version ?? null);
    const sourceOf = sourceFinder(project.workspace, { sources, world });
    const findings = world.findings(project, uri, cancelled);
    const places = findings.flatMap(({ related }) => related.map((place) => sourceOf(place.uri)));
    return {
      basis: [findings, ...[source, ...places].flatMap((one) => [one?.uri, one?.lines])],
      diagnostics: () => findings.map((finding) => toDiagnostic(finding, source, sourceOf)),
    };
  };

  /** What is wrong with a configuration, or with a file that one rests on, and with its waivers. */
  const ofConfig = (uri: string): Diagnostic[] => {
    const seen = new Set<string>();
    return world.projects().flatMap((project) => {
      if (!project.configSources.has(uri)) return [];
      const source = sources.ofFile(project.configFiles.get(uri) ?? { uri, version: 0, text: "" }, null);
      const problems = project.problems
        .filter((problem) => problem.uri === uri)
        .map((problem) => toConfigDiagnostic(problem, source));
      const findings = project.workspace.document(uri) ? [] : world.findings(project, uri);
      return [...problems, ...findings.map((finding) => toDiagnostic(finding, source, () => undefined))].filter(
        (diagnostic) => {
          const key = JSON.stringify(diagnostic);
          return !seen.has(key) && seen.add(key);
        },
      );
    });
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
      const made = await draft(uri, cancelled);
      const { basis } = made;
      const known = reports.get(uri);
      if (known && isSameBasis(known.basis, basis)) return known;
      const diagnostics = made.diagnostics();
      const json = JSON.stringify(diagnostics);
      const isSame = known?.json === json;
      const report = isSame ? { ...known, basis } : { resultId: String(++counter), diagnostics, json, basis };
      reports.set(uri, report);
      return report;
    },

    isDue,

    uris() {
      const all = new Set<string>(world.open.keys());
      for (const project of world.projects()) {
        for (const { uri } of project.problems) all.add(uri);
        for (const { uri } of project.config.waivers) all.add(uri);
        for (const uri of [...project.workspace.documents(), ...project.faults.keys()])
          if (isShown(project, uri)) all.add(uri);
      }
      for (const [uri, { diagnostics }] of reports) if (diagnostics.length > 0) all.add(uri);
      return [...all].sort();
    },
  };
}

const silence: Draft = { basis: [], diagnostics: () => [] };

const isSameBasis = (before: Basis, now: Basis): boolean =>
  before !== undefined && now !== undefined && before.length === now.length && before.every((one, i) => one === now[i]);
