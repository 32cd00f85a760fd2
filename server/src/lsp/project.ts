import type { TextFile } from "../base/text.ts";
import { readConfig } from "../engine/config.ts";
import { type Equipment, equip, type OwnEquipment } from "../engine/equipment.ts";
import type { Config, ConfigProblem, Finding, Host } from "../engine/model.ts";
import { ownRules, ruleCrash } from "../engine/own-rules.ts";
import { createWorkspace, type Workspace } from "../engine/workspace.ts";
import type { Rule } from "../rules/rule.ts";

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
  configFile: TextFile | undefined;
  problems: readonly ConfigProblem[];
  /** The configuration's own catalogs and rules in it. */
  readonly equipment: OwnEquipment;
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
  read: Host["read"],
  services: Services,
): Promise<Project> {
  const today = services.today();
  const { config, problems, file, equipment } = await loadConfig(configUri, read, services);
  const { library, knowledge, rules, parser, analyzer } = equipment;
  return {
    key,
    configUri,
    config,
    configFile: file,
    problems,
    equipment,
    workspace: createWorkspace({ library, knowledge, rules, parser, analyzer, config, today }),
    members: undefined,
    faults: new Map(),
    isIndexed: false,
    today,
  };
}

/** A configuration with what is wrong with it; the defaults where it cannot be read. */
export async function loadConfig(
  uri: string | undefined,
  read: Host["read"],
  services: Services,
): Promise<{
  config: Config;
  problems: readonly ConfigProblem[];
  file: TextFile | undefined;
  equipment: OwnEquipment;
}> {
  const found = uri === undefined ? undefined : await read(uri);
  const file = found && !("error" in found) ? found : undefined;
  const equipment = await equip(file, services, {
    ...services.host,
    read,
    list: (...args) => services.host.list(...args),
  });
  const known = [...equipment.rules, ...ownRules];
  const { config, problems } = readConfig(
    file ?? (uri === undefined ? undefined : { uri, version: 0, text: "" }),
    equipment.library,
    known,
  );
  if (!found || uri === undefined || !("error" in found))
    return { config, problems: [...problems, ...equipment.problems], file, equipment };
  const message = `The configuration cannot be read: ${found.error}.`;
  return { config, problems: [{ uri, span: { start: 0, end: 0 }, message }], file: undefined, equipment };
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
export function findingsOf(
  project: Project,
  uri: string,
  rules: readonly Rule[],
  cancelled?: () => boolean,
): readonly Finding[] {
  const fault = project.faults.get(uri);
  if (fault !== undefined) {
    const span = { start: 0, end: 0 };
    return [{ uri, rule: ruleCrash, severity: "error", message: fault, span, fixes: [], related: [] }];
  }
  const findings = project.workspace.findings(uri, cancelled);
  if (project.isIndexed) return findings;
  const shared = new Set(rules.filter((rule) => rule.scope === "workspace").map((rule) => rule.id));
  return findings.filter((finding) => !shared.has(finding.rule));
}
