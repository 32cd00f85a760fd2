import type { Finding } from "../../engine/model.ts";
import type { CheckReport } from "../check-report.ts";
import { repositoryPath } from "../repository-path.ts";
import { createRegionFinder } from "./places.ts";
import { type Element, renderXml } from "./xml.ts";

/**
 * JUnit's XML: a suite for each document, a failed case for each error and warning, and one passed case for a document without
 * any. What only informs is no failure and is left out.
 */
export function checkJunit(report: CheckReport): string {
  const { findings, problems, unreadable, documents, sources, root } = report;
  const regionOf = createRegionFinder(sources);
  const failing = findings.filter(({ severity }) => severity === "error" || severity === "warning");
  const uris = [...new Set([...documents, ...failing.map(({ uri }) => uri)])].sort();
  const caseOf = ({ uri, span, rule, severity, message }: Finding): Element => {
    const file = repositoryPath(uri, root);
    const { startLine, startColumn } = regionOf(uri, span);
    return {
      name: "testcase",
      attributes: { name: `${rule} (${startLine}:${startColumn})`, classname: file, file, time: 0 },
      children: [
        {
          name: "failure",
          attributes: { message, type: severity },
          text: `${file}:${startLine}:${startColumn}: ${severity}: ${message} (${rule})`,
        },
      ],
    };
  };
  const suites = uris.map((uri): Element => {
    const file = repositoryPath(uri, root);
    const cases = failing.filter((finding) => finding.uri === uri).map(caseOf);
    const passed: Element = { name: "testcase", attributes: { name: "codicil check", classname: file, file, time: 0 } };
    return suiteOf(file, cases.length > 0 ? cases : [passed], cases.length, 0);
  });
  const faults = [
    ...problems.map(({ uri, message }) => ({ uri, message })),
    ...unreadable.map(({ uri, reason }) => ({ uri, message: `This file cannot be read: ${reason}.` })),
  ].map(({ uri, message }): Element => {
    const file = repositoryPath(uri, root);
    return {
      name: "testcase",
      attributes: { name: file, classname: "codicil", file, time: 0 },
      children: [{ name: "error", attributes: { message, type: "error" }, text: `${file}: ${message}` }],
    };
  });
  if (faults.length > 0) suites.push(suiteOf("codicil", faults, 0, faults.length));
  const sum = (key: string): number => suites.reduce((total, { attributes }) => total + Number(attributes[key]), 0);
  return renderXml({
    name: "testsuites",
    attributes: { name: "codicil", tests: sum("tests"), failures: sum("failures"), errors: sum("errors"), time: 0 },
    children: suites,
  });
}

function suiteOf(name: string, cases: readonly Element[], failures: number, errors: number): Element {
  return {
    name: "testsuite",
    attributes: { name, tests: cases.length, failures, errors, skipped: 0, time: 0 },
    children: cases,
  };
}
