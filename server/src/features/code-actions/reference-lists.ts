import { CodeActionKind } from "vscode-languageserver-types";
import { contains, overlaps, type Span, sliceOf, trimSpan } from "../../base/span.ts";
import { applyEdits, type TextEdit } from "../../base/text.ts";
import { numberOf, standardOf } from "../../catalog/library.ts";
import type { RequirementId } from "../../catalog/model.ts";
import { lineEndAt, lineStartAt, nextLineAt } from "../../document/edit-lines.ts";
import type { PolicyDocument, Reference, Statement } from "../../document/model.ts";
import { familiesOf, findStandards } from "../../document/reference-scan.ts";
import { isStated } from "../../evidence/decide.ts";
import { joinEdits, setField } from "../../rules/mend.ts";
import { listed, standardNameOf } from "../../rules/naming.ts";
import { addToList, declaredIn } from "../../rules/reference-list.ts";
import type { CodeActionRequest, Refactoring } from "./request.ts";

/**
 * Moves references between the text and the list of controls in the metadata: those in brackets at the place into the
 * list; one of the list behind the sentence that covers it best.
 */
export function moveRefactorings(request: CodeActionRequest): Refactoring[] {
  return [...intoList(request), ...intoText(request)].filter((one) => keepsOthers(one, request));
}

interface Move extends Refactoring {
  readonly moved: readonly RequirementId[];
}

function intoList(request: CodeActionRequest): Move[] {
  const { doc, settings, range } = request;
  const { library } = settings;
  const at = doc.references.find((one) => isInText(one) && overlaps(one.span, range));
  const brackets = at && bracketsAround(doc, at.span);
  if (!at || !brackets) return [];
  const inside = doc.references.filter((one) => contains(brackets, one.span));
  // A control of another document is none of this one's; the members of a range have no text of their own.
  if (inside.some((one) => one.elsewhere || one.implied)) return [];
  const meant = [...new Set(inside.map(requirementOf))];
  if (!isOnlyReferences(doc, brackets, inside, request) || meant.includes(undefined)) return [];
  const moved = meant.filter((id) => id !== undefined);
  const present = new Set(declaredIn(doc).map(requirementOf));
  const missing = moved.filter((id) => !present.has(id));
  const added = missing.map((id) => {
    const requirement = library.requirement(id);
    return requirement && addToList(doc, requirement);
  });
  const edits = added.every((edit) => edit !== undefined)
    ? joinEdits(added)
    : present.size === 0 && !doc.metadata.fields.has("references")
      ? setField(doc, library, "references", missing.join(", "))
      : [];
  if (edits.length === 0 && missing.length > 0) return [];
  return [
    {
      id: "move references to the list",
      title: `Move ${listed(moved.map(numberOf))} to the list of controls in the metadata`,
      kind: CodeActionKind.RefactorMove,
      moved,
      edits: () => [...edits, { span: withBlank(doc.text, brackets), newText: "" }],
    },
  ];
}

function intoText(request: CodeActionRequest): Move[] {
  const { doc, coverage, settings, range } = request;
  const reference = declaredIn(doc).find((one) => !one.implied && overlaps(one.span, range));
  const id = reference && requirementOf(reference);
  if (!reference || id === undefined) return [];
  const removal = removalFrom(doc, reference);
  const verdict = coverage.verdicts.get(id);
  const evidence = verdict?.points.flatMap((point) => point.evidence).filter((one) => isStated(one.strength)) ?? [];
  const place = [...evidence.filter((one) => one.strength === "operational"), ...evidence]
    .map((one) => doc.statements.find((statement) => statement.span.start === one.statement.start))
    .find((statement) => statement !== undefined && canTakeBrackets(doc, statement));
  if (!removal || !place) return [];
  const name = standardNameOf(settings.library, standardOf(id));
  const end = endOfWords(doc.text, place.span);
  return [
    {
      id: `move ${id} to the text`,
      title: `Move ${numberOf(id)} from the list of controls to the sentence that covers it`,
      kind: CodeActionKind.RefactorMove,
      moved: [id],
      edits: () => [removal, { span: { start: end, end }, newText: ` (${name} ${numberOf(id)})` }],
    },
  ];
}

/** A move that changes how another reference is read, or loses what it moves, is none. */
function keepsOthers(move: Move, { doc, reread }: CodeActionRequest): boolean {
  const { moved } = move;
  const read = (one: PolicyDocument): string[] =>
    one.references.map((reference) => requirementOf(reference) ?? `${reference.resolution.is} ${reference.number}`);
  const after = reread(applyEdits(doc.text, move.edits()));
  const rest = (ids: readonly string[]): string =>
    [...new Set(ids.filter((id) => !moved.includes(id)))].sort().join(" ");
  const now = read(after);
  return (
    moved.every((id) => now.includes(id)) &&
    rest(now) === rest(read(doc)) &&
    after.problems.length <= doc.problems.length
  );
}

