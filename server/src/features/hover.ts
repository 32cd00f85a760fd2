import { type Hover, MarkupKind } from "vscode-languageserver-types";
import { contains, type Span } from "../base/span.ts";
import { directiveRuleAt, fieldAt, headingAt, referenceAt, statementAt } from "../document/lookup.ts";
import type { Reference } from "../document/model.ts";
import type { NormativeFinder } from "../evidence/normative.ts";
import type { Rule } from "../rules/rule.ts";
import { toRange } from "./convert.ts";
import type { Reading } from "./reading.ts";
import { requirementHover } from "./requirement-text.ts";
import { fieldHover, headingHover, normativeHover, ruleHover } from "./word-hovers.ts";

export interface HoverRequest extends Reading {
  readonly offset: number;
  readonly rules: readonly Rule[];
  readonly findNormative: NormativeFinder;
}

/** Explains what stands at an offset: a rule in a directive, a reference, a metadata key, a normative word, a heading. */
export function hover(request: HoverRequest): Hover | undefined {
  const found = explain(request);
  if (found?.text === undefined) return undefined;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.text },
    range: toRange(request.source.lines, found.span),
  };
}

interface Explained {
  readonly span: Span;
  readonly text: string | undefined;
}

function explain(request: HoverRequest): Explained | undefined {
  const { doc, offset, rules } = request;
  const ruled = directiveRuleAt(doc, offset);
  if (ruled) return { span: ruled.span, text: ruleHover(ruled.rule, rules) };
  const reference = referenceAt(doc, offset);
  if (reference) return { span: reference.span, text: referenceHover(reference, request) };
  const field = fieldAt(doc, offset);
  if (field) return { span: field.keySpan, text: fieldHover(field, request) };
  const section = headingAt(doc, offset);
  if (section?.heading) {
    const { span, line } = section.heading;
    return { span: contains(span, { start: offset, end: offset }) ? span : line, text: headingHover(section, request) };
  }
  return normativeAt(request);
}

function normativeAt(request: HoverRequest): Explained | undefined {
  const { doc, offset, findNormative } = request;
  const statement = doc.classification.isPolicy ? statementAt(doc, offset) : undefined;
  const at = { start: offset, end: offset };
  const run = statement?.runs.find((one) => contains(one, at));
  const word = run && findNormative(doc.text, run).find((one) => contains(one.span, at));
  return statement && word && { span: word.span, text: normativeHover(word, statement, request) };
}

function referenceHover({ resolution, number }: Reference, request: HoverRequest): string | undefined {
  switch (resolution.is) {
    case "resolved":
      return requirementHover(resolution.requirement, request);
    case "outdated": {
      const fate = resolution.successors.length > 0 ? "its place is taken by:" : "nothing took its place.";
      const intro = `**${number}** is a number of a withdrawn edition; ${fate}`;
      return [intro, ...hoversOf(resolution.successors, request)].join("\n\n");
    }
    case "ambiguous":
      return [`**${number}** can be read in several ways:`, ...hoversOf(resolution.candidates, request)].join("\n\n");
    case "unknown":
      return undefined;
  }
}

const hoversOf = (ids: readonly string[], request: HoverRequest): string[] =>
  ids.map((id) => requirementHover(id, request)).filter((text) => text !== undefined);
