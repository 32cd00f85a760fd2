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
import type { Rule, RuleId } from "../rules/rule.ts";
import { type IsCancelled, stopIf } from "./cancel.ts";
import { createTypeFinder } from "./globs.ts";
import { compareFindings, createLinter, type Facts, type Linter } from "./lint.ts";
import type { Config, Finding } from "./model.ts";
import { ownRules } from "./own-rules.ts";
import { directiveFindings, suppress } from "./suppress.ts";

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
   * Findings of one document, or of all; sorted, suppressed ones left out.
   * @throws Cancelled
   */
  findings(uri?: string, cancelled?: IsCancelled): readonly Finding[];
  /** What the policies cover together; kept until one of them changes. */
  coverage(): WorkspaceCoverage;
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
  let linter: Linter = createLinter({ library, rules, config, today, rethrow });
  let typeOf = createTypeFinder(config);
  let coverage: WorkspaceCoverage | undefined;
  const existing = new Map<string, boolean>();
  let shared: ReadonlyMap<string, readonly Finding[]> | undefined;

  const forget = (): void => {
    coverage = undefined;
    shared = undefined;
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
      own: [...linter.document(doc, decided), ...crashes, ...directiveFindings(doc, known, config)],
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
  const findingsOf = (uri: string, cancelled?: IsCancelled): Finding[] => {
    const entry = entries.get(uri);
    const all = [...(entry?.own ?? []), ...(sharedFindings(cancelled).get(uri) ?? [])];
    return suppress(all, entry?.doc.directives ?? []).sort(compareFindings);
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
    },
    remove(uri) {
      if (entries.delete(uri)) forget();
    },
    configure(change) {
      ({ config = config, today = today } = change);
      linter = createLinter({ library, rules, config, today, rethrow });
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
      const uris = new Set([...entries.keys(), ...sharedFindings(cancelled).keys()]);
      return [...uris].sort().flatMap((one) => {
        stopIf(cancelled);
        return findingsOf(one, cancelled);
      });
    },
    coverage: cover,
    filesToLookUp() {
      const uris = new Set(policies().flatMap((entry) => entry.linked));
      return [...uris].filter((uri) => !entries.has(uri) && existing.get(uri) !== true).sort();
    },
    learnFiles(found) {
      const news = [...found].filter(([uri, exists]) => existing.get(uri) !== exists);
      for (const [uri, exists] of news) existing.set(uri, exists);
      if (news.length > 0) shared = undefined;
      return news.length > 0;
    },
    forgetFiles() {
      existing.clear();
      shared = undefined;
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
