import type { Language } from "../catalog/model.ts";

/**
 * Tells whether a text is a place that was left to be filled: it holds a bracketed mark (`[INSERT …]`), or a word mark
 * (`TODO`, `to be defined`) opens it, ends it or is all of it. "TODO comments" within a sentence are none.
 * The marks are those of catalogs/language.
 */
export function isPlaceholder(text: string, { placeholders }: Pick<Language, "placeholders">): boolean {
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
