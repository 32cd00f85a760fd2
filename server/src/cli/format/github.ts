import { assertNever } from "../../base/text.ts";
import type { Severity } from "../../rules/rule.ts";
import type { CheckReport } from "../check-report.ts";
import { repositoryPath } from "../repository-path.ts";
import { createRegionFinder } from "./places.ts";

/** Workflow commands, which GitHub Actions turns into annotations of a pull request's lines. */
export function checkGithub({ findings, problems, unreadable, sources, root }: CheckReport): string {
  const regionOf = createRegionFinder(sources);
  const commands = [
    ...problems.map(({ uri, span, message }) =>
      command(
        "error",
        { file: repositoryPath(uri, root), line: regionOf(uri, span).startLine, title: "codicil" },
        message,
      ),
    ),
    ...unreadable.map(({ uri, reason }) =>
      command("error", { file: repositoryPath(uri, root), title: "codicil" }, `This file cannot be read: ${reason}.`),
    ),
    ...findings.map(({ uri, span, rule, severity, message }) => {
      const { startLine, startColumn, endLine, endColumn } = regionOf(uri, span);
      // GitHub takes columns only where start and end are on one line.
      const isOneLine = startLine === endLine;
      return command(
        levelOf(severity),
        {
          file: repositoryPath(uri, root),
          line: startLine,
          endLine,
          col: isOneLine ? startColumn : undefined,
          endColumn: isOneLine ? endColumn : undefined,
          title: rule,
        },
        message,
      );
    }),
  ];
  return commands.map((line) => `${line}\n`).join("");
}

type Properties = Readonly<Record<string, string | number | undefined>>;

function command(level: string, properties: Properties, message: string): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${written.join(",")}::${escapeData(message)}`;
}

/** @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function levelOf(severity: Severity): "error" | "warning" | "notice" {
  switch (severity) {
    case "error":
    case "warning":
      return severity;
    case "info":
    case "hint":
      return "notice";
    default:
      return assertNever(severity);
  }
}
