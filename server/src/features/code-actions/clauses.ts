import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import { overlaps } from "../../base/span.ts";
import type { TextEdit } from "../../base/text.ts";
import type { Requirement, RequirementId } from "../../catalog/model.ts";
import { isStated } from "../../evidence/decide.ts";
import { annexClauses, insertClauses, missingClauses } from "../../rules/clauses.ts";
import { addAnnex } from "../../rules/mend.ts";
import { shortNameOf } from "../../rules/naming.ts";
import type { DocumentContext } from "../../rules/rule.ts";
import { bestSection, expectedOf, isAsked, typeOf } from "../../rules/scope.ts";
import { type CodeActionRequest, contextOf, type Refactoring } from "./request.ts";

/** Kind of the refactorings that write for the author. */
export const clauseKind = `${CodeActionKind.Refactor}.insert`;

/** Command of clients that ask which control a clause is wanted for. */
export const chooseControlCommand = "codicil.insertClause";

/** So many controls are offered at one place; a choice among all is an editor's command. */
const most = 5;

/** A control that a clause can be written for. */
export interface ClauseChoice {
  readonly requirement: Requirement;
  /** The document's type is expected to cover it. */
  readonly expected: boolean;
  /** Clauses that the document lacks of it. */
  readonly clauses: number;
}

/**
 * Clauses for the controls that are still open here: those named at the place, those its section addresses in part, and at
 * the title all that the document's type is expected to cover. An annex on AI where considerations are open.
 */
export function clauseRefactorings(request: CodeActionRequest): Refactoring[] {
  const context = contextOf(request);
  const { doc, library } = context;
  if (!canTakeSections(context)) return [];
  const annex = annexClauses(context);
  const refactorings = openControls(request).map(
    (requirement): Refactoring => ({
      id: `clause ${requirement.id}`,
      title: `Insert a clause for ${shortNameOf(library, requirement.id)}`,
      kind: clauseKind,
      edits: () => clauseEdits(request, requirement),
    }),
  );
  if (annex.length === 0) return refactorings;
  return [
    ...refactorings,
    {
      id: "annex",
      title:
        annex.length === 1 ? "Insert an AI annex with one clause" : `Insert an AI annex with ${annex.length} clauses`,
      kind: clauseKind,
      edits: () => addAnnex(doc, library, annex),
    },
  ];
}

/** The action that lets the author choose a control, for editors that can ask. */
export function chooseControl(request: CodeActionRequest): CodeAction[] {
  if (!request.editor.choosesControl || !request.doc.classification.isPolicy) return [];
  const title = "Insert a clause for a control …";
  return [
    { title, kind: clauseKind, command: { title, command: chooseControlCommand, arguments: [request.source.uri] } },
  ];
}

/** Every control in scope of which the document lacks something; those expected of its type first. */
export function clauseChoices(request: CodeActionRequest): ClauseChoice[] {
  const context = contextOf(request);
  if (!request.doc.classification.isPolicy || !canTakeSections(context)) return [];
  const expected = new Set(expectedOf(context, typeOf(context, context.doc), false));
  const choices = context.standards
    .flatMap((id) => context.library.standard(id)?.requirements ?? [])
    .filter(
      (one) => one.kind === "control" && one.points.length > 0 && isAsked(context, one.id) && isOpen(context, one.id),
    )
    .map((requirement) => ({
      requirement,
      expected: expected.has(requirement.id),
      clauses: missingClauses(context, requirement).length,
    }));
  return [...choices.filter((one) => one.expected), ...choices.filter((one) => !one.expected)];
}

/** Edits that write the clauses a document lacks of a control, at the place the request is about where that can hold them. */
export function clauseEdits(request: CodeActionRequest, requirement: Requirement): TextEdit[] {
  const { doc, range } = request;
  const reference = doc.references.find(
    (one) =>
      one.where !== "metadata" &&
      one.resolution.is === "resolved" &&
      one.resolution.requirement === requirement.id &&
      overlaps(one.span, range),
  );
  return insertClauses(contextOf(request), requirement, reference && doc.sections[reference.section]);
}

function openControls(request: CodeActionRequest): Requirement[] {
  const context = contextOf(request);
  const { doc, library, coverage } = context;
  const { range } = request;
  const named = doc.references.flatMap(({ span, resolution }) =>
    resolution.is === "resolved" && overlaps(span, range) ? [resolution.requirement] : [],
  );
  const expected = expectedOf(context, typeOf(context, doc), false);
  const section = doc.sections.find((one) => one.heading && overlaps(one.heading.line, range) && !one.isTitle);
  const inPart = section
    ? expected.filter((id) => {
        const verdict = coverage.verdicts.get(id);
        return verdict?.status === "partial" && bestSection(doc, verdict)?.index === section.index;
      })
    : [];
  const isAtTitle = overlaps(doc.titleSpan, range);
  const atTitle = isAtTitle ? expected.filter((id) => request.workspace().verdicts.get(id)?.status !== "covered") : [];
  return [...new Set([...named, ...inPart, ...atTitle])]
    .filter((id) => isAsked(context, id) && isOpen(context, id))
    .map((id) => library.requirement(id))
    .filter((one) => one !== undefined && one.kind === "control" && one.points.length > 0)
    .slice(0, most) as Requirement[];
}

/** True where the document leaves something of a control unsaid. */
function isOpen({ coverage }: DocumentContext, id: RequirementId): boolean {
  const verdict = coverage.verdicts.get(id);
  return verdict === undefined || verdict.points.some((point) => !isStated(point.strength));
}

/** False for texts without a place for a section: broken YAML, a single scalar. */
const canTakeSections = ({ doc }: DocumentContext): boolean =>
  doc.format === "markdown" || (doc.sections.length > 1 && !doc.problems.some((one) => one.id === "yaml-syntax"));
