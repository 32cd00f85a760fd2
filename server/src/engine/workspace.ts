import type { TextFile } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
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
  let shared: ReadonlyMap<string, readonly Finding[]> | undefined;

  const forget = (): void => {
    coverage = undefined;
    shared = undefined;
  };
  const policies = (): Entry[] => [...entries.values()].filter((entry) => entry.doc.classification.isPolicy);
  const lint = (doc: PolicyDocument, decided: DocumentCoverage, type: Entry["type"]): Entry => {
    if (!doc.classification.isPolicy)
      return { doc, coverage: decided, type, own: linter.document(doc, decided), facts: new Map() };
    const { facts, crashes } = linter.collect(doc, decided);
    return {
      doc,
      coverage: decided,
      type,
      own: [...linter.document(doc, decided), ...crashes, ...directiveFindings(doc, known, config)],
      facts,
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
      linter.workspace(new Map(policies().map((entry) => [entry.doc.uri, entry.facts])), cover(), cancelled),
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
      if (before?.doc.classification.isPolicy || entry.doc.classification.isPolicy) forget();
    },
    remove(uri) {
      if (entries.get(uri)?.doc.classification.isPolicy) forget();
      entries.delete(uri);
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
