import type { Place } from "../../catalog/model.ts";
import type { Parser } from "../../document/parse.ts";
import type { Analyzer } from "../../evidence/analyze.ts";
import { decideDocument } from "../../evidence/decide.ts";
import { fillMessage, type DocumentContext, type Rule, type RuleSettings } from "../../rules/rule.ts";
import { folderOf } from "../globs.ts";
import { matchesOf } from "./compile.ts";
import type { ReadRule, RuleExample } from "./model.ts";
import { patternsOf } from "./read.ts";

/** What a rule said about an example of its own. */
export interface ExampleResult {
  readonly rule: string;
  readonly name: string;
  /** Where the example is written. */
  readonly place: Place;
  readonly passed: boolean;
  /** Why it failed, in one sentence. */
  readonly reason?: string;
  readonly findings: readonly { readonly line: number; readonly words: string; readonly message: string }[];
  /** Statements that the rule's patterns matched, whether or not they led to a finding. */
  readonly matches: readonly {
    readonly key: string;
    readonly pattern: string;
    readonly line: number;
    readonly quote: string;
  }[];
  /** Patterns that matched nothing. */
  readonly unmatched: readonly { readonly key: string; readonly pattern: string }[];
}

export interface ExampleTools {
  readonly parser: Parser;
  readonly analyzer: Analyzer;
  readonly settings: RuleSettings;
  readonly configUri: string;
}

/** Runs the examples of a rule. */
export function runExamples(read: ReadRule, rule: Rule, tools: ExampleTools): ExampleResult[] {
  return (read.definition.examples ?? []).map((example, i) => runExample(read, rule, example, i, tools));
}

function runExample(
  { definition, placeOf }: ReadRule,
  rule: Rule,
  example: RuleExample,
  index: number,
  { parser, analyzer, settings, configUri }: ExampleTools,
): ExampleResult {
  const { text } = example;
  const name = `example-${index + 1}.${example.format === "yaml" ? "yaml" : "md"}`;
  const path = example.path ?? placeOn(definition.paths?.[0] ?? "", name);
  const type = example.type ?? definition.types?.[0];
  const uri = `${folderOf(configUri)}/${path}`;
  const doc = parser.parse({ uri, version: 0, text }, type === undefined ? {} : { declaredType: type });
  const coverage = decideDocument(doc, analyzer);
  const context: DocumentContext & { options: Rule["options"] } = { ...settings, doc, coverage, options: {} };
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;

  const isMeant = !definition.types || definition.types.includes(doc.classification.type ?? "");
  const reports = rule.scope === "document" && doc.classification.isPolicy && isMeant ? [...rule.check(context)] : [];
  const findings = reports
    .sort((a, b) => a.span.start - b.span.start)
    .map((report) => ({
      line: lineOf(report.span.start),
      words: text.slice(report.span.start, report.span.end),
      message: fillMessage(rule.messages[report.message] ?? "", report.data),
    }));
  const matches = (["require", "forbid", "count"] as const).flatMap((key) =>
    matchesOf(context, definition, key).map(({ signal, quote, statement }) => ({
      key,
      pattern: signal,
      line: lineOf(statement.start),
      quote,
    })),
  );
  const unmatched = patternsOf(definition)
    .filter(({ key, pattern }) => !matches.some((one) => one.key === key && one.pattern === pattern))
    .map(({ key, pattern }) => ({ key, pattern }));
  const reason = !doc.classification.isPolicy
    ? "Codicil does not take the text for a policy; give the example a “type”."
    : !isMeant
      ? `The text is of type “${doc.classification.type ?? "unknown"}”, which the rule is not for.`
      : difference(
          example.findings ?? 0,
          findings.map((finding) => finding.words),
        );
  return {
    rule: definition.id,
    name: example.name ?? `example ${index + 1}`,
    place: placeOf(["examples", index]),
    passed: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    findings,
    matches,
    unmatched,
  };
}

/** A file's path below the part of a glob that stands for one folder: `policies/x.md` for `policies/**`. */
function placeOn(glob: string, name: string): string {
  const folder = /^(?:[^*?{}[\]/]+\/)*/.exec(glob)?.[0] ?? "";
  const isFile = /\.(?:md|markdown|ya?ml)$/i.test(glob) && !/[*?{}[\]]/.test(glob);
  return isFile ? glob : folder + name;
}

function difference(expected: number | readonly string[], words: readonly string[]): string | undefined {
  const count = (n: number): string => (n === 0 ? "no finding" : n === 1 ? "1 finding" : `${n} findings`);
  if (typeof expected === "number")
    return expected === words.length ? undefined : `Expected ${count(expected)}, got ${count(words.length)}.`;
  if (expected.length !== words.length) return `Expected ${count(expected.length)}, got ${count(words.length)}.`;
  const wrong = expected.findIndex((one, i) => one.trim() !== words[i]?.trim());
  return wrong < 0
    ? undefined
    : `Expected finding ${wrong + 1} at “${expected[wrong] ?? ""}”, but it stands at “${words[wrong] ?? ""}”.`;
}
