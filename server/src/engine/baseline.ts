import { isRecord } from "../base/values.ts";
import type { RuleId } from "../rules/rule.ts";
import { folderOf, pathBelow } from "./globs.ts";
import type { Baseline, Config, ConfigProblem, Finding } from "./model.ts";

/** Counts by path and rule, as `codicil baseline` writes them. */
export type BaselineCounts = Baseline["counts"];

/** Reads a baseline file; never throws. */
export function readBaseline(file: { readonly uri: string; readonly text: string }): {
  readonly baseline: Baseline | undefined;
  readonly problems: readonly ConfigProblem[];
} {
  const fail = (message: string): ReturnType<typeof readBaseline> => ({
    baseline: undefined,
    problems: [{ uri: file.uri, span: { start: 0, end: 0 }, message }],
  });
  let data: unknown;
  try {
    data = JSON.parse(file.text);
  } catch {
    return fail("The baseline is not valid JSON, so it does not count. Write it anew with codicil baseline --update.");
  }
  const documents = isRecord(data) ? data["documents"] : undefined;
  if (!isRecord(data) || data["version"] !== 1 || !isRecord(documents))
    return fail("The baseline has another form than this version of Codicil writes, so it does not count.");
  const counts = new Map<string, Map<RuleId, number>>();
  for (const [path, rules] of Object.entries(documents)) {
    if (!isRecord(rules)) return fail(`The baseline has no counts for “${path}”, so it does not count.`);
    const own = new Map<RuleId, number>();
    for (const [rule, count] of Object.entries(rules)) {
      if (typeof count !== "number" || !Number.isInteger(count) || count < 1)
        return fail(`The baseline's count of “${rule}” in “${path}” is no number from 1, so it does not count.`);
      own.set(rule, count);
    }
    counts.set(path, own);
  }
  return { baseline: { uri: file.uri, counts }, problems: [] };
}

/** The text of a baseline file; sorted, so that two people write the same. */
export function writeBaseline(counts: BaselineCounts): string {
  const sorted = <T>(entries: Iterable<readonly [string, T]>): [string, T][] =>
    [...entries].map(([key, value]): [string, T] => [key, value]).sort(([a], [b]) => (a < b ? -1 : 1));
  const documents = Object.fromEntries(
    sorted(counts).map(([path, rules]) => [path, Object.fromEntries(sorted(rules))]),
  );
  return `${JSON.stringify({ version: 1, documents }, undefined, 2)}\n`;
}

/** How many findings each rule has in each document; those that only inform are counted, too. */
export function countFindings(findings: readonly Finding[], config: Config): BaselineCounts {
  const counts = new Map<string, Map<RuleId, number>>();
  for (const { uri, rule } of findings) {
    const path = baselinePath(uri, config);
    if (path === undefined) continue;
    const own = counts.get(path) ?? new Map<RuleId, number>();
    counts.set(path, own.set(rule, (own.get(rule) ?? 0) + 1));
  }
  return counts;
}

/** The baseline without what was mended since: no count grows, and nothing comes in. */
export function shrinkBaseline(before: BaselineCounts, now: BaselineCounts): BaselineCounts {
  const counts = new Map<string, Map<RuleId, number>>();
  for (const [path, rules] of before) {
    const own = new Map<RuleId, number>();
    for (const [rule, count] of rules) {
      const left = Math.min(count, now.get(path)?.get(rule) ?? 0);
      if (left > 0) own.set(rule, left);
    }
    if (own.size > 0) counts.set(path, own);
  }
  return counts;
}

/**
 * Findings of one document that are worse than the baseline. Lines move, so that nobody can say which of a rule's findings
 * are the new ones: where there are more than were recorded, all of them are shown.
 */
export function applyBaseline(findings: readonly Finding[], allowed: ReadonlyMap<RuleId, number>): Finding[] {
  const found = new Map<RuleId, number>();
  for (const { rule } of findings) found.set(rule, (found.get(rule) ?? 0) + 1);
  return findings.filter(({ rule }) => (found.get(rule) ?? 0) > (allowed.get(rule) ?? 0));
}

/** The name of a document in the baseline; undefined where it lies elsewhere than below the configuration. */
export function baselinePath(uri: string, config: Config): string | undefined {
  return config.uri === undefined ? undefined : pathBelow(folderOf(config.uri), uri);
}

/** How many findings the counts hold. */
export function sumCounts(counts: BaselineCounts): number {
  let sum = 0;
  for (const rules of counts.values()) for (const count of rules.values()) sum += count;
  return sum;
}
