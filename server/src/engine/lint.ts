import type { Span } from "../base/span.ts";
import { once } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { DocumentProblem, PolicyDocument } from "../document/model.ts";
import { analyzeIntegration } from "../evidence/integration.ts";
import type { DocumentCoverage, WorkspaceCoverage } from "../evidence/model.ts";
import {
  type DocumentContext,
  type DocumentRule,
  fillMessage,
  type LinkedFiles,
  type Report,
  type Rule,
  type RuleId,
  type RuleOptions,
  type Severity,
  type WorkspaceRule,
} from "../rules/rule.ts";
import { type IsCancelled, stopIf } from "./cancel.ts";
import { createNamedFinder } from "./globs.ts";
import type { Config, Finding } from "./model.ts";
import { categoryOf, problemRule, ruleCrash } from "./own-rules.ts";
import { createRuleFinder, type RuleFinder } from "./rule-finder.ts";
import { ruleSettings } from "./rule-settings.ts";

export interface LintSettings {
  readonly library: Library;
  readonly rules: readonly Rule[];
  readonly config: Config;
  /** What the configuration says of rules by document; made here where absent. */
  readonly rulesOf?: RuleFinder;
  /** ISO 8601 date. */
  readonly today: string;
  /** Lets the error of a crashing rule through: for tests. */
  readonly rethrow?: boolean;
}

/** What the workspace rules collected from one document, by rule. */
export type Facts = ReadonlyMap<RuleId, unknown>;

/** Runs the rules. Findings are neither suppressed nor sorted yet. */
export interface Linter {
  /** Findings about one document alone. A text that is no policy has none, but where it could not be read at all. */
  document(doc: PolicyDocument, coverage: DocumentCoverage): Finding[];
  collect(
    doc: PolicyDocument,
    coverage: DocumentCoverage,
  ): { readonly facts: Facts; readonly crashes: readonly Finding[] };
  /**
   * Findings that need every document.
   * @param facts  of policies, by rule and uri, in order of uris
   * @throws       Cancelled
   */
  workspace(
    facts: ReadonlyMap<RuleId, ReadonlyMap<string, unknown>>,
    workspace: WorkspaceCoverage,
    files: LinkedFiles,
    cancelled?: IsCancelled,
  ): Finding[];
}

