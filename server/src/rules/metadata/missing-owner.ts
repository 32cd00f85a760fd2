import { missingField } from "../fields.ts";
import { documentRule } from "../rule.ts";

/** A policy that names no accountable owner. */
export const rule = documentRule({
  id: "metadata/missing-owner",
  summary: "Flags a policy that names no owner.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.2", "iso27001:2022/5.3", "iso42001:2023/7.5.2"],
  messages: {
    absent: "This document names no owner: the role that answers for it.",
    blank: "“{key}” is there, but names nobody.",
  },
  options: {},

  *check(context) {
    const report = missingField(context, "owner", { title: "Add an owner" });
    if (report) yield report;
  },
});
