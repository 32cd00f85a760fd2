import type { Library } from "../catalog/library.ts";
import type { PolicyDocument } from "../document/model.ts";
import { folderOf, pathBelow } from "../engine/globs.ts";
import { ruleSettings } from "../engine/rule-settings.ts";
import type { Status } from "../evidence/model.ts";
import { buildPanel, documentRow } from "../report/panel.ts";
import { changedRows } from "../report/panel-changes.ts";
import type { DocumentRow } from "../report/panel-model.ts";
import type { Spellings } from "./documents.ts";
import type { Feed } from "./feed.ts";
import type { Project } from "./project.ts";
import type { BaselineParams, CoverageChange, CoverageSnapshot, ProjectCoverage } from "./protocol.ts";
import { createSettled } from "./settled.ts";
import type { World } from "./world.ts";

/** What the side panel shows, and what has changed since it was asked last. */
export interface CoverageFeed {
  snapshot(): CoverageSnapshot;
  /** Undefined where nothing has changed, or nobody has asked for a snapshot yet. */
  changes(): CoverageChange | undefined;
  setBaseline(params: BaselineParams): void;
}

export interface CoverageFeedOptions {
  readonly world: World;
  readonly feed: Feed;
  readonly library: Library;
  readonly spellings: Spellings;
  readonly isEnabled: () => boolean;
}

interface Baseline {
  readonly label: string;
  readonly statuses: ReadonlyMap<string, Status>;
}

export function createCoverageFeed(options: CoverageFeedOptions): CoverageFeed {
  const { world, library, spellings, isEnabled } = options;
  const settled = createSettled(options);
  const baselines = new Map<string, Baseline>();
  const rows = new WeakMap<PolicyDocument, { readonly seal: string; readonly row: DocumentRow }>();
  let version = 0;
  let sent: CoverageSnapshot | undefined;
  /** Everything of what was sent that is no row. */
  let frame = "";

  const rowsOf = (project: Project, folder: string): DocumentRow[] => {
    const settings = [project.today, ...project.config.standards].join(" ");
    return project.workspace.documents().flatMap((uri) => {
      const entry = settled.document(project, uri);
      if (!entry) return [];
      const known = rows.get(entry.doc);
      const isWaiting = entry !== project.workspace.document(uri);
      if (known && isWaiting) return [known.row];
      const findings = world.findings(project, uri).length;
      const seal = `${findings} ${settings}`;
      if (known?.seal === seal) return [known.row];
      const row = documentRow(
        spellings.written(uri),
        pathBelow(folder, uri) ?? uri,
        entry.doc,
        entry.coverage,
        findings,
        project.config.standards,
        library,
        project.today,
      );
      rows.set(entry.doc, { seal, row });
      return [row];
    });
  };

  const coverageOf = (project: Project): ProjectCoverage => {
    const { config, configUri, key } = project;
    const folder = homeOf(project);
    const baseline = baselines.get(key);
    return {
      key,
      name: nameOf(folder, world.folders()),
      configUri: configUri === undefined ? null : spellings.written(configUri),
      ...buildPanel({
        library,
        coverage: settled.coverage(project),
        standards: config.standards,
        aiInScope: ruleSettings(config, library, project.today).aiInScope,
        documents: rowsOf(project, folder),
        baseline: baseline?.statuses,
      }),
      baseline: baseline?.label ?? null,
    };
  };

  /** Projects that hold policies; where none does, those with files that might be ones. */
  const projects = (): Project[] => {
    if (!isEnabled()) return [];
    const all = world.projects();
    const filled = all.filter(({ workspace }) => workspace.coverage().documents.length > 0);
    return (filled.length > 0 ? filled : all).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  };

  const look = (): CoverageSnapshot => ({
    version,
    isIndexing: world.isIndexing,
    projects: projects().map(coverageOf),
  });

  return {
    snapshot() {
      sent = look();
      frame = frameOf(sent);
      return sent;
    },

    changes() {
      settled.note();
      // While the workspace is read every document would turn every row.
      if (!sent || (sent.isIndexing && world.isIndexing)) return undefined;
      const before = sent;
      const now = look();
      const frameBefore = frame;
      frame = frameOf(now);
      const isReset = frameBefore !== frame;
      const changed = isReset
        ? []
        : now.projects.flatMap(({ key, rows: after }, i) => {
            const changes = changedRows((before.projects[i] as ProjectCoverage).rows, after);
            return changes ? [{ key, changes }] : [];
          });
      if (!isReset && changed.length === 0 && before.isIndexing === now.isIndexing) return undefined;
      version++;
      sent = { ...now, version };
      return { version, isIndexing: now.isIndexing, isReset, projects: changed };
    },

    setBaseline({ project: key, label, files, statuses }) {
      const project = world.projects().find((one) => one.key === key);
      if (!project) return;
      if (statuses) baselines.set(key, { label, statuses: new Map(Object.entries(statuses)) });
      else if (files) {
        const before = project.workspace.coverageIf(
          new Map(files.map(({ uri, text }) => [spellings.keyOf(uri), text ?? undefined])),
        );
        const then = [...before.verdicts].map(([id, verdict]): [string, Status] => [id, verdict.status]);
        baselines.set(key, { label, statuses: new Map(then) });
      } else baselines.delete(key);
    },
  };
}

/** The folder whose documents a project holds. */
export const homeOf = ({ key, configUri, members }: Project): string =>
  configUri !== undefined ? folderOf(configUri) : members ? key : folderOf(key);

/** The name of the open folder, and the path below it. */
function nameOf(folder: string, folders: readonly string[]): string {
  const open = folders.find((one) => one === folder || pathBelow(one, folder) !== undefined);
  const below = open === undefined ? undefined : pathBelow(open, folder);
  const name = decodeURIComponent((open ?? folder).split("/").at(-1) ?? "");
  return below ? `${name}/${below}` : name;
}

/** Everything of a snapshot that is no row. */
const frameOf = ({ projects }: CoverageSnapshot): string =>
  JSON.stringify(
    projects.map(({ key, name, configUri, outline, baseline }) => [key, name, configUri, outline, baseline]),
  );
