import type { Span } from "../../base/span.ts";
import type { RequirementId } from "../../catalog/model.ts";
import { isStated } from "../../evidence/decide.ts";
import { namedIn } from "../claims.ts";
import { insertClauses } from "../clauses.ts";
import { nameOf, shortNameOf } from "../naming.ts";
import { type Fix, fixLater, workspaceRule } from "../rule.ts";
import { expectedOf, isAddressed, typeOf } from "../scope.ts";

/** What a document of the workspace is expected to cover and does not. */
interface Collected {
  readonly titleSpan: Span;
  readonly typeTitle: string;
  /** How many requirements its type expects: the fewer, the more is it the place for each. */
  readonly breadth: number;
  readonly missing: ReadonlyMap<RequirementId, Fix>;
}

/** A control that a document type is expected to cover and that no document of the workspace speaks to. */
export const rule = workspaceRule({
  id: "coverage/expected-control-missing",
  summary:
    "Flags a control that a document of this type is expected to cover while no document says anything about it.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.3", "iso27001:2022/A.5.1", "iso42001:2023/6.1.3"],
  messages: {
    missing: "No document addresses {control}, which a document of type “{type}” is expected to cover.",
  },
  options: { clauses: false },

  collect(context): Collected | undefined {
    const { doc, coverage, library, options } = context;
    const type = typeOf(context, doc);
    const expected = expectedOf(context, type, options.clauses);
    if (!type || expected.length === 0) return undefined;
    const missing = new Map<RequirementId, Fix>();
    const named = namedIn(doc.references);
    for (const id of expected) {
      const requirement = library.requirement(id);
      if (
        !requirement ||
        requirement.points.length === 0 ||
        named.has(id) ||
        isAddressed(coverage.verdicts.get(id)?.status)
      )
        continue;
      const title = `Add a section on ${shortNameOf(library, id)}`;
      missing.set(
        id,
        fixLater({ title, safe: false, preferred: true }, () => insertClauses(context, requirement)),
      );
    }
    return { titleSpan: doc.titleSpan, typeTitle: type.title, breadth: expected.length, missing };
  },

  *check({ library, collected, workspace }) {
    const open = [...workspace.verdicts].filter(
      ([, { status, points }]) => status === "missing" && !points.some((point) => isStated(point.strength)),
    );
    const places = narrowestPlaces(collected, new Set(open.map(([id]) => id)));
    for (const [id] of open) {
      const uri = places.get(id);
      const place = uri === undefined ? undefined : collected.get(uri);
      const fix = place?.missing.get(id);
      if (uri === undefined || !place || !fix) continue;
      const { titleSpan, typeTitle } = place;
      yield {
        uri,
        message: "missing",
        span: titleSpan,
        data: { control: nameOf(library, id), type: typeTitle },
        requirement: id,
        fixes: [fix],
      };
    }
  },
});

/** For each requirement the document that lacks it and whose type is the narrowest, then the first by uri. */
function narrowestPlaces(
  collected: ReadonlyMap<string, Collected>,
  ids: ReadonlySet<RequirementId>,
): ReadonlyMap<RequirementId, string> {
  const places = new Map<RequirementId, string>();
  if (ids.size === 0) return places;
  for (const [uri, { breadth, missing }] of collected) {
    for (const id of missing.keys()) {
      if (!ids.has(id)) continue;
      const other = collected.get(places.get(id) ?? "");
      if (!other || breadth < other.breadth) places.set(id, uri);
    }
  }
  return places;
}
