import type { PlanStep } from "./integration.ts";

/** What a step does, with the standard it adds: `extend to ISO/IEC 42001:2023`. */
export function stepWords({ action, adds }: PlanStep): string {
  if (action === "extend") return `extend to ${adds.join(" and ")}`;
  return action === "write" && adds.length === 1 ? `write for ${adds.join("")}` : action;
}

export const notApplicable =
  "Nothing is compared: only where both ISO/IEC 27001 and ISO/IEC 42001 are in scope, and AI is used, are there two management systems to bring together.";
