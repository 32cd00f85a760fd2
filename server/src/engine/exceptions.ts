import type { Span } from "../base/span.ts";
import { daysBetween } from "../document/dates.ts";
import type { Directive } from "../document/model.ts";
import type { RuleId } from "../rules/rule.ts";
import { createGlobMatcher, folderOf, pathBelow } from "./globs.ts";
import type { Config, Finding, Waiver } from "./model.ts";
import {
  invalidExpiry,
  missingReason,
  namesRule,
  ruleCrash,
  unknownRule,
  unusedException,
  expiredException,
} from "./own-rules.ts";

/** An exception as it stands today: a comment in a document, or a waiver of the configuration. */
export interface Exception {
  readonly kind: "comment" | "waiver";
  readonly uri: string;
  readonly span: Span;
  /** Rules, categories or `*`. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly owner: string | undefined;
  /** ISO 8601 date of the last day it holds. */
  readonly expires: string | undefined;
  /** Days until it no longer holds: 0 on the last day, negative afterwards. */
  readonly daysLeft: number | undefined;
  readonly state: "active" | "expired" | "unused";
  /** How many findings it takes in. */
  readonly findings: number;
}

/** Decides which findings of a document are taken in by an exception. */
export interface ExceptionJudge {
  judge(uri: string, findings: readonly Finding[], directives: readonly Directive[]): Judged;
  readonly waivers: readonly Waiver[];
  readonly isExpired: (date: string | undefined) => boolean;
}

/** Findings of one document without those that are taken in, and how many each exception takes in. */
export interface Judged {
  readonly kept: readonly Finding[];
  readonly directives: ReadonlyMap<Directive, number>;
  readonly waivers: ReadonlyMap<Waiver, number>;
}

/** @param today  ISO 8601 date */
export function createExceptionJudge({ uri: configUri, waivers }: Config, today: string): ExceptionJudge {
  const matchers = waivers.map((waiver) => ({
    waiver,
    matches: waiver.path === undefined ? () => true : createGlobMatcher([waiver.path]),
  }));
  const isExpired = (date: string | undefined): boolean => date !== undefined && date < today;
  return {
    waivers,
    isExpired,
    judge(uri, findings, directives) {
      const counts = { directives: new Map<Directive, number>(), waivers: new Map<Waiver, number>() };
      const path = configUri === undefined ? undefined : pathBelow(folderOf(configUri), uri);
      const own = matchers.filter(
        ({ waiver, matches }) =>
          !isExpired(waiver.expires) && (path === undefined ? waiver.path === undefined : matches(path)),
      );
      const valid = directives.filter((directive) => isValid(directive) && !isExpired(directive.until?.date));
      if (own.length === 0 && valid.length === 0) return { kept: findings, ...counts };
      const kept = findings.filter((finding) => {
        if (standsAlways(finding.rule)) return true;
        const comments = valid.filter((directive) => covers(directive, finding));
        const agreed = own.filter(({ waiver }) => waives(waiver, finding)).map(({ waiver }) => waiver);
        for (const one of comments) counts.directives.set(one, (counts.directives.get(one) ?? 0) + 1);
        for (const one of agreed) counts.waivers.set(one, (counts.waivers.get(one) ?? 0) + 1);
        return comments.length === 0 && agreed.length === 0;
      });
      return { kept, ...counts };
    },
  };
}

/** A comment that says why and, where it ends, names a day. Others have no effect. */
export const isValid = ({ reason, until }: Directive): boolean =>
  reason !== "" && (until === undefined || until.date !== undefined);

export function exceptionOfDirective(
  uri: string,
  { rules, reason, span, until }: Directive,
  findings: number,
  today: string,
): Exception {
  const expires = until?.date;
  return {
    kind: "comment",
    uri,
    span,
    rules,
    reason,
    owner: undefined,
    expires,
    ...standing(expires, findings, today),
  };
}

export function exceptionOfWaiver(waiver: Waiver, findings: number, today: string): Exception {
  const { uri, span, rule, reason, owner, expires } = waiver;
  return {
    kind: "waiver",
    uri,
    span,
    rules: [rule ?? "*"],
    reason,
    owner,
    expires,
    ...standing(expires, findings, today),
  };
}

function standing(
  expires: string | undefined,
  findings: number,
  today: string,
): Pick<Exception, "daysLeft" | "state" | "findings"> {
  const daysLeft = expires === undefined ? undefined : daysBetween(today, expires);
  const state = daysLeft !== undefined && daysLeft < 0 ? "expired" : findings === 0 ? "unused" : "active";
  return { daysLeft, state, findings };
}

/** What is said of the exceptions themselves cannot be taken in by one. */
const standsAlways = (rule: RuleId): boolean =>
  [missingReason, unknownRule, invalidExpiry, unusedException, expiredException, ruleCrash].includes(rule);

/** A finding belongs to the place it starts at. */
function covers({ rules, target }: Directive, { rule, span }: Finding): boolean {
  return (
    target.start <= span.start &&
    (span.start < target.end || span.end <= target.end) &&
    rules.some((name) => namesRule(name, rule))
  );
}

const waives = ({ rule, control }: Waiver, finding: Finding): boolean =>
  (rule === undefined || namesRule(rule, finding.rule)) && (control === undefined || control === finding.requirement);
