import type { Span } from "../base/span.ts";
import type { Directive, PolicyDocument } from "../document/model.ts";
import type { Fix, RuleId } from "../rules/rule.ts";
import { type ExceptionJudge, isValid, type Judged } from "./exceptions.ts";
import type { Finding, Waiver } from "./model.ts";
import {
  categoryOf,
  expiredException,
  invalidExpiry,
  type KnownRule,
  missingReason,
  namesRule,
  unknownRule,
  unusedException,
} from "./own-rules.ts";
import type { RuleFinder } from "./rule-finder.ts";
import { didYouMean, suggest } from "./suggest.ts";

interface Settings {
  readonly rules: readonly KnownRule[];
  readonly rulesOf: RuleFinder;
}

/** What is wrong with the directives of a document, whatever they take in. */
export function directiveFindings(doc: PolicyDocument, { rules, rulesOf }: Settings): Finding[] {
  const ids = rules.map((rule) => rule.id);
  const names = [...ids, ...new Set(ids.map(categoryOf))];
  const make = createMaker(doc.uri, rulesOf);
  return doc.directives.flatMap((directive) => [
    ...(directive.reason === ""
      ? make(
          missingReason,
          "This suppression gives no reason, so it has no effect: write one after a colon.",
          directive.span,
        )
      : []),
    ...expiryFindings(doc.text, directive, make),
    ...directive.rules.flatMap((name, i) => {
      if (ids.some((id) => namesRule(name, id))) return [];
      const span = directive.ruleSpans[i] ?? directive.span;
      const meant = suggest(name, names);
      const fixes =
        meant === undefined
          ? []
          : [
              {
                title: `Replace “${name}” by “${meant}”`,
                safe: false,
                preferred: true,
                edits: [{ span, newText: meant }],
              },
            ];
      return make(unknownRule, `There is no rule “${name}”.${didYouMean(name, names)}`, span, fixes);
    }),
  ]);
}

/** What is wrong with the last day of a directive. */
function expiryFindings(text: string, { until }: Directive, make: Maker): Finding[] {
  if (until === undefined || until.date !== undefined) return [];
  const { span, mistaken } = until;
  if (!mistaken)
    return make(
      invalidExpiry,
      "What follows “until” is no date, so this suppression has no effect: write one as 2027-01-31.",
      span,
    );
  const meant = `until ${mistaken.date}`;
  const hasColon = /^\s*(?::|-->|$)/.test(text.slice(span.end));
  return make(
    invalidExpiry,
    `A last day is not named by “${mistaken.word}”, so this suppression has no effect. Did you mean “${meant}”?`,
    span,
    [
      {
        title: `Write “${meant}”`,
        safe: false,
        preferred: true,
        edits: [{ span, newText: hasColon ? meant : `${meant}:` }],
      },
    ],
  );
}

/** Directives of a document that ended, and those that take nothing in. */
export function staleDirectives(
  doc: PolicyDocument,
  judged: Judged,
  { rules, rulesOf, isExpired }: Settings & Pick<ExceptionJudge, "isExpired">,
): Finding[] {
  const make = createMaker(doc.uri, rulesOf);
  const isKnown = (directive: Directive): boolean =>
    directive.rules.every((name) => rules.some((rule) => namesRule(name, rule.id)));
  return doc.directives.filter(isValid).flatMap((directive) => {
    const { until, span } = directive;
    if (until !== undefined && isExpired(until.date)) return make(expiredException, ended(until.date), until.span);
    if (judged.directives.has(directive) || !isKnown(directive)) return [];
    return make(
      unusedException,
      "This suppression takes nothing in: there is no such finding here. Remove it.",
      span,
      removalOf(doc.text, span),
    );
  });
}

/** The fix that takes a comment out, with its line where it stands alone on one. Lines of metadata are left to the author. */
function removalOf(text: string, { start, end }: Span): Fix[] {
  if (!/^(?:<!--|#)/.test(text.slice(start, end))) return [];
  const before = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, start));
  const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const span = before && after ? { start: start - indent, end: end + after[0].length } : { start: start - indent, end };
  return [{ title: "Remove this suppression", safe: false, preferred: true, edits: [{ span, newText: "" }] }];
}

/** Waivers that ended, and those that take nothing in. They stand where the configuration names them. */
export function staleWaivers(
  { waivers, isExpired }: ExceptionJudge,
  used: ReadonlySet<Waiver>,
  rulesOf: RuleFinder,
): Finding[] {
  return waivers.flatMap((waiver) => {
    const make = createMaker(waiver.uri, rulesOf);
    if (isExpired(waiver.expires)) return make(expiredException, ended(waiver.expires, waiver.owner), waiver.span);
    if (used.has(waiver)) return [];
    return make(unusedException, "This waiver takes nothing in: there is no such finding. Remove it.", waiver.span);
  });
}

const ended = (date: string | undefined, owner?: string): string =>
  `This exception ended on ${date ?? ""}, so what it took in counts again. ${
    owner === undefined ? "Renew or remove it." : `Ask ${owner} to renew it, or remove it.`
  }`;

type Maker = (rule: RuleId, message: string, span: Span, fixes?: readonly Fix[]) => Finding[];

function createMaker(uri: string, rulesOf: RuleFinder): Maker {
  return (rule, message, span, fixes = []) => {
    const severity = rulesOf(uri).get(rule)?.severity ?? "warning";
    return severity === "off" ? [] : [{ uri, rule, severity, message, span, fixes, related: [] }];
  };
}
