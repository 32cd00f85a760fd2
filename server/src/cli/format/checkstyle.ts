import type { Severity } from "../../rules/rule.ts";
import type { CheckReport } from "../check-report.ts";
import { repositoryPath } from "../repository-path.ts";
import { createRegionFinder } from "./places.ts";
import { type Element, renderXml } from "./xml.ts";

const severities: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "info",
  hint: "info",
};

/** Checkstyle's XML, which Jenkins, reviewdog and others read. */
export function checkCheckstyle({ findings, problems, unreadable, sources, root }: CheckReport): string {
  const regionOf = createRegionFinder(sources);
  const files = new Map<string, Element[]>();
  const add = (uri: string, line: number, column: number, severity: string, message: string, rule: string): void => {
    const file = repositoryPath(uri, root);
    const errors = files.get(file) ?? [];
    errors.push({ name: "error", attributes: { line, column, severity, message, source: `codicil.${rule}` } });
    files.set(file, errors);
  };
  for (const { uri, span, message } of problems) {
    const { startLine, startColumn } = regionOf(uri, span);
    add(uri, startLine, startColumn, "error", message, "configuration");
  }
  for (const { uri, reason } of unreadable)
    add(uri, 1, 1, "error", `This file cannot be read: ${reason}.`, "unreadable");
  for (const { uri, span, severity, message, rule } of findings) {
    const { startLine, startColumn } = regionOf(uri, span);
    add(uri, startLine, startColumn, severities[severity], message, rule);
  }
  return renderXml({
    name: "checkstyle",
    attributes: { version: "4.3" },
    children: [...files].map(([name, children]) => ({ name: "file", attributes: { name }, children })),
  });
}
