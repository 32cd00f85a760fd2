import { isBlank, missingField } from "../fields.ts";
import { setField } from "../mend.ts";
import { addMonths, statesReviewCycle } from "../review-cycle.ts";
import { documentRule, fixLater } from "../rule.ts";

/** Days from which a review cycle can be counted. */
const starts = ["last-review", "effective-date", "approved-on"];

/** A policy of which nobody can tell when it is to be reviewed. */
export const rule = documentRule({
  id: "metadata/missing-review-date",
  summary: "Flags a policy from which no date of its next review follows, and a date that does not exist.",
  severity: "warning",
  requirements: ["iso27001:2022/A.5.1", "iso27001:2022/7.5.2", "iso42001:2023/A.2.4"],
  messages: {
    absent:
      "This document does not say when it is reviewed next: it has neither that date nor a last date with a review cycle.",
    blank: "“{key}” is there, but holds no date.",
    unreal: "“{key}” is {date}, a day that does not exist.",
  },
  options: {},

  *check(context) {
    const { doc, library, today } = context;
    const next = addMonths(today, 12);
    const stated = doc.metadata.fields.get("next-review");
    if (stated && stated.date === undefined && isWrittenAsDate(stated.text)) {
      const title = `Set the next review to ${next}`;
      const fix = fixLater({ title, safe: false, preferred: true }, () => setField(doc, library, "next-review", next));
      const data = { key: stated.key, date: stated.text };
      yield { message: "unreal", span: stated.valueSpan, data, fixes: [fix] };
    }
    const kind = doc.classification.kind;
    const review = library.sectionKind("review");
    if (kind !== undefined && review && review.need[kind] !== "required") return;
    if (!isBlank(doc, "next-review")) return;
    if (starts.some((field) => !isBlank(doc, field)) && statesReviewCycle(doc)) return;
    const report = missingField(context, "next-review", {
      title: "Add the date of the next review, a year from today",
      value: next,
    });
    if (report) yield report;
  },
});

/** `2026-13-45`: in the order that cannot be mistaken, so that it is no day only where there is no such day. */
const isWrittenAsDate = (text: string): boolean => /^\d{4}-\d{1,2}-\d{1,2}$/.test(text);
