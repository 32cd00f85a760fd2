import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isEmpty, overlaps, type Span, sliceOf } from "../../server/src/base/span.ts";
import { applyEdits, lineEndOf, type TextEdit } from "../../server/src/base/text.ts";
import type { PolicyDocument } from "../../server/src/document/model.ts";
import { createParser, type Parser } from "../../server/src/document/parse.ts";
import { readConfig } from "../../server/src/engine/config.ts";
import type { Finding } from "../../server/src/engine/model.ts";
import { ownRules } from "../../server/src/engine/own-rules.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import { type Analyzer, createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { compileKnowledge, type Knowledge } from "../../server/src/evidence/knowledge.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary, projectRoot } from "./library.ts";

/** One action at one place of one document. */
export interface Offer {
  /** What is tried: a rule or a kind of refactoring. */
  readonly what: string;
  readonly title: string;
  readonly uri: string;
  readonly edits: readonly TextEdit[];
  /** Findings that must be gone afterwards. */
  readonly mends: readonly Finding[];
  /** Findings that the edit may bring to light, as a choice between two readings does. */
  readonly mayReveal?: (finding: Finding) => boolean;
  /** Stretches besides the replaced ones whose reading may change: front matter whose list moves into the text. */
  readonly touches?: readonly Span[];
}

const tools: { parser: Parser; analyzer: Analyzer; knowledge: Knowledge } = (() => {
  const knowledge = compileKnowledge(loadLibrary());
  return { knowledge, parser: createParser(loadLibrary()), analyzer: createAnalyzer(knowledge) };
})();

/** Reads a text as the sweep does. */
export const sweepParser: Parser = tools.parser;

export const today = "2026-11-24";

/** Documents with every finding about them; the given configuration, today 2026-11-24. */
export function workspaceOf(files: ReadonlyMap<string, string>, config?: { uri: string; text: string }): Workspace {
  const read = readConfig(config && { ...config, version: 0 }, loadLibrary(), [...rules, ...ownRules]);
  const workspace = createWorkspace({
    library: loadLibrary(),
    rules,
    config: read.config,
    today,
    rethrow: true,
    ...tools,
  });
  for (const [uri, text] of files) workspace.set({ uri, version: 0, text });
  return workspace;
}

