import type { TextFile } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import { linkedFilesOf } from "../document/link-target.ts";
import { createParser, type Parser } from "../document/parse.ts";
import type { PolicyDocument } from "../document/model.ts";
import { type Analyzer, createAnalyzer } from "../evidence/analyze.ts";
import { type CoverageSum, createCoverageSum } from "../evidence/coverage.ts";
import { decideDocument } from "../evidence/decide.ts";
import type { Knowledge } from "../evidence/knowledge.ts";
import type { DocumentCoverage, WorkspaceCoverage } from "../evidence/model.ts";
import type { LinkedFiles, Rule, RuleId } from "../rules/rule.ts";
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
import { createFactStore } from "./fact-store.ts";
import { createTypeFinder } from "./globs.ts";
import { compareFindings, createLinter, type Facts, type Linter } from "./lint.ts";
import type { Config, Finding, Waiver } from "./model.ts";
import { isSameFindings } from "./same-findings.ts";
import { ownRules } from "./own-rules.ts";
import { createRuleFinder } from "./rule-finder.ts";
import { notAskedIn } from "./rule-settings.ts";
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
   * the waivers of a configuration stands at the configuration. For one document the list stays the same object as long as
   * nothing in it changes.
   * @throws Cancelled
   */
  findings(uri?: string, cancelled?: IsCancelled): readonly Finding[];
  /** How many findings the baseline takes in, and how many of those it holds are gone. */
  baselineUse(): { readonly hidden: number; readonly mended: number };
  /** The exceptions of one document, or of all and of the configuration. */
  exceptions(uri?: string): readonly Exception[];
  /** What the policies cover together; kept until one of them changes. */
  coverage(): WorkspaceCoverage;
  /** What the policies would cover together if some said something else; undefined stands for one that is not there. */
  coverageWith(documents: ReadonlyMap<string, DocumentCoverage | undefined>): WorkspaceCoverage;
  /** What the policies would cover together if some files read otherwise; undefined stands for a file that is not there. */
  coverageIf(files: ReadonlyMap<string, string | undefined>): WorkspaceCoverage;
  /**
   * Files outside the documents that policies link to, in order: those that are not known to be there; of one document, which
   * may be edited just now, only those that nobody has looked for.
   */
  filesToLookUp(document?: string): readonly string[];
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
  const facts = createFactStore();
  let { config, today } = options;
  let rulesOf = createRuleFinder(config);
  let judge = createExceptionJudge(config, today);
  let linter: Linter = createLinter({ library, rules, config, rulesOf, today, rethrow });
  let typeOf = createTypeFinder(config);
  const existing = new Map<string, boolean>();
  /** What the rules are told of files; made anew once that changes. */
  let linkedFiles: LinkedFiles | undefined;
  /** Findings that need every document, by uri; those of a document stay the same list while nothing in it changes. */
  let shared: ReadonlyMap<string, readonly Finding[]> = new Map();
  let isSharedDue = true;
  /** What exceptions leave of a document's findings, and what is shown of them. */
  const outcomes = new Map<string, Outcome>();
  const createSum = (): CoverageSum =>
    createCoverageSum(library, config.standards, config.exclusions, notAskedIn(config, library));
  let sum = createSum();
  const isPolicy = (entry: Entry | undefined): boolean => entry?.doc.classification.isPolicy === true;
  const policyCoverage = (entry: Entry | undefined): DocumentCoverage | undefined =>
    isPolicy(entry) ? entry?.coverage : undefined;
  const put = (entry: Entry): void => {
    const { uri } = entry.doc;
    entries.set(uri, entry);
    facts.put(uri, entry.facts);
    const document = policyCoverage(entry);
    if (document) sum.put(document);
    else sum.remove(uri);
  };
  const lint = (doc: PolicyDocument, decided: DocumentCoverage, type: Entry["type"]): Entry => {
    if (!doc.classification.isPolicy)
      return { doc, coverage: decided, type, own: linter.document(doc, decided), facts: new Map(), linked: [] };
    const { facts: collected, crashes } = linter.collect(doc, decided);
    return {
      doc,
      coverage: decided,
      type,
      own: [...linter.document(doc, decided), ...crashes, ...directiveFindings(doc, { rules: known, rulesOf })],
      facts: collected,
      linked: linkedFilesOf(doc),
    };
  };
  const read = (file: TextFile): Entry => {
    const type = typeOf(file.uri);
    const doc = parser.parse(file, type === undefined ? {} : { declaredType: type });
    return lint(doc, decideDocument(doc, analyzer), type);
  };
  const coverageWith: Workspace["coverageWith"] = (documents) => {
    const add = (uri: string, document: DocumentCoverage | undefined): void =>
      document ? sum.put(document) : sum.remove(uri);
    for (const [uri, document] of documents) add(uri, document);
    const total = sum.total();
    for (const uri of documents.keys()) add(uri, policyCoverage(entries.get(uri)));
    return total;
  };
  const sharedFindings = (cancelled?: IsCancelled): ReadonlyMap<string, readonly Finding[]> => {
    if (!isSharedDue) return shared;
    const found = linter.workspace(
      facts.all(),
      sum.total(),
      (linkedFiles ??= { documents: new Set(entries.keys()), exists: (one) => existing.get(one) }),
      cancelled,
    );
    shared = keepSame(shared, byUri(found));
    isSharedDue = false;
    return shared;
  };
  const outcomeOf = (uri: string, cancelled?: IsCancelled): Outcome => {
    const entry = entries.get(uri);
    const others = sharedFindings(cancelled).get(uri);
    const last = outcomes.get(uri);
    if (last && last.entry === entry && last.others === others) return last;
    const all = [...(entry?.own ?? []), ...(others ?? [])];
    const judged = judge.judge(uri, all, entry?.doc.directives ?? []);
    const outcome: Outcome = { entry, others, judged, shown: last?.shown };
    outcomes.set(uri, outcome);
    return outcome;
  };
  const judgedOf = (uri: string, cancelled?: IsCancelled): Judged => outcomeOf(uri, cancelled).judged;
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
  const findingsOf = (uri: string, cancelled?: IsCancelled): readonly Finding[] => {
    const outcome = outcomeOf(uri, cancelled);
    const { judged, shown } = outcome;
    // What is said of waivers depends on the findings of all documents.
    if (shown && shown.of === judged && !waiverUris().has(uri)) return shown.findings;
    const allowed = allowedIn(uri);
    const all = unbasedFindings(uri, cancelled);
    const now = allowed ? applyBaseline(all, allowed) : all;
    const findings = shown && isSameFindings(shown.findings, now) ? shown.findings : now;
    outcome.shown = { of: judged, findings };
    return findings;
  };

  return {
    get config() {
      return config;
    },
    set(file) {
      const before = entries.get(file.uri);
      const entry = read(file);
      put(entry);
      if (!before) linkedFiles = undefined;
      // A text that is no policy counts, too, as something to link to.
      if (!before || isPolicy(before) || isPolicy(entry)) isSharedDue = true;
    },
    remove(uri) {
      if (!entries.delete(uri)) return;
      linkedFiles = undefined;
      sum.remove(uri);
      facts.put(uri, new Map());
      outcomes.delete(uri);
      isSharedDue = true;
    },
    configure(change) {
      ({ config = config, today = today } = change);
      rulesOf = createRuleFinder(config);
      judge = createExceptionJudge(config, today);
      linter = createLinter({ library, rules, config, rulesOf, today, rethrow });
      typeOf = createTypeFinder(config);
      sum = createSum();
      outcomes.clear();
      for (const [uri, { doc, coverage: decided, type }] of entries) {
        put(typeOf(uri) === type ? lint(doc, decided, type) : read({ uri, version: doc.version, text: doc.text }));
      }
      isSharedDue = true;
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
    coverage: () => sum.total(),
    filesToLookUp(document) {
      const isDue = (uri: string): boolean =>
        !entries.has(uri) && (document === undefined ? existing.get(uri) !== true : !existing.has(uri));
      const holders = document === undefined ? [...entries.values()] : [entries.get(document)];
      return [...new Set(holders.flatMap((entry) => entry?.linked.filter(isDue) ?? []))].sort();
    },
    learnFiles(found) {
      const news = [...found].filter(([uri, exists]) => existing.get(uri) !== exists);
      for (const [uri, exists] of news) existing.set(uri, exists);
      if (news.length === 0) return false;
      linkedFiles = undefined;
      isSharedDue = true;
      return true;
    },
    forgetFiles() {
      existing.clear();
      linkedFiles = undefined;
      isSharedDue = true;
    },
    coverageWith,
    coverageIf: (files) =>
      coverageWith(
        new Map(
          [...files].map(([uri, text]) => [
            uri,
            text === undefined ? undefined : policyCoverage(read({ uri, version: 0, text })),
          ]),
        ),
      ),
    get facts() {
      return facts.all();
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

/** A document's findings, with what they were made of. */
interface Outcome {
  readonly entry: Entry | undefined;
  readonly others: readonly Finding[] | undefined;
  readonly judged: Judged;
  /** The list that was handed out last. */
  shown: { readonly of: Judged; readonly findings: readonly Finding[] } | undefined;
}

/** The lists of `now`; where one says the same as before, the one from before. */
function keepSame(
  before: ReadonlyMap<string, readonly Finding[]>,
  now: ReadonlyMap<string, readonly Finding[]>,
): ReadonlyMap<string, readonly Finding[]> {
  return new Map(
    [...now].map(([uri, findings]) => {
      const old = before.get(uri);
      return [uri, old && isSameFindings(old, findings) ? old : findings];
    }),
  );
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
