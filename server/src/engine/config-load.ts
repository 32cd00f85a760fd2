import { URI, Utils } from "vscode-uri";
import type { Span } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import { readBaseline } from "./baseline.ts";
import { type ComposedConfig, composeConfig, type ConfigLayer, defaultBaseline } from "./config.ts";
import { type ConfigSource, readConfigSource } from "./config-source.ts";
import { type Equipment, equip, type OwnEquipment } from "./equipment.ts";
import { folderOf } from "./globs.ts";
import type { ConfigProblem, Host } from "./model.ts";
import { ownRules } from "./own-rules.ts";
import { didYouMean } from "./suggest.ts";

/** A configuration with all that it rests on. */
export interface LoadedConfig extends ComposedConfig {
  /** What its documents are judged with, catalogs and rules of its own included. */
  readonly equipment: OwnEquipment;
  /** The texts that were read, by uri: the file itself, what it extends, its baseline, its catalogs and rule files. */
  readonly files: ReadonlyMap<string, TextFile>;
  /** Uris whose coming, change or going makes a difference, those that were looked for in vain included. */
  readonly sources: ReadonlySet<string>;
  /** Where the baseline lies, or would be written; undefined without a configuration. */
  readonly baselineUri: string | undefined;
}

/** Where configurations, and the catalogs and rule files they name, are read from. */
export type ConfigHost = Pick<Host, "read" | "exists" | "list" | "cache">;

/**
 * Reads a `codicil.yaml`, what it extends, its catalogs, rule files and baseline. Command line and editor share this one door. Never throws: what
 * cannot be read is a problem, and the rest counts.
 * @param uri     undefined for the defaults
 * @param common  what every configuration has; ids and options are checked against its rules and its own
 */
export async function loadConfig(uri: string | undefined, host: ConfigHost, common: Equipment): Promise<LoadedConfig> {
  const compose = (layers: readonly ConfigLayer[] | undefined, { library, rules }: Equipment): ComposedConfig =>
    composeConfig(layers, library, [...rules, ...ownRules]);
  if (uri === undefined)
    return {
      ...compose(undefined, common),
      equipment: await equip([], common, host),
      files: new Map(),
      sources: new Set<string>(),
      baselineUri: undefined,
    };
  const files = new Map<string, TextFile>();
  const sources = new Set<string>([uri]);
  const problems: ConfigProblem[] = [];
  const read = async (one: string): Promise<TextFile | { readonly error: string }> => {
    sources.add(one);
    const file = await host.read(one);
    if (!("error" in file)) files.set(one, file);
    return file;
  };
  const file = await read(uri);
  if ("error" in file) {
    const empty = compose([{ source: readConfigSource({ uri, version: 0, text: "" }) }], common);
    const message = `The configuration cannot be read: ${file.error}.`;
    return {
      ...empty,
      equipment: await equip([], common, host),
      problems: [{ uri, span: { start: 0, end: 0 }, message }],
      files,
      sources,
      baselineUri: undefined,
    };
  }
  const source = readConfigSource(file);
  const { library } = common;
  const layers = await layersOf(source, [uri], { host, read, sources, library, problems, taken: new Set() });
  const equipment = await equip(
    layers.flatMap((layer) => ("source" in layer ? [layer.source] : [])),
    common,
    { ...(host.cache ? { cache: host.cache } : {}), read, list: (...args) => host.list(...args) },
  );
  const composed = compose(layers, equipment);
  const baselineUri = joined(folderOf(uri), baselineName(layers).replaceAll("\\", "/"));
  const { baseline, problems: faults } = await loadBaseline(baselineUri, { host, read, sources });
  return {
    ...composed,
    config: { ...composed.config, baseline },
    equipment,
    baselineUri,
    problems: [...composed.problems, ...problems, ...equipment.problems, ...faults],
    files,
    sources,
  };
}

interface Extending {
  readonly host: ConfigHost;
  readonly read: Host["read"];
  readonly sources: Set<string>;
  readonly library: Library;
  readonly problems: ConfigProblem[];
  /** Uris that are among the layers already: a base that two files share counts once. */
  readonly taken: Set<string>;
}

