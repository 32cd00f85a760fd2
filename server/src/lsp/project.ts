import type { TextFile } from "../base/text.ts";
import { type ConfigHost, loadConfig } from "../engine/config-load.ts";
import type { Equipment, OwnEquipment } from "../engine/equipment.ts";
import type { Config, ConfigProblem, Finding, Host } from "../engine/model.ts";
import { ruleCrash, unusedException } from "../engine/own-rules.ts";
import { createWorkspace, type Workspace } from "../engine/workspace.ts";

/** What every project needs; made once. A configuration's own catalogs and rules come on top. */
export interface Services extends Equipment {
  readonly host: Host;
  /** Today as an ISO 8601 date. */
  today(): string;
}

/** The documents that one configuration holds; without a configuration those of a folder, or a single document. */
export interface Project {
  /** Uri of the configuration, of the folder, or of the single document. */
  readonly key: string;
  readonly configUri: string | undefined;
  config: Config;
  /** The texts it rests on: its own, those it extends, its catalogs and rule files, its baseline. */
  configFiles: ReadonlyMap<string, TextFile>;
  /** Uris whose change makes another configuration of it. */
  configSources: ReadonlySet<string>;
  problems: readonly ConfigProblem[];
  /** What its documents are judged with, the configuration's own catalogs and rules included. */
  equipment: OwnEquipment;
  readonly workspace: Workspace;
  /** Documents that belong to it; undefined where it takes what is opened. */
  members: ReadonlySet<string> | undefined;
  /** Documents that could not be read or linted, with the reason. */
  readonly faults: Map<string, string>;
  /** All members were read: findings about the whole can be trusted. */
  isIndexed: boolean;
  today: string;
}

/** Reads a configuration and makes the project it stands for; its documents come later. */
export async function createProject(
  key: string,
  configUri: string | undefined,
  host: ConfigHost,
  services: Services,
): Promise<Project> {
  const today = services.today();
  const { config, problems, files, sources, equipment } = await loadConfig(configUri, host, services);
  const { library, knowledge, rules, parser, analyzer } = equipment;
  return {
    key,
    configUri,
    config,
    configFiles: files,
    configSources: sources,
    problems,
    equipment,
    workspace: createWorkspace({ library, knowledge, rules, parser, analyzer, config, today }),
    members: undefined,
    faults: new Map(),
    isIndexed: false,
    today,
  };
}

/** Takes a text in. A crash is the fault of this one document. */
export function putDocument(project: Project, file: TextFile): void {
  try {
    project.workspace.set(file);
    project.faults.delete(file.uri);
  } catch (error) {
    project.workspace.remove(file.uri);
    const reason = error instanceof Error ? error.message : String(error);
    project.faults.set(file.uri, `Codicil failed on this document and left it out: ${reason.replace(/[.\s]*$/, "")}.`);
  }
}

/** Keeps the reason why a document is not there. */
export function markUnreadable(project: Project, uri: string, reason: string): void {
  project.workspace.remove(uri);
  project.faults.set(uri, `This file cannot be read: ${reason}.`);
}

export function dropDocument(project: Project, uri: string): void {
  project.workspace.remove(uri);
  project.faults.delete(uri);
}

/** Findings of one document, those about what could not be read included. Until all is read, only those it has by itself. */
export function findingsOf(project: Project, uri: string, cancelled?: () => boolean): readonly Finding[] {
  const fault = project.faults.get(uri);
  if (fault !== undefined) {
    const span = { start: 0, end: 0 };
    return [{ uri, rule: ruleCrash, severity: "error", message: fault, span, fixes: [], related: [] }];
  }
  const findings = project.workspace.findings(uri, cancelled);
  if (project.isIndexed) return findings;
  const shared = new Set(
    project.equipment.rules.filter((rule) => rule.scope === "workspace").map((rule) => rule.id),
  ).add(unusedException);
  return findings.filter((finding) => !shared.has(finding.rule));
}
