import { createHash } from "node:crypto";
import type { Severity } from "../../rules/rule.ts";
import type { CheckReport } from "../check-report.ts";
import { repositoryPath } from "../repository-path.ts";
import { createRegionFinder } from "./places.ts";

const severities: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info", hint: "info" };

/** A Code Quality report, which GitLab shows in merge requests. */
export function checkGitlab({ findings, problems, sources, root }: CheckReport): string {
  const regionOf = createRegionFinder(sources);
  const seen = new Map<string, number>();
  const issueOf = (
    uri: string,
    span: { readonly start: number; readonly end: number },
    severity: string,
    rule: string,
    message: string,
    about: string,
  ): object => {
    const file = repositoryPath(uri, root);
    const { startLine, endLine } = regionOf(uri, span);
    // Lines move: a finding is known by what it says, and by its place among those that say the same.
    const key = [file, rule, about, message].join("\u0000");
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    return {
      description: message,
      check_name: rule,
      fingerprint: createHash("sha256").update(`${key}\u0000${turn}`).digest("hex"),
      severity,
      location: { path: file, lines: { begin: startLine, end: endLine } },
    };
  };
  const issues = [
    ...problems.map(({ uri, span, message }) => issueOf(uri, span, "critical", "configuration", message, "")),
    ...findings.map(({ uri, span, rule, severity, message, requirement = "", consideration = "" }) =>
      issueOf(uri, span, severities[severity], rule, message, requirement + consideration),
    ),
  ];
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
