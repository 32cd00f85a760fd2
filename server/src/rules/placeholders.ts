import { sliceOf } from "../base/span.ts";
import { rememberFor } from "../base/values.ts";
import type { Language } from "../catalog/model.ts";
import type { PolicyDocument, Section } from "../document/model.ts";
import { rememberBySection } from "../document/section-memo.ts";

/** Tells whether a stretch of a text is a place that was left to be filled. */
export type PlaceholderTest = (text: string) => boolean;

/**
 * Reads the placeholders of one document: a bracketed mark (`[INSERT …]`) anywhere in a stretch, or a word mark (`TODO`,
 * `to be defined`) that opens it, ends it or is all of it. "TODO comments" within a sentence are none. The marks are those
 * of catalogs/language.
 */
export function placeholderTest(
  doc: PolicyDocument,
  { placeholders }: Pick<Language, "placeholders">,
): PlaceholderTest {
  const { mark, standsIn } = marksOf(placeholders);
  // The sections of a Markdown text hold all of it.
  const isMarked = doc.format === "yaml" ? mark.test(doc.text) : doc.sections.some((section) => standsIn(section, doc));
  return isMarked ? (text) => mark.test(text) && isPlaceholder(text, placeholders) : () => false;
}

interface Marks {
  readonly mark: RegExp;
  readonly standsIn: (section: Section, doc: PolicyDocument) => boolean;
}

const marksOf = rememberFor((placeholders: Language["placeholders"]): Marks => {
  const source = placeholders.map((one) => one.replace(/[^\w\s]/g, "\\$&")).join("|");
  // No mark at all matches nothing.
  const mark = new RegExp(source === "" ? "$^" : source, "i");
  return { mark, standsIn: rememberBySection(({ span }, { text }) => mark.test(sliceOf(text, span))) };
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
