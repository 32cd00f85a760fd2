import { missingField } from "../fields.ts";
import { documentRule } from "../rule.ts";

/** A policy without a version. */
export const rule = documentRule({
  id: "metadata/missing-version",
  summary: "Flags a policy that states no version.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.3", "iso27001:2022/7.5.2", "iso42001:2023/7.5.2"],
  messages: {
    absent: "This document states no version, so nobody can tell which one is in force.",
    blank: "“{key}” is there, but states no version.",
  },
  options: {},

  *check(context) {
    const report = missingField(context, "version", { title: "Add a version" });
    if (report) yield report;
  },
});
