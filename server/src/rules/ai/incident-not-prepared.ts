import type { Span } from "../../base/span.ts";
import { addStatement } from "../mend.ts";
import { lowerFirst, withoutStop } from "../naming.ts";
import { type Fix, fixLater, workspaceRule } from "../rule.ts";
import { bestSection, isConfiguration } from "../scope.ts";
import { headingSpanOf } from "../sides.ts";

interface Collected {
  readonly type: string | undefined;
  readonly prepared: readonly string[];
  readonly places: Readonly<Record<string, { readonly span: Span; readonly fix: Fix }>>;
}

/** An incident that AI has brought elsewhere, and that no document prepares people for. */
export const rule = workspaceRule({
  id: "ai/incident-not-prepared",
  summary:
    "Flags acceptable use, awareness and incident documents where none speaks to an incident that AI has brought elsewhere.",
  severity: "info",
  requirements: ["iso27001:2022/A.5.10", "iso27001:2022/A.6.3", "iso27001:2022/A.5.7"],
  messages: { missing: "{title}: no document says that {says}." },
  options: {},

  collect({ doc, coverage, library, aiInScope }): Collected | undefined {
    const types = library.integration?.incidentTypes;
    if (!aiInScope || !types) return undefined;
    const places: Record<string, { span: Span; fix: Fix }> = {};
    const prepared: string[] = [];
    for (const incident of library.incidents) {
      if (coverage.incidents.has(incident.id)) prepared.push(incident.id);
      else if (types[incident.id]?.includes(doc.classification.type ?? "") && !isConfiguration(doc)) {
        const verdict = incident.controls.map((id) => coverage.verdicts.get(id)).find((one) => one !== undefined);
        const section = verdict && bestSection(doc, verdict);
        const title = `Add: ${lowerFirst(withoutStop(incident.says))}`;
        places[incident.id] = {
          span: headingSpanOf(doc, section),
          fix: fixLater({ title, safe: false, preferred: true }, () =>
            addStatement(doc, library, section, incident.clause),
          ),
        };
      }
    }
    return { type: doc.classification.type, prepared, places };
  },

  *check({ library, collected }) {
    const all = [...collected];
    for (const incident of library.incidents) {
      if (all.some(([, one]) => one.prepared.includes(incident.id))) continue;
      const types = library.integration?.incidentTypes[incident.id] ?? [];
      const [place] = all
        .filter(([, one]) => one.places[incident.id])
        .sort(([, a], [, b]) => types.indexOf(a.type ?? "") - types.indexOf(b.type ?? ""));
      const found = place?.[1].places[incident.id];
      if (!place || !found) continue;
      yield {
        uri: place[0],
        message: "missing",
        span: found.span,
        data: { title: incident.title, says: lowerFirst(withoutStop(incident.says)) },
        consideration: incident.id,
        requirement: incident.controls[0] ?? "iso27001:2022/A.5.10",
        fixes: [found.fix],
      };
    }
  },
});
