import { load as loadYaml, YAMLException } from "js-yaml";
import type { TextFile } from "../base/text.ts";
import { extendCatalogs, type LoadedCatalog } from "../catalog/extend.ts";
import type { CatalogData, CatalogProblem, Mapping, Standard, StandardId } from "../catalog/model.ts";
import { type CatalogName, importCatalog, type ImportedCatalog } from "../catalog/oscal-import.ts";
import { importMapping } from "../catalog/oscal-mapping.ts";
import {
  type OscalCatalog,
  type OscalFile,
  oscalFileOf,
  type OscalMappingCollection,
  type OscalProfile,
} from "../catalog/oscal-model.ts";
import { importsOf, joinCatalogs } from "../catalog/oscal-profile.ts";
import { readOwnCatalog } from "../catalog/own-catalog.ts";
import type { ConfigProblem } from "./model.ts";
import { fileNameOf, type OwnFileSource, problemAt, type TextCache, uriBeside } from "./own-files.ts";

/** An entry of `catalogs` in a configuration. */
export interface CatalogEntry {
  /** Relative to the configuration that names it. */
  readonly path: string;
  /** Uri of that configuration. */
  readonly config: string;
  readonly id?: StandardId | undefined;
  readonly name?: string | undefined;
  /** Says something about the entry itself. */
  report(message: string): void;
}

/** The knowledge with a workspace's catalogs and mappings in it, and what is wrong with their files. */
export interface OwnCatalogs {
  readonly data: CatalogData;
  readonly problems: readonly ConfigProblem[];
  readonly files: readonly TextFile[];
}

/** Profiles may rest on profiles; deeper than this they go round in circles. */
const deepestProfile = 5;

/**
 * Loads the catalogs that a configuration names: Codicil's own YAML, OSCAL catalogs and profiles, OSCAL mapping collections.
 * What cannot be used is reported and left out.
 */
export async function loadOwnCatalogs(
  entries: readonly CatalogEntry[],
  data: CatalogData,
  source: OwnFileSource,
): Promise<OwnCatalogs> {
  const run: Run = { source, files: new Map(), problems: [] };
  const loaded: (LoadedCatalog & { readonly uri: string })[] = [];
  const mappings: { file: TextFile; mapping: OscalMappingCollection }[] = [];
  // One that several configurations name goes by what the last of them calls it.
  const byUri = new Map(entries.map((entry) => [uriBeside(entry.config, entry.path), entry]));
  for (const [uri, entry] of byUri) {
    const file = await source.read(uri);
    if ("error" in file) {
      entry.report(`The catalog “${entry.path}” cannot be read: ${file.error}.`);
      continue;
    }
    run.files.set(uri, file);
    const named = { id: entry.id, name: entry.name, fallbackId: slugOf(fileNameOf(uri)) };
    const found = await readCatalog(file, named, run);
    if (found?.kind === "catalog") loaded.push({ file: uri, uri, catalog: found.catalog });
    else if (found?.kind === "mapping") mappings.push({ file, mapping: found.mapping });
  }
  const extended = extendCatalogs(data, loaded);
  for (const problem of extended.problems) report(run, problem);
  const nameOf = new Map(loaded.map((one) => [one.catalog.standard.id, fileNameOf(one.uri)]));
  const mapped = mappings.map(({ file, mapping }) => mappingOf(file, mapping, extended.data.standards, nameOf, run));
  return {
    data: { ...extended.data, mappings: [...(extended.data.mappings ?? []), ...mapped] },
    problems: run.problems,
    files: [...run.files.values()],
  };
}

