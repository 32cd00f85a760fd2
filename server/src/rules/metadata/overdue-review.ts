import type { Span } from "../../base/span.ts";
import type { PolicyDocument } from "../../document/model.ts";
import { isBlank } from "../fields.ts";
import { setField } from "../mend.ts";
import { addMonths, reviewInterval } from "../review-cycle.ts";
import { documentRule } from "../rule.ts";

/** A policy whose review is overdue. */
export const rule = documentRule({
  id: "metadata/overdue-review",
  summary: "Flags a policy whose review is overdue.",
  severity: "warning",
  requirements: ["iso27001:2022/A.5.1", "iso27001:2022/7.5.2", "iso42001:2023/A.2.4"],
  messages: {
    date: "The review was due on {date}.",
    interval: "The last review was on {last}; the next one, {months} months later, was due on {date}.",
  },
  options: {},

  *check({ doc, library, today }) {
    const due = dueDate(doc);
    if (!due || due.date >= today) return;
    const next = addMonths(today, 12);
    const fix = {
      title: `After a review, set the next one to ${next}`,
      safe: false,
      preferred: true,
      edits: setField(doc, library, "next-review", next),
    };
    yield { message: due.message, span: due.span, data: { date: due.date, ...due.data }, fixes: [fix] };
  },
});

interface Due {
  readonly message: "date" | "interval";
  readonly date: string;
  readonly span: Span;
  readonly data: Readonly<Record<string, string>>;
}

/** The stated date of the next review, or the last one and the interval; undefined where neither can be read. */
function dueDate(doc: PolicyDocument): Due | undefined {
  const next = doc.metadata.fields.get("next-review");
  if (next?.date !== undefined) return { message: "date", date: next.date, span: next.valueSpan, data: {} };
  if (!isBlank(doc, "next-review")) return undefined;
  const last = doc.metadata.fields.get("last-review");
  const months = reviewInterval(doc);
  if (last?.date === undefined || months === undefined) return undefined;
  return {
    message: "interval",
    date: addMonths(last.date, months),
    span: last.valueSpan,
    data: { last: last.date, months: String(months) },
  };
}
