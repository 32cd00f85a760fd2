import { setField } from "../mend.ts";
import { addMonths, reviewDue } from "../review-cycle.ts";
import { documentRule, fixLater } from "../rule.ts";

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
    const due = reviewDue(doc);
    if (!due || due.date >= today) return;
    const next = addMonths(today, 12);
    const title = `After a review, set the next one to ${next}`;
    const fix = fixLater({ title, safe: false, preferred: true }, () => setField(doc, library, "next-review", next));
    const { date, span, reckoned } = due;
    if (!reckoned) yield { message: "date", span, data: { date }, fixes: [fix] };
    else {
      const data = { date, last: reckoned.last, months: String(reckoned.months) };
      yield { message: "interval", span, data, fixes: [fix] };
    }
  },
});