/** Tries offers on documents, one after the other, each on the texts as they were. */
export class Bench {
  readonly workspace: Workspace;
  readonly #readings: ReadonlyMap<string, Reading>;
  readonly #findings: readonly KeyedFinding[];
  #changed: string | undefined;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    this.#readings = new Map(
      workspace.documents().flatMap((uri) => {
        const doc = workspace.document(uri)?.doc;
        return doc ? [[uri, readingOf(doc)] as const] : [];
      }),
    );
    this.#findings = keyed(workspace);
  }

  /** Takes the last change back. */
  restore(): void {
    const doc = this.#changed === undefined ? undefined : this.#readings.get(this.#changed)?.doc;
    if (doc) this.workspace.set({ uri: doc.uri, version: 0, text: doc.text });
    this.#changed = undefined;
  }

  /** Applies an offer and says what is wrong with the outcome. */
  faultsOf(offer: Offer): string[] {
    const { uri, edits } = offer;
    const before = this.#readings.get(uri);
    if (!before) return [`there is no document ${uri}`];
    let text: string;
    try {
      text = applyEdits(before.doc.text, edits);
    } catch (error) {
      return [String(error)];
    }
    if (edits.length === 0 || text === before.doc.text) return ["changes nothing"];
    if (this.#changed !== uri) this.restore();
    this.workspace.set({ uri, version: 0, text });
    this.#changed = uri;
    const after = this.workspace.document(uri)?.doc;
    if (!after) return ["loses the document"];
    return [
      ...findingFaults(offer, this.#findings, keyed(this.workspace)),
      ...textFaults(offer, before, readingOf(after)),
      ...lineEndFaults(before.doc.text, edits),
    ];
  }
}

interface KeyedFinding {
  readonly finding: Finding;
  readonly key: string;
}

const keyed = (workspace: Workspace): KeyedFinding[] =>
  workspace.findings().map((finding) => ({ finding, key: keyOf(finding, workspace.document(finding.uri)?.doc) }));

function findingFaults(offer: Offer, old: readonly KeyedFinding[], now: readonly KeyedFinding[]): string[] {
  const counts = countOf(old.map(({ key }) => key));
  const left = countOf(now.map(({ key }) => key));
  const mended = old.filter(({ finding }) => offer.mends.includes(finding));
  const wanted = countOf(mended.map(({ key }) => key));
  const faults = mended
    .filter(({ key }) => (left.get(key) ?? 0) > (counts.get(key) ?? 0) - (wanted.get(key) ?? 0))
    .map(({ finding }) => `leaves ${finding.rule}: ${finding.message}`);
  for (const { finding, key } of now) {
    if ((left.get(key) ?? 0) <= (counts.get(key) ?? 0) || offer.mayReveal?.(finding)) continue;
    if (isLeftOf(finding, old)) continue;
    faults.push(`adds ${finding.rule}: ${finding.message}`);
  }
  return faults;
}

/**
 * What is left of a gap is no new finding. As long as a control's main objective is not stated, that is what is reported of it,
 * and what AI adds to it waits behind that; as long as a document considers none of the risks that AI brings, one finding
 * stands for all of them. A fix for something else that speaks to the control, or to one of the risks, leaves the rest open.
 */
function isLeftOf({ rule, uri, consideration }: Finding, old: readonly KeyedFinding[]): boolean {
  if (consideration === undefined) return false;
  if (rule === "ai/risk-not-considered")
    return old.some(
      ({ finding }) => finding.rule === rule && finding.uri === uri && finding.consideration === undefined,
    );
  const control = loadLibrary().consideration(consideration)?.from;
  return control !== undefined && old.some(({ key }) => key === gapOf(control));
}

/** A finding without its place. A control that nobody spoke to and that is covered in part afterwards is the same gap. */
function keyOf(
  { uri, rule, requirement, consideration, message, span }: Finding,
  doc: PolicyDocument | undefined,
): string {
  if (rule.startsWith("coverage/") && requirement !== undefined) return gapOf(requirement);
  const beside = doc && rule.startsWith("references/") ? sliceOf(doc.text, span) : "";
  // Its message quotes the text, in which other words may be mended.
  const quotes = rule === "structure/unfilled-placeholder";
  const said = consideration !== undefined || quotes ? "" : message;
  return [uri, rule, requirement ?? "", consideration ?? "", said, beside].join("|");
}

const gapOf = (requirement: string): string => `gap|${requirement}`;

/** A document with what is compared of it. */
interface Reading {
  readonly doc: PolicyDocument;
  /** Of each section the headings down to its own. */
  readonly chains: readonly string[];
  readonly footer: number;
}

const readingOf = (doc: PolicyDocument): Reading => ({
  doc,
  chains: doc.sections.map((_, i) => chainOf(doc, i)),
  footer: footerStart(doc),
});

/** Everything that was read before is read in the same way afterwards, but for what the edits replace. */
function textFaults(offer: Offer, old: Reading, now: Reading): string[] {
  const { doc: before } = old;
  const { doc: after } = now;
  const replaced = [...offer.edits.map((edit) => edit.span).filter((span) => !isEmpty(span)), ...(offer.touches ?? [])];
  // Words put right behind a statement, in its line, become part of it.
  const isAppended = (span: Span): boolean =>
    offer.edits.some(
      (edit) => isEmpty(edit.span) && !edit.newText.includes("\n") && [span.start, span.end].includes(edit.span.start),
    );
  const isKept = (span: Span): boolean => !replaced.some((one) => overlaps(one, span)) && !isAppended(span);
  const lost = (what: string, then: readonly string[], since: readonly string[]): string[] => {
    const there = countOf(since);
    return then.flatMap((one) => {
      const count = there.get(one) ?? 0;
      there.set(one, count - 1);
      return count > 0 ? [] : [`loses ${what}: ${one.slice(0, 160)}`];
    });
  };
  const statements = ({ doc, chains, footer }: Reading, textOf: (span: Span) => string, keep = everything): string[] =>
    doc.statements
      .filter((one) => keep(one.span))
      .map((one) => {
        // A footer stays below whatever comes last.
        const place = one.span.start >= footer ? "footer" : (chains[one.section] ?? "");
        return `${place} | ${one.kind} | ${fold(textOf(one.span).replace(/<!--[^]*?-->/g, ""))}`;
      });
  const headingsKept = before.sections.every((one) => !one.heading || isKept(one.heading.line));
  return [
    ...(headingsKept
      ? lost(
          "a statement",
          statements(old, (span) => afterWithin(before.text, span, offer.edits), isKept),
          statements(now, (span) => sliceOf(after.text, span)),
        )
      : []),
    ...(headingsKept
      ? lost(
          "a heading",
          old.chains.filter((_, i) => before.sections[i]?.heading),
          now.chains,
        )
      : []),
    ...lost(
      "a problem-free reading",
      after.problems.map((one) => one.id),
      before.problems.map((one) => one.id),
    ),
    ...lost(
      "a field",
      [...before.metadata.fields.values()]
        // Those in the body count by their place, which an insertion moves; findings tell where that matters.
        .filter((one) => one.where === "front-matter" || one.where === "yaml")
        .filter((one) => isKept(one.keySpan) && one.text !== "")
        .filter((one) => !offer.edits.some((edit) => overlaps(edit.span, one.valueSpan)))
        .map((one) => `${one.field}: ${fold(one.text)}`),
      [...after.metadata.fields.values()].map((one) => `${one.field}: ${fold(one.text)}`),
    ),
    ...lost(
      "a link",
      before.links.filter((one) => isKept(one.span)).map((one) => `${one.text} ${one.target}`),
      after.links.map((one) => `${one.text} ${one.target}`),
    ),
    ...lost(
      "a reference",
      before.references.filter((one) => isKept(one.span)).map((one) => `${one.where} ${one.number}`),
      after.references.map((one) => `${one.where} ${one.number}`),
    ),
    ...lost(
      "a directive",
      before.directives.map((one) => sliceOf(before.text, one.span)),
      after.directives.map((one) => sliceOf(after.text, one.span)),
    ),
    ...(areNumbersInOrder(before) && !areNumbersInOrder(after) ? ["numbers headings out of order"] : []),
    ...(before.classification.isPolicy && !after.classification.isPolicy ? ["is no policy any more"] : []),
    ...(before.classification.type !== after.classification.type
      ? [`changes the type from ${String(before.classification.type)} to ${String(after.classification.type)}`]
      : []),
    ...(before.title?.text !== after.title?.text ? [`changes the title to ${String(after.title?.text)}`] : []),
  ];
}

const everything: (span: Span) => boolean = () => true;

/** True where the numbers of neighbouring headings go up: 1, 2, 2.1, 2.2, 3. */
function areNumbersInOrder({ sections }: PolicyDocument): boolean {
  const numbers = sections.flatMap(({ heading }) => {
    const number = heading?.number?.replace(/\.$/, "") ?? "";
    return /^\d+(?:\.\d+)*$/.test(number) ? [number.split(".").map(Number)] : [];
  });
  return numbers.every((number, i) => {
    const next = numbers[i + 1] ?? [Number.MAX_SAFE_INTEGER];
    const at = number.findIndex((part, j) => part !== next[j]);
    return at < 0 ? next.length > number.length : (next[at] ?? -1) > (number[at] ?? 0);
  });
}

/** A stretch of the old text as it has to read afterwards, where edits lie within it. */
function afterWithin(text: string, span: Span, edits: readonly TextEdit[]): string {
  const within = edits.filter((edit) => span.start < edit.span.start && edit.span.end < span.end);
  if (within.length === 0) return sliceOf(text, span);
  const moved = within.map((edit) => ({
    ...edit,
    span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
  }));
  return applyEdits(sliceOf(text, span), moved);
}

/** Start of what stands below the last thematic break, where that is short. */
function footerStart({ text, sections, metadata }: PolicyDocument): number {
  const from = Math.max(0, text.length - 3010, (metadata.block?.end ?? 0) + 6);
  const match = [...text.slice(from).matchAll(/\n[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*(?=\r?\n)/g)].at(-1);
  const at = match ? from + match.index : text.length;
  return sections.some((section) => section.heading && section.span.start > at) ? text.length : at;
}

function lineEndFaults(text: string, edits: readonly TextEdit[]): string[] {
  const eol = lineEndOf(text);
  const wrong = eol === "\r\n" ? /(?<!\r)\n/ : /\r/;
  return edits.some((edit) => wrong.test(edit.newText)) ? ["writes line ends of the other kind"] : [];
}

function chainOf(doc: PolicyDocument, index: number): string {
  const section = doc.sections[index];
  if (!section) return "";
  const above = section.parent === undefined ? "" : chainOf(doc, section.parent);
  return `${above}/${section.heading?.text ?? ""}`;
}

const fold = (text: string): string => text.replace(/\s+/g, " ").trim();

function countOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The example documents, by uri below `/examples/`. */
export function exampleFiles(): { files: Map<string, string>; config: { uri: string; text: string } } {
  const folder = path.join(projectRoot, "examples");
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|yaml)$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
  const read = (name: string): string => readFileSync(path.join(folder, name), "utf8");
  const files = new Map(
    names.filter((name) => name !== "codicil.yaml").map((name) => [`file:///examples/${name}`, read(name)]),
  );
  return { files, config: { uri: "file:///examples/codicil.yaml", text: read("codicil.yaml") } };
}

/** Documents of the corpus by uri; undefined where there is no corpus. */
export function corpusFiles(variant: "original" | "stripped"): Map<string, string> | undefined {
  const folder = path.resolve(projectRoot, "../shared/corpus", variant);
  if (!existsSync(folder)) return undefined;
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [
        `file:///corpus/policies/${encodeURIComponent(name)}`,
        readFileSync(path.join(folder, name), "utf8").replace(/^\ufeff/, ""),
      ]),
  );
}
