import { type Span, sliceOf } from "../base/span.ts";
import type { PolicyDocument } from "../document/model.ts";
import { isBlank } from "./fields.ts";

const units: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const adverbs: Readonly<Record<string, number>> = {
  monthly: 1,
  quarterly: 3,
  "half-yearly": 6,
  "half yearly": 6,
  "semi-annually": 6,
  semiannually: 6,
  "twice a year": 6,
  "twice yearly": 6,
  biennially: 24,
  annually: 12,
  annual: 12,
  yearly: 12,
};
const numbers = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/**
 * The interval that a text states, in months: `every 12 months`, `at least once a year`, `annually`, `24 months`.
 * Undefined where it states none that can be read.
 */
export function readInterval(text: string): number | undefined {
  const small = text.toLowerCase();
  const counted = /\b(\d{1,3}|[a-z]{3,6})(?: ?\(\d{1,3}\))?[ -](month|quarter|year)s?\b/.exec(small);
  if (counted) {
    const count = /^\d/.test(counted[1] ?? "") ? Number(counted[1]) : numbers.indexOf(counted[1] ?? "");
    if (count > 0) return count * (units[counted[2] ?? ""] ?? 0);
  }
  const each = /\b(?:every|each|per|once an?|an?) (?:calendar )?(month|quarter|year)\b/.exec(small);
  const adverb = Object.keys(adverbs).find((word) => new RegExp(`(?<![a-z-])${word}(?![a-z])`).test(small));
  if (adverb !== undefined) return adverbs[adverb];
  return each ? units[each[1] ?? ""] : undefined;
}

/** The review interval in months that the metadata or a section on review states. */
export function reviewInterval(doc: PolicyDocument): number | undefined {
  const field = doc.metadata.fields.get("review-interval");
  const stated = field && readInterval(field.text);
  if (stated !== undefined) return stated;
  for (const text of reviewStatements(doc)) {
    const interval = /review|revis|updat/i.test(text) ? readInterval(text) : undefined;
    if (interval !== undefined) return interval;
  }
  return undefined;
}

/** True where metadata or a section on review says when reviews happen, in whatever words: `every May`, `periodically`. */
export function statesReviewCycle(doc: PolicyDocument): boolean {
  if ((doc.metadata.fields.get("review-interval")?.text ?? "") !== "") return true;
  return (
    reviewInterval(doc) !== undefined ||
    reviewStatements(doc).some((text) =>
      /\b(?:every|each|regular(?:ly)?|periodic(?:ally)?|planned intervals?|within)\b/i.test(text),
    )
  );
}

function reviewStatements(doc: PolicyDocument): string[] {
  return doc.sections
    .filter((section) => section.kinds.includes("review") || section.inherited.includes("review"))
    .flatMap((section) =>
      section.statements.map((index) => doc.statements[index]).filter((statement) => statement !== undefined),
    )
    .map((statement) => sliceOf(doc.text, statement.span).replace(/\s+/g, " "));
}

/** An ISO 8601 date some months later; the last day of the month where the day does not exist there. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const total = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1];
  const last = new Date(Date.UTC(newYear, newMonth, 0)).getUTCDate();
  return `${String(newYear).padStart(4, "0")}-${String(newMonth).padStart(2, "0")}-${String(Math.min(day, last)).padStart(2, "0")}`;
}

/** When the next review is due, and where that is said. */
export interface ReviewDue {
  /** ISO 8601. */
  readonly date: string;
  readonly span: Span;
  /** The last review and the interval in months, where the date was reckoned from them. */
  readonly reckoned: { readonly last: string; readonly months: number } | undefined;
}

/** The stated date of the next review, or the last one and the interval; undefined where neither can be read. */
export function reviewDue(doc: PolicyDocument): ReviewDue | undefined {
  const next = doc.metadata.fields.get("next-review");
  if (next?.date !== undefined) return { date: next.date, span: next.valueSpan, reckoned: undefined };
  if (!isBlank(doc, "next-review")) return undefined;
  const last = doc.metadata.fields.get("last-review");
  const months = reviewInterval(doc);
  if (last?.date === undefined || months === undefined) return undefined;
  return { date: addMonths(last.date, months), span: last.valueSpan, reckoned: { last: last.date, months } };
}
