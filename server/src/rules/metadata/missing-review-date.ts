import { isBlank, missingField } from "../fields.ts";
import { addMonths, statesReviewCycle } from "../review-cycle.ts";
import { documentRule } from "../rule.ts";

/** Days from which a review cycle can be counted. */
const starts = ["last-review", "effective-date", "approved-on"];

/** A policy of which nobody can tell when it is to be reviewed. */
export const rule = documentRule({
  id: "metadata/missing-review-date",
  summary: "Flags a policy from which no date of its next review follows.",
  severity: "warning",
  requirements: ["iso27001:2022/A.5.1", "iso27001:2022/7.5.2", "iso42001:2023/A.2.4"],
  messages: {
    absent:
      "This document does not say when it is reviewed next: it has neither that date nor a last date with a review cycle.",
    blank: "“{key}” is there, but holds no date.",
  },
  options: {},

  *check(context) {
    const { doc, library, today } = context;
    const kind = doc.classification.kind;
    const review = library.sectionKind("review");
    if (kind !== undefined && review && review.need[kind] !== "required") return;
    if (!isBlank(doc, "next-review")) return;
    if (starts.some((field) => !isBlank(doc, field)) && statesReviewCycle(doc)) return;
    const report = missingField(context, "next-review", {
      title: "Add the date of the next review, a year from today",
      value: addMonths(today, 12),
    });
    if (report) yield report;
  },
});
