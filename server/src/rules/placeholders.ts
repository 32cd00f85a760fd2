import type { Language } from "../catalog/model.ts";

/** Tells whether a stretch of a text is a place that was left to be filled. */
export type PlaceholderTest = (text: string) => boolean;

/**
 * Reads the placeholders of one text: a bracketed mark (`[INSERT …]`) anywhere in a stretch, or a word mark (`TODO`,
 * `to be defined`) that opens it, ends it or is all of it. "TODO comments" within a sentence are none. The marks are those
 * of catalogs/language.
 * @param whole  the whole text: where it holds no mark, no stretch is looked at
 */
export function placeholderTest(whole: string, { placeholders }: Pick<Language, "placeholders">): PlaceholderTest {
  const source = placeholders.map((mark) => mark.replace(/[^\w\s]/g, "\\$&")).join("|");
  const mark = new RegExp(source, "i");
  if (source === "" || !mark.test(whole)) return () => false;
  return (text) => mark.test(text) && isPlaceholder(text, placeholders);
}

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
