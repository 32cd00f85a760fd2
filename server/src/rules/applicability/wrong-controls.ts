import { contains, type Span } from "../../base/span.ts";
import { type Library, standardOf } from "../../catalog/library.ts";
import type { RequirementId, StandardId } from "../../catalog/model.ts";
import type { PolicyDocument } from "../../document/model.ts";
import { type ApplicabilityEntry, type ApplicabilityStatement, readStatement } from "../applicability-statement.ts";
import { standardNameOf } from "../naming.ts";
import { documentRule, type Report } from "../rule.ts";

/** A Statement of Applicability that does not list every control of its standard once. */
export const rule = documentRule({
  id: "applicability/wrong-controls",
  summary:
    "Flags a Statement of Applicability that misses controls of its standard, lists one twice or uses another edition.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    count: "The statement lists {count} of the {all} controls of {standard}; {missing}.",
    twice: "The statement lists {number} twice.",
    outdated: "{number} is a control of an edition that was replaced: the statement has to list those in force.",
  },
  options: { most: 5 },

  *check({ doc, library, standards, options: { most } }) {
    const statement = readStatement(doc, library);
    if (!statement) return;
    yield* strangers(statement, doc);
    yield* repeated(statement);
    yield* incomplete(statement, library, standards, most);
  },
});

/** Numbers of a replaced edition; those that can be told from the text alone are found by references/outdated-control. */
function* strangers({ entries }: ApplicabilityStatement, doc: PolicyDocument): Generator<Report> {
  const isKnown = (span: Span): boolean =>
    doc.references.some((one) => contains(span, one.span) && one.resolution.is === "outdated");
  for (const { isOutdated, span, number } of entries)
    if (isOutdated && !isKnown(span)) yield { message: "outdated", span, data: { number } };
}

function* repeated({ entries }: ApplicabilityStatement): Generator<Report> {
  const seen = new Set<RequirementId>();
  for (const { requirement, span, number } of entries) {
    if (requirement === undefined) continue;
    if (seen.has(requirement)) yield { message: "twice", span, data: { number }, requirement };
    seen.add(requirement);
  }
}

function* incomplete(
  { entries, span }: ApplicabilityStatement,
  library: Library,
  standards: readonly StandardId[],
  most: number,
): Generator<Report> {
  const listed = new Set(entries.map((entry) => entry.requirement));
  for (const id of standardsOf(entries).filter((one) => standards.includes(one))) {
    const controls = (library.standard(id)?.requirements ?? []).filter((one) => one.kind === "control");
    const missing = controls.filter((one) => !listed.has(one.id)).map((one) => one.number);
    if (missing.length === 0) continue;
    const data = {
      count: String(controls.length - missing.length),
      all: String(controls.length),
      standard: standardNameOf(library, id),
      missing: namesOf(missing, most),
    };
    yield { message: "count", span, data };
  }
}

/** Standards of which the statement lists controls, in their order there. */
const standardsOf = (entries: readonly ApplicabilityEntry[]): StandardId[] => [
  ...new Set(entries.flatMap(({ requirement }) => (requirement === undefined ? [] : [standardOf(requirement)]))),
];

function namesOf(missing: readonly string[], most: number): string {
  const named = missing.slice(0, most).join(", ");
  const more = missing.length - most;
  const verb = missing.length === 1 ? "is" : "are";
  return more > 0 ? `${named} and ${more} more ${verb} missing` : `${named} ${verb} missing`;
}
