import type { Span } from "../../base/span.ts";
import type { RequirementId } from "../../catalog/model.ts";
import { readStatement } from "../applicability-statement.ts";
import { claimsOf } from "../claims.ts";
import { nameOf } from "../naming.ts";
import { workspaceRule } from "../rule.ts";

interface Collected {
  /** What a policy claims, with the place; nothing for a statement. */
  readonly claims: ReadonlyMap<RequirementId, Span>;
  /** What a statement leaves out, with the place. */
  readonly excluded: ReadonlyMap<RequirementId, Span>;
}

/** A policy that claims a control which the Statement of Applicability leaves out. */
export const rule = workspaceRule({
  id: "applicability/excluded-but-claimed",
  summary: "Flags a policy that claims a control which the Statement of Applicability leaves out.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    statement: "This claims {control}, which the Statement of Applicability leaves out.",
    decision: "This claims {control}, which `codicil.yaml` leaves out: {justification}",
  },
  options: { mapping: 25, table: 10 },

  collect(context): Collected | undefined {
    const { doc, library, options } = context;
    const statement = readStatement(doc, library);
    const excluded = new Map<RequirementId, Span>();
    for (const { requirement, applicable, span } of statement?.entries ?? [])
      if (requirement !== undefined && applicable === false && !excluded.has(requirement))
        excluded.set(requirement, span);
    const claims = new Map<RequirementId, Span>();
    if (!statement) for (const [id, { span }] of claimsOf(context, options)) claims.set(id, span);
    return claims.size + excluded.size > 0 ? { claims, excluded } : undefined;
  },

  *check({ library, collected, exclusions }) {
    const places = new Map<RequirementId, { uri: string; span: Span }>();
    for (const [uri, { excluded }] of collected)
      for (const [id, span] of excluded) if (!places.has(id)) places.set(id, { uri, span });
    if (places.size + exclusions.size === 0) return;
    for (const [uri, { claims }] of collected) {
      for (const [id, span] of claims) {
        const place = places.get(id);
        const justification = exclusions.get(id);
        if (!place && justification === undefined) continue;
        yield {
          uri,
          message: justification === undefined ? "statement" : "decision",
          span,
          data: { control: nameOf(library, id), justification: justification ?? "" },
          requirement: id,
          ...(place ? { related: [{ ...place, message: "It is left out here." }] } : {}),
        };
      }
    }
  },
});
