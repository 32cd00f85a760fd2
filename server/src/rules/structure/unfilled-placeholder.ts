import { sliceOf } from "../../base/span.ts";
import { isVacant } from "../emptiness.ts";
import { placeholderFinder } from "../placeholders.ts";
import { documentRule } from "../rule.ts";

/** A `TODO` that was left behind among words that are filled. */
export const rule = documentRule({
  id: "structure/unfilled-placeholder",
  summary: "Flags a placeholder such as TODO or [INSERT …] that nobody has filled.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.2", "iso42001:2023/7.5.2"],
  messages: {
    unfilled: "This was left to be filled: “{text}”.",
  },
  options: {},

  *check({ doc, library }) {
    const placeholders = placeholderFinder(library.language);
    for (const section of doc.sections) {
      const unfilled = placeholders.statements(section, doc);
      // A section of nothing but placeholders is an empty section, which says so.
      if (unfilled.length === 0 || isVacant(doc, section, placeholders)) continue;
      for (const { span } of unfilled) {
        const short = sliceOf(doc.text, span).replace(/\s+/g, " ");
        yield { message: "unfilled", span, data: { text: short.length > 60 ? `${short.slice(0, 60)}…` : short } };
      }
    }
  },
});
