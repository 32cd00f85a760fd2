import type { Span } from "../../base/span.ts";
import type { RequirementId } from "../../catalog/model.ts";
import type { Section } from "../../document/model.ts";
import type { Verdict } from "../../evidence/model.ts";
import { claimsOf } from "../claims.ts";
import { considerationClauses } from "../clauses.ts";
import { addClausesTo, joinEdits } from "../mend.ts";
import { nameOf, shortNameOf } from "../naming.ts";
import { type DocumentContext, type Fix, workspaceRule } from "../rule.ts";
import { bestSection, expectedOf, isAsked, missingPoints, typeOf } from "../scope.ts";

/** A control that a document speaks to in part. */
interface Partial {
  readonly span: Span;
  readonly stated: number;
  /** For each point that this document does not state, the edits that add it. */
  readonly additions: ReadonlyMap<string, Fix["edits"]>;
  /** What AI adds once the control is covered; only where it is not asked for already. */
  readonly extra: Fix["edits"];
  /** All of that at once: items of one list are numbered in a row. */
  readonly whole: Fix["edits"];
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
  options: { most: 3, clauses: false, mapping: 25, table: 10 },

  collect(context): Collected | undefined {
    const { doc, coverage, options } = context;
    const expected = new Set(expectedOf(context, typeOf(context, doc), options.clauses));
    const claims = claimsOf(context, options);
    const partial = new Map<RequirementId, Partial>();
    for (const [id, verdict] of coverage.verdicts) {
      if (verdict.status !== "partial" || !isAsked(context, id)) continue;
      if (expected.has(id) || claims.has(id)) partial.set(id, partialOf(context, verdict, claims.get(id)?.span));
    }
    return partial.size > 0 ? { breadth: expected.size || Number.MAX_SAFE_INTEGER, partial } : undefined;
  },

  *check({ library, options, collected, workspace }) {
    for (const [id, verdict] of workspace.verdicts) {
      if (verdict.status !== "partial") continue;
      const place = bestPlace(collected, id);
      if (!place) continue;
      const [uri, { span, additions, extra, whole }] = place;
      const missing = missingPoints(verdict.points).filter(({ point }) => additions.has(point.id));
      if (missing.length === 0) continue;
      const named = missing.slice(0, options.most).map(({ point }) => `“${point.says}”`);
      const count = missing.length - named.length;
      const edits =
        missing.length === additions.size
          ? whole
          : joinEdits([...missing.flatMap(({ point }) => additions.get(point.id) ?? []), ...extra]);
      const fix = { title: `Add what is missing of ${shortNameOf(library, id)}`, safe: false, preferred: true, edits };
      yield {
        uri,
        message: count > 0 ? "more" : "partial",
        span,
        requirement: id,
        data: { control: nameOf(library, id), points: named.join(", "), count: String(count) },
        fixes: [fix],
      };
    }
  },
});

/** The document that says most about it; among equals the one with the narrowest type, then the first by uri. */
function bestPlace(collected: ReadonlyMap<string, Collected>, id: RequirementId): [string, Partial] | undefined {
  const places = [...collected].flatMap(([uri, { breadth, partial }]) => {
    const one = partial.get(id);
    return one ? [{ uri, breadth, one }] : [];
  });
  places.sort((a, b) => b.one.stated - a.one.stated || a.breadth - b.breadth || (a.uri < b.uri ? -1 : 1));
  const best = places[0];
  return best && [best.uri, best.one];
}

function partialOf(context: DocumentContext, verdict: Verdict, claimed: Span | undefined): Partial {
  const { doc, library } = context;
  const { id, title } = verdict.requirement;
  const section = bestSection(doc, verdict);
  const missing = missingPoints(verdict.points);
  // In a document with a type they are asked for as soon as the main objective is stated.
  const areAsked = typeOf(context, doc) !== undefined && !missing.some(({ point }) => point.core);
  const due = areAsked ? [] : considerationClauses(context, id);
  const add = (clauses: readonly string[]): Fix["edits"] => addClausesTo(doc, library, section, title, clauses);
  return {
    span: spanOf(section) ?? claimed ?? doc.titleSpan,
    stated: verdict.points.length - missing.length,
    additions: new Map(missing.map(({ point }) => [point.id, add([point.clause])])),
    extra: add(due),
    whole: add([...missing.map(({ point }) => point.clause), ...due]),
  };
}

const spanOf = (section: Section | undefined): Span | undefined =>
  section?.heading && !section.isTitle ? section.heading.span : undefined;