export function createLinter({
  library,
  rules,
  config,
  today,
  rethrow = false,
  rulesOf = createRuleFinder(config),
}: LintSettings): Linter {
  const settings = ruleSettings(config, library, today);
  const severityOf = (uri: string, id: RuleId, standing: Severity | "off"): Severity | "off" =>
    rulesOf(uri).get(id)?.severity ?? standing;
  const activate = (settled: ReturnType<RuleFinder>): ActiveRules => {
    const active = rules.flatMap((rule): Active[] => {
      const severity = settled.get(rule.id)?.severity ?? rule.severity;
      return severity === "off"
        ? []
        : [{ rule, severity, options: { ...rule.options, ...settled.get(rule.id)?.options } as RuleOptions }];
    });
    return {
      document: active.filter((one): one is Active<DocumentRule> => one.rule.scope === "document"),
      workspace: active.filter((one): one is Active<WorkspaceRule> => one.rule.scope === "workspace"),
    };
  };
  const activated = new Map<ReturnType<RuleFinder>, ActiveRules>();
  /** The rules as they count for one document. */
  const rulesFor = (uri: string): ActiveRules => {
    const settled = rulesOf(uri);
    const known = activated.get(settled) ?? activate(settled);
    activated.set(settled, known);
    return known;
  };
  /** Rules that judge the workspace report most faults again and again, at each edit: many of them in the same object. */
  const sharedFindings = new WeakMap<Report, Finding>();
  const general = activate(config.rules).workspace;
  /** Workspace rules that count somewhere; their options are the general ones. */
  const workspaceRules = rules.flatMap((rule): Active<WorkspaceRule>[] => {
    if (rule.scope !== "workspace") return [];
    const own = general.find((one) => one.rule === rule);
    const isRaised = config.overrides.some(({ rules: over }) => (over.get(rule.id)?.severity ?? "off") !== "off");
    if (own || !isRaised) return own ? [own] : [];
    const options = { ...rule.options, ...config.rules.get(rule.id)?.options } as RuleOptions;
    return [{ rule, severity: "warning", options }];
  });

  const crash = (uri: string, span: Span, rule: RuleId, error: unknown): Finding[] => {
    if (rethrow) throw error;
    const severity = severityOf(uri, ruleCrash, "error");
    if (severity === "off") return [];
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        uri,
        rule: ruleCrash,
        severity,
        message: `The rule “${rule}” failed and was left out: ${reason.replace(/[.\s]*$/, "")}.`,
        span,
        fixes: [],
        related: [],
      },
    ];
  };
  const isNamed = createNamedFinder(config);
  const problemsOf = (doc: PolicyDocument): Finding[] =>
    doc.problems.flatMap((problem): Finding[] => {
      // What cannot be read tells nobody that it is a policy; one that the configuration names is not passed over.
      const isJudged = doc.classification.isPolicy || (isBroken(doc) && isNamed(doc.uri));
      if (!isJudged && problem.id !== "binary" && problem.id !== "too-large") return [];
      const rule = problemRule(problem.id);
      const severity = severityOf(doc.uri, rule, isJudged ? "error" : "info");
      return severity === "off"
        ? []
        : [{ uri: doc.uri, rule, severity, message: problem.message, span: problem.span, fixes: [], related: [] }];
    });

  return {
    document(doc, coverage) {
      const findings = problemsOf(doc);
      if (!doc.classification.isPolicy || isBroken(doc)) return findings;
      for (const one of rulesFor(doc.uri).document) {
        const { rule, options } = one;
        if (categoryOf(rule.id) === "metadata" && hasProblem(doc, ["front-matter"])) continue;
        if (rule.types && (doc.classification.type === undefined || !rule.types.includes(doc.classification.type)))
          continue;
        try {
          const context: DocumentContext & { options: RuleOptions } = { ...settings, doc, coverage, options };
          findings.push(...[...rule.check(context)].map((report) => findingOf(doc.uri, one, report)));
        } catch (error) {
          findings.push(...crash(doc.uri, doc.titleSpan, rule.id, error));
        }
      }
      return findings;
    },

    collect(doc, coverage) {
      const facts = new Map<RuleId, unknown>();
      const crashes: Finding[] = [];
      for (const { rule, options } of isBroken(doc) ? [] : rulesFor(doc.uri).workspace) {
        try {
          const fact = rule.collect({ ...settings, doc, coverage, options });
          if (fact !== undefined) facts.set(rule.id, fact);
        } catch (error) {
          crashes.push(...crash(doc.uri, doc.titleSpan, rule.id, error));
        }
      }
      return { facts, crashes };
    },

    workspace(facts, workspace, files, cancelled) {
      const findings: Finding[] = [];
      const pairs = once(() => analyzeIntegration(workspace, library));
      for (const one of workspaceRules) {
        stopIf(cancelled);
        const { rule, options } = one;
        const collected = facts.get(rule.id) ?? new Map<string, unknown>();
        try {
          findings.push(
            ...[...rule.check({ ...settings, options, collected, workspace, pairs, files })].flatMap((report) => {
              const known = sharedFindings.get(report);
              if (known) return [known];
              const severity = severityOf(report.uri, rule.id, rule.severity);
              if (severity === "off") return [];
              const finding = findingOf(report.uri, { ...one, severity }, report);
              sharedFindings.set(report, finding);
              return [finding];
            }),
          );
        } catch (error) {
          findings.push(
            ...crash(config.uri ?? workspace.documents[0]?.uri ?? "", { start: 0, end: 0 }, rule.id, error),
          );
        }
      }
      return findings;
    },
  };
}

/** So little of such a text is sure that only the problem itself is told, as compilers do. */
const isBroken = (doc: PolicyDocument): boolean => hasProblem(doc, ["merge-conflict", "yaml-syntax", "alias-bomb"]);

const hasProblem = (doc: PolicyDocument, ids: readonly DocumentProblem["id"][]): boolean =>
  doc.problems.some((problem) => ids.includes(problem.id));

interface Active<R extends Rule = Rule> {
  readonly rule: R;
  readonly severity: Severity;
  readonly options: RuleOptions;
}

interface ActiveRules {
  readonly document: readonly Active<DocumentRule>[];
  readonly workspace: readonly Active<WorkspaceRule>[];
}

/** Orders by uri, start, end, rule, message. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.uri, b.uri) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function findingOf(uri: string, { rule, severity }: Active, report: Report): Finding {
  const template = rule.messages[report.message];
  if (template === undefined) throw new Error(`it has no message “${report.message}”`);
  return {
    uri,
    rule: rule.id,
    severity,
    message: fillMessage(template, report.data),
    span: report.span,
    fixes: report.fixes ?? [],
    ...(report.requirement === undefined ? {} : { requirement: report.requirement }),
    ...(report.consideration === undefined ? {} : { consideration: report.consideration }),
    related: report.related ?? [],
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
