import type { Span } from "../../base/span.ts";
import type { Finding } from "../../engine/model.ts";
import { homePage } from "../../engine/rule-pages.ts";
import type { CheckReport } from "../check-report.ts";
import { pathBelowRoot } from "../repository-path.ts";
import { createRegionFinder } from "./places.ts";
import type { SarifLocation, SarifNotification, SarifResult, SarifRule } from "./sarif-model.ts";
import { sarifLevel } from "./sarif-model.ts";
import { describeSarifRule, sarifRuleId } from "./sarif-rules.ts";

/** GitHub refuses a file with more results, and passes over related places beyond the first hundred. */
const limits = { results: 25_000, related: 100 };

/**
 * SARIF 2.1.0 as GitHub code scanning takes it without a warning. Waived findings are not in it, as they are nowhere: GitHub
 * would show them; nor are related places outside the repository. Fingerprints are left to the action that uploads the file.
 * @see https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function checkSarif(report: CheckReport): string {
  const { findings, problems, unreadable, equipmentOf, sources, root, version } = report;
  const regionOf = createRegionFinder(sources);
  const locate = (uri: string, span: Span): SarifLocation => ({
    physicalLocation: { artifactLocation: artifactOf(uri, root), region: regionOf(uri, span) },
  });

  const groups = groupByLine(findings, (finding) => regionOf(finding.uri, finding.span).startLine);
  const shown = mostSevere(groups, limits.results);
  const described = new Map<string, SarifRule>();
  for (const [first] of shown)
    if (!described.has(sarifRuleId(first)))
      described.set(sarifRuleId(first), describeSarifRule(first, equipmentOf(first)));
  const ruleList = [...described.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const indices = new Map(ruleList.map(({ id }, i) => [id, i]));

  const results = shown.map(([first, ...others]): SarifResult => {
    const related = [
      ...others.map(({ uri, span, message }) => ({ uri, span, message })),
      ...[first, ...others].flatMap((one) => one.related).filter(({ uri }) => pathBelowRoot(uri, root) !== undefined),
    ].slice(0, limits.related);
    return {
      ruleId: sarifRuleId(first),
      ruleIndex: indices.get(sarifRuleId(first)) ?? -1,
      level: sarifLevel(first.severity),
      message: { text: [first, ...others].map(({ message }) => message).join(" ") },
      locations: [locate(first.uri, first.span)],
      ...(related.length === 0
        ? {}
        : {
            relatedLocations: related.map(({ uri, span, message }, i) => ({
              id: i + 1,
              ...locate(uri, span),
              message: { text: message },
            })),
          }),
    };
  });
  const notes: SarifNotification[] = unreadable.map(({ uri, reason }) => ({
    level: "error",
    message: { text: `This file cannot be read: ${reason}.` },
    locations: [locate(uri, { start: 0, end: 0 })],
  }));
  if (shown.length < groups.length)
    notes.push({
      level: "warning",
      message: {
        text: `${groups.length - shown.length} findings are left out: a file holds at most ${limits.results}.`,
      },
    });
  const configuration = problems.map(
    ({ uri, span, message }): SarifNotification => ({
      level: "error",
      message: { text: message },
      locations: [locate(uri, span)],
    }),
  );
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Codicil", semanticVersion: version, informationUri: homePage, rules: ruleList },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: problems.length + unreadable.length === 0,
            ...(notes.length > 0 ? { toolExecutionNotifications: notes } : {}),
            ...(configuration.length > 0 ? { toolConfigurationNotifications: configuration } : {}),
          },
        ],
        results,
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

type Group = readonly [Finding, ...Finding[]];

/** Findings of one rule id on one line are one result: code scanning would show one of them alone. */
function groupByLine(findings: readonly Finding[], lineOf: (finding: Finding) => number): Group[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.uri}\u0000${lineOf(finding)}\u0000${sarifRuleId(finding)}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

/** The first groups of a list; where it is too long, the errors before the warnings before the rest. */
function mostSevere(groups: readonly Group[], most: number): readonly Group[] {
  if (groups.length <= most) return groups;
  const weights = { error: 0, warning: 1, info: 2, hint: 3 };
  return [...groups].sort(([a], [b]) => weights[a.severity] - weights[b.severity]).slice(0, most);
}

/** A relative, percent-encoded uri below the root; the file's own uri where it lies elsewhere. */
function artifactOf(uri: string, root: string): SarifLocation["physicalLocation"]["artifactLocation"] {
  const path = pathBelowRoot(uri, root);
  if (path === undefined) return { uri };
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}
