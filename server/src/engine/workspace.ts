import type { TextFile } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import { linkedFilesOf } from "../document/link-target.ts";
import { createParser, type Parser } from "../document/parse.ts";
import type { PolicyDocument } from "../document/model.ts";
import { type Analyzer, createAnalyzer } from "../evidence/analyze.ts";
import { coverWorkspace } from "../evidence/coverage.ts";
import { decideDocument } from "../evidence/decide.ts";
import type { Knowledge } from "../evidence/knowledge.ts";
import type { DocumentCoverage, WorkspaceCoverage } from "../evidence/model.ts";
import { notAskedOf } from "../evidence/roles.ts";
import type { Rule, RuleId } from "../rules/rule.ts";
import { applyBaseline, baselinePath, countFindings, shrinkBaseline, sumCounts } from "./baseline.ts";
import { type IsCancelled, stopIf } from "./cancel.ts";
import {
  createExceptionJudge,
  type Exception,
  exceptionOfDirective,
  exceptionOfWaiver,
  isValid,
  type Judged,
} from "./exceptions.ts";
import { createTypeFinder } from "./globs.ts";
import { compareFindings, createLinter, type Facts, type Linter } from "./lint.ts";
import type { Config, Finding, Waiver } from "./model.ts";
import { ownRules } from "./own-rules.ts";
import { createRuleFinder } from "./rule-finder.ts";
import { directiveFindings, staleDirectives, staleWaivers } from "./suppress.ts";

export interface WorkspaceOptions {
  readonly library: Library;
  readonly knowledge: Knowledge;
  readonly rules: readonly Rule[];
  readonly config: Config;
  /** ISO 8601 date. */
  readonly today: string;
  /** Shared by workspaces, so that their caches are; made here where absent. */
  readonly parser?: Parser;
  readonly analyzer?: Analyzer;
  readonly rethrow?: boolean;
}

