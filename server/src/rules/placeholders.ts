import { sliceOf } from "../base/span.ts";
import { rememberFor } from "../base/values.ts";
import type { Language } from "../catalog/model.ts";
import type { PolicyDocument, Section, Statement } from "../document/model.ts";
import { rememberBySection } from "../document/section-content.ts";

/** Tells places that were left to be filled. */
export interface PlaceholderFinder {
  /** Whether a stretch of a text is one. */
  test(text: string): boolean;
  /** The statements of a section that are, in order. */
  statements(section: Section, doc: PolicyDocument): readonly Statement[];
}

/**
 * Reads placeholders: a bracketed mark (`[INSERT …]`) anywhere in a stretch, or a word mark (`TODO`, `to be defined`) that
 * opens it, ends it or is all of it. "TODO comments" within a sentence are none. The marks are those of catalogs/language.
 */
export const placeholderFinder = ({ placeholders }: Pick<Language, "placeholders">): PlaceholderFinder =>
  finderOf(placeholders);

const finderOf = rememberFor((marks: Language["placeholders"]): PlaceholderFinder => {
  const source = marks.map((one) => one.replace(/[^\w\s]/g, "\\$&")).join("|");
  // No mark at all matches nothing.
  const mark = new RegExp(source === "" ? "$^" : source, "i");
  const test = (text: string): boolean => mark.test(text) && isPlaceholder(text, marks);
  /** Their places among the section's statements. */
  const placesIn = rememberBySection(({ statements }: Section, doc: PolicyDocument): readonly number[] =>
    statements.flatMap((index, place) => {
      const statement = doc.statements[index];
      return statement && test(sliceOf(doc.text, statement.span)) ? [place] : [];
    }),
  );
  const statements: PlaceholderFinder["statements"] = (section, doc) =>
    placesIn(section, doc)
      .map((place) => doc.statements[section.statements[place] ?? -1])
      .filter((statement) => statement !== undefined);
  return { test, statements };
});

function isPlaceholder(text: string, placeholders: readonly string[]): boolean {
  const bare = text.replace(/^[\s>*_`#|"'“”-]+|[\s*_`|"'“”.!…]+$/g, "");
  const small = bare.toLowerCase();
  return placeholders.some((mark) => {
    if (/^[[<]/.test(mark)) return small.includes(mark.toLowerCase());
    if (/^[A-Z]+$/.test(mark)) return stands(bare, mark);
    return stands(small, mark.toLowerCase());
  });
}

/** The mark is the whole text, opens it before punctuation, or ends it. */
function stands(text: string, mark: string): boolean {
  if (text === mark) return true;
  if (text.startsWith(mark) && /^\s*[:;,.–—([]|^ by\b|^ with\b/.test(text.slice(mark.length))) return true;
  return text.endsWith(mark) && /[\s:;,.–—(-]$/.test(text.slice(0, -mark.length));
}
