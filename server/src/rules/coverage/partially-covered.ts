import type { Span } from "../../base/span.ts";
import { remember } from "../../base/values.ts";
import type { RequirementId } from "../../catalog/model.ts";
import type { Section } from "../../document/model.ts";
import type { PointVerdict, Verdict } from "../../evidence/model.ts";
import { claimsOf, mappingLimits } from "../claims.ts";
import { considerationClauses } from "../clauses.ts";
import { addClausesTo, joinEdits } from "../mend.ts";
import { nameOf, shortNameOf } from "../naming.ts";
import { type DocumentContext, type Fix, fixLater, workspaceRule } from "../rule.ts";
import { bestSection, expectedOf, isAsked, missingPoints, typeOf } from "../scope.ts";

/** A control that a document speaks to in part. */
interface Partial {
  readonly span: Span;
  readonly stated: number;
  /** Points that this document does not state. */
  readonly lacking: ReadonlySet<string>;
  /**
   * A fix that adds some of them, with what AI adds once the control is covered where that is not asked for already. The same
   * points give the same fix.
   */
  readonly fixOf: (points: readonly PointVerdict[]) => Fix;
}

interface Collected {
  readonly breadth: number;
  readonly partial: ReadonlyMap<RequirementId, Partial>;
}

/** A control of which the documents, taken together, say a part only. */
export const rule = workspaceRule({
  id: "coverage/partially-covered",
  summary: "Shows which points of a control are still to be said, where the documents address it in part.",
  severity: "info",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    partial: "{control} is covered in part. Not found: {points}.",
    more: "{control} is covered in part. Not found: {points}; and {count} more.",
  },
  options: { most: 3, clauses: false, ...mappingLimits },

  collect(context): Collected | undefined {
    const { doc, coverage, options } = context;
    const expected = new Set(expectedOf(context, typeOf(context, doc), options.clauses));
    const claims = claimsOf(context, options);
    const partial = new Map<RequirementId, Partial>();
    for (const [id, verdict] of coverage.verdicts) {
      if (verdict.status !== "partial" || !isAsked(context, id)) continue;
      if (verdict.requirement.kind === "clause" && !options.clauses) continue;
      if (expected.has(id) || claims.has(id)) partial.set(id, partialOf(context, verdict, claims.get(id)?.span));
    }
    return partial.size > 0 ? { breadth: expected.size || Number.MAX_SAFE_INTEGER, partial } : undefined;
  },

  *check({ library, options, collected, workspace }) {
    const places = bestPlaces(collected, (id) => workspace.verdicts.get(id)?.status === "partial");
    for (const [id, verdict] of workspace.verdicts) {
      if (verdict.status !== "partial") continue;
      const place = places.get(id);
      if (!place) continue;
      const { uri, span, lacking, fixOf } = place;
      const missing = missingPoints(verdict.points).filter(({ point }) => lacking.has(point.id));
      if (missing.length === 0) continue;
      const named = missing.slice(0, options.most).map(({ point }) => `“${point.says}”`);
      const count = missing.length - named.length;
      yield {
        uri,
        message: count > 0 ? "more" : "partial",
        span,
        requirement: id,
        data: { control: nameOf(library, id), points: named.join(", "), count: String(count) },
        fixes: [fixOf(missing)],
      };
    }
  },
});

interface Place extends Partial {
  readonly uri: string;
  readonly breadth: number;
}

/** The documents that say most about each; among equals the one with the narrowest type, then the first by uri. */
function bestPlaces(
  collected: ReadonlyMap<string, Collected>,
  isWanted: (id: RequirementId) => boolean,
): ReadonlyMap<RequirementId, Place> {
  const best = new Map<RequirementId, Place>();
  for (const [uri, { breadth, partial }] of collected) {
    for (const [id, one] of partial) {
      const known = best.get(id);
      const isBest = known ? (one.stated - known.stated || known.breadth - breadth) > 0 : isWanted(id);
      if (isBest) best.set(id, { ...one, uri, breadth });
    }
  }
  return best;
}

function partialOf(context: DocumentContext, verdict: Verdict, claimed: Span | undefined): Partial {
  const { doc, library } = context;
  const { id, title } = verdict.requirement;
  const section = bestSection(doc, verdict);
  const missing = missingPoints(verdict.points);
  // In a document with a type they are asked for as soon as the main objective is stated.
  const areAsked = typeOf(context, doc) !== undefined && !missing.some(({ point }) => point.core);
  const insert = (clauses: readonly string[]): Fix["edits"] => addClausesTo(doc, library, section, title, clauses);
  const editsOf = (points: readonly PointVerdict[]): Fix["edits"] => {
    const due = areAsked ? [] : considerationClauses(context, id);
    const clauses = points.map(({ point }) => point.clause);
    // All at once where nothing is left out: items of one list are numbered in a row.
    return points.length === missing.length
      ? insert([...clauses, ...due])
      : joinEdits([...clauses.flatMap((clause) => insert([clause])), ...insert(due)]);
  };
  const name = `Add what is missing of ${shortNameOf(library, id)}`;
  const fixOf = remember((ids) => {
    const wanted = ids.split(" ");
    const points = wanted.flatMap((one) => missing.find(({ point }) => point.id === one) ?? []);
    return fixLater({ title: name, safe: false, preferred: true }, () => editsOf(points));
  });
  return {
    span: spanOf(section) ?? claimed ?? doc.titleSpan,
    stated: verdict.points.length - missing.length,
    lacking: new Set(missing.map(({ point }) => point.id)),
    fixOf: (points) => fixOf(points.map(({ point }) => point.id).join(" ")),
  };
}

const spanOf = (section: Section | undefined): Span | undefined =>
  section?.heading && !section.isTitle ? section.heading.span : undefined;
