import assert from "node:assert/strict";
import { compareSpans, type Span } from "../../server/src/base/span.ts";
import { applyEdits } from "../../server/src/base/text.ts";
import { once } from "../../server/src/base/values.ts";
import type { AiRole } from "../../server/src/catalog/integration.ts";
import type { RequirementId } from "../../server/src/catalog/model.ts";
import { createParser, type Parser } from "../../server/src/document/parse.ts";
import type { PolicyDocument } from "../../server/src/document/model.ts";
import { type Analyzer, createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { coverWorkspace } from "../../server/src/evidence/coverage.ts";
import { decideDocument } from "../../server/src/evidence/decide.ts";
import { analyzeIntegration } from "../../server/src/evidence/integration.ts";
import { notAskedOf } from "../../server/src/evidence/roles.ts";
import { compileKnowledge } from "../../server/src/evidence/knowledge.ts";
import { rules } from "../../server/src/rules/registry.ts";
import {
  type Fix,
  fillMessage,
  type Report,
  type Rule,
  type RuleOptions,
  type RuleSettings,
} from "../../server/src/rules/rule.ts";
import { loadLibrary } from "./library.ts";

/** How a test departs from the defaults: both standards in scope, AI used, today is 2026-11-24, nothing excluded. */
export interface Setting {
  readonly standards?: readonly string[];
  readonly aiInScope?: boolean;
  readonly today?: string;
  readonly exclusions?: ReadonlyMap<RequirementId, string>;
  /** What the organization does with AI; everything is asked where left out. */
  readonly roles?: readonly AiRole[];
  /** Options of the rule under test. */
  readonly options?: RuleOptions;
  /** The files are no policies, on purpose. */
  readonly noPolicy?: boolean;
  /** Paths of files that are no documents of the workspace and exist: pictures, texts left out. */
  readonly otherFiles?: readonly string[];
  /** Nobody has looked which files exist. */
  readonly filesUnknown?: boolean;
  /** Document type by path. */
  readonly types?: Readonly<Record<string, string>>;
}

/** What a rule said about a file. */
export interface Said {
  readonly rule: string;
  readonly uri: string;
  readonly span: Span;
  /** Name of the message. */
  readonly message: string;
  /** The message with its values. */
  readonly text: string;
  readonly fixes: readonly Fix[];
  readonly requirement: string | undefined;
  readonly consideration: string | undefined;
}

export type Files = ReadonlyMap<string, string>;

/** Made when the tests are loaded: it takes longer than one test may. */
const tools: { parser: Parser; analyzer: Analyzer } = {
  parser: createParser(loadLibrary()),
  analyzer: createAnalyzer(compileKnowledge(loadLibrary())),
};

/** Parses one text with the real catalogs. */
export function parse(text: string, uri = "/policies/policy.md", declaredType?: string): PolicyDocument {
  return tools.parser.parse({ uri, version: 1, text }, declaredType === undefined ? {} : { declaredType });
}

/**
 * Lints `text` with one rule and compares places and messages; then does so with CRLF line ends; then applies each fix
 * and lints with all rules: the finding must be gone and none may be new.
 * @param text      one file, or several below `//- /path` lines; `<|…|>` marks the spans of findings
 * @param messages  names of the messages in order of uri and place; several may share a mark
 */
export function expectFindings(rule: Rule, text: string, messages: readonly string[], setting: Setting = {}): void {
  const { files, marks } = readMarked(text);
  expectIn(rule, files, marks, messages, setting);
  const windows = readMarked(text.replace(/\r?\n/g, "\r\n"));
  expectIn(rule, windows.files, windows.marks, messages, setting);
}

/** The same as `expectFindings` with nothing expected. */
export function expectSilence(rule: Rule, text: string, setting: Setting = {}): void {
  expectFindings(rule, text, [], setting);
}

/** The text after the n-th fix of the n-th finding of a rule; one file only. */
export function fixed(
  rule: Rule,
  text: string,
  { finding = 0, fix = 0, ...setting }: Setting & { finding?: number; fix?: number } = {},
): string {
  const { files } = readMarked(text);
  const said = runRule(rule, files, setting)[finding];
  const edits = said?.fixes[fix]?.edits;
  assert.ok(said && edits, `finding ${finding} has no fix ${fix}`);
  return applyEdits(files.get(said.uri) ?? "", edits);
}

/** What one rule says about files, sorted. */
export function runRule(rule: Rule, files: Files, setting: Setting = {}): Said[] {
  return lint([rule], files, setting);
}

/** What all rules that are on by default say, and `also` with its options. */
export function runAll(files: Files, setting: Setting = {}, also?: Rule): Said[] {
  return lint(
    rules.filter((rule) => rule.severity !== "off" || rule.id === also?.id),
    files,
    setting,
    also,
  );
}

/** Applies each fix of the findings and holds the promise that it mends and adds none. */
export function expectFixesHold(rule: Rule, files: Files, findings: readonly Said[], setting: Setting): void {
  if (findings.every((said) => said.fixes.length === 0)) return;
  const before = new Set(runAll(files, setting, rule).map(keyOf));
  for (const said of findings) {
    for (const fix of said.fixes) {
      assert.ok(fix.edits.length > 0, `the fix “${fix.title}” has no edits`);
      const text = applyEdits(files.get(said.uri) ?? "", fix.edits);
      const others = (fix.elsewhere ?? []).map(
        ({ uri, edits }) => [uri, applyEdits(files.get(uri) ?? "", edits)] as const,
      );
      const after = runAll(new Map([...files, [said.uri, text], ...others]), setting, rule);
      const left = after.filter((one) => one.rule === said.rule && keyOf(one) === keyOf(said));
      const same = findings.filter((one) => keyOf(one) === keyOf(said));
      assert.ok(left.length < same.length, `“${fix.title}” leaves its finding; the text is now:\n${text}`);
      const added = after.filter(
        (one) => !before.has(keyOf(one)) && !isRevealed(one, fix, said) && !isOldGap(one, said, before),
      );
      assert.deepEqual(added.map(show), [], `“${fix.title}” adds findings; the text is now:\n${text}`);
    }
  }
}

/**
 * What makes a finding the same after an edit: not its place, nor the values that name what is left. A control that nobody
 * spoke to and that is covered in part after an edit is the same gap, grown smaller.
 */
function keyOf({ rule, uri, requirement, consideration, text, message }: Said): string {
  if (rule.startsWith("coverage/") && requirement !== undefined) return `gap|${requirement}`;
  return [rule, uri, requirement ?? "", consideration ?? (requirement === undefined ? text : message)].join("|");
}

/** A choice that says which control was meant may bring to light that no sentence speaks to it. */
const isRevealed = (one: Said, fix: Fix, mended: Said): boolean =>
  !fix.safe && mended.rule.startsWith("references/") && one.rule === "coverage/claimed-without-evidence";

/**
 * A text may happen to speak to another control that was a gap before; what AI adds to that control is then due as well.
 * The clauses of a control itself must bring along what AI adds to it.
 */
function isOldGap(one: Said, mended: Said, before: ReadonlySet<string>): boolean {
  const control = one.consideration === undefined ? undefined : loadLibrary().consideration(one.consideration)?.from;
  const isOwn = mended.rule.startsWith("coverage/") && control === mended.requirement;
  return control !== undefined && !isOwn && before.has(`gap|${control}`);
}

const show = ({ rule, uri, span, text }: Said): string => `${uri}:${span.start}-${span.end} ${rule}: ${text}`;

function expectIn(
  rule: Rule,
  files: Files,
  marks: ReadonlyMap<string, readonly Span[]>,
  messages: readonly string[],
  setting: Setting,
): void {
  for (const [uri, text] of files) {
    const { isPolicy, reasons } = parse(text, uri, setting.types?.[uri]).classification;
    assert.equal(isPolicy, setting.noPolicy !== true, `${uri}: ${reasons.join("; ")}`);
  }
  const said = runRule(rule, files, setting);
  assert.deepEqual(
    said.map((one) => one.message),
    messages,
    said.map(show).join("\n") || "no finding at all",
  );
  const expected = [...marks].flatMap(([uri, spans]) => spans.map((span) => place(uri, span, files)));
  assert.deepEqual(
    [...new Set(said.map((one) => place(one.uri, one.span, files)))].sort(),
    [...new Set(expected)].sort(),
  );
  for (const { text } of said) assert.doesNotMatch(text, /\{\w+\}/, "a value of the message is missing");
  expectFixesHold(rule, files, said, setting);
}

const place = (uri: string, { start, end }: Span, files: Files): string =>
  `${uri} ${start}-${end} “${files.get(uri)?.slice(start, end) ?? ""}”`;

function lint(chosen: readonly Rule[], files: Files, setting: Setting, tuned: Rule | undefined = chosen[0]): Said[] {
  const library = loadLibrary();
  const settings: RuleSettings = {
    library,
    standards: setting.standards ?? ["iso27001:2022", "iso42001:2023"],
    aiInScope: setting.aiInScope ?? true,
    today: setting.today ?? "2026-11-24",
    exclusions: setting.exclusions ?? new Map(),
    notAsked: notAskedOf(library, setting.roles),
  };
  const docs = [...files]
    .map(([uri, text]) => parse(text, uri, setting.types?.[uri]))
    .filter((doc) => doc.classification.isPolicy);
  const contexts = docs.map((doc) => ({ ...settings, doc, coverage: decideDocument(doc, tools.analyzer) }));
  const workspace = coverWorkspace(
    contexts.map(({ coverage }) => coverage),
    library,
    settings.standards,
    settings.exclusions,
  );
  const said: Said[] = [];
  for (const rule of chosen) {
    const options = rule.id === tuned?.id ? { ...rule.options, ...setting.options } : rule.options;
    const add = (uri: string, report: Report): void => {
      const template = rule.messages[report.message];
      assert.ok(template !== undefined, `${rule.id} has no message “${report.message}”`);
      said.push({
        rule: rule.id,
        uri,
        span: report.span,
        message: report.message,
        text: fillMessage(template, report.data),
        fixes: report.fixes ?? [],
        requirement: report.requirement,
        consideration: report.consideration,
      });
    };
    if (rule.scope === "document") {
      for (const context of contexts)
        for (const report of rule.check({ ...context, options })) add(context.doc.uri, report);
    } else {
      const collected = new Map(
        contexts
          .map((context) => [context.doc.uri, rule.collect({ ...context, options })] as const)
          .filter(([, facts]) => facts !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      const linked = {
        documents: new Set(files.keys()),
        exists: (uri: string) => (setting.filesUnknown ? undefined : (setting.otherFiles?.includes(uri) ?? false)),
      };
      const analyzed = once(() => analyzeIntegration(workspace, library));
      for (const report of rule.check({ ...settings, options, collected, workspace, pairs: analyzed, files: linked }))
        add(report.uri, report);
    }
  }
  return said.sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : compareSpans(a.span, b.span)));
}

/** Files by path and the marked spans in each, marks taken out. */
export function readMarked(text: string): { files: Map<string, string>; marks: Map<string, Span[]> } {
  const files = new Map<string, string>();
  const marks = new Map<string, Span[]>();
  const parts = text.replace(/^\r?\n/, "").split(/^\/\/- (\S+)\r?\n/m);
  const named = parts.length > 1 ? pairs(parts.slice(1)) : [["/policies/policy.md", parts[0] ?? ""] as const];
  for (const [uri, marked] of named) {
    const spans: Span[] = [];
    let plain = "";
    let open = -1;
    for (const piece of marked.split(/(<\||\|>)/)) {
      if (piece === "<|") open = plain.length;
      else if (piece === "|>") spans.push({ start: open, end: plain.length });
      else plain += piece;
    }
    files.set(uri, plain);
    marks.set(uri, spans);
  }
  return { files, marks };
}

function pairs(parts: readonly string[]): (readonly [string, string])[] {
  const result: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) result.push([parts[i] ?? "", parts[i + 1] ?? ""]);
  return result;
}
