import { contains, type Span } from "../base/span.ts";
import { applyEdits, LineIndex, type TextEdit } from "../base/text.ts";
import { type Library, numberOf, standardOf } from "../catalog/library.ts";
import type { RequirementId } from "../catalog/model.ts";
import type { Parser } from "../document/parse.ts";
import type { PolicyDocument, Reference } from "../document/model.ts";
import { familiesOf, findStandards } from "../document/reference-scan.ts";
import { readsAs, renumber } from "../rules/requalify.ts";
import { rule as outdatedControl } from "../rules/references/outdated-control.ts";
import type { DocumentContext, Fix, RuleSettings } from "../rules/rule.ts";

/** A number that was replaced. Lines are one-based, those of the text before. */
export interface MigratedNumber {
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** A number, or the name of a withdrawn edition, that a person has to decide on. */
export interface LeftNumber {
  readonly line: number;
  readonly written: string;
  /** Requirement of the withdrawn edition; undefined for the name of an edition. */
  readonly requirement: RequirementId | undefined;
  readonly successors: readonly RequirementId[];
  readonly why: string;
}

export interface Migration {
  readonly text: string;
  readonly changes: readonly MigratedNumber[];
  readonly left: readonly LeftNumber[];
}

/** The successor to take where a number has several; undefined leaves the number to its author. */
export type Choose = (requirement: RequirementId, successors: readonly RequirementId[]) => RequirementId | undefined;

const maxRounds = 50;

/**
 * Rewrites the numbers of withdrawn editions in one document. The text around a number stays; a range becomes the list of
 * its members' successors. One number after the other is replaced and the document read again, since a replacement may
 * change what others are read as.
 */
export function migrateDocument(
  doc: PolicyDocument,
  { parser, settings, choose }: { readonly parser: Parser; readonly settings: RuleSettings; readonly choose: Choose },
): Migration {
  const changes: MigratedNumber[] = [];
  let current = doc;
  for (let round = 0; round < maxRounds; round++) {
    const steps = nextSteps(current, settings, choose);
    if (steps.length === 0) break;
    const index = new LineIndex(current.text);
    for (const { edits, reference, after } of steps)
      changes.push({
        line: index.positionAt(edits[0]?.span.start ?? reference.span.start).line + 1,
        before: writtenOf(current, reference),
        after,
      });
    const text = applyEdits(
      current.text,
      steps.flatMap((step) => step.edits),
    );
    const next = parser.parse({ uri: doc.uri, version: current.version, text }, declaredType(doc));
    // A text that became worse to read is no gain.
    if (outdatedIn(next).length >= outdatedIn(current).length) {
      changes.splice(changes.length - steps.length);
      break;
    }
    current = next;
  }
  return {
    text: current.text,
    changes: changes.sort((a, b) => a.line - b.line),
    left: leftIn(current, settings.library, choose),
  };
}

const declaredType = (doc: PolicyDocument): { declaredType?: string } =>
  doc.classification.type === undefined ? {} : { declaredType: doc.classification.type };

interface Step {
  readonly reference: Reference;
  readonly edits: readonly TextEdit[];
  readonly after: string;
}

/** Replacements that do not touch each other: each number once, lines whose standard is named one number at a time. */
function nextSteps(doc: PolicyDocument, settings: RuleSettings, choose: Choose): Step[] {
  const steps: Step[] = [];
  const taken: Span[] = [];
  const add = (step: Step): void => {
    const all = step.edits.map((edit) => lineSpan(doc.text, edit.span));
    if (
      step.edits.length === 0 ||
      all.some((span) => taken.some((other) => span.start < other.end && other.start < span.end))
    )
      return;
    taken.push(...all);
    steps.push(step);
  };
  for (const range of rangesOf(doc)) {
    const step = rangeStep(doc, settings.library, range, choose);
    if (step) add(step);
  }
  const context: DocumentContext & { options: Record<string, never> } = {
    ...settings,
    doc,
    coverage: emptyCoverage(doc.uri),
    options: {},
  };
  for (const { span, fixes } of outdatedControl.check(context)) {
    const reference = outdatedIn(doc).find((one) => one.span.start === span.start && one.span.end === span.end);
    const successors = reference?.resolution.is === "outdated" ? reference.resolution.successors : [];
    const fix = reference && chosenFix(reference, successors, fixes ?? [], choose);
    if (reference && fix) add({ reference, edits: fix.fix.edits, after: numberOf(fix.successor) });
  }
  return steps;
}

/** The rule offers one fix a successor, in their order. */
function chosenFix(
  { resolution }: Reference,
  successors: readonly RequirementId[],
  fixes: readonly Fix[],
  choose: Choose,
): { fix: Fix; successor: RequirementId } | undefined {
  if (resolution.is !== "outdated" || fixes.length !== successors.length) return undefined;
  const [only, ...more] = successors;
  const successor = more.length === 0 ? only : choose(resolution.requirement, successors);
  const fix = successor === undefined ? undefined : fixes[successors.indexOf(successor)];
  return fix && successor !== undefined ? { fix, successor } : undefined;
}

/** The two ends of a range with all that lies between. */
interface Range {
  readonly span: Span;
  readonly members: readonly Reference[];
}

function rangesOf(doc: PolicyDocument): Range[] {
  const outdated = doc.references.filter((one) => one.resolution.is === "outdated");
  const spans = new Map(
    outdated.filter((one) => one.implied).map((one) => [`${one.span.start}:${one.span.end}`, one.span] as const),
  );
  const explicit = outdated.filter((one) => !one.implied);
  // A range of neighbours has nothing between its ends.
  explicit.forEach((one, i) => {
    const next = explicit[i + 1];
    if (next && rangeSign.test(doc.text.slice(one.span.end, next.span.start))) {
      const span = { start: one.span.start, end: next.span.end };
      spans.set(`${span.start}:${span.end}`, span);
    }
  });
  return [...spans.values()].map((span) => ({ span, members: outdated.filter((one) => contains(span, one.span)) }));
}

const rangeSign = /^\s?(?:[-–—‑]|to|through|until|\.\.\.?)\s?$/i;

/** A range whose members all have a successor becomes their list; one with an edition beside it is left to its author. */
function rangeStep(doc: PolicyDocument, library: Library, range: Range, choose: Choose): Step | undefined {
  const first = range.members.find((one) => one.span.start === range.span.start && !one.implied);
  if (!first || isEditionNamed(library, first)) return undefined;
  const successors: RequirementId[] = [];
  for (const { resolution } of inOrder(range.members)) {
    if (resolution.is !== "outdated") return undefined;
    const [only, ...more] = resolution.successors;
    const chosen = more.length === 0 ? only : choose(resolution.requirement, resolution.successors);
    if (chosen === undefined) return undefined;
    if (!successors.includes(chosen)) successors.push(chosen);
  }
  const written = doc.text.slice(first.span.start, first.span.end);
  const numbers = successors.map((id) => renumber(written, numberOf(id)));
  const standard = successors[0] === undefined ? undefined : library.standard(standardOf(successors[0]));
  const isClear = successors.every((id) => readsAs(doc, library, first, id));
  const list = `${isClear || first.where === "metadata" ? "" : `${standard?.name ?? ""} `}${numbers.join(", ")}`;
  return { reference: { ...first, span: range.span }, edits: [{ span: range.span, newText: list }], after: list };
}

/** Members by their number: those between the ends come behind both of them in the document's list. */
function inOrder(members: readonly Reference[]): Reference[] {
  return [...members].sort((a, b) => a.number.localeCompare(b.number, "en", { numeric: true }));
}

function isEditionNamed(library: Library, { named }: Reference): boolean {
  return named !== undefined && library.standard(named)?.supersededBy !== undefined;
}

const outdatedIn = (doc: PolicyDocument): Reference[] =>
  doc.references.filter((one) => one.resolution.is === "outdated" && !one.implied);

/** What a person has to look at: numbers, then names of withdrawn editions. */
function leftIn(doc: PolicyDocument, library: Library, choose: Choose): LeftNumber[] {
  const index = new LineIndex(doc.text);
  const lineOf = (span: Span): number => index.positionAt(span.start).line + 1;
  const ranges = rangesOf(doc);
  const numbers = outdatedIn(doc).map((reference): LeftNumber => {
    const { resolution, span } = reference;
    const successors = resolution.is === "outdated" ? resolution.successors : [];
    const requirement = resolution.is === "outdated" ? resolution.requirement : undefined;
    const isOpen = successors.length > 1 && requirement !== undefined && choose(requirement, successors) === undefined;
    const why =
      successors.length === 0
        ? "nothing took its place"
        : ranges.some((range) => contains(range.span, span))
          ? "it is the end of a range that cannot be replaced as a whole"
          : isOpen
            ? "it has several successors"
            : "its edition is named for other numbers as well";
    return { line: lineOf(span), written: writtenOf(doc, reference), requirement, successors, why };
  });
  const editions = findStandards(doc.text, familiesOf(library))
    .filter(
      ({ standards }) => standards.length === 1 && library.standard(standards[0] ?? "")?.supersededBy !== undefined,
    )
    .map(
      (mention): LeftNumber => ({
        line: lineOf(mention),
        written: doc.text.slice(mention.start, mention.end),
        requirement: undefined,
        successors: [],
        why: "the text names the withdrawn edition",
      }),
    );
  return [...numbers, ...editions].sort((a, b) => a.line - b.line);
}

const writtenOf = (doc: PolicyDocument, { span }: Reference): string => doc.text.slice(span.start, span.end);

function lineSpan(text: string, span: Span): Span {
  const end = text.indexOf("\n", span.end);
  return { start: text.lastIndexOf("\n", span.start - 1) + 1, end: end < 0 ? text.length : end };
}

const emptyCoverage = (uri: string): DocumentContext["coverage"] => ({
  uri,
  verdicts: new Map(),
  considerations: new Map(),
  risks: new Map(),
  incidents: new Map(),
  sections: new Map(),
  queries: new Map(),
  aspects: new Map(),
  speaksOfAi: false,
});
