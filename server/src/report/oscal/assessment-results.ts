import { oneLine } from "../../base/text.ts";
import type { Library } from "../../catalog/library.ts";
import type { StandardId } from "../../catalog/model.ts";
import { isStated } from "../../evidence/decide.ts";
import type { Evidence, Verdict, WorkspaceCoverage } from "../../evidence/model.ts";
import { controlId, listed, metadataOf, type OscalFacts, prop, prose, timeOf, uuidOf } from "./common.ts";

/** Where a piece of evidence stands: path with `/` and one-based line. */
export type PlaceOf = (evidence: Evidence) => { readonly path: string; readonly line: number };

/** What the documents of a workspace cover, as OSCAL assessment results: one result a standard, one finding a requirement. */
export function oscalAssessmentResults(
  coverage: WorkspaceCoverage,
  library: Library,
  standards: readonly StandardId[],
  placeOf: PlaceOf,
  facts: OscalFacts,
): object {
  const results = standards.flatMap((id): object[] => {
    const standard = library.standard(id);
    const verdicts = (standard?.requirements ?? []).flatMap((requirement) => {
      const verdict = coverage.verdicts.get(requirement.id);
      return verdict && (requirement.points.length > 0 || requirement.kind === "control") ? [verdict] : [];
    });
    if (!standard || verdicts.length === 0) return [];
    const observed = verdicts.map((verdict) => ({ verdict, observation: observationOf(verdict, placeOf, facts) }));
    const assessed = verdicts.filter((verdict) => verdict.status !== "excluded");
    return [
      {
        uuid: uuidOf("result", id),
        title: oneLine(standard.name),
        description: `What the documents say to the requirements of ${prose(standard.name)}, read from their sentences.`,
        start: timeOf(facts.today),
        end: timeOf(facts.today),
        "reviewed-controls": {
          "control-selections": [
            assessed.length > 0
              ? { "include-controls": assessed.map((verdict) => ({ "control-id": controlId(verdict.requirement) })) }
              : { "include-all": {} },
          ],
        },
        ...listed(
          "observations",
          observed.flatMap(({ observation }) => observation ?? []),
        ),
        findings: observed.map(({ verdict, observation }) => findingOf(verdict, observation?.uuid)),
      },
    ];
  });
  return {
    "assessment-results": {
      uuid: uuidOf("assessment-results", ...standards),
      metadata: metadataOf("Coverage of requirements by documents", facts),
      "import-ap": { href: "#none", remarks: "The documents were read by Codicil; there is no assessment plan." },
      results,
    },
  };
}

function observationOf(
  { points, requirement }: Verdict,
  placeOf: PlaceOf,
  { today }: OscalFacts,
): { readonly uuid: string; readonly [key: string]: unknown } | undefined {
  const stated = points.filter((point) => isStated(point.strength));
  const evidence = stated.flatMap((point) => point.evidence[0] ?? []);
  if (evidence.length === 0) return undefined;
  const seen = new Map(evidence.map((one) => [`${one.uri} ${one.statement.start}`, one] as const));
  return {
    uuid: uuidOf("observation", requirement.id),
    description: stated.map(({ point }) => `- ${prose(point.says)}`).join("\n"),
    methods: ["EXAMINE"],
    "relevant-evidence": [...seen.values()].map((one) => {
      const { path, line: at } = placeOf(one);
      return { href: `${encodeURI(path)}#L${at}`, description: prose(one.quote) || "A statement of the document." };
    }),
    collected: timeOf(today),
  };
}

function findingOf(verdict: Verdict, observation: string | undefined): object {
  const { requirement, status, points, justification, basis, credit } = verdict;
  const missing = points.filter((point) => !isStated(point.strength)).map(({ point }) => `- ${prose(point.says)}`);
  const why =
    status === "excluded"
      ? `Left out: ${prose(justification ?? "")}`
      : missing.length > 0 && status !== "covered"
        ? `Not found:\n\n${missing.join("\n")}`
        : "The documents speak to it.";
  return {
    uuid: uuidOf("finding", requirement.id),
    title: oneLine(`${requirement.number} ${requirement.title}`),
    description: why,
    props: [
      prop("status", status),
      ...(basis === undefined ? [] : [prop("basis", basis)]),
      ...(credit === undefined ? [] : [prop("related-requirement", credit.from)]),
    ],
    target: {
      type: "objective-id",
      "target-id": controlId(requirement),
      status: {
        state: status === "covered" ? "satisfied" : "not-satisfied",
        ...(status === "excluded" ? { reason: "other" } : {}),
      },
      ...(status === "excluded"
        ? { "implementation-status": { state: "not-applicable", remarks: prose(justification ?? "") || "Left out." } }
        : {}),
    },
    ...(observation === undefined ? {} : { "related-observations": [{ "observation-uuid": observation }] }),
  };
}