/** The documents that one configuration holds, with everything that was decided about them. */
export interface Workspace {
  readonly config: Config;
  /** Adds a document or replaces its text; parses it and decides what it covers. */
  set(file: TextFile): void;
  remove(uri: string): void;
  /** Takes another configuration or date over; parses again only what that changes. */
  configure(change: { readonly config?: Config; readonly today?: string }): void;
  /** Uris in order, those of texts that are no policies included. */
  documents(): readonly string[];
  document(uri: string): { readonly doc: PolicyDocument; readonly coverage: DocumentCoverage } | undefined;
  /**
   * Findings of one document, or of all; sorted. What an exception or the baseline takes in is left out. What is wrong with
   * the waivers of a configuration stands at the configuration.
   * @throws Cancelled
   */
  findings(uri?: string, cancelled?: IsCancelled): readonly Finding[];
  /** How many findings the baseline takes in, and how many of those it holds are gone. */
  baselineUse(): { readonly hidden: number; readonly mended: number };
  /** The exceptions of one document, or of all and of the configuration. */
  exceptions(uri?: string): readonly Exception[];
  /** What the policies cover together; kept until one of them changes. */
  coverage(): WorkspaceCoverage;
  /** What the policies would cover together if some files read otherwise; undefined stands for a file that is not there. */
  coverageIf(files: ReadonlyMap<string, string | undefined>): WorkspaceCoverage;
  /** Files outside the documents that policies link to and that are not known to be there, in order. */
  filesToLookUp(): readonly string[];
  /**
   * Takes over which files exist.
   * @returns  whether that changes what is known
   */
  learnFiles(found: ReadonlyMap<string, boolean>): boolean;
  /** Looks for linked files anew: some came or went. */
  forgetFiles(): void;
  /** What the workspace rules collected, by rule and uri. */
  readonly facts: ReadonlyMap<RuleId, ReadonlyMap<string, unknown>>;
}

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { library, knowledge, rules, rethrow } = options;
  const parser = options.parser ?? createParser(library);
  const analyzer = options.analyzer ?? createAnalyzer(knowledge);
  const known = [...rules, ...ownRules];
  const entries = new Map<string, Entry>();
  let { config, today } = options;
  let rulesOf = createRuleFinder(config);
  let judge = createExceptionJudge(config, today);
  let linter: Linter = createLinter({ library, rules, config, rulesOf, today, rethrow });
  let typeOf = createTypeFinder(config);
  let coverage: WorkspaceCoverage | undefined;
  const existing = new Map<string, boolean>();
  let shared: ReadonlyMap<string, readonly Finding[]> | undefined;

  /** What exceptions leave of a document's findings, until something changes. */
  const judged = new Map<string, Judged>();
  const forgetShared = (): void => {
    shared = undefined;
    judged.clear();
  };
  const forget = (): void => {
    coverage = undefined;
    forgetShared();
  };
  const policies = (): Entry[] => [...entries.values()].filter((entry) => entry.doc.classification.isPolicy);
  const lint = (doc: PolicyDocument, decided: DocumentCoverage, type: Entry["type"]): Entry => {
    if (!doc.classification.isPolicy)
      return { doc, coverage: decided, type, own: linter.document(doc, decided), facts: new Map(), linked: [] };
    const { facts, crashes } = linter.collect(doc, decided);
    return {
      doc,
      coverage: decided,
      type,
      own: [...linter.document(doc, decided), ...crashes, ...directiveFindings(doc, { rules: known, rulesOf })],
      facts,
      linked: linkedFilesOf(doc),
    };
  };
  const read = (file: TextFile): Entry => {
    const type = typeOf(file.uri);
    const doc = parser.parse(file, type === undefined ? {} : { declaredType: type });
    return lint(doc, decideDocument(doc, analyzer), type);
  };
  const cover = (): WorkspaceCoverage =>
    (coverage ??= coverWorkspace(
      policies().map((entry) => entry.coverage),
      library,
      config.standards,
      config.exclusions,
      notAskedOf(library, config.ai.roles),
    ));
  const sharedFindings = (cancelled?: IsCancelled): ReadonlyMap<string, readonly Finding[]> =>
    (shared ??= byUri(
      linter.workspace(
        new Map(policies().map((entry) => [entry.doc.uri, entry.facts])),
        cover(),
        { documents: new Set(entries.keys()), exists: (uri) => existing.get(uri) },
        cancelled,
      ),
    ));
  const judgedOf = (uri: string, cancelled?: IsCancelled): Judged => {
    const kept = judged.get(uri);
    if (kept) return kept;
    const entry = entries.get(uri);
    const all = [...(entry?.own ?? []), ...(sharedFindings(cancelled).get(uri) ?? [])];
    const result = judge.judge(uri, all, entry?.doc.directives ?? []);
    judged.set(uri, result);
    return result;
  };
  const urisWithFindings = (cancelled?: IsCancelled): Set<string> =>
    new Set([...entries.keys(), ...sharedFindings(cancelled).keys()]);
  /** How many findings each waiver takes in; those that take in none are left out. */
  const countWaived = (cancelled?: IsCancelled): Map<Waiver, number> => {
    const counts = new Map<Waiver, number>();
    for (const uri of config.waivers.length > 0 ? urisWithFindings(cancelled) : []) {
      stopIf(cancelled);
      for (const [waiver, count] of judgedOf(uri, cancelled).waivers)
        counts.set(waiver, (counts.get(waiver) ?? 0) + count);
    }
    return counts;
  };
  /** Uris at which something may be said of waivers. */
  const waiverUris = (): Set<string> => new Set(config.waivers.map((waiver) => waiver.uri));
  /** Sorted, with those that the baseline holds. */
  const unbasedFindings = (uri: string, cancelled?: IsCancelled): Finding[] => {
    const entry = entries.get(uri);
    const left = judgedOf(uri, cancelled);
    const settings = { rules: known, rulesOf, isExpired: judge.isExpired };
    const all = [
      ...left.kept,
      ...(entry?.doc.classification.isPolicy && entry.doc.problems.length === 0
        ? staleDirectives(entry.doc, left, settings)
        : []),
      ...(waiverUris().has(uri)
        ? staleWaivers(judge, new Set(countWaived(cancelled).keys()), rulesOf).filter((finding) => finding.uri === uri)
        : []),
    ];
    return all.sort(compareFindings);
  };
  const allowedIn = (uri: string): ReadonlyMap<RuleId, number> | undefined =>
    config.baseline?.counts.get(baselinePath(uri, config) ?? "");
  const findingsOf = (uri: string, cancelled?: IsCancelled): Finding[] => {
    const allowed = allowedIn(uri);
    const all = unbasedFindings(uri, cancelled);
    return allowed ? applyBaseline(all, allowed) : all;
  };

  return {
    get config() {
      return config;
    },
    set(file) {
      const before = entries.get(file.uri);
      const entry = read(file);
      entries.set(file.uri, entry);
      // A text that is no policy counts, too, as something to link to.
      if (!before || before.doc.classification.isPolicy || entry.doc.classification.isPolicy) forget();
      judged.delete(file.uri);
    },
    remove(uri) {
      if (entries.delete(uri)) forget();
    },
    configure(change) {
      ({ config = config, today = today } = change);
      rulesOf = createRuleFinder(config);
      judge = createExceptionJudge(config, today);
      linter = createLinter({ library, rules, config, rulesOf, today, rethrow });
      typeOf = createTypeFinder(config);
      for (const [uri, { doc, coverage: decided, type }] of entries) {
        entries.set(
          uri,
          typeOf(uri) === type ? lint(doc, decided, type) : read({ uri, version: doc.version, text: doc.text }),
        );
      }
      forget();
    },
    documents: () => [...entries.keys()].sort(),
    document: (uri) => entries.get(uri),
    findings(uri, cancelled) {
      if (uri !== undefined) return findingsOf(uri, cancelled);
      return [...new Set([...urisWithFindings(cancelled), ...waiverUris()])].sort().flatMap((one) => {
        stopIf(cancelled);
        return findingsOf(one, cancelled);
      });
    },
    baselineUse() {
      const { baseline } = config;
      if (!baseline) return { hidden: 0, mended: 0 };
      const uris = [...new Set([...urisWithFindings(), ...waiverUris()])].filter((uri) => allowedIn(uri) !== undefined);
      const all = uris.flatMap((uri) => unbasedFindings(uri));
      const left = shrinkBaseline(baseline.counts, countFindings(all, config));
      const shown = uris.flatMap((uri) => findingsOf(uri)).length;
      return { hidden: all.length - shown, mended: sumCounts(baseline.counts) - sumCounts(left) };
    },
    exceptions(uri) {
      const uris = uri === undefined ? [...entries.keys()].sort() : [uri];
      const comments = uris.flatMap((one) => {
        const { doc } = entries.get(one) ?? {};
        if (!doc?.classification.isPolicy) return [];
        const counts = judgedOf(one).directives;
        return doc.directives
          .filter(isValid)
          .map((directive) => exceptionOfDirective(one, directive, counts.get(directive) ?? 0, today));
      });
      const counts = countWaived();
      const agreed = config.waivers
        .filter((waiver) => uri === undefined || waiver.uri === uri)
        .map((waiver) => exceptionOfWaiver(waiver, counts.get(waiver) ?? 0, today));
      return [...comments, ...agreed];
    },
    coverage: cover,
    filesToLookUp() {
      const uris = new Set(policies().flatMap((entry) => entry.linked));
      return [...uris].filter((uri) => !entries.has(uri) && existing.get(uri) !== true).sort();
    },
    learnFiles(found) {
      const news = [...found].filter(([uri, exists]) => existing.get(uri) !== exists);
      for (const [uri, exists] of news) existing.set(uri, exists);
      if (news.length > 0) forgetShared();
      return news.length > 0;
    },
    forgetFiles() {
      existing.clear();
      forgetShared();
    },
    coverageIf(files) {
      const kept = policies().filter((entry) => !files.has(entry.doc.uri));
      const changed = [...files].flatMap(([uri, text]) =>
        text === undefined ? [] : [read({ uri, version: 0, text })],
      );
      return coverWorkspace(
        [...kept, ...changed.filter((entry) => entry.doc.classification.isPolicy)].map((entry) => entry.coverage),
        library,
        config.standards,
        config.exclusions,
      );
    },
    get facts() {
      const result = new Map<RuleId, Map<string, unknown>>();
      for (const { doc, facts } of policies()) {
        for (const [rule, fact] of facts)
          result.set(rule, (result.get(rule) ?? new Map<string, unknown>()).set(doc.uri, fact));
      }
      return result;
    },
  };
}

interface Entry {
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
  /** What the configuration says of it. */
  readonly type: string | undefined;
  /** Findings that need no other document; not suppressed yet. */
  readonly own: readonly Finding[];
  readonly facts: Facts;
  /** Other files that it links to. */
  readonly linked: readonly string[];
}

function byUri(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const result = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = result.get(finding.uri);
    if (list) list.push(finding);
    else result.set(finding.uri, [finding]);
  }
  return result;
}
