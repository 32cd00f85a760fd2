import type { TextFile } from "../base/text.ts";
import { createLibrary, type Library } from "../catalog/library.ts";
import type { CatalogData } from "../catalog/model.ts";
import { createParser, type Parser } from "../document/parse.ts";
import { type Analyzer, createAnalyzer } from "../evidence/analyze.ts";
import { compileKnowledge, type Knowledge } from "../evidence/knowledge.ts";
import type { Rule } from "../rules/rule.ts";
import { type OwnEntries, readOwnEntries } from "./config-own.ts";
import type { ConfigSource } from "./config-source.ts";
import { createGlobMatcher, folderOf, pathBelow } from "./globs.ts";
import type { ConfigProblem } from "./model.ts";
import { loadOwnCatalogs } from "./own-catalogs.ts";
import { type OwnFileSource, problemAt } from "./own-files.ts";
import { ownRules } from "./own-rules.ts";
import { compileRule, queriesOf } from "./rule-files/compile.ts";
import type { ReadRule } from "./rule-files/model.ts";
import { createRuleFileReader } from "./rule-files/read.ts";

/** What documents are judged with. */
export interface Equipment {
  readonly library: Library;
  readonly knowledge: Knowledge;
  readonly rules: readonly Rule[];
  readonly parser: Parser;
  readonly analyzer: Analyzer;
}

/** The equipment of one configuration, its own catalogs and rules included. */
export interface OwnEquipment extends Equipment {
  /** Rules of the workspace's rule files. */
  readonly ownRules: readonly ReadRule[];
  /** What is wrong with catalogs, rule files, and the entries that name them. */
  readonly problems: readonly ConfigProblem[];
  /** Catalogs and rule files that were read, by uri; they are no documents. */
  readonly files: ReadonlyMap<string, TextFile>;
  /** Rule files among them. */
  readonly ruleFiles: ReadonlySet<string>;
  /** Whether the configuration would take a file as one of its rule files, whether it is there or not. */
  isRuleFile(uri: string): boolean;
}

/**
 * Loads what a configuration brings along and makes the equipment that holds it: one library, one matcher for all patterns.
 * A configuration without catalogs and rule files gets the common equipment.
 * @param sources  the configuration after all that it extends
 */
export async function equip(
  sources: readonly ConfigSource[],
  common: Equipment,
  source: OwnFileSource,
): Promise<OwnEquipment> {
  const config = sources.at(-1);
  const entries = sources.map(readOwnEntries);
  const ruleFiles = entries.flatMap((one) => one.ruleFiles);
  const isRuleFile = ruleFileMatcher(ruleFiles);
  if (!config || entries.every((one) => one.catalogs.length + one.ruleFiles.length === 0))
    return withCommon(common, { problems: [], files: new Map(), ruleFiles: new Set(), isRuleFile });
  const problems: ConfigProblem[] = [];
  const catalogs = await loadOwnCatalogs(
    entries
      .flatMap((one) => one.catalogs)
      .map((entry) => ({
        ...entry,
        report: (message) => problems.push({ uri: entry.config, span: entry.span, message }),
      })),
    common.library.data,
    source,
  );
  const library = catalogs.files.length > 0 ? createLibrary(catalogs.data) : common.library;
  const files = await readRuleFiles(ruleFiles, source, problems);
  const reader = createRuleFileReader(
    library,
    [...common.rules, ...ownRules].map((rule) => rule.id),
  );
  const read = files.map((file) => reader.read(file));
  const own = read.flatMap((one) => one.rules);
  problems.push(...catalogs.problems, ...read.flatMap((one) => one.problems));
  const found = {
    problems,
    files: new Map([...catalogs.files, ...files].map((file) => [file.uri, file])),
    ruleFiles: new Set(files.map((file) => file.uri)),
    isRuleFile,
  };
  if (catalogs.files.length + own.length === 0) return withCommon(common, found);
  const knowledge = compileKnowledge(library, queriesOf(own));
  for (const { place, message } of knowledge.problems) {
    const file = found.files.get(place.file);
    if (file) problems.push(problemAt(file, place, message));
  }
  return {
    ...found,
    library,
    knowledge,
    rules: [...common.rules, ...own.map((rule) => compileRule(rule, config.file.uri))],
    parser: library === common.library ? common.parser : createParser(library),
    analyzer: createAnalyzer(knowledge),
    ownRules: own,
  };
}

/** The common equipment, from the bundled catalogs. Its patterns are compiled on first use: a configuration may bring its own. */
export function commonEquipment(data: CatalogData, rules: readonly Rule[]): Equipment {
  const library = createLibrary(data);
  let knowledge: Knowledge | undefined;
  let analyzer: Analyzer | undefined;
  return {
    library,
    rules,
    parser: createParser(library),
    get knowledge() {
      return (knowledge ??= compileKnowledge(library));
    },
    get analyzer() {
      return (analyzer ??= createAnalyzer(this.knowledge));
    },
  };
}

/** The common equipment for a configuration without catalogs and rules; its patterns are still compiled on first use. */
const withCommon = (
  common: Equipment,
  found: Pick<OwnEquipment, "problems" | "files" | "ruleFiles" | "isRuleFile">,
): OwnEquipment => ({
  ...found,
  ownRules: [],
  library: common.library,
  rules: common.rules,
  parser: common.parser,
  get knowledge() {
    return common.knowledge;
  },
  get analyzer() {
    return common.analyzer;
  },
});

async function readRuleFiles(
  entries: OwnEntries["ruleFiles"],
  source: OwnFileSource,
  problems: ConfigProblem[],
): Promise<TextFile[]> {
  const files = new Map<string, TextFile>();
  for (const { path, config, span } of entries) {
    const found = await source.list(folderOf(config), [path], []).catch(() => []);
    if (found.length === 0) problems.push({ uri: config, span, message: `There is no rule file “${path}”.` });
    for (const uri of found) {
      const file = await source.read(uri);
      if ("error" in file)
        problems.push({ uri: config, span, message: `The rule file “${path}” cannot be read: ${file.error}.` });
      else files.set(uri, file);
    }
  }
  return [...files.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

function ruleFileMatcher(entries: OwnEntries["ruleFiles"]): (uri: string) => boolean {
  const globs = entries.map(({ path, config }) => ({ folder: folderOf(config), matches: createGlobMatcher([path]) }));
  return (uri) =>
    globs.some(({ folder, matches }) => {
      const path = pathBelow(folder, uri);
      return path !== undefined && matches(path);
    });
}