/** `sp800-53r5-moderate` of `SP800-53r5 moderate.json`: what a catalog is called where nobody says. */
export const slugOf = (fileName: string): string =>
  fileName
    .replace(/\.(?:json|ya?ml)$/i, "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+|-+$/g, "") || "catalog";

interface Run {
  readonly source: OwnFileSource;
  readonly files: Map<string, TextFile>;
  readonly problems: ConfigProblem[];
}

interface Naming extends Partial<CatalogName> {
  readonly fallbackId: StandardId;
}

type Found =
  | { readonly kind: "catalog"; readonly catalog: LoadedCatalog["catalog"] }
  | { readonly kind: "mapping"; readonly mapping: OscalMappingCollection };

async function readCatalog(file: TextFile, named: Naming, run: Run): Promise<Found | undefined> {
  if (!isOscal(file.text)) {
    const { catalog, problems } = readOwnCatalog({ path: file.uri, text: file.text }, named);
    for (const problem of problems) report(run, problem);
    return catalog && { kind: "catalog", catalog };
  }
  const name: CatalogName = { id: named.id ?? named.fallbackId, name: named.name };
  const kept = await keptImport(file.text, name, run.source.cache);
  if (kept) return { kind: "catalog", catalog: kept };
  const oscal = parseOscal(file, run);
  switch (oscal?.kind) {
    case undefined:
      return undefined;
    case "mapping":
      return oscal;
    case "catalog":
      return { kind: "catalog", catalog: await importKept(file, oscal.catalog, name, run) };
    case "profile": {
      const catalog = await resolveProfile(file, oscal.profile, run, 0);
      return { kind: "catalog", catalog: imported(file, catalog, name, run) };
    }
  }
}

/** The controls that a profile chooses, from the catalogs (or profiles) it names. */
async function resolveProfile(file: TextFile, profile: OscalProfile, run: Run, depth: number): Promise<OscalCatalog> {
  const parts: OscalCatalog[] = [];
  for (const { addresses, select } of importsOf(profile)) {
    const found = await readFirst(file, addresses, run);
    if (!found) {
      const where = addresses.length > 0 ? `“${addresses[0] ?? ""}”` : "a catalog that is no local JSON or YAML file";
      run.problems.push(
        problemAt(
          file,
          { line: 1, column: 1 },
          `The profile rests on ${where}, which cannot be read; put it beside the profile.`,
        ),
      );
      continue;
    }
    const oscal = parseOscal(found, run);
    if (oscal?.kind === "catalog") parts.push(select(oscal.catalog));
    else if (oscal?.kind === "profile" && depth < deepestProfile)
      parts.push(select(await resolveProfile(found, oscal.profile, run, depth + 1)));
  }
  return joinCatalogs(profile, parts);
}

async function readFirst(file: TextFile, addresses: readonly string[], run: Run): Promise<TextFile | undefined> {
  for (const address of addresses) {
    const found = await run.source.read(uriBeside(file.uri, decoded(address)));
    if ("error" in found) continue;
    run.files.set(found.uri, found);
    return found;
  }
  return undefined;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function imported(file: TextFile, catalog: OscalCatalog, name: CatalogName, run: Run): ImportedCatalog {
  const { standard, texts, problems } = importCatalog(catalog, name);
  for (const message of problems) run.problems.push(problemAt(file, { line: 1, column: 1 }, message));
  return { standard, texts };
}

/** Kind of what the cache keeps; changes with the shape of `ImportedCatalog`. */
const cacheKind = "oscal-catalog-1";

async function importKept(
  file: TextFile,
  catalog: OscalCatalog,
  name: CatalogName,
  run: Run,
): Promise<ImportedCatalog> {
  const before = run.problems.length;
  const result = imported(file, catalog, name, run);
  if (run.problems.length === before)
    await run.source.cache?.put(cacheKind, `${name.id}\n${name.name ?? ""}\n${file.text}`, JSON.stringify(result));
  return result;
}

async function keptImport(
  text: string,
  { id, name }: CatalogName,
  cache: TextCache | undefined,
): Promise<ImportedCatalog | undefined> {
  const kept = await cache?.get(cacheKind, `${id}\n${name ?? ""}\n${text}`);
  if (kept === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(kept);
    return isImported(value, id) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value from the cache is what was put there: its shape, down to what the engine reads. */
function isImported(value: unknown, id: StandardId): value is ImportedCatalog {
  const { standard, texts } = (value ?? {}) as Partial<Record<keyof ImportedCatalog, unknown>>;
  const { id: own, name, aliases, groups, requirements } = (standard ?? {}) as Partial<Record<keyof Standard, unknown>>;
  const areStrings = (...all: readonly unknown[]): boolean => all.every((one) => typeof one === "string");
  const all = (list: unknown, check: (one: Record<string, unknown>) => boolean): boolean =>
    Array.isArray(list) &&
    (list as unknown[]).every(
      (one) => typeof one === "object" && one !== null && check(one as Record<string, unknown>),
    );
  return (
    own === id &&
    areStrings(name) &&
    Array.isArray(aliases) &&
    areStrings(...(aliases as unknown[])) &&
    all(groups, (group) => areStrings(group["id"], group["title"])) &&
    all(
      requirements,
      (one) =>
        areStrings(one["id"], one["number"], one["title"]) &&
        one["id"] === `${id}/${String(one["number"])}` &&
        one["standard"] === id &&
        one["kind"] === "control" &&
        Array.isArray(one["points"]) &&
        one["points"].length === 0 &&
        Array.isArray(one["successors"]),
    ) &&
    all(
      texts,
      (one) =>
        areStrings(one["id"], one["title"], one["group"]) &&
        Array.isArray(one["statements"]) &&
        areStrings(...(one["statements"] as unknown[])),
    )
  );
}

function mappingOf(
  file: TextFile,
  mapping: OscalMappingCollection,
  standards: readonly Standard[],
  nameOf: ReadonlyMap<StandardId, string>,
  run: Run,
): Mapping {
  const { relations, problems } = importMapping(mapping, standards, (id) => nameOf.get(id));
  for (const message of problems) run.problems.push(problemAt(file, { line: 1, column: 1 }, message));
  return { title: mapping.metadata?.title ?? fileNameOf(file.uri), relations };
}

/** JSON, or YAML that begins with one of OSCAL's roots. */
const isOscal = (text: string): boolean =>
  /^\s*\{/.test(text) ||
  /^(?:catalog|profile|mapping-collection|component-definition|system-security-plan|assessment-(?:plan|results)|plan-of-action-and-milestones):\s*$/m.test(
    text,
  );

/** OSCAL files are large and only their data counts: js-yaml reads them ten times as fast as `yaml`, which keeps places. */
function parseOscal(file: TextFile, run: Run): OscalFile | undefined {
  const fail = (message: string, offset = 0): undefined => {
    const before = file.text.slice(0, offset);
    const line = before.split("\n").length;
    run.problems.push(problemAt(file, { line, column: offset - before.lastIndexOf("\n") }, message));
  };
  let data: unknown;
  try {
    data = /^\s*\{/.test(file.text) ? JSON.parse(file.text) : loadYaml(file.text);
  } catch (error) {
    const offset =
      error instanceof YAMLException
        ? error.mark?.position
        : Number(/position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1] ?? 0);
    return fail(`This file cannot be read as ${/^\s*\{/.test(file.text) ? "JSON" : "YAML"}.`, offset);
  }
  const oscal = oscalFileOf(data);
  if (oscal) return oscal;
  const root =
    typeof data === "object" && data !== null ? Object.keys(data).find((key) => key !== "$schema") : undefined;
  return fail(
    root === undefined
      ? "This file holds no catalog."
      : `This file holds “${root}”; expected an OSCAL catalog, profile or mapping-collection.`,
  );
}

function report(run: Run, { place, message }: CatalogProblem): void {
  const file = run.files.get(place.file);
  if (file) run.problems.push(problemAt(file, place, message));
}
