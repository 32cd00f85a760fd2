import type { Span } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import type { DocumentProblem, PolicyDocument } from "../document/model.ts";
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
import type { Config, Finding } from "./model.ts";
import { categoryOf, problemRule, ruleCrash } from "./own-rules.ts";
import { ruleSettings } from "./rule-settings.ts";

export interface LintSettings {
  readonly library: Library;
  readonly rules: readonly Rule[];
  readonly config: Config;
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
   * @param facts  of policies, by uri
   * @throws       Cancelled
   */
  workspace(
    facts: ReadonlyMap<string, Facts>,
    workspace: WorkspaceCoverage,
    files: LinkedFiles,
    cancelled?: IsCancelled,
  ): Finding[];
}

export function createLinter({ library, rules, config, today, rethrow = false }: LintSettings): Linter {
  const settings = ruleSettings(config, library, today);
  const severityOf = (id: RuleId, standing: Severity | "off"): Severity | "off" =>
    config.rules.get(id)?.severity ?? standing;
  const active = rules.flatMap((rule): Active[] => {
    const severity = severityOf(rule.id, rule.severity);
    return severity === "off"
      ? []
      : [{ rule, severity, options: { ...rule.options, ...config.rules.get(rule.id)?.options } as RuleOptions }];
  });
  const documentRules = active.filter((one): one is Active<DocumentRule> => one.rule.scope === "document");
  const workspaceRules = active.filter((one): one is Active<WorkspaceRule> => one.rule.scope === "workspace");

  const crash = (uri: string, span: Span, rule: RuleId, error: unknown): Finding[] => {
    if (rethrow) throw error;
    const severity = severityOf(ruleCrash, "error");
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
  const problemsOf = (doc: PolicyDocument): Finding[] =>
    doc.problems.flatMap((problem): Finding[] => {
      const isJudged = doc.classification.isPolicy;
      if (!isJudged && problem.id !== "binary" && problem.id !== "too-large") return [];
      const rule = problemRule(problem.id);
      const severity = severityOf(rule, isJudged ? "error" : "info");
      return severity === "off"
        ? []
        : [{ uri: doc.uri, rule, severity, message: problem.message, span: problem.span, fixes: [], related: [] }];
    });

  return {
    document(doc, coverage) {
      const findings = problemsOf(doc);
      if (!doc.classification.isPolicy || isBroken(doc)) return findings;
      for (const one of documentRules) {
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
      for (const { rule, options } of isBroken(doc) ? [] : workspaceRules) {
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
      const uris = [...facts.keys()].sort();
      for (const one of workspaceRules) {
        stopIf(cancelled);
        const { rule, options } = one;
        const collected = new Map(
          uris.flatMap((uri): [string, unknown][] =>
            facts.get(uri)?.has(rule.id) ? [[uri, facts.get(uri)?.get(rule.id)]] : [],
          ),
        );
        try {
          findings.push(
            ...[...rule.check({ ...settings, options, collected, workspace, files })].map((report) =>
              findingOf(report.uri, one, report),
            ),
          );
        } catch (error) {
          findings.push(...crash(config.uri ?? uris[0] ?? "", { start: 0, end: 0 }, rule.id, error));
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
