import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import { assertNever } from "../base/text.ts";
import type { ConfigProblem, Finding } from "../engine/model.ts";
import type { Severity } from "../rules/rule.ts";
import { pageOf } from "../engine/rule-pages.ts";
import { type Source, toRange } from "./convert.ts";

/** What a diagnostic carries for those who read it by machine. */
export interface DiagnosticData {
  readonly requirement?: string;
  readonly consideration?: string;
  readonly fixable: boolean;
}

/**
 * A finding as the editor shows it.
 * @param source    the document the finding is in
 * @param sourceOf  other documents that the finding points to; places in unknown ones are left out
 */
export function toDiagnostic(
  finding: Finding,
  source: Source,
  sourceOf: (uri: string) => Source | undefined,
): Diagnostic {
  const related = finding.related.flatMap((place) => {
    const other = sourceOf(place.uri);
    if (!other) return [];
    return [{ location: { uri: other.uri, range: toRange(other.lines, place.span) }, message: place.message }];
  });
  const data: DiagnosticData = {
    ...(finding.requirement === undefined ? {} : { requirement: finding.requirement }),
    ...(finding.consideration === undefined ? {} : { consideration: finding.consideration }),
    fixable: finding.fixes.length > 0,
  };
  const page = pageOf(finding.rule);
  return {
    range: toRange(source.lines, finding.span),
    severity: severityOf(finding.severity),
    source: "codicil",
    code: finding.rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    message: finding.message,
    ...(finding.rule === "references/outdated-control" ? { tags: [DiagnosticTag.Deprecated] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data,
  };
}

/** What is wrong with a configuration, in the configuration. */
export function toConfigDiagnostic(problem: ConfigProblem, source: Source): Diagnostic {
  return {
    range: toRange(source.lines, problem.span),
    severity: DiagnosticSeverity.Error,
    source: "codicil",
    code: "configuration",
    message: problem.message,
  };
}

function severityOf(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case "error":
      return DiagnosticSeverity.Error;
    case "warning":
      return DiagnosticSeverity.Warning;
    case "info":
      return DiagnosticSeverity.Information;
    case "hint":
      return DiagnosticSeverity.Hint;
    default:
      return assertNever(severity);
  }
}