/**
 * A file after all that it extends, in the order in which later ones take precedence.
 * @param chain  the files that led here, this one last
 */
async function layersOf(source: ConfigSource, chain: readonly string[], way: Extending): Promise<ConfigLayer[]> {
  const { library, problems, taken } = way;
  const layers: ConfigLayer[] = [];
  for (const { written, span } of extensionsOf(source)) {
    const report = (message: string): void => void problems.push({ uri: source.file.uri, span, message });
    const preset = library.data.presets.find((one) => one.id === written);
    if (preset) {
      layers.push({ preset });
      continue;
    }
    const found = await resolve(written, folderOf(source.file.uri), way);
    if ("error" in found) report(found.error);
    else if (chain.includes(found.uri))
      report(`“${written}” leads back to this configuration, so it is left out: extends must not go in a circle.`);
    else if (!taken.has(found.uri)) {
      taken.add(found.uri);
      const file = await way.read(found.uri);
      if ("error" in file) report(`“${written}” cannot be read: ${file.error}.`);
      else layers.push(...(await layersOf(readConfigSource(file), [...chain, found.uri], way)));
    }
  }
  return [...layers, { source }];
}

function extensionsOf({ data, placeOf }: ConfigSource): { written: string; span: Span }[] {
  const value = data["extends"];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((written, i) =>
    typeof written === "string" && written.trim() !== ""
      ? [{ written: written.trim(), span: placeOf(Array.isArray(value) ? ["extends", i] : ["extends"]) }]
      : [],
  );
}

/** The file that a name leads to: a path from the folder, or a package in `node_modules` of the folder or one above it. */
async function resolve(
  written: string,
  folder: string,
  { host, sources, library }: Extending,
): Promise<{ readonly uri: string } | { readonly error: string }> {
  const name = written.replaceAll("\\", "/");
  if (/^\.{1,2}(?:\/|$)/.test(name)) return { uri: joined(folder, name) };
  if (/^(?:\/|[a-z]:|[a-z]+:\/\/)/i.test(name))
    return { error: `“${written}” is no path from this file (./base.yaml), preset or package.` };
  const candidates = /\.ya?ml$/i.test(name) ? [name] : [`${name}/codicil.yaml`, `${name}.yaml`];
  for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
    for (const candidate of candidates) {
      const uri = joined(at, `node_modules/${candidate}`);
      sources.add(uri);
      if (await host.exists(uri)) return { uri };
    }
  }
  const presets = library.data.presets.map((preset) => preset.id);
  const isFile = /\.ya?ml$/i.test(name) ? ` For a file beside this one, write “./${name}”.` : "";
  return {
    error: `“${written}” is neither a preset (${presets.join(", ")}) nor a package in node_modules.${isFile || didYouMean(written, presets)}`,
  };
}

const joined = (folder: string, path: string): string => Utils.joinPath(URI.parse(folder), path).toString();

function parentOf(folder: string): string | undefined {
  const parent = Utils.dirname(URI.parse(folder)).toString();
  return parent.length < folder.length ? parent : undefined;
}

/** The baseline that the files name, the last one first; else the usual one. */
function baselineName(layers: readonly ConfigLayer[]): string {
  const named = layers.flatMap((layer) => ("source" in layer ? [layer.source.data["baseline"]] : []));
  return named.findLast((name): name is string => typeof name === "string" && name !== "") ?? defaultBaseline;
}

/** One that is not there is no fault: it may be about to be written. */
async function loadBaseline(
  uri: string,
  { host, read, sources }: Pick<Extending, "host" | "read" | "sources">,
): Promise<ReturnType<typeof readBaseline>> {
  sources.add(uri);
  if (!(await host.exists(uri))) return { baseline: undefined, problems: [] };
  const file = await read(uri);
  if (!("error" in file)) return readBaseline(file);
  const message = `The baseline cannot be read, so it does not count: ${file.error}.`;
  return { baseline: undefined, problems: [{ uri, span: { start: 0, end: 0 }, message }] };
}
