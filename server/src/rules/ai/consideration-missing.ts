import type { Span } from "../../base/span.ts";
import { isStated } from "../../evidence/decide.ts";
import { addStatement } from "../mend.ts";
import { shortNameOf, withoutStop } from "../naming.ts";
import { type Fix, workspaceRule } from "../rule.ts";
import { bestSection, isAddressed, isAsked, typeOf } from "../scope.ts";

interface Gap {
  readonly consideration: string;
  readonly message: "section" | "document";
  readonly span: Span;
  readonly fix: Fix;
}

interface Collected {
  /** Considerations that the document's type lists; undefined for a document without a type. */
  readonly listed: readonly string[] | undefined;
  readonly gaps: readonly Gap[];
}

/** A 27001 control that a document addresses without saying what AI adds to it. */
export const rule = workspaceRule({
  id: "ai/consideration-missing",
  summary: "Flags a section on a control that does not say what it should once AI is in scope.",
  severity: "warning",
  requirements: ["iso42001:2023/6.1.3", "iso42001:2023/6.1.2"],
  messages: {
    section: "{control}: with AI in scope this section should also say: {says}.",
    document: "{control}: with AI in scope this document should also say: {says}.",
  },
  options: {},

  collect(context): Collected | undefined {
    const { doc, coverage, library, aiInScope } = context;
    if (!aiInScope) return undefined;
    const listed = typeOf(context, doc)?.considerations;
    const gaps: Gap[] = [];
    for (const consideration of library.considerations) {
      if (listed && !listed.includes(consideration.id)) continue;
      const verdict = coverage.verdicts.get(consideration.from);
      if (!verdict || !isAsked(context, consideration.from) || !isAddressed(verdict.status)) continue;
      // Without a type nothing says that the document is the place for it: only a control that it covers counts.
      if (!listed && verdict.status !== "covered") continue;
      if (isStated(coverage.considerations.get(consideration.id)?.strength)) continue;
      const section = bestSection(doc, verdict);
      const heading = section?.isTitle === false ? section.heading : undefined;
      const edits = addStatement(doc, library, section, consideration.clause);
      const place = heading
        ? { message: "section" as const, span: heading.span }
        : { message: "document" as const, span: doc.titleSpan };
      gaps.push({
        consideration: consideration.id,
        ...place,
        fix: { title: `Add: ${withoutStop(consideration.says)}`, safe: false, preferred: true, edits },
      });
    }
    return { listed, gaps };
  },

  *check({ library, collected, workspace }) {
    const listedBy = new Map([...collected].map(([uri, { listed }]) => [uri, listed]));
    for (const [uri, { gaps }] of collected) {
      for (const { consideration: id, message, span, fix } of gaps) {
        const consideration = library.consideration(id);
        if (!consideration) continue;
        const elsewhere = workspace.documents.some(
          (other) =>
            other.uri !== uri &&
            listedBy.get(other.uri)?.includes(id) === true &&
            isStated(other.considerations.get(id)?.strength),
        );
        if (elsewhere) continue;
        const data = { control: shortNameOf(library, consideration.from), says: withoutStop(consideration.says) };
        yield { uri, message, span, data, requirement: consideration.supports, consideration: id, fixes: [fix] };
      }
    }
  },
});