const isInText = ({ where, implied }: Reference): boolean => (where === "prose" || where === "table") && !implied;

const requirementOf = ({ resolution }: Reference): RequirementId | undefined =>
  resolution.is === "resolved" ? resolution.requirement : undefined;

/** The round or square brackets around a span, within its line. */
function bracketsAround({ text }: PolicyDocument, span: Span): Span | undefined {
  const line = { start: lineStartAt(text, span.start), end: lineEndAt(text, span.end) };
  const before = text.slice(line.start, span.start);
  const open = Math.max(before.lastIndexOf("("), before.lastIndexOf("["));
  if (open < 0) return undefined;
  const closing = before[open] === "(" ? ")" : "]";
  const close = text.slice(span.end, line.end).indexOf(closing);
  if (close < 0 || before[open - 1] === "]" || /[([]/.test(text.slice(span.end, span.end + close))) return undefined;
  const brackets = { start: line.start + open, end: span.end + close + 1 };
  return text[brackets.end] === "(" || text[brackets.end] === "[" ? undefined : brackets;
}

/** Nothing but references, standards and words that join them stands in the brackets. */
function isOnlyReferences(
  { text }: PolicyDocument,
  brackets: Span,
  inside: readonly Reference[],
  { settings }: CodeActionRequest,
): boolean {
  const standards = findStandards(text.slice(brackets.start, brackets.end), familiesOf(settings.library)).map(
    (one) => ({
      start: one.start + brackets.start,
      end: one.end + brackets.start,
    }),
  );
  let rest = "";
  for (let at = brackets.start + 1; at < brackets.end - 1; at++) {
    if (![...inside.map((one) => one.span), ...standards].some((span) => span.start <= at && at < span.end))
      rest += text[at];
  }
  return /^(?:[\s,;:/–&.-]|\b(?:see|cf|also|and|or|to|controls?|annex a|clauses?|ref|refs|per)\b)*$/i.test(rest);
}

/** Brackets with the blank before them; where nothing stands before, with the one behind. */
function withBlank(text: string, { start, end }: Span): Span {
  const before = /[ \t]+$/.exec(text.slice(lineStartAt(text, start), start))?.[0].length ?? 0;
  if (before > 0 && text.slice(lineStartAt(text, start), start).trim() !== "") return { start: start - before, end };
  return { start, end: end + (/^[ \t]+/.exec(text.slice(end))?.[0].length ?? 0) };
}

/** A sentence of running words: no table row, and in YAML no item that is made of several keys. */
function canTakeBrackets(doc: PolicyDocument, { kind, span, runs }: Statement): boolean {
  if (kind === "row") return false;
  const words = sliceOf(doc.text, span);
  return doc.format === "markdown" || (runs.length === 1 && !/:\s|\s#|["'{}[\]]/.test(words));
}

/** End of a sentence's words, before its full stop. */
function endOfWords(text: string, span: Span): number {
  const { start, end } = trimSpan(text, span);
  return end - (/[.;:!?]+$/.exec(text.slice(start, end))?.[0].length ?? 0);
}

/** The edit that takes one entry out of a list; nothing where it is the only one or no entry of its own. */
function removalFrom(doc: PolicyDocument, { span }: Reference): TextEdit | undefined {
  const { text } = doc;
  const line = { start: lineStartAt(text, span.start), end: lineEndAt(text, span.end) };
  const before = text.slice(line.start, span.start);
  const after = text.slice(span.end, line.end);
  if (/^[ \t]*-[ \t]+["']?(?:[\w:]+\/)?$/.test(before) && /^["']?[ \t]*$/.test(after)) {
    const dash = /^[ \t]*-/.exec(before)?.[0] ?? "";
    const above = text.slice(lineStartAt(text, line.start - 1), line.start);
    const below = text.slice(nextLineAt(text, line.end), lineEndAt(text, nextLineAt(text, line.end)));
    if (!above.startsWith(dash) && !below.startsWith(dash)) return undefined;
    return { span: { start: line.start, end: nextLineAt(text, line.end) }, newText: "" };
  }
  const head = /(["']?)(?:[\w:]+\/)?$/.exec(before);
  const entry = {
    start: span.start - (head?.[0].length ?? 0),
    end: span.end + (head?.[1] !== "" && after.startsWith(head?.[1] ?? " ") ? 1 : 0),
  };
  const next = /^,[ \t]*/.exec(text.slice(entry.end, line.end));
  if (next && /[[,]\s*$/.test(text.slice(line.start, entry.start)))
    return { span: { start: entry.start, end: entry.end + next[0].length }, newText: "" };
  const previous = /,[ \t]*$/.exec(text.slice(line.start, entry.start));
  if (previous && /^[ \t]*(?:\]|$)/.test(text.slice(entry.end, line.end)))
    return { span: { start: entry.start - previous[0].length, end: entry.end }, newText: "" };
  return undefined;
}
