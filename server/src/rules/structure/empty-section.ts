import type { TextEdit } from "../../base/text.ts";
import type { Heading, Section } from "../../document/model.ts";
import { isVacant } from "../emptiness.ts";
import { fillSection } from "../mend.ts";
import { lowerFirst } from "../naming.ts";
import { placeholderFinder } from "../placeholders.ts";
import { type DocumentContext, documentRule, fixLater, type Report } from "../rule.ts";

/** A heading with nothing below it. */
export const rule = documentRule({
  id: "structure/empty-section",
  summary: "Flags a section that holds no words, or only placeholders that nobody has filled.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.2", "iso42001:2023/7.5.2"],
  messages: {
    empty: "The section “{section}” is empty.",
    known: "The section “{section}” is empty; it should say: {about}.",
  },
  options: {},

  *check(context) {
    const { doc, library } = context;
    const placeholders = placeholderFinder(library.language);
    for (const section of doc.sections) {
      if (section.heading && isVacant(doc, section, placeholders)) yield reportOf(context, section, section.heading);
    }
  },
});

function reportOf({ doc, library }: DocumentContext, section: Section, { text: heading, span }: Heading): Report {
  const kind = section.kinds.map((id) => library.sectionKind(id)).find((one) => one !== undefined);
  if (!kind) return { message: "empty", span, data: { section: heading } };
  const fill = (): TextEdit[] => fillSection(doc, section, kind);
  const fix = fixLater({ title: `Insert a text for “${heading}”`, safe: false, preferred: true }, fill);
  // Not every placeholder can give way to a text.
  const fixes = section.statements.length === 0 || fill().length > 0 ? [fix] : [];
  return { message: "known", span, data: { section: heading, about: lowerFirst(kind.about) }, fixes };
}
